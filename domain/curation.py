"""The FAQ as those see it who look after it: entries with their history, drafts and figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.knowledge import EntryStatus, FaqEntry

FIGURES_OVER = timedelta(days=90)
"""The span that an entry's figures are of."""

HANDED_OFF_WITHIN = timedelta(hours=1)
"""A case that an owner opens so soon after an answer counts as a hand-off after it."""


class Action(StrEnum):
    """What somebody did to the FAQ, as the audit log has it."""

    IMPORT = "faq.import"
    PUBLISH = "faq.publish"
    UNPUBLISH = "faq.unpublish"
    ARCHIVE = "faq.archive"
    REVERT = "faq.revert"


@dataclass(frozen=True, slots=True)
class Curated:
    """An entry as it stands: `version` rises by one with each revision.

    `changed_by` is an actor as in the audit log (`telegram:ID`, `command`); None for a change from
    before revisions were kept.
    """

    id: int
    version: int
    entry: FaqEntry
    changed_at: datetime
    changed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """An entry as somebody left it."""

    version: int
    at: datetime
    by: str | None
    entry: FaqEntry


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry in a list."""

    id: int
    key: str
    category: str
    status: EntryStatus
    questions: Mapping[str, str]

    def question(self, locale: str) -> str:
        """Return the question in a language, else in the first that it has."""
        return self.questions.get(locale) or next(iter(self.questions.values()), self.key)


@dataclass(frozen=True, slots=True)
class EntryFigures:
    """What became of an entry since some moment.

    `asked`: owners were shown it; `helpful` and `not_helpful`: what they said to that;
    `handed_off`: who saw it opened a case soon after (`HANDED_OFF_WITHIN`).
    """

    asked: int = 0
    helpful: int = 0
    not_helpful: int = 0
    handed_off: int = 0

    @property
    def helpful_share(self) -> float | None:
        """The share of helpful among those who said anything; None if nobody did."""
        said = self.helpful + self.not_helpful
        return self.helpful / said if said else None


@dataclass(frozen=True, slots=True)
class Draft:
    """A change that is not published: of an entry, or a new one (`entry_id` None).

    `entry` is how it shall be; it may lack an answer still. `base_version` is the entry's version
    that the change began from, 0 for a new one. `by` is the Telegram id of who is at it; `version`
    rises with every step, so that two taps do not write over each other.
    """

    id: int
    entry: FaqEntry
    by: int
    changed_at: datetime
    entry_id: int | None = None
    base_version: int = 0
    version: int = 1
    gap_id: int | None = None

    @property
    def is_new(self) -> bool:
        """Whether it will be an entry that there was not."""
        return self.entry_id is None


@dataclass(frozen=True, slots=True)
class NewDraft:
    """A draft before it is kept."""

    entry: FaqEntry
    by: int
    entry_id: int | None = None
    base_version: int = 0
    gap_id: int | None = None
