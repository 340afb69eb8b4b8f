"""What a job of the clock returns."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from domain.pipeline import DueTimer
from domain.ports import Effect, Tools


@dataclass(frozen=True, slots=True)
class Due:
    """A job's effect, and when it is due again; None: the timer goes."""

    effect: Effect
    next_at: datetime | None = None


Job: TypeAlias = Callable[[DueTimer, Tools], Awaitable[Due]]
"""Reads and thinks with no transaction open, as a conversation does."""
