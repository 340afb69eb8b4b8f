"""The parameters of a call, whichever way they were sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sandbox.errors import bad_request
from sandbox.json_types import Json


@dataclass(frozen=True, slots=True)
class Upload:
    """A file part of a multipart body."""

    name: str
    content: bytes
    mime_type: str | None

    def __str__(self) -> str:
        return f"upload:{self.name} ({len(self.content)} bytes)"


class Params:
    """Typed reading. Nested values are JSON in a string, except in a JSON body."""

    __slots__ = ("files", "values")

    def __init__(
        self, values: Mapping[str, Any], files: Mapping[str, Upload] | None = None
    ) -> None:
        self.values = values
        self.files = files or {}

    def __contains__(self, name: str) -> bool:
        return name in self.values or name in self.files

    def text(self, name: str) -> str:
        """A string; empty when it was not sent."""
        value = self.values.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            return json.dumps(value) if isinstance(value, (dict, list, bool)) else str(value)
        if not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError:
                raise bad_request("strings must be encoded in UTF-8") from None
        return value

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; anything else counts as not sent, as Telegram has it."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            return default

    def number(self, name: str) -> float | None:
        """A number, None when it was not sent or is none."""
        try:
            return float(self.values[name])
        except (KeyError, TypeError, ValueError):
            return None

    def boolean(self, name: str) -> bool:
        """True for "true", "yes" and "1"; the rest is false."""
        value = self.values.get(name)
        if isinstance(value, str):
            return value.strip().lower() in {"true", "yes", "1"}
        return bool(value)

    def json(self, name: str) -> Any:
        """A nested value, None when it was not sent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def object(self, name: str) -> Json | None:
        """A nested object."""
        value = self.json(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"can't parse {name}: expected an Object")
        return value

    def array(self, name: str) -> list[Any] | None:
        """A nested list."""
        value = self.json(name)
        if value is not None and not isinstance(value, list):
            raise bad_request(f"can't parse {name}: expected an Array")
        return value

    def ids(self, name: str, *, increasing: bool = False) -> list[int]:
        """A list of message ids; `increasing`: it is refused unless it is strictly so."""
        found = self.array(name)
        if not found:
            raise bad_request("message identifiers are not specified")
        try:
            ids = [int(one) for one in found]
        except (TypeError, ValueError):
            raise bad_request("message identifiers are not specified") from None
        if len(ids) > 100:
            raise bad_request("too many message identifiers specified")
        if increasing and any(later <= earlier for earlier, later in pairwise(ids)):
            raise bad_request("message identifiers must be in a strictly increasing order")
        return ids
