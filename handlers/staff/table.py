"""What staff can do in their group: commands and buttons, for the table of conversations."""

from collections.abc import Awaitable, Callable, Mapping

from domain.cases import Case
from domain.incoming import Incoming
from domain.ports import Conversation, Effect, Tools, nothing
from domain.staff import Right
from domain.surveys.definition import Measure
from domain.text import Text
from handlers.staff.commands import DoingToCase, case_command, desk_command
from handlers.staff.complaints import register
from handlers.staff.complaints import table as complaints
from handlers.staff.lists import files, queues, scores, stats, timeline, voices
from handlers.staff.members import duty, members
from handlers.staff.members.admitted import refusal
from handlers.staff.relay import canned, deleting
from handlers.staff.relay.said import keep_note
from handlers.staff.taps import Tap
from handlers.staff.turn import StaffTurn
from handlers.staff.working import (
    assigning,
    claiming,
    complaining,
    contact,
    ending,
    merging,
    no_emergency,
    spam,
    transferring,
)
from handlers.turn import as_id


async def _note(turn: StaffTurn, case: Case, words: str) -> Effect:
    if not words:
        return turn.says(turn.reply(Text("staff.note_what")))
    return keep_note(turn, case)


async def _help(turn: StaffTurn, words: str) -> Effect:
    del words
    return turn.says(turn.reply(Text("staff.help")))


def _as_tapped(tap: Tap) -> DoingToCase:
    """Let a command do what the card's button of that name does."""

    async def doing(turn: StaffTurn, case: Case, words: str) -> Effect:
        del words
        return await tap(turn, case, [])

    return doing


COMMANDS: Mapping[str, tuple[Conversation, Text]] = {
    "queue": (desk_command(queues.queue), Text("command.queue")),
    "mine": (desk_command(queues.mine), Text("command.mine")),
    "case": (desk_command(queues.case), Text("command.case")),
    "claim": (case_command(_as_tapped(claiming.claim)), Text("command.claim")),
    "timeline": (case_command(timeline.timeline), Text("command.timeline")),
    "files": (case_command(files.files), Text("command.files")),
    "note": (case_command(_note), Text("command.note")),
    "canned": (case_command(canned.search), Text("command.canned")),
    "handover": (case_command(_as_tapped(assigning.offer_handover)), Text("command.handover")),
    "noemergency": (
        case_command(_as_tapped(no_emergency.call_off)),
        Text("command.noemergency"),
    ),
    "resolve": (case_command(_as_tapped(ending.resolve)), Text("command.resolve")),
    "reopen": (case_command(_as_tapped(ending.reopen)), Text("command.reopen")),
    "delete": (case_command(deleting.delete), Text("command.delete")),
    "move": (case_command(merging.move), Text("command.move")),
    "merge": (case_command(merging.merge), Text("command.merge")),
    "transfer": (case_command(transferring.transfer), Text("command.transfer")),
    "complaint": (case_command(complaining.complaint), Text("command.complaint")),
    **complaints.COMMANDS,
    "contact": (desk_command(contact.contact), Text("command.contact")),
    "complaints": (register.complaints, Text("command.complaints")),
    "stats": (stats.stats, Text("command.stats")),
    "nps": (scores.scores(Measure.NPS), Text("command.nps")),
    "voices": (desk_command(voices.voices), Text("command.voices")),
    "csat": (scores.scores(Measure.CSAT), Text("command.csat")),
    "duty": (desk_command(duty.duty), Text("command.duty")),
    "staff": (desk_command(members.staff), Text("command.staff")),
    "spam": (case_command(spam.spam), Text("command.spam")),
    "unspam": (case_command(spam.unspam, Right.LEAD_CASES), Text("command.unspam")),
    "help": (desk_command(_help), Text("command.staff_help")),
}
"""With what the group's command menu says about each, in its order."""

_STAFF_TAPS: Mapping[str, Callable[[StaffTurn, list[str]], Awaitable[Effect]]] = {
    "confirm": members.confirm,
    "leave": members.leave,
    "end": members.end,
    "unmute": spam.lift,
    "comp": register.turned,
    "compx": register.asked_for_file,
    "owner": transferring.move_owner,
    "contact": contact.chosen,
}


async def staff_tapped(incoming: Incoming, tools: Tools) -> Effect:
    """Take a tap that is about no one case: `staff:<what>…`."""
    turn = await StaffTurn.begin(incoming, tools)
    if turn is None:
        return nothing
    refused = await refusal(turn)
    if refused:
        return refused
    match turn.tapped:
        case ["staff", "queue" | "mine" as what, page] if as_id(page) is not None:
            return await queues.page(turn, what, int(page))
        case ["staff", what, *rest] if what in _STAFF_TAPS:
            return await _STAFF_TAPS[what](turn, rest)
    return turn.notices(Text("notice.old_button"))


async def unknown_command(incoming: Incoming, tools: Tools) -> Effect:
    """In a case, a command that does not exist is said to be none: it goes to nobody."""
    turn = await StaffTurn.begin(incoming, tools)
    if turn is None or turn.case is None or turn.member is None:
        return nothing
    return turn.says(turn.reply(Text("staff.command_not_sent")))
