"""`/complain`, and the buttons of a complaint that is being written.

Data: `complain`, `complain:case:CASE`, `complain:yes|no|person` (the offer), `complain:done`,
`complain:skip:STEP`, `complain:step:STEP`, `complain:sum`, `complain:change`, `complain:topic:KEY`,
`complain:whole:KEY`, `complain:car:VEHICLE`, `complain:models`, `complain:model:KEY`,
`complain:desk:KEY`, `complain:wish:WISH`, `complain:send`, `complain:drop`, `complain:goon`;
`complain:accept|decline:REMEDY:CASE`, `complain:further:CASE`, `complain:held:CASE:yes|no`,
`complain:handling:CASE:STARS`, `complain:pass|keep:CASE:FIRST:LAST`; `complain:anon`,
`complain:along`, `complain:without`.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from domain.cases import CaseOrigin
from domain.complaints.categories import path_to
from domain.complaints.draft import QUESTIONS, Draft, Step
from domain.complaints.signs import Wish
from domain.incoming import Incoming
from domain.outgoing import Outgoing
from domain.ports import Effect, Tools, Work, effects
from domain.text import Text
from handlers import ask
from handlers.cases.owner.person import hand_over
from handlers.cases.owner.standing import standing_of
from handlers.cases.owner.wish import Wish as PersonWish
from handlers.complaints import anonymous, answers, begin, followed_up, levels, send
from handlers.complaints.form import (
    at_step,
    changes,
    close,
    models,
    on_from,
    open_step,
    prompt,
    topics,
)
from handlers.turn import Turn, as_id

_OLD_BUTTON = Text("notice.old_button")

_Move: TypeAlias = Callable[[Turn, Step, Draft], Awaitable[Effect]]
_Choice: TypeAlias = Callable[[Turn, Draft, str], Effect | None]


async def complain(incoming: Incoming, tools: Tools) -> Effect:
    """Begin, go on, or do what a button says. Buttons hold while the complaint is open."""
    turn = await Turn.begin(incoming, tools)
    match turn.tapped:
        case [] | ["complain"]:
            return await begin.begin(turn)
        case ["complain", what, *rest] if what in _OF_CASES and rest:
            return await _OF_CASES[what](turn, rest) or turn.notices(_OLD_BUTTON)
        case ["complain", *rest] if (at := open_step(turn)) is not None:
            return await _of_form(turn, *at, rest) or turn.notices(_OLD_BUTTON)
        case ["complain", "send"]:
            return await send.sent_already(turn)
    return turn.notices(_OLD_BUTTON)


def dropped(turn: Turn, draft: Draft, words: Text) -> Effect:
    """End it without sending it, and say so."""
    shown = turn.show(words)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await close(work, turn, draft)
        await work.outbox.put(shown)

    return effect


def cancelled(turn: Turn) -> Effect:
    """End it by `/cancel`."""
    at = open_step(turn)
    return dropped(turn, at[1] if at else Draft(), Text("form.cancelled"))


async def _about_case(turn: Turn, number: str) -> Effect:
    """Begin one about a case of theirs."""
    case_id, owner = as_id(number), turn.caller.owner
    case = await turn.tools.cases.case(case_id) if case_id is not None else None
    if case is None or owner is None or case.owner_id != owner.id:
        return turn.notices(_OLD_BUTTON)
    return await begin.begin(turn, linked_to=case.id)


async def _case(turn: Turn, rest: list[str]) -> Effect | None:
    return await _about_case(turn, rest[0])


async def _further(turn: Turn, rest: list[str]) -> Effect | None:
    return await levels.further(turn, rest[0])


async def _accept(turn: Turn, rest: list[str]) -> Effect | None:
    return await answers.answered(turn, "accept", *rest) if len(rest) == 2 else None


async def _decline(turn: Turn, rest: list[str]) -> Effect | None:
    return await answers.answered(turn, "decline", *rest) if len(rest) == 2 else None


async def _held(turn: Turn, rest: list[str]) -> Effect | None:
    if rest[1:] not in (["yes"], ["no"]):
        return None
    return await followed_up.held(turn, rest[0], is_held=rest[1] == "yes")


async def _handling(turn: Turn, rest: list[str]) -> Effect | None:
    stars = as_id(rest[1]) if len(rest) == 2 else None
    return await followed_up.handling(turn, rest[0], stars or 0)


async def _of_form(turn: Turn, step: Step, draft: Draft, rest: list[str]) -> Effect | None:
    match rest:
        case [what] if what in _MOVES:
            return await _MOVES[what](turn, step, draft)
        case ["skip" | "step" as what, to] if to in set(QUESTIONS):
            return _stepped(turn, draft, what, Step(to))
        case [what, key] if what in _CHOICES:
            return _CHOICES[what](turn, draft, key)
    return None


def _stepped(turn: Turn, draft: Draft, what: str, to: Step) -> Effect:
    if what == "skip":
        return begin.told_all(turn, draft, to)
    at = open_step(turn)
    from_summary = at is not None and at[0] is Step.SUMMARY
    return at_step(turn, to, replace(draft, single=draft.single or from_summary))


async def _yes(turn: Turn, step: Step, draft: Draft) -> Effect:
    if step is not Step.OFFER:
        return at_step(turn, step, draft)
    return begin.accepted(turn, draft)


async def _no(turn: Turn, step: Step, draft: Draft) -> Effect:
    """It is none: what was written is a question then, and is answered as one."""
    if step is not Step.OFFER:
        return at_step(turn, step, draft)
    ended = dropped(turn, draft, Text("complaint.not_one"))
    return effects((ended, await ask.ask(turn, draft.story, then=())))


async def _person(turn: Turn, step: Step, draft: Draft) -> Effect:
    """Rather talk to a person: what was written goes along."""
    del step
    ended = _ends(turn, draft)
    wish = PersonWish(CaseOrigin.ASKED_FOR_PERSON, asked=draft.story)
    return effects((ended, await hand_over(turn, await standing_of(turn), wish)))


def _ends(turn: Turn, draft: Draft, *outgoing: Outgoing) -> Effect:
    async def effect(work: Work) -> None:
        await turn.meet(work)
        await close(work, turn, draft)
        await work.outbox.put(*outgoing)

    return effect


async def _done(turn: Turn, step: Step, draft: Draft) -> Effect:
    if step is Step.OFFER or not draft.pieces:
        return at_step(turn, Step.STORY, draft)
    return begin.told_all(turn, draft, step if step in QUESTIONS else Step.STORY)


async def _summary(turn: Turn, step: Step, draft: Draft) -> Effect:
    del step
    if not draft.pieces:
        return at_step(turn, Step.STORY, draft)
    known = draft.understood(turn.tools.policy.complaints.categories)
    return at_step(turn, Step.SUMMARY, replace(known, single=False))


async def _change(turn: Turn, step: Step, draft: Draft) -> Effect:
    del step, draft
    return turn.says(turn.show(*changes(turn)))


async def _models(turn: Turn, step: Step, draft: Draft) -> Effect:
    del step
    return turn.says(turn.show(*models(turn, draft)))


async def _send(turn: Turn, step: Step, draft: Draft) -> Effect:
    if step is Step.OFFER or not draft.pieces:
        return at_step(turn, Step.STORY, draft)
    return await send.send(turn, draft)


async def _drop(turn: Turn, step: Step, draft: Draft) -> Effect:
    del step
    return dropped(turn, draft, Text("complaint.dropped"))


async def _go_on(turn: Turn, step: Step, draft: Draft) -> Effect:
    if step is Step.OFFER:
        return begin.accepted(turn, draft)
    return turn.says(turn.reply(*prompt(turn, step, draft)))


def _topic(turn: Turn, draft: Draft, key: str) -> Effect | None:
    """Choose a category; one with parts shows them first."""
    path = path_to(turn.tools.policy.complaints.categories, key)
    if not path:
        return None
    if path[-1].parts:
        return turn.says(turn.show(*topics(turn, draft, key)))
    return _whole(turn, draft, key)


def _whole(turn: Turn, draft: Draft, key: str) -> Effect | None:
    if not path_to(turn.tools.policy.complaints.categories, key):
        return None
    return on_from(turn, _having(draft, Step.TOPIC, category=key))


def _car(turn: Turn, draft: Draft, key: str) -> Effect | None:
    own = next((car for car in turn.caller.vehicles if car.id == as_id(key)), None)
    if own is None:
        return None
    return on_from(turn, _having(draft, Step.CAR, vehicle=own.id, model=None, year=None, car=""))


def _model(turn: Turn, draft: Draft, key: str) -> Effect | None:
    if turn.tools.policy.model(key) is None:
        return None
    return on_from(turn, _having(draft, Step.CAR, vehicle=None, model=key, year=None, car=""))


def _desk(turn: Turn, draft: Draft, key: str) -> Effect | None:
    """Take the place that it is about; when it was may be said in words besides."""
    desk = next((desk for desk in turn.tools.policy.desks if desk.key == key), None)
    if desk is None:
        return None
    chosen = replace(draft, desk=desk.key)
    if draft.place:
        return on_from(turn, chosen.having_answered(Step.PLACE))
    return at_step(turn, Step.PLACE, chosen, Text("complaint.at_desk", desk=desk.name))


def _wish(turn: Turn, draft: Draft, key: str) -> Effect | None:
    if key not in set(Wish):
        return None
    return on_from(turn, _having(draft, Step.WISH, wish=Wish(key), wish_words=""))


def _having(draft: Draft, step: Step, **chosen: object) -> Draft:
    return replace(draft, **chosen).having_answered(step)  # type: ignore[arg-type]


async def _anon(turn: Turn, step: Step, draft: Draft) -> Effect:
    """Let nobody know whose it is, or let it be known after all."""
    if not draft.is_anonymous and anonymous.desk_for(turn, draft) is None:
        return turn.notices(_OLD_BUTTON)
    changed = replace(draft, is_anonymous=not draft.is_anonymous, media_agreed=False)
    first = Text("complaint.is_anonymous") if changed.is_anonymous else Text("complaint.is_named")
    step = Step.STORY if step is Step.OFFER else step
    return at_step(turn, step, changed, first)


async def _media_along(turn: Turn, step: Step, draft: Draft) -> Effect:
    return await _send(turn, step, replace(draft, media_agreed=True))


async def _media_out(turn: Turn, step: Step, draft: Draft) -> Effect:
    return await _summary(turn, step, draft.without_media())


async def _pass(turn: Turn, rest: list[str]) -> Effect | None:
    return await anonymous.decided(turn, rest, passes=True)


async def _keep(turn: Turn, rest: list[str]) -> Effect | None:
    return await anonymous.decided(turn, rest, passes=False)


_OF_CASES: Mapping[str, Callable[[Turn, list[str]], Awaitable[Effect | None]]] = {
    "case": _case,
    "accept": _accept,
    "decline": _decline,
    "further": _further,
    "held": _held,
    "handling": _handling,
    "pass": _pass,
    "keep": _keep,
}
"""Buttons about complaints that are sent, which hold whatever form is open."""

_MOVES: Mapping[str, _Move] = {
    "yes": _yes,
    "no": _no,
    "person": _person,
    "done": _done,
    "sum": _summary,
    "change": _change,
    "models": _models,
    "send": _send,
    "drop": _drop,
    "goon": _go_on,
    "anon": _anon,
    "along": _media_along,
    "without": _media_out,
}
_CHOICES: Mapping[str, _Choice] = {
    "topic": _topic,
    "whole": _whole,
    "car": _car,
    "model": _model,
    "desk": _desk,
    "wish": _wish,
}
