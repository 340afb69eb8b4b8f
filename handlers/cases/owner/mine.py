"""`/status`: an owner's cases in plain words, and what they can do about each."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from domain.cases import Case
from domain.incoming import Incoming
from domain.ports import Effect, Tools
from domain.text import Text
from handlers.cases.owner import (
    add,
    desk_choice,
    no_emergency,
    over,
    rating,
    solved,
    which,
    withdraw,
)
from handlers.cases.owner.emergency_first import chosen_after_all
from handlers.cases.owner.mine_views import details, overview
from handlers.turn import Turn, as_id

_Action: TypeAlias = Callable[[Turn, Case], Awaitable[Effect]]
_FurtherAction: TypeAlias = Callable[[Turn, Case, list[str]], Awaitable[Effect]]

_OLD_BUTTON = Text("notice.old_button")


async def mine(incoming: Incoming, tools: Tools) -> Effect:
    """Show the owner's cases, or do what a button says. Every case named must be their own.

    Data: `mine`, `mine:list`, `mine:ACTION:CASE`, `mine:rate:CASE:NUMBER`, `mine:desk:CASE:DESK`,
    `mine:to:CASE:CASE[:MESSAGE]`.
    """
    turn = await Turn.begin(incoming, tools)
    match turn.tapped:
        case [] | ["mine"] | ["mine", "list"]:
            return turn.says(turn.show(*await overview(turn)))
        case ["mine", what, number, *rest]:
            case_ = await _own(turn, number)
            if case_ is not None:
                return await _act(turn, what, case_, rest)
    return turn.notices(_OLD_BUTTON)


async def _act(turn: Turn, what: str, case: Case, rest: list[str]) -> Effect:
    if what in _ACTIONS and not rest:
        return await _ACTIONS[what](turn, case)
    if what in _FURTHER and rest:
        return await _FURTHER[what](turn, case, rest)
    return turn.notices(_OLD_BUTTON)


async def _own(turn: Turn, number: str) -> Case | None:
    """Return a case of this owner with this bot."""
    case_id, owner = as_id(number), turn.caller.owner
    if case_id is None or owner is None:
        return None
    case = await turn.tools.cases.case(case_id)
    if case is None or case.owner_id != owner.id or case.bot_id != turn.place.bot_id:
        return None
    return case


async def _show(turn: Turn, case: Case) -> Effect:
    return turn.says(turn.show(*await details(turn, case)))


async def _rate(turn: Turn, case: Case, rest: list[str]) -> Effect:
    return await rating.rate(turn, case, as_id(rest[0]) or 0)


async def _to_desk(turn: Turn, case: Case, rest: list[str]) -> Effect:
    return await desk_choice.chosen(turn, case, rest[0])


async def _to(turn: Turn, target: Case, rest: list[str]) -> Effect:
    """Pass on what is kept with the case that `rest` names; one message of it, or all."""
    kept_with = await _own(turn, rest[0])
    if kept_with is None:
        return turn.notices(_OLD_BUTTON)
    if len(rest) == 1:
        return await which.chosen(turn, target, kept_with)
    return await chosen_after_all(turn, target, kept_with, as_id(rest[1]) or 0)


_ACTIONS: Mapping[str, _Action] = {
    "show": _show,
    "add": add.begin,
    "close": withdraw.ask,
    "closed": withdraw.withdraw,
    "calm": no_emergency.ask,
    "calmed": no_emergency.call_off,
    "uncalmed": no_emergency.stays,
    "again": over.again,
    "new": over.new_beside,
    "solved": solved.yes,
    "unsolved": solved.no,
    "settled": withdraw.settled,
    "norate": rating.leave,
    "desks": desk_choice.ask,
    "stays": desk_choice.stays,
}
_FURTHER: Mapping[str, _FurtherAction] = {"rate": _rate, "desk": _to_desk, "to": _to}
