"""Which entries want looking after."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.curation import Listed

ENDS_WITHIN = timedelta(days=30)
NEVER_ASKED_FOR = timedelta(days=90)
LATELY = timedelta(days=30)
"""The span whose helpful share is compared with that of the time before."""
BEFORE = timedelta(days=90)
"""How far back that time goes."""
FEWEST_SAID = 5
"""Below it, a share is chance."""
FELL_BY = 0.2 - 1e-9
"""One in five, whatever binary fractions make of it."""


class Want(StrEnum):
    """Why an entry wants looking after."""

    ENDING = "ending"
    NEVER_ASKED = "never_asked"
    MISSING_LANGUAGE = "missing_language"
    LESS_HELPFUL = "less_helpful"


@dataclass(frozen=True, slots=True)
class Kept:
    """A published entry, as far as upkeep needs it. `questions` of `listed` has its languages."""

    listed: Listed
    created_at: datetime
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What owners made of an entry in some span."""

    asked: int = 0
    helpful: int = 0
    not_helpful: int = 0

    @property
    def share(self) -> float | None:
        """The helpful share; None where too few said anything."""
        said = self.helpful + self.not_helpful
        return self.helpful / said if said >= FEWEST_SAID else None


def wanting(
    entries: Sequence[Kept],
    lately: Mapping[str, Said],
    before: Mapping[str, Said],
    *,
    languages: Collection[str],
    now: datetime,
    today: date,
) -> dict[Want, list[Listed]]:
    """Return the entries that want looking after, by why; every reason is there.

    `lately` is of the last `LATELY`, `before` of the time from `BEFORE` until then, by key.
    """
    nobody = Said()
    found: dict[Want, list[Listed]] = {want: [] for want in Want}
    for one in entries:
        key = one.listed.key
        new, old = lately.get(key, nobody), before.get(key, nobody)
        if one.valid_until is not None and today <= one.valid_until <= today + ENDS_WITHIN:
            found[Want.ENDING].append(one.listed)
        if not new.asked and not old.asked and one.created_at < now - NEVER_ASKED_FOR:
            found[Want.NEVER_ASKED].append(one.listed)
        if set(languages) - set(one.listed.questions):
            found[Want.MISSING_LANGUAGE].append(one.listed)
        if new.share is not None and old.share is not None and old.share - new.share >= FELL_BY:
            found[Want.LESS_HELPFUL].append(one.listed)
    return found
