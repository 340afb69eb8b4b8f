"""Conversations: what happens when an owner, a member of staff or an admin does something."""
