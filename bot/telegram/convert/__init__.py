"""Converting: Telegram's updates become `Incoming` values."""
