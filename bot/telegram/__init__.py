"""Telegram's edge: what comes in becomes `Incoming`, what goes out a call of the Bot API."""
