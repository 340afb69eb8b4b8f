"""What is replied to a question, once the FAQ has decided on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from domain.knowledge import Car, Decision, DecisionKind, FaqEntry
from domain.outgoing import Button, Buttons, Outgoing
from domain.text import Joined, Text
from handlers import answers, which_car, wording
from handlers.cases.owner.person import offer
from handlers.labels import choices
from handlers.scope import Considered
from handlers.turn import Turn

MOST_SUGGESTIONS = 4

DO_NOT_KNOW = Text("ask.do_not_know")

Reply = Callable[[int], Outgoing]
"""The reply, once the question has its id for the buttons."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question with its reply; `decision` as it holds: an entry may be gone since it was found.

    `waits`: the reply asks for the car, and the question is not answered yet. `sent`: what came
    with the words (`kept.sent_data`).
    """

    words: str
    decision: Decision
    reply: Reply
    about: str | None = None
    waits: bool = False
    sent: dict[str, Any] | None = None

    def decided(self, about: str | None) -> Decision:
        """Return the decision as it is kept: with what it was for."""
        known: dict[str, Any] = {"about": about} if about else {}
        if self.sent is not None:
            known["sent"] = self.sent
        if self.waits:
            known["waits"] = True
        return replace(self.decision, evidence={**self.decision.evidence, **known})


def other_ways(why: str, question_id: int) -> Buttons:
    """Return what there is beside an answer: a person, or the topics. `why`: see `offer`."""
    return (*offer(why, question_id), (Button(Text("button.topics"), "topics:new"),))


async def prepare(
    turn: Turn,
    considered: Considered,
    *,
    reply_to: int | None = None,
    offered_with: Text | None = None,
    lost_with: Text = DO_NOT_KNOW,
    headed: bool = True,
    evidence: Mapping[str, Any] | None = None,
) -> Prepared:
    """Prepare the reply to what was considered; a chat model may be asked, which takes seconds.

    `offered_with` are the words above suggestions, `lost_with` those where nothing fits; `headed`:
    say for which of several cars an answer is; `evidence` is kept with the decision.
    """
    decision = considered.decision
    kept = {**decision.evidence, "asked": _circumstances(turn, considered), **(evidence or {})}
    decision = replace(decision, evidence=kept)
    if considered.missing is not None:
        return Prepared(
            considered.words,
            decision,
            lambda number: turn.reply(
                *which_car.asked(turn, considered, number), reply_to=reply_to
            ),
            waits=True,
        )
    first = which_car.heading(turn, considered.choice) if headed else None
    shown = Showing(reply_to, first, offered_with, lost_with)
    decision, reply = await _reply(turn, considered.words, decision, shown)
    return Prepared(considered.words, decision, reply, considered.choice.about)


@dataclass(frozen=True, slots=True)
class Showing:
    """What a reply replies to, the words above an answer, above an offer, and without either."""

    reply_to: int | None = None
    first: Text | None = None
    offered_with: Text | None = None
    lost_with: Text = DO_NOT_KNOW


def suggested(decision: Decision) -> tuple[tuple[int, str], ...]:
    """Return what is offered as (place among the candidates, entry key): a button names a place."""
    places = {candidate.key: place for place, candidate in enumerate(decision.candidates)}
    found = [(places[key], key) for key in decision.suggestions if key in places]
    return tuple(found[:MOST_SUGGESTIONS])


def _circumstances(turn: Turn, considered: Considered) -> dict[str, Any]:
    """Return what the decision depended on beside the words, to explain it later."""
    choice = considered.choice
    meant = choice.vehicle
    cars = (Car(meant.model, meant.year),) if meant else () if choice.other else turn.cars
    return {
        "locale": turn.locale,
        "today": turn.today.isoformat(),
        "cars": [{"model": car.model, "year": car.year} for car in cars],
    }


async def _reply(
    turn: Turn, words: str, decision: Decision, shown: Showing
) -> tuple[Decision, Reply]:
    """Return the reply, and the decision as it holds: an entry may be gone since it was found."""
    match decision.kind:
        case DecisionKind.ANSWER:
            entry = await live_entry(turn, decision.candidates[0].key)
            if entry:
                return await _answer(turn, words, decision, entry, shown)
        case DecisionKind.SUGGEST:
            places = {key: place for place, key in suggested(decision)}
            found = await turn.tools.reads.entries(tuple(places))
            offered = [(places[one.key], one) for one in found if one.is_live(turn.today)]
            if offered:
                return decision, _suggestion(turn, offered, shown)
    return replace(decision, kind=DecisionKind.ABSTAIN), _not_known(turn, shown)


async def live_entry(turn: Turn, key: str) -> FaqEntry | None:
    """Return an entry if owners may be answered with it today."""
    entry = await turn.tools.reads.entry(key)
    return entry if entry and entry.is_live(turn.today) else None


def _not_known(turn: Turn, shown: Showing) -> Reply:
    return lambda question_id: turn.reply(
        shown.lost_with, other_ways("no", question_id), reply_to=shown.reply_to
    )


async def _answer(
    turn: Turn, words: str, decision: Decision, entry: FaqEntry, shown: Showing
) -> tuple[Decision, Reply]:
    """Return the answer: in a chat model's words where that went well, else in the curators'."""
    told = await wording.worded(turn, words, decision, entry)
    if told is None:
        return decision, _curated(turn, entry, shown)
    decision = replace(decision, evidence={**decision.evidence, "wording": told.as_data()})
    sources = [found for key in told.keys if (found := await live_entry(turn, key))]
    if not told.is_used or len(sources) < len(told.keys):
        return decision, _curated(turn, entry, shown)
    return decision, lambda question_id: answers.worded(
        turn,
        entry,
        told,
        tuple(sources),
        answers.feedback_buttons(question_id, original=True),
        first=shown.first,
        reply_to=shown.reply_to,
    )


def _curated(turn: Turn, entry: FaqEntry, shown: Showing) -> Reply:
    return lambda question_id: answers.shown(
        turn,
        entry,
        answers.feedback_buttons(question_id),
        first=shown.first,
        reply_to=shown.reply_to,
    )


def _suggestion(turn: Turn, offered: list[tuple[int, FaqEntry]], shown: Showing) -> Reply:
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
        person = offer("none", question_id)
        asked = Text("ask.did_you_mean_this") if one else Text("ask.did_you_mean")
        body = Joined((shown.offered_with or asked, listed))
        return turn.reply(body, (*buttons, no, *person), reply_to=shown.reply_to)

    return reply
