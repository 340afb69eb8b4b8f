"""`/queue`, `/mine`, `/case NUMBER`: the desk's work at a glance."""

from collections.abc import Sequence
from datetime import datetime

from domain.cases import ACTIVE, Case
from domain.outgoing import Button, Buttons
from domain.ports import Effect
from domain.text import Body, Joined, Plain, Text
from handlers.cases.room.clock_line import clock_line
from handlers.cases.words import assignee_of, kind_of_case
from handlers.paging import in_rows, turning
from handlers.staff.lists import pages
from handlers.staff.turn import StaffTurn

PAGE = 10


async def queue(turn: StaffTurn, words: str) -> Effect:
    """List the desk's cases: unclaimed first, then by the time that is left."""
    del words
    return turn.says(turn.reply(*await _page(turn, mine=False, number=0)))


async def mine(turn: StaffTurn, words: str) -> Effect:
    """List the cases of who asks."""
    del words
    return turn.says(turn.reply(*await _page(turn, mine=True, number=0)))


async def case(turn: StaffTurn, words: str) -> Effect:
    """Show the case of a number, or the one of this topic."""
    number = words.split(maxsplit=1)[0] if words else ""
    found = await turn.tools.cases.numbered(number) if number else turn.case
    if found is None or not turn.sees(found):
        return turn.says(turn.reply(Text("staff.no_such_case", number=number or "?")))
    return turn.says(await pages.shown(turn, found))


async def page(turn: StaffTurn, what: str, number: int) -> Effect:
    """Turn to a page of a list."""
    shown = await _page(turn, mine=what == "mine", number=number)
    return turn.says(turn.replaced(*shown))


async def _page(turn: StaffTurn, *, mine: bool, number: int) -> tuple[Body, Buttons]:
    who = turn.actor if mine else None
    desk = turn.desk.key
    named = not (turn.leads and turn.place.chat_id == turn.desk.supervisors_chat_id)
    total = await turn.tools.cases.count_of_desk(desk, ACTIVE, assignee=who, named_only=named)
    last = max(0, (total - 1) // PAGE)
    number = min(number, last)
    cases = await turn.tools.cases.of_desk(
        desk, ACTIVE, assignee=who, named_only=named, limit=PAGE, offset=number * PAGE
    )
    if not cases:
        return (Text("staff.mine_empty") if mine else Text("staff.queue_empty")), ()
    title = Text("staff.mine", total=total) if mine else Text("staff.queue", total=total)
    now = turn.tools.clock.now()
    lines = Joined(tuple(_line(turn, one, now) for one in cases), "\n")
    return Joined((title, lines)), (
        *_shows(cases),
        *turning(number, last + 1, f"staff:{'mine' if mine else 'queue'}"),
    )


def _line(turn: StaffTurn, case: Case, now: datetime) -> Body:
    return Text(
        "staff.queue_line",
        number=case.number,
        kind=kind_of_case(case),
        subject=Plain(case.subject or "–"),
        who=assignee_of(case),
        left=clock_line(turn.tools, case, now),
    )


def _shows(cases: Sequence[Case]) -> Buttons:
    buttons = [Button(Plain(one.number), f"case:show:{one.id}") for one in cases]
    return in_rows(2, buttons)
