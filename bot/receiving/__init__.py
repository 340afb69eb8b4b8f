"""Receiving: every update is in the inbox, committed, before Telegram is told that we have it."""
