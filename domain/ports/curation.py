"""Reading and writing what curators work on: entries with their history, drafts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.curation import Action, Curated, Draft, EntryFigures, Listed, NewDraft, Revision
from domain.faq_gate import Label, LabelOrigin, NewLabel
from domain.faq_upkeep import Kept, Said
from domain.knowledge import EntryStatus, FaqEntry, Logged


class CurationReads(Protocol):
    """Reads outside any unit of work."""

    async def counts(self) -> Mapping[tuple[str, EntryStatus], int]:
        """Return how many entries there are by category and status."""
        ...

    async def listed(
        self,
        *,
        category: str | None = None,
        status: EntryStatus | None = None,
        words: str = "",
        keys: Sequence[str] | None = None,
        limit: int = 500,
    ) -> Sequence[Listed]:
        """Return entries by category and key; `words` are looked for in everything they say.

        With `keys`, only those of these keys.
        """
        ...

    async def curated(self, entry_id: int) -> Curated | None:
        """Return an entry as it stands."""
        ...

    async def curated_by_key(self, key: str) -> Curated | None:
        """Return an entry by its key."""
        ...

    async def figures(self, key: str, since: datetime) -> EntryFigures:
        """Return what became of an entry since then."""
        ...

    async def revisions(self, entry_id: int, *, limit: int = 50) -> Sequence[Revision]:
        """Return an entry's revisions, newest first."""
        ...

    async def revision(self, entry_id: int, version: int) -> Revision | None:
        """Return one revision; None for one from before revisions were kept."""
        ...

    async def drafts(self, *, by: int | None = None, limit: int = 50) -> Sequence[Draft]:
        """Return drafts, of one person or of all, the last touched first."""
        ...

    async def draft(self, draft_id: int) -> Draft | None:
        """Return a draft by its id."""
        ...

    async def everything(self) -> tuple[int, Sequence[FaqEntry]]:
        """Return the FAQ's revision and every entry of it, archived ones too, by key."""
        ...

    async def published(self) -> Sequence[Kept]:
        """Return what is published, by category and key."""
        ...

    async def said(self, since: datetime, until: datetime) -> Mapping[str, Said]:
        """Return what owners made of each entry that they were shown in a span, by key."""
        ...

    async def labels(self, *, limit: int = 5_000) -> Sequence[Label]:
        """Return the labels, those that changed last first."""
        ...

    async def label_of(self, question: str) -> Label | None:
        """Return the label of a question, however it is spaced or cased."""
        ...

    async def recent(self, *, limit: int = 8, before: int | None = None) -> Sequence[Logged]:
        """Return what owners asked last, newest first; `before` is a question's id."""
        ...

    async def logged(self, question_id: int) -> Logged | None:
        """Return a logged question, whoever asked it."""
        ...


class CurationWrites(Protocol):
    """Changing entries one by one, and drafts, inside a unit of work."""

    async def save(self, entry: FaqEntry, *, version: int, by: str, action: Action) -> None:
        """Write an entry as its next revision, audited; `version` 0 for a new one.

        Raises `Conflict` when it is at another version, or a new one's key is taken.
        """
        ...

    async def keep_draft(self, new: NewDraft) -> Draft:
        """Keep a draft."""
        ...

    async def change_draft(self, draft: Draft) -> Draft:
        """Write a draft's entry, base and person. Raises `Conflict` if it is at another version."""
        ...

    async def drop_draft(self, draft_id: int) -> bool:
        """Forget a draft; False if there was none."""
        ...

    async def keep_labels(self, labels: Sequence[NewLabel], *, by: str) -> None:
        """Keep labels; one of the same question is replaced."""
        ...

    async def drop_labels(self, *, origin: LabelOrigin) -> int:
        """Forget the labels of an origin; returns how many."""
        ...
