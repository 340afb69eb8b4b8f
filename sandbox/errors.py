"""Refusals of the Bot API, with the texts Telegram uses."""

import json

from sandbox.json_types import Json

_PREFIXES = {
    400: "Bad Request: ",
    401: "",
    403: "Forbidden: ",
    404: "",
    409: "Conflict: ",
    413: "",
    429: "Too Many Requests: ",
}


class ApiError(Exception):
    """A call that Telegram refuses: the HTTP status is the error_code of the body."""

    def __init__(self, status: int, text: str, **parameters: int) -> None:
        self.status = status
        self.description = _PREFIXES.get(status, "") + text
        self.parameters = parameters
        super().__init__(self.description)

    def body(self) -> bytes:
        """The answer's JSON."""
        answer: Json = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return json.dumps(answer).encode()


class ControlError(Exception):
    """A wrong request to the control side: the text is for the author of the test."""

    def __init__(self, text: str, status: int = 400) -> None:
        self.status = status
        super().__init__(text)


def bad_request(text: str) -> ApiError:
    """400."""
    return ApiError(400, text)


def forbidden(text: str) -> ApiError:
    """403: the chat does not want the bot."""
    return ApiError(403, text)


def conflict(text: str) -> ApiError:
    """409: two ways of receiving at once."""
    return ApiError(409, text)


def too_many(retry_after: int) -> ApiError:
    """429; retry_after in seconds."""
    return ApiError(429, f"retry after {retry_after}", retry_after=retry_after)


def unauthorized() -> ApiError:
    """401: a well-formed token that nobody has."""
    return ApiError(401, "Unauthorized")


def method_not_found() -> ApiError:
    """404, which python-telegram-bot takes for a bad token."""
    return ApiError(404, "Not Found: method not found")


def migrated(to: int) -> ApiError:
    """400 with the id of the supergroup that the group became."""
    return ApiError(400, "group chat was upgraded to a supergroup chat", migrate_to_chat_id=to)
