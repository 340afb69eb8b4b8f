"""What conversations and knowledge read and ask: the time, the FAQ, the rows."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from domain.incoming import Place
from domain.knowledge import Asked, Decision, FaqEntry, Question
from domain.owners import Caller, Reach


class Clock(Protocol):
    """The time. Everything asks here, so that a test can set it."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class Knowledge(Protocol):
    """The FAQ as something that can be asked."""

    async def decide(self, asked: Asked) -> Decision:
        """Decide on one question. Never raises for the sake of its words."""
        ...

    async def danger(self, words: str) -> float | None:
        """Return the log-odds that words tell of an emergency; None where there is no opinion.

        Takes milliseconds and never raises: nobody in danger waits for it.
        """
        ...


class FaqSource(Protocol):
    """Where knowledge reads the truth from, and keeps the vectors it computed."""

    async def revision(self) -> int:
        """Return a number that rises with every committed change of the FAQ."""
        ...

    async def entries(self) -> Sequence[FaqEntry]:
        """Return every entry that is not archived, with all its texts, in order of key."""
        ...

    async def vectors(self, model: str, hashes: Sequence[str]) -> Mapping[str, bytes]:
        """Return the kept vectors (float32, little-endian) by text hash; absent ones left out."""
        ...

    async def keep_vectors(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors; keeping one twice changes nothing."""
        ...


class Reads(Protocol):
    """Reads outside any unit of work, each a short one of its own."""

    async def caller(self, place: Place, person_id: int) -> Caller:
        """Return who is writing; an empty `Caller` for somebody new."""
        ...

    async def reach(self, bot_id: int, owner_id: int) -> Reach | None:
        """Return how a bot reaches an owner; None if they never wrote to it."""
        ...

    async def question(self, question_id: int, owner_id: int) -> Question | None:
        """Return a logged question of that owner; None if there is none or it is another's."""
        ...

    async def questions_since(
        self, bot_id: int, owner_id: int, since: datetime, *, limit: int = 10
    ) -> Sequence[Question]:
        """Return the last questions an owner asked one bot since then, oldest first."""
        ...

    async def asked_about(
        self, bot_id: int, owner_id: int, since: datetime, *, limit: int
    ) -> Sequence[tuple[datetime, str]]:
        """Return when, and for which car, the last questions of `questions_since` were answered.

        Newest first; only those for a car (`Question.about`).
        """
        ...

    async def entry(self, key: str) -> FaqEntry | None:
        """Return an entry by its key, whatever its status."""
        ...

    async def entries(self, keys: Sequence[str]) -> Sequence[FaqEntry]:
        """Return entries in the order of their keys, whatever their status; there may be fewer."""
        ...

    async def categories(self, today: date) -> Sequence[tuple[str, int]]:
        """Return (category, number of live entries), by category key."""
        ...

    async def entries_in(self, category: str, today: date) -> Sequence[FaqEntry]:
        """Return the live entries of a category, by key."""
        ...
