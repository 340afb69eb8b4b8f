"""A question: what the FAQ decides on it, and the reply."""

from collections.abc import Callable
from dataclasses import replace

from domain.knowledge import Asked, Decision, DecisionKind, FaqEntry
from domain.outgoing import Button, Buttons, Outgoing
from domain.ports import Effect, Work
from domain.text import Joined, Text
from handlers import answers, wording
from handlers.cases.person import offer
from handlers.labels import choices
from handlers.turn import Turn

MOST_SUGGESTIONS = 4

DO_NOT_KNOW = Text("ask.do_not_know")


def other_ways(why: str, question_id: int) -> Buttons:
    """Return what there is beside an answer: a person, or the topics. `why`: see `offer`."""
    return (*offer(why, question_id), (Button(Text("button.topics"), "topics:new"),))


async def ask(
    turn: Turn,
    words: str,
    *,
    then: tuple[Outgoing, ...] = (),
    reply_to: int | None = None,
    has_case: bool = False,
) -> Effect:
    """Answer a question, log it, and go on with what shall follow the answer.

    `has_case`: the question is with staff as well, so the bot says nothing if it does not know.
    """
    decision = await decide(turn, words)
    decision, reply = await _reply(turn, words, decision, reply_to)
    silent = has_case and decision.kind is DecisionKind.ABSTAIN

    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        question_id = await work.questions.log(
            owner.id, turn.incoming, words, turn.locale, decision
        )
        if not silent:
            await work.outbox.put(reply(question_id), *then)

    return effect


async def decide(turn: Turn, words: str) -> Decision:
    """Let the FAQ decide on a question of this owner."""
    asked = Asked(words, turn.locale, turn.today, turn.cars)
    return await turn.tools.knowledge.decide(asked)


def suggested(decision: Decision) -> tuple[tuple[int, str], ...]:
    """Return what is offered as (place among the candidates, entry key): a button names a place."""
    places = {candidate.key: place for place, candidate in enumerate(decision.candidates)}
    found = [(places[key], key) for key in decision.suggestions if key in places]
    return tuple(found[:MOST_SUGGESTIONS])


_Reply = Callable[[int], Outgoing]
"""The reply, once the question has its id for the buttons."""


async def _reply(
    turn: Turn, words: str, decision: Decision, reply_to: int | None
) -> tuple[Decision, _Reply]:
    """Return the reply, and the decision as it holds: an entry may be gone since it was found."""
    match decision.kind:
        case DecisionKind.ANSWER:
            entry = await live_entry(turn, decision.candidates[0].key)
            if entry:
                return await _answer(turn, words, decision, entry, reply_to)
        case DecisionKind.SUGGEST:
            offered = [
                (place, entry)
                for place, key in suggested(decision)
                if (entry := await live_entry(turn, key))
            ]
            if offered:
                return decision, _suggestion(turn, offered, reply_to)
    return replace(decision, kind=DecisionKind.ABSTAIN), _not_known(turn, reply_to)


async def live_entry(turn: Turn, key: str) -> FaqEntry | None:
    """Return an entry if owners may be answered with it today."""
    entry = await turn.tools.reads.entry(key)
    return entry if entry and entry.is_live(turn.today) else None


def _not_known(turn: Turn, reply_to: int | None) -> _Reply:
    return lambda question_id: turn.reply(
        DO_NOT_KNOW, other_ways("no", question_id), reply_to=reply_to
    )


async def _answer(
    turn: Turn, words: str, decision: Decision, entry: FaqEntry, reply_to: int | None
) -> tuple[Decision, _Reply]:
    """Return the answer: in a chat model's words where that went well, else in the curators'."""
    told = await wording.worded(turn, words, decision, entry)
    if told is None:
        return decision, _curated(turn, entry, reply_to)
    decision = replace(decision, evidence={**decision.evidence, "wording": told.as_data()})
    sources = [found for key in told.keys if (found := await live_entry(turn, key))]
    if not told.is_used or len(sources) < len(told.keys):
        return decision, _curated(turn, entry, reply_to)
    return decision, lambda question_id: answers.worded(
        turn,
        entry,
        told,
        tuple(sources),
        answers.feedback_buttons(question_id, original=True),
        reply_to=reply_to,
    )


def _curated(turn: Turn, entry: FaqEntry, reply_to: int | None) -> _Reply:
    return lambda question_id: answers.shown(
        turn, entry, answers.feedback_buttons(question_id), reply_to=reply_to
    )


def _suggestion(turn: Turn, offered: list[tuple[int, FaqEntry]], reply_to: int | None) -> _Reply:
    def reply(question_id: int) -> Outgoing:
        listed, buttons = choices(
            [
                (answers.question_of(turn, entry), f"ask:pick:{question_id}:{place}")
                for place, entry in offered
            ]
        )
        one = len(offered) == 1
        none_fits = Text("button.not_this") if one else Text("button.none_fits")
        no = (Button(none_fits, f"ask:none:{question_id}"),)
        asked = Text("ask.did_you_mean_this") if one else Text("ask.did_you_mean")
        body = Joined((asked, listed))
        return turn.reply(body, (*buttons, no), reply_to=reply_to)

    return reply
