"""Cases, staff and rooms: not kept by a database yet."""

from typing import Any


class NotYet:
    """Stands where the repositories will."""

    def __getattr__(self, name: str) -> Any:
        """Refuse."""
        raise NotImplementedError(name)
