"""The figures of customer service over a span of days: what they are, and what they come from.

All are of the cases **opened** in the span, by the clock of their desk, as they stand at the moment
of reading; the backlog is of the cases active at that moment, whenever they were opened. Targets
are those of the policy as it is now. A time is counted as its target is: in the desk's business
time, for emergencies round the clock.

- *opened*: all of them, those that were set aside (withdrawn by the owner, merged, spam, owner
  unreachable) included. The figures below leave set-aside cases out where a clock had not stopped
  before.
- *time to first response*: from opening until a person wrote the first message that reached the
  owner, over the cases that were answered.
- *time to resolution*: from opening until resolved (or closed), less the time of waiting on the
  owner, over the cases that were. Of a case opened again the last resolution counts.
- *median* and *90th percentile*: with linear interpolation between the two nearest values, as a
  spreadsheet's PERCENTILE.INC.
- *share within the target*: kept among those that can be judged, which are the stopped ones and the
  unstopped ones whose deadline has passed. Ones that still run are in neither.
- an emergency that was called off counts among the emergencies, by the targets of a question.
- *reopened*: cases opened again at least once, among those that were over at least once.
- *rating*: the mean of the stars that owners gave, and how many gave any.
- *per person*: of the cases that somebody has, or had last. Cases that nobody had are left out.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.cases import CaseEnd, CaseKind
from domain.measures import Days, Share


@dataclass(frozen=True, slots=True)
class Times:
    """How long something took, over `measured` cases; None over none."""

    measured: int
    median: timedelta | None
    ninetieth: timedelta | None
    within: Share


@dataclass(frozen=True, slots=True)
class Rating:
    """The mean of one to five stars over `given`; None over none."""

    given: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a group of cases."""

    opened: int
    set_aside: tuple[tuple[CaseEnd, int], ...]
    """How many were withdrawn, merged, marked as spam, unreachable; kinds of end that occur."""
    first_response: Times
    resolution: Times
    reopened: Share
    rating: Rating


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of staff, by Telegram id."""

    user_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Backlog:
    """A desk's active cases at the moment of reading."""

    active: int
    unclaimed: int
    waiting: int
    """Those of them that wait on the owner."""
    first_overdue: int
    resolution_overdue: int
    overdue: int
    """Those of which either is."""
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """All figures of a span of days. The groups are in the order of size, then of name."""

    days: Days
    at: datetime
    total: Figures
    by_kind: tuple[tuple[CaseKind, Figures], ...]
    by_desk: tuple[tuple[str, Figures], ...]
    by_person: tuple[tuple[Person, Figures], ...]
    opened_on: tuple[tuple[date, int], ...]
    """How many were opened on each day up to the day of reading, by the desks' clocks."""
    backlog: tuple[tuple[str, Backlog], ...]
    """Per desk that has active cases."""

    def of_people(self, users: Collection[int]) -> "ServiceFigures":
        """Return these figures with no other people's than those."""
        kept = tuple(each for each in self.by_person if each[0].user_id in users)
        return replace(self, by_person=kept)
