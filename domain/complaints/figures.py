"""The figures of complaints over a month: what they are, and how they are counted.

All are of the complaints **opened** in the span, by the clock of their desk, as they stand at the
moment of reading. Times, shares within the targets, reopened and set-aside ones are those of
domain/case_figures.py. Besides:

- *severe*: those that are serious or critical.
- *taken up*: those that are, or were last, above the first level.
- *cost*: the amounts of the remedies that owners accepted, in the policy's currency.
- *handling*: the mean of 1 to 5 that owners gave some days after closing, and how many gave any.
- *held*: those whose owners said then that it held, among those who said anything.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from domain.case_figures import Figures, Rating
from domain.complaints.categories import Path, path_to
from domain.complaints.handling import Action, Remedy, RemedyKind, RemedyState, Verdict
from domain.complaints.record import Filed
from domain.complaints.severity import Severity
from domain.measures import Days, Share
from domain.policy import Policy
from domain.service_tally import ServiceTally

GroupKey: TypeAlias = str | None
"""What a group has in common, by its key in the policy; None: it is not known."""

_SEVERE = (Severity.SERIOUS, Severity.CRITICAL)


@dataclass(frozen=True, slots=True)
class Counted:
    """A complaint with what was offered in it and what is put right."""

    filed: Filed
    remedies: tuple[Remedy, ...] = ()
    actions: tuple[Action, ...] = ()

    @property
    def cost(self) -> int:
        """What its owner accepted, in whole units."""
        accepted = (one for one in self.remedies if one.state is RemedyState.ACCEPTED)
        return sum(one.amount or 0 for one in accepted)


@dataclass(frozen=True, slots=True)
class ComplaintGroup:
    """The figures of some complaints; `numbers` are theirs, newest first, to look behind them."""

    service: Figures
    severe: int
    verdicts: tuple[tuple[Verdict, int], ...]
    taken_up: int
    cost: int
    handling: Rating
    held: Share
    numbers: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many complaints."""
        return len(self.numbers)


Grouped: TypeAlias = tuple[tuple[GroupKey, ComplaintGroup], ...]
"""Groups by size, then by key."""


@dataclass(frozen=True, slots=True)
class RemedyFigures:
    """How often a kind of remedy was offered and accepted, and what the accepted ones cost."""

    kind: RemedyKind
    offered: int
    accepted: int
    cost: int


@dataclass(frozen=True, slots=True)
class ComplaintFigures:
    """All figures of a month. `trend` are the counts of months up to it, by their first day."""

    days: Days
    at: datetime
    total: ComplaintGroup
    by_field: Grouped
    by_category: Grouped
    by_model: Grouped
    by_desk: Grouped
    by_cause: Grouped
    remedies: tuple[RemedyFigures, ...]
    actions: tuple[tuple[str, Action], ...]
    trend: tuple[tuple[date, int], ...]
    complaints: tuple[Counted, ...]


def complaint_figures(
    complaints: Sequence[Counted],
    trend: Sequence[tuple[date, int]],
    days: Days,
    policy: Policy,
    at: datetime,
) -> ComplaintFigures:
    """Return the figures of the complaints opened on these days, at the moment `at`."""

    def by(key: Callable[[Counted], GroupKey]) -> Grouped:
        groups: dict[GroupKey, list[Counted]] = {}
        for one in complaints:
            groups.setdefault(key(one), []).append(one)
        made = [(name, _group(each, days, policy, at)) for name, each in groups.items()]
        return tuple(sorted(made, key=lambda pair: (-pair[1].count, pair[0] or "")))

    tree = policy.complaints.categories
    return ComplaintFigures(
        days=days,
        at=at,
        total=_group(complaints, days, policy, at),
        by_field=by(lambda one: _top(path_to(tree, one.filed.complaint.details.category))),
        by_category=by(lambda one: one.filed.complaint.details.category),
        by_model=by(lambda one: one.filed.complaint.details.model),
        by_desk=by(lambda one: one.filed.case.desk),
        by_cause=by(lambda one: one.filed.complaint.cause),
        remedies=tuple(_remedies(complaints)),
        actions=tuple((one.filed.case.number, each) for one in complaints for each in one.actions),
        trend=tuple(trend),
        complaints=tuple(complaints),
    )


def cumulated(groups: Grouped) -> tuple[float, ...]:
    """Return which share of all the groups up to each have together (Pareto)."""
    whole = sum(group.count for _, group in groups)
    shares, so_far = [], 0
    for _, group in groups:
        so_far += group.count
        shares.append(so_far / whole)
    return tuple(shares)


def _group(
    complaints: Sequence[Counted], days: Days, policy: Policy, at: datetime
) -> ComplaintGroup:
    tally = ServiceTally(days, policy, at)
    tally.add(one.filed.case for one in complaints)
    records = [one.filed.complaint for one in complaints]
    stars = [one.handling for one in records if one.handling is not None]
    held = [one.held for one in records if one.held is not None]
    verdicts = [(each, sum(one.verdict is each for one in records)) for each in Verdict]
    return ComplaintGroup(
        service=tally.figures().total,
        severe=sum(one.severity in _SEVERE for one in records),
        verdicts=tuple((each, number) for each, number in verdicts if number),
        taken_up=sum(one.level > 0 for one in records),
        cost=sum(one.cost for one in complaints),
        handling=Rating(len(stars), sum(stars) / len(stars) if stars else None),
        held=Share(sum(held), len(held)),
        numbers=tuple(one.filed.case.number for one in complaints),
    )


def _remedies(complaints: Iterable[Counted]) -> Iterable[RemedyFigures]:
    told = [
        remedy
        for one in complaints
        for remedy in one.remedies
        if remedy.state not in (RemedyState.PROPOSED, RemedyState.REFUSED)
    ]
    for kind in RemedyKind:
        of_kind = [one for one in told if one.kind is kind]
        accepted = [one for one in of_kind if one.state is RemedyState.ACCEPTED]
        if of_kind:
            cost = sum(one.amount or 0 for one in accepted)
            yield RemedyFigures(kind, len(of_kind), len(accepted), cost)


def _top(path: Path) -> GroupKey:
    return path[0].key if path else None
