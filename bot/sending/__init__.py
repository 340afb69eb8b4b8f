"""The sender: takes what waits in the outbox to Telegram, in order, within its budgets."""
