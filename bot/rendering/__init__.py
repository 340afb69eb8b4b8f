"""Rendering: what a conversation says becomes calls of the Bot API, in the reader's language."""
