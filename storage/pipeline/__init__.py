"""Inbox, outbox and timers: the durable pipeline."""
