"""Errors that a person is told of: each carries the message they read."""

from domain.text import Text


class OwnerlineError(Exception):
    """Something a person can do something about. `text` is what they are told."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.id)
        self.text = text


class Conflict(OwnerlineError):
    """Somebody else changed the same thing in between; trying again reads it anew."""


class AlreadyDone(Exception):
    """The update's effects are committed already; nothing was changed by this attempt."""


class Busy(Exception):
    """The database is locked, gone, or a race was lost: trying again makes sense."""
