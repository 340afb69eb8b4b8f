"""Buttons in a desk's group: `case:<what>:<case>…`, each authorised anew whoever shows it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from domain.cases import Case
from domain.incoming import Incoming
from domain.ports import Effect, Tools, nothing
from domain.text import Text
from handlers.curation import from_case
from handlers.staff.complaints import table as complaints
from handlers.staff.lists import files, pages
from handlers.staff.members.admitted import refusal
from handlers.staff.relay import asked, canned
from handlers.staff.turn import StaffTurn
from handlers.staff.working import (
    assigning,
    claiming,
    ending,
    marking,
    no_emergency,
    spam,
    transferring,
)
from handlers.turn import as_id

OLD_BUTTON = Text("notice.old_button")

Tap: TypeAlias = Callable[[StaffTurn, Case, list[str]], Awaitable[Effect]]

_TAPS: Mapping[str, Tap] = {
    "claim": claiming.claim,
    "handover": assigning.offer_handover,
    "release": claiming.release,
    "assign": assigning.offer,
    "give": assigning.give,
    "priority": marking.offer_priority,
    "rank": marking.set_priority,
    "note": marking.switch_notes,
    "canned": canned.offer,
    "say": canned.say,
    "calm": no_emergency.call_off,
    "resolve": ending.resolve,
    "reopen": ending.reopen,
    "also": asked.send_as_well,
    "keep": asked.keep_as_note,
    "back": pages.back,
    "show": pages.show,
    "file": files.send,
    "move": transferring.chosen,
    "spam": spam.answered,
    "faq": from_case.draft,
    **complaints.TAPS,
}


async def case_tapped(incoming: Incoming, tools: Tools) -> Effect:
    """Take a tap about a case. A case of another desk is out of reach here."""
    turn = await StaffTurn.begin(incoming, tools)
    if turn is None:
        return nothing
    refused = await refusal(turn)
    if refused:
        return refused
    match turn.tapped:
        case ["case", what, number, *rest] if what in _TAPS:
            case_id = as_id(number)
            found = await tools.cases.case(case_id) if case_id is not None else None
            turn = turn.at_desk_of(found) if found else turn
            if found and turn.sees(found) and found.desk == turn.desk.key:
                return await _TAPS[what](turn, found, rest)
    return turn.notices(OLD_BUTTON)
