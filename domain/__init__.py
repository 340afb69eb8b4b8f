"""The rules of customer operations, pure: no Telegram, no SQL, no network."""
