"""`/status`: an owner's cases in plain words, and what they can do about each."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from domain.cases import Case
from domain.incoming import Incoming
from domain.ports import Effect, Tools
from domain.text import Text
from handlers.cases import add, desk_choice, over, rating, solved, which, withdraw
from handlers.cases.mine_views import details, overview
from handlers.turn import Turn, as_id

_Action: TypeAlias = Callable[[Turn, Case], Awaitable[Effect]]


async def mine(incoming: Incoming, tools: Tools) -> Effect:
    """Show the owner's cases, or do what a button says.

    Data: `mine`, `mine:list`, `mine:ACTION:CASE`, `mine:to:CASE:CASE`, `mine:rate:CASE:NUMBER`,
    `mine:desk:CASE:DESK`.
    Every case named must be the owner's own.
    """
    turn = await Turn.begin(incoming, tools)
    match turn.tapped:
        case [] | ["mine"] | ["mine", "list"]:
            return turn.says(turn.show(*await overview(turn)))
        case ["mine", "to", number, kept_with]:
            target, kept = await _own(turn, number), await _own(turn, kept_with)
            if target and kept:
                return await which.chosen(turn, target, kept)
        case ["mine", "rate", number, stars]:
            case_ = await _own(turn, number)
            if case_:
                return await rating.rate(turn, case_, as_id(stars) or 0)
        case ["mine", "desk", number, key]:
            case_ = await _own(turn, number)
            if case_:
                return await desk_choice.chosen(turn, case_, key)
        case ["mine", what, number] if what in _ACTIONS:
            case_ = await _own(turn, number)
            if case_:
                return await _ACTIONS[what](turn, case_)
    return turn.notices(Text("notice.old_button"))


async def _own(turn: Turn, number: str) -> Case | None:
    case_id, owner = as_id(number), turn.caller.owner
    if case_id is None or owner is None:
        return None
    case = await turn.tools.cases.case(case_id)
    mine_ = case is not None and case.owner_id == owner.id and case.bot_id == turn.place.bot_id
    return case if mine_ else None


async def _show(turn: Turn, case: Case) -> Effect:
    return turn.says(turn.show(*details(turn, case)))


_ACTIONS: Mapping[str, _Action] = {
    "show": _show,
    "add": add.begin,
    "close": withdraw.ask,
    "closed": withdraw.withdraw,
    "again": over.again,
    "new": over.new_beside,
    "solved": solved.yes,
    "unsolved": solved.no,
    "settled": withdraw.settled,
    "norate": rating.leave,
    "desks": desk_choice.ask,
}
