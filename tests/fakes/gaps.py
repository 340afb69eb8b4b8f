"""Gaps in memory; words mean the same that share most of their words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from domain.faq_gaps import Gap, GapOrder, GapStatus, KnownGap, Member, Unanswered
from domain.knowledge import DecisionKind, Feedback
from domain.ports import Clock
from tests.fakes.state import State

if TYPE_CHECKING:
    from tests.fakes.store import Store

_REFUSED = (Feedback.NONE_FITS, Feedback.NOT_HELPFUL)
_PERSONAL = re.compile(r"\d{5,}|\S+@\S+")


@dataclass
class KeptGap:
    gap: Gap
    settled_at: datetime | None = None
    settled_by: str | None = None


class FakeMeanings:
    async def group(self, words: Sequence[str], known: Sequence[Sequence[str]]) -> Sequence[int]:
        groups, places = [list(one) for one in known], []
        for text in words:
            place = next((i for i, one in enumerate(groups) if _alike(text, one[0])), None)
            if place is None:
                place = len(groups)
                groups.append([text])
            places.append(place)
        return places

    def masked(self, words: str, names: Sequence[str] = ()) -> str:
        for name in names:
            words = words.replace(name, "…")
        return _PERSONAL.sub("…", words)


def _alike(text: str, another: str) -> bool:
    one = set(re.findall(r"\w+", text.casefold()))
    other = set(re.findall(r"\w+", another.casefold()))
    return bool(one | other) and len(one & other) / len(one | other) > 0.5


class FakeGapReads:
    def __init__(self, store: "Store") -> None:
        self._store = store

    @property
    def _state(self) -> State:
        return self._store.state

    async def unanswered(self, *, limit: int) -> Sequence[Unanswered]:
        found = [
            Unanswered(one.id, one.text, one.asked_at)
            for number, one in sorted(self._state.questions.items())
            if (one.decision is DecisionKind.ABSTAIN or one.feedback in _REFUSED)
            and not one.waits
            and number not in self._state.gap_of
        ]
        return found[:limit]

    async def known(self, *, limit: int, examples: int) -> Sequence[KnownGap]:
        latest = sorted(self._state.gaps.values(), key=lambda one: one.gap.last_at, reverse=True)
        found = [self._with_examples(one.gap, examples) for one in latest[:limit]]
        return [KnownGap(one.id, tuple(reversed(one.examples))) for one in found if one.examples]

    async def gaps(
        self, order: GapOrder, *, limit: int, offset: int = 0, status: GapStatus = GapStatus.OPEN
    ) -> Sequence[Gap]:
        found = [one.gap for one in self._state.gaps.values() if one.gap.status is status]
        found.sort(key=lambda one: one.last_at, reverse=True)
        if order is GapOrder.FREQUENT:
            found.sort(key=lambda one: one.asked, reverse=True)
        return [self._with_examples(one, 3) for one in found[offset : offset + limit]]

    async def gap_count(self, status: GapStatus = GapStatus.OPEN) -> int:
        return sum(one.gap.status is status for one in self._state.gaps.values())

    async def gap(self, gap_id: int, *, examples: int = 20) -> Gap | None:
        found = self._state.gaps.get(gap_id)
        return self._with_examples(found.gap, examples) if found else None

    def _with_examples(self, gap: Gap, most: int) -> Gap:
        own = sorted((q for q, g in self._state.gap_of.items() if g == gap.id), reverse=True)
        words = tuple(self._state.questions[number].text for number in own[:most])
        return replace(gap, examples=words)


class FakeGapWrites:
    def __init__(self, state: State, clock: Clock) -> None:
        self._state = state
        self._clock = clock

    async def gather(self, members: Sequence[Member]) -> None:
        first = len(self._state.gaps) + 1
        for member in members:
            gap_id = first + member.new if member.new is not None else member.gap_id or 0
            at = member.question.asked_at
            if gap_id not in self._state.gaps:
                self._state.gaps[gap_id] = KeptGap(Gap(gap_id, GapStatus.OPEN, 0, at, at))
            if member.question.question_id in self._state.gap_of:
                continue
            self._state.gap_of[member.question.question_id] = gap_id
            self._grow(self._state.gaps[gap_id], at)

    def _grow(self, kept: KeptGap, at: datetime) -> None:
        status = kept.gap.status
        if status is GapStatus.WRITTEN and kept.settled_at and kept.settled_at < at:
            status = GapStatus.OPEN
        kept.gap = replace(
            kept.gap, asked=kept.gap.asked + 1, last_at=max(kept.gap.last_at, at), status=status
        )

    async def settle(self, gap_id: int, status: GapStatus, *, by: str) -> bool:
        kept = self._state.gaps.get(gap_id)
        if kept is None:
            return False
        kept.gap = replace(kept.gap, status=status)
        kept.settled_at, kept.settled_by = self._clock.now(), by
        return True
