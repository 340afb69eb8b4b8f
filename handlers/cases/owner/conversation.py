"""What an owner asked lately and what the bot said: what staff need to see of it."""

import html
import re
from dataclasses import dataclass
from datetime import timedelta

from domain.knowledge import DecisionKind, Feedback, Question
from domain.ports import Tools
from handlers.turn import Turn

SAME_CONVERSATION = timedelta(minutes=30)
"""Questions no further back belong to the conversation that staff take over."""

_TAGS = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what the bot said to it; `said` is empty where it had no answer."""

    question: Question
    said: str


async def lately(turn: Turn) -> list[Exchange]:
    """Return the questions of this conversation, oldest first."""
    owner = turn.caller.owner
    if owner is None:
        return []
    since = turn.tools.clock.now() - SAME_CONVERSATION
    asked = await turn.tools.reads.questions_since(turn.place.bot_id, owner.id, since)
    return [Exchange(one, await said_to(turn.tools, one)) for one in asked]


async def said_to(tools: Tools, question: Question) -> str:
    """Return what the bot said to a question, as plain words."""
    if question.shown is None:
        return ""
    entry = await tools.reads.entry(question.shown)
    if entry is None:
        return ""
    _, text = entry.text_for(question.locale)
    return f"{text.question}\n{html.unescape(_TAGS.sub('', text.answer))}"


def was_no_help(exchanges: list[Exchange], but: int) -> bool:
    """Whether the owner found another answer of this conversation not helpful either."""
    return any(
        one.question.feedback is Feedback.NOT_HELPFUL and one.question.id != but
        for one in exchanges
    )


def is_unanswered(question: Question) -> bool:
    """Whether the bot had no answer."""
    return question.decision is DecisionKind.ABSTAIN or question.feedback is Feedback.NONE_FITS
