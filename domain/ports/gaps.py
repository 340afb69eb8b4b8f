"""What gaps need: questions without an answer, their meaning, and the groups as rows."""

from collections.abc import Sequence
from typing import Protocol

from domain.faq_gaps import Gap, GapOrder, GapStatus, KnownGap, Member, Unanswered


class Meanings(Protocol):
    """What owners' words mean, and whose they are."""

    async def group(self, words: Sequence[str], known: Sequence[Sequence[str]]) -> Sequence[int]:
        """Put words that mean the same together, with the words of known groups. Takes seconds.

        Returns the place of each one's group: among `known`, then new groups in order.
        """
        ...

    def masked(self, words: str, names: Sequence[str] = ()) -> str:
        """Return words without personal data, as far as it can be told by its form.

        `names` are those of the owner. Where something stood, there is an ellipsis.
        """
        ...


class GapReads(Protocol):
    """Reads outside any unit of work."""

    async def unanswered(self, *, limit: int) -> Sequence[Unanswered]:
        """Return questions that got no answer and belong to no gap yet, oldest first.

        Also those whose suggestions the owner refused, and whose answer did not help them.
        """
        ...

    async def known(self, *, limit: int, examples: int) -> Sequence[KnownGap]:
        """Return the gaps that were asked for last, whatever was done about them."""
        ...

    async def gaps(
        self, order: GapOrder, *, limit: int, offset: int = 0, status: GapStatus = GapStatus.OPEN
    ) -> Sequence[Gap]:
        """Return a page of gaps, each with its last examples."""
        ...

    async def gap_count(self, status: GapStatus = GapStatus.OPEN) -> int:
        """Return how many there are."""
        ...

    async def gap(self, gap_id: int, *, examples: int = 20) -> Gap | None:
        """Return a gap with its last examples."""
        ...


class GapWrites(Protocol):
    """Gaps inside a unit of work."""

    async def gather(self, members: Sequence[Member]) -> None:
        """Keep a round of grouping; a question that belongs to a gap already stays there.

        A gap that was written about is open again when it is asked again.
        """
        ...

    async def settle(self, gap_id: int, status: GapStatus, *, by: str) -> bool:
        """Keep what was done about a gap; False if there is none."""
        ...
