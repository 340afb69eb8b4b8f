"""Measures the FAQ on labelled questions, by the code that decides for owners."""

import csv
import io
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from domain.errors import OwnerlineError
from domain.knowledge import Asked, Decision, DecisionKind
from domain.locale import EN, written_in
from domain.text import Text
from knowledge.service import FaqKnowledge

Lane = Callable[[str, float | None], str]
"""Says what a message would have been taken for before the FAQ: `question`, `safety` and so on."""

_TIMED = 200
"""Questions that are asked one by one as well, for their time; the rest go in batches."""
_CONFUSED = 10


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question and the keys any of which answers it; none: nothing should be answered."""

    question: str
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What was decided on a labelled question."""

    labelled: Labelled
    decision: Decision
    lane: str

    @property
    def is_right(self) -> bool:
        """Whether it was answered, and with an expected entry."""
        return self.decision.key in self.labelled.expected

    def as_data(self) -> dict[str, Any]:
        """Return the line of RESULTS.jsonl."""
        return {
            "question": self.labelled.question,
            "expected": "|".join(self.labelled.expected),
            "decision": self.decision.kind.value,
            "key": self.decision.key,
            "score": self.decision.score,
            "candidates": [{"key": c.key, "score": c.score} for c in self.decision.candidates],
            "lane": self.lane,
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The results in the order of the questions, and their summary."""

    results: tuple[Result, ...]
    milliseconds: tuple[float, ...]

    def summary(self) -> dict[str, Any]:
        """Return the figures, shares in [0, 1] and None where there is nothing to share out.

        `precision`: of all that was answered, how much rightly. `answered`: of the answerable,
        how many were answered; `false_answers`: of the unanswerable. `top1`: of the answerable,
        how often the best candidate is an expected one. `offered`: of the suggestions made to the
        answerable, how often an expected one is among them.
        """
        answerable = [one for one in self.results if one.labelled.expected]
        unanswerable = [one for one in self.results if not one.labelled.expected]
        answered = [one for one in self.results if one.decision.kind is DecisionKind.ANSWER]
        suggested = [one for one in answerable if one.decision.kind is DecisionKind.SUGGEST]
        return {
            "questions": len(self.results),
            "answerable": len(answerable),
            "unanswerable": len(unanswerable),
            "decisions": _counts(one.decision.kind.value for one in self.results),
            "lanes": _counts(one.lane for one in self.results),
            "precision": _share(answered, lambda one: one.is_right),
            "answered": _share(answerable, lambda one: one.decision.key is not None),
            "answered_right": _share(answerable, lambda one: one.is_right),
            "false_answers": _share(unanswerable, lambda one: one.decision.key is not None),
            "top1": _share(answerable, _is_top),
            "offered": _share(suggested, _is_offered),
            "confused": self._confused(),
            "ms_p50": _quantile(self.milliseconds, 0.50),
            "ms_p95": _quantile(self.milliseconds, 0.95),
        }

    def _confused(self) -> list[dict[str, Any]]:
        """Return the most frequent wrong answers as expected, answered and how often."""
        pairs = Counter(
            ("|".join(one.labelled.expected), one.decision.key)
            for one in self.results
            if one.decision.key is not None and not one.is_right
        )
        ordered = sorted(pairs.items(), key=lambda pair: (-pair[1], str(pair[0])))
        return [
            {"expected": expected, "answered": key, "times": times}
            for (expected, key), times in ordered[:_CONFUSED]
        ]


async def evaluate(
    knowledge: FaqKnowledge, questions: Sequence[Labelled], *, lane: Lane, today: date
) -> Evaluation:
    """Ask a started `FaqKnowledge` every question, each as a whole message of an unknown owner."""
    await knowledge.judged()
    asked = [Asked(one.question, written_in(one.question) or EN, today) for one in questions]
    milliseconds = []
    for one in asked[:: max(1, len(asked) // _TIMED)][:_TIMED]:
        begun = time.perf_counter()
        await knowledge.decide(one)
        milliseconds.append((time.perf_counter() - begun) * 1000)
    decisions = await knowledge.decide_many(asked)
    dangers = await knowledge.dangers([one.question for one in questions])
    results = tuple(
        Result(labelled, decision, lane(labelled.question, danger))
        for labelled, decision, danger in zip(questions, decisions, dangers, strict=True)
    )
    return Evaluation(results, tuple(milliseconds))


def read_questions(path: Path) -> tuple[Labelled, ...]:
    """Read a CSV of `question, expected`. Raises `OwnerlineError`."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or str(error)
        raise OwnerlineError(Text("faq.questions.unreadable", reason=reason)) from error
    except UnicodeDecodeError as error:
        raise OwnerlineError(Text("faq.questions.encoding")) from error
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if not {"question", "expected"} <= set(rows.fieldnames or ()):
        raise OwnerlineError(Text("faq.questions.columns"))
    try:
        return tuple(_labelled(row) for row in rows if (row["question"] or "").strip())
    except csv.Error as error:
        raise OwnerlineError(Text("faq.questions.broken", reason=str(error))) from error


def _labelled(row: Mapping[str, str | None]) -> Labelled:
    keys = (row["expected"] or "").split("|")
    return Labelled(row["question"] or "", tuple(key.strip() for key in keys if key.strip()))


def _is_top(one: Result) -> bool:
    candidates = one.decision.candidates
    return bool(candidates) and candidates[0].key in one.labelled.expected


def _is_offered(one: Result) -> bool:
    return any(key in one.labelled.expected for key in one.decision.suggestions)


def _counts(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def _share(results: Sequence[Result], holds: Callable[[Result], bool]) -> float | None:
    return round(sum(map(holds, results)) / len(results), 4) if results else None


def _quantile(values: Sequence[float], share: float) -> float | None:
    if not values:
        return None
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)
