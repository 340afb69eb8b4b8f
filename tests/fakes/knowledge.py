"""A FAQ that is asked by the words it shares with a question: enough to play every decision."""

import re
from collections.abc import Mapping, Sequence

from domain.knowledge import Asked, Candidate, Decision, DecisionKind, FaqEntry
from tests.fakes.store import Store

_WORDS = re.compile(r"[a-z0-9]+|[\u4e00-\u9fff]")


class FakeKnowledge:
    """The same words: an answer. A third of them shared: suggestions. Else it abstains.

    Two entries of the same words are offered; for a known car the specific one comes first.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.asked: list[Asked] = []
        self.dangers: dict[str, float] = {}

    async def danger(self, words: str) -> float | None:
        return self.dangers.get(words)

    async def decide(self, asked: Asked) -> Decision:
        self.asked.append(asked)
        return self.decided(asked, {})

    def decided(self, asked: Asked, changed: Mapping[str, FaqEntry]) -> Decision:
        """Decide on the FAQ with these entries in place of its own."""
        entries = {**self._store.state.entries, **changed}
        live = [entry for entry in entries.values() if _may_answer(entry, asked)]
        ranked = sorted(
            (Candidate(entry.key, _nearness(asked.text, entry)) for entry in live),
            key=lambda one: (-one.score, entries[one.key].scope.is_general, one.key),
        )[:10]
        score = ranked[0].score if ranked else 0.0
        kind = _kind(score)
        if len(ranked) > 1 and ranked[1].score == score and not asked.cars and score > 0:
            kind = min(kind, DecisionKind.SUGGEST, key=_ORDER.index)
        close = tuple(one.key for one in ranked if one.score > 1 / 3)[:4]
        return Decision(
            kind,
            score,
            tuple(ranked),
            close if kind is DecisionKind.SUGGEST else (),
            {"by": "words"},
            self._store.state.revision,
        )


class FakeTrials:
    """Asks the fake FAQ with changes."""

    def __init__(self, knowledge: FakeKnowledge) -> None:
        self._knowledge = knowledge

    async def decide(self, asked: Sequence[Asked], changed: Sequence[FaqEntry]) -> list[Decision]:
        entries = {one.key: one for one in changed}
        return [self._knowledge.decided(one, entries) for one in asked]


_ORDER = (DecisionKind.ABSTAIN, DecisionKind.SUGGEST, DecisionKind.ANSWER)


def _may_answer(entry: FaqEntry, asked: Asked) -> bool:
    if entry.key in asked.without or not entry.is_live(asked.today):
        return False
    return not asked.cars or any(entry.scope.may_cover(car) for car in asked.cars)


def _kind(score: float) -> DecisionKind:
    if score > 0.99:
        return DecisionKind.ANSWER
    return DecisionKind.SUGGEST if score > 1 / 3 else DecisionKind.ABSTAIN


def _nearness(question: str, entry: FaqEntry) -> float:
    asked = set(_WORDS.findall(question.casefold()))
    phrasings = [way for text in entry.texts.values() for way in text.phrasings]
    return max(
        (_shared(asked, set(_WORDS.findall(way.casefold()))) for way in phrasings), default=0
    )


def _shared(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
