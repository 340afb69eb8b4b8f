"""Bare follow-ups ("and for the hybrid?"): taken with the last question, never by themselves.

Of a car, the last question is asked again for it. Else a chat model makes a whole question of both,
where one is configured; without one the bot asks back and offers what may be meant.
"""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.knowledge import Decision, DecisionKind, Question
from domain.text import Text
from domain.wording import FollowUp
from handlers.car.choose import read_model
from handlers.replies import MOST_SUGGESTIONS, Prepared, prepare
from handlers.scope import Considered, consider, decide, mentioned
from handlers.turn import Turn
from handlers.wording import private_of

_ARTICLE = re.compile(r"^(?:the|my|our|a|an|for|我的|这台|这辆|那台|那辆)\s*(?=\S)")
_LATELY = timedelta(minutes=30)
_LIKELY = 0.25
"""Confidence from which an entry of another category is worth a tap."""


async def prepared(turn: Turn, words: str, topic: str, reply_to: int | None) -> Prepared:
    """Prepare the reply to a follow-up; `topic` is what it names (may be empty)."""
    last = await _last_question(turn)
    if last is None:
        return await _asked_back(turn, words, None, reply_to)
    car = mentioned(turn, topic)
    if car.vehicle is not None and _is_car_only(turn, topic):
        found = await consider(turn, last.text, car)
        again = replace(found, choice=replace(found.choice, vehicle=car.vehicle))
        return await prepare(turn, again, reply_to=reply_to, evidence=_followed(last, words))
    if turn.tools.wording is None:
        return await _asked_back(turn, words, last, reply_to)
    asked = FollowUp(words, last.text, turn.locale, private_of(turn))
    completed = await turn.tools.wording.complete(asked)
    if not completed.question:
        return await _asked_back(turn, words, last, reply_to, completed.outcome.value)
    whole = await consider(turn, completed.question)
    return await prepare(turn, whole, reply_to=reply_to, evidence=_followed(last, words))


def _followed(last: Question, words: str) -> dict[str, Any]:
    """Return what is kept with the whole question: which one it followed, and in which words."""
    return {"follow_up": {"of": last.id, "words": words}}


async def _last_question(turn: Turn) -> Question | None:
    owner, since = turn.caller.owner, turn.tools.clock.now() - _LATELY
    if owner is None:
        return None
    lately = await turn.tools.reads.questions_since(turn.place.bot_id, owner.id, since, limit=1)
    return lately[-1] if lately else None


async def _asked_back(
    turn: Turn, words: str, last: Question | None, reply_to: int | None, why: str = "no model"
) -> Prepared:
    """Offer what may be meant: entries beside the last one's, and what the words name."""
    asked = f"{last.text} {words}" if last else words
    decision = await decide(turn, asked)
    likely = await _likely(turn, decision, last)
    kind = DecisionKind.SUGGEST if likely else DecisionKind.ABSTAIN
    decision = replace(decision, kind=kind, suggestions=likely)
    of = last.id if last else None
    evidence = {"follow_up": {"of": of, "words": words, "asked_back": why}}
    return await prepare(
        turn,
        Considered(words, decision),
        reply_to=reply_to,
        offered_with=Text("follow_up.which"),
        lost_with=Text("follow_up.whole"),
        evidence=evidence,
    )


async def _likely(turn: Turn, decision: Decision, last: Question | None) -> tuple[str, ...]:
    """Return what to offer: the siblings of what was shown last first, as they fit the words."""
    shown = await turn.tools.reads.entry(last.shown) if last and last.shown else None
    scores = {candidate.key: candidate.score for candidate in decision.candidates}
    siblings, others = [], []
    for entry in await turn.tools.reads.entries(tuple(scores)):
        if shown and entry.key == shown.key:
            continue
        if shown and entry.category == shown.category:
            siblings.append(entry.key)
        elif scores[entry.key] >= _LIKELY:
            others.append(entry.key)
    return (*siblings, *others)[:MOST_SUGGESTIONS]


def _is_car_only(turn: Turn, topic: str) -> bool:
    """Whether the words name a car and nothing beside it that could be another question."""
    return read_model(turn, _ARTICLE.sub("", topic)) is not None
