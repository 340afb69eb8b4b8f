"""Handling: takes updates from the inbox, lane by lane, through a conversation to its commit."""
