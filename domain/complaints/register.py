"""The register of complaints: what it is filtered by, and how somebody writes that."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Self

from domain.cases import CaseStatus
from domain.complaints.categories import ComplaintCategory, named_by, path_to, paths
from domain.complaints.severity import Severity
from domain.folding import folded
from domain.measures import Days
from domain.policy import Policy

MOST = 5_000
"""Complaints in one workbook; a narrower filter shows the rest."""


@dataclass(frozen=True, slots=True)
class DeskSpan:
    """A desk, and from when on and before when its complaints were opened; None: any time."""

    desk: str
    opened_from: datetime | None = None
    opened_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """Which complaints are meant; empty parts mean any.

    `days` are the days of opening, by the clock of each complaint's desk. `categories` and `causes`
    hold the keys that are meant, parts included. `words` stand in number, subject or story.
    """

    desks: tuple[str, ...]
    days: Days | None = None
    models: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()
    statuses: tuple[CaseStatus, ...] = ()
    words: tuple[str, ...] = ()
    named_only: bool = True

    def spans(self, policy: Policy) -> tuple[DeskSpan, ...]:
        """Return the desks with the moments between which their complaints were opened."""
        if self.days is None:
            return tuple(DeskSpan(desk) for desk in self.desks)
        first, after = self.days.first, self.days.last + timedelta(days=1)
        return tuple(
            DeskSpan(
                desk,
                datetime.combine(first, time(), policy.desk_of(desk).zone).astimezone(UTC),
                datetime.combine(after, time(), policy.desk_of(desk).zone).astimezone(UTC),
            )
            for desk in self.desks
        )

    @classmethod
    def read(
        cls, written: str, policy: Policy, desks: tuple[str, ...], *, named_only: bool
    ) -> Self:
        """Read `2026-11 serious brakes open lyra "loud noise"`; what is nothing else is searched.

        A desk counts only where it is among `desks`. Spans of days: `2026-11`, `2026-11-03`,
        `2026-11-01..2026-11-15`.
        """
        found = cls(desks, named_only=named_only)
        for word in re.findall(r'"[^"]+"|“[^”]+”|\S+', written):
            found = found._with(word, policy)
        return found

    def _with(self, word: str, policy: Policy) -> Self:
        if word[0] in '"“':
            return replace(self, words=(*self.words, word.strip('"“”')))
        plain = folded(word)
        if (days := read_days(word)) is not None:
            return replace(self, days=days)
        if plain in _SEVERITIES:
            return replace(self, severities=(*self.severities, _SEVERITIES[plain]))
        if plain in _STATUSES:
            return replace(self, statuses=(*self.statuses, *_STATUSES[plain]))
        return self._named(word, plain, policy)

    def _named(self, word: str, plain: str, policy: Policy) -> Self:
        model = next(
            (one.key for one in policy.brand.models if plain in _names(one.key, one.name.words)),
            None,
        )
        if model is not None:
            return replace(self, models=(*self.models, model))
        desk = next(
            (one.key for one in policy.desks if plain in _names(one.key, one.name.words)), None
        )
        if desk is not None and desk in self.desks:
            return replace(self, desks=(desk,))
        rules = policy.complaints
        if category := _branch(rules.categories, word):
            return replace(self, categories=(*self.categories, *category))
        if cause := _branch(rules.causes, word):
            return replace(self, causes=(*self.causes, *cause))
        return replace(self, words=(*self.words, word))


def read_days(word: str) -> Days | None:
    """Return the days that a word names: a month, a day, or a span; None if it names none."""
    if (month := Days.read_month(word)) is not None:
        return month
    first, _, last = word.partition("..")
    try:
        begin = date.fromisoformat(first)
        end = date.fromisoformat(last) if last else begin
    except ValueError:
        return None
    return Days(begin, end) if begin <= end and end - begin <= timedelta(days=3660) else None


def _branch(tree: tuple[ComplaintCategory, ...], word: str) -> tuple[str, ...]:
    """Return the keys of a category and its parts, named by key or by name."""
    named = named_by(tree, word)
    path = path_to(tree, named.key if named else word.casefold())
    if not path:
        return ()
    below = [one[-1].key for one in paths(path[-1].parts)]
    return (path[-1].key, *below)


def _names(key: str, words: tuple[tuple[str, str], ...]) -> set[str]:
    return {key, *(folded(name) for _, name in words)}


_SEVERITIES: Mapping[str, Severity] = {
    "minor": Severity.MINOR,
    "轻微": Severity.MINOR,
    "moderate": Severity.MODERATE,
    "一般": Severity.MODERATE,
    "serious": Severity.SERIOUS,
    "严重": Severity.SERIOUS,
    "critical": Severity.CRITICAL,
    "非常严重": Severity.CRITICAL,
}
_ACTIVE = (CaseStatus.OPEN, CaseStatus.WAITING)
_OVER = (CaseStatus.RESOLVED, CaseStatus.CLOSED)
_STATUSES: Mapping[str, tuple[CaseStatus, ...]] = {
    "open": _ACTIVE,
    "未结": _ACTIVE,
    "处理中": _ACTIVE,
    "waiting": (CaseStatus.WAITING,),
    "等待车主": (CaseStatus.WAITING,),
    "resolved": (CaseStatus.RESOLVED,),
    "已处理": (CaseStatus.RESOLVED,),
    "closed": _OVER,
    "已结": _OVER,
    "结案": _OVER,
}
