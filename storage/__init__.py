"""Tables, repositories, the unit of work, inbox, outbox and migrations."""
