"""Trouble on demand: calls that fail, get lost or take long."""

from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

from sandbox.errors import ApiError, bad_request, too_many
from sandbox.json_types import Json


class Kind(StrEnum):
    """What goes wrong."""

    TOO_MANY = "429"
    FORBIDDEN = "403"
    BAD_REQUEST = "400"
    INTERNAL = "500"
    BAD_GATEWAY = "502"
    DROP = "drop"
    DROP_AFTER = "drop_after"
    SLOW = "slow"


class ConnectionDroppedError(Exception):
    """The connection closes without an answer."""


@dataclass(slots=True)
class Fault:
    """One order of trouble; `left` calls or until `until`."""

    id: int
    kind: Kind
    method: str | None = None
    chat: int | None = None
    bot: int | None = None
    left: int | None = 1
    until: float | None = None
    text: str | None = None
    retry_after: int = 1
    delay: float = 0.0
    hits: int = 0

    def matches(self, method: str, chat: int | str | None, bot: int) -> bool:
        """Whether a call is meant; without a method, every one but getUpdates."""
        if self.bot is not None and self.bot != bot:
            return False
        if self.chat is not None and str(self.chat) != str(chat):
            return False
        if self.method is None:
            return method != "getUpdates"
        return fnmatchcase(method.lower(), self.method.lower())

    def error(self) -> ApiError | None:
        """What the call is refused with, if it is refused."""
        match self.kind:
            case Kind.TOO_MANY:
                return too_many(self.retry_after)
            case Kind.FORBIDDEN:
                return _told(403, self.text or "bot was blocked by the user")
            case Kind.BAD_REQUEST:
                return _told(400, self.text) if self.text else bad_request("made to order")
            case Kind.INTERNAL:
                return ApiError(500, self.text or "Internal Server Error")
            case Kind.BAD_GATEWAY:
                return ApiError(502, self.text or "Bad Gateway")
            case _:
                return None

    def view(self) -> Json:
        """As the control side shows it."""
        shown = {name: getattr(self, name) for name in self.__slots__ if name != "kind"}
        return {**shown, "fault": self.kind.value}


def _told(status: int, text: str) -> ApiError:
    prefix = {400: "Bad Request: ", 403: "Forbidden: "}[status]
    return ApiError(status, text.removeprefix(prefix))


class Faults:
    """The orders in force, oldest first."""

    def __init__(self) -> None:
        self.active: list[Fault] = []
        self._last = 0

    def number(self) -> int:
        """An id for a new order."""
        self._last += 1
        return self._last

    def take(self, method: str, chat: int | str | None, bot: int, now: float) -> Fault | None:
        """The fault this call meets, counted."""
        for fault in self.active:
            if fault.until is not None and now >= fault.until:
                continue
            if fault.left == 0 or not fault.matches(method, chat, bot):
                continue
            fault.hits += 1
            if fault.left is not None:
                fault.left -= 1
            return fault
        return None
