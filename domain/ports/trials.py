"""The FAQ asked as it would be with changes that are not published."""

from collections.abc import Sequence
from typing import Protocol

from domain.knowledge import Asked, Decision, FaqEntry


class Trials(Protocol):
    """Decides by the code that decides for owners, with entries as they shall be.

    What is published counts in, what is not is taken out. It takes seconds the first time: never
    inside a unit of work.
    """

    async def decide(self, asked: Sequence[Asked], changed: Sequence[FaqEntry]) -> list[Decision]:
        """Decide on questions with a changed FAQ; with no change, on the FAQ as it is."""
        ...
