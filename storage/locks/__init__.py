"""Who may do what: lanes, the lead, the file lock of SQLite."""
