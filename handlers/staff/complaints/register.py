"""`/complaints`: the register, searched and filtered, in the chat and as a workbook.

Whoever works at a desk sees its complaints; the anonymous ones are shown to those in charge, in
their chat. Drawing a workbook takes seconds: it is a timer's job, and who asked is looked up anew.
"""

from collections.abc import Sequence
from dataclasses import replace

from domain.complaints.categories import name_of
from domain.complaints.handling import Remedy, RemedyState
from domain.complaints.names import REMEDIES, SEVERITIES, VERDICTS
from domain.complaints.record import Filed
from domain.complaints.register import MOST, RegisterFilter
from domain.errors import OwnerlineError
from domain.incoming import Incoming, Place
from domain.outgoing import Button, Buttons, Outgoing, SendFile, SendText, Then
from domain.pipeline import DueTimer
from domain.policy import Policy
from domain.ports import Effect, Tools, Work, nothing
from domain.report import Cell, KeyFigure, Report, Table
from domain.staff import Right, StaffMember
from domain.text import Body, Joined, Moment, Plain, Text
from handlers.cases.words import STATUSES, assignee_of
from handlers.complaints.handled import RESPONSIBLE
from handlers.complaints.words import car_of, category_of, reason_of, wish_of
from handlers.labels import cut
from handlers.paging import in_rows
from handlers.staff.commands import arguments
from handlers.staff.lists.drawn import SENT, Asked
from handlers.staff.lists.stats import scope_of
from handlers.staff.members.admitted import refusal
from handlers.staff.turn import StaffTurn
from handlers.timing import Due
from handlers.turn import as_id

DRAW = "complaint_register"
PAGE = 10
_MOST_DATA = 64
"""Bytes of a button's data (Telegram)."""


async def complaints(incoming: Incoming, tools: Tools) -> Effect:
    """List what fits: `/complaints 2026-11 serious brakes`; with `xlsx` first, as a workbook."""
    turn = await StaffTurn.begin(incoming, tools)
    if turn is None:
        return nothing
    words = arguments(incoming)
    first, _, rest = words.partition(" ")
    sought = _sought(tools.policy, turn.place, turn.member, words)
    if sought is None:
        return await refusal(turn) or nothing
    if first.casefold() == "xlsx":
        return _draws(turn, rest.strip())
    return turn.says(turn.reply(*await _page(turn, sought, words, 0)))


async def turned(turn: StaffTurn, rest: list[str]) -> Effect:
    """Turn to a page; the filter is in the button."""
    words = ":".join(rest[1:])
    number = as_id(rest[0]) if rest else None
    sought = _sought(turn.tools.policy, turn.place, turn.member, words)
    if number is None or sought is None:
        return turn.notices(Text("notice.old_button"))
    return turn.says(turn.replaced(*await _page(turn, sought, words, number)))


async def asked_for_file(turn: StaffTurn, rest: list[str]) -> Effect:
    """Draw the workbook of what the list shows."""
    if _sought(turn.tools.policy, turn.place, turn.member, "") is None:
        return turn.notices(Text("staff.not_allowed"))
    return _draws(turn, ":".join(rest))


async def draw(timer: DueTimer, tools: Tools) -> Due:
    """Draw it, keep it and queue it. Done again after a crash, it is the same."""
    asked = Asked.read(timer.data)
    member = await tools.staff.member(asked.actor)
    sought = _sought(tools.policy, asked.place, member, asked.what)
    if sought is None:
        return Due(nothing)  # who asked is no member any more
    report = await _report(tools, sought)
    try:
        content = await tools.drawing.workbook(report, asked.locale)
    except OwnerlineError as error:
        told = asked.answer(SendText(error.text, reply_to=asked.reply_to, silent=True))
        return Due(_puts_one(told))
    key = f"stats/{timer.kind}-{timer.key}.xlsx"
    await tools.files.keep(key, content)
    file = SendFile(key, "complaints.xlsx", reply_to=asked.reply_to)
    return Due(_puts_one(replace(asked.answer(file), then=Then(SENT, {"key": key}))))


def _sought(
    policy: Policy, place: Place, member: StaffMember | None, words: str
) -> RegisterFilter | None:
    """Return the filter, within what a member may see at a place; None for who may see nothing."""
    scope = scope_of(policy, place, member)
    if scope is None or member is None:
        return None
    desks = tuple(desk.key for desk in scope.desks)
    in_charge = all(
        desk.supervisors_chat_id == place.chat_id and member.may(Right.LEAD_CASES, desk.key)
        for desk in scope.desks
    )
    return RegisterFilter.read(words, policy, desks, named_only=not in_charge)


def _draws(turn: StaffTurn, words: str) -> Effect:
    asked = Asked(turn.place, turn.incoming.message_id, turn.locale, turn.actor, words)
    key = f"{turn.place.bot_id}-{turn.incoming.update_id}"
    now = turn.tools.clock.now()

    async def effect(work: Work) -> None:
        await turn.notices(Text("register.drawing"))(work)
        await turn.acting.audit(work, "register", turn.desk.key, {"words": words})
        await work.timers.set(DRAW, key, now, asked.as_data())

    return effect


async def _page(
    turn: StaffTurn, sought: RegisterFilter, words: str, number: int
) -> tuple[Body, Buttons]:
    reads = turn.tools.complaints
    spans = sought.spans(turn.tools.policy)
    total = await reads.count(spans, sought)
    if not total:
        return Text("register.nothing"), ()
    last = (total - 1) // PAGE
    number = min(number, last)
    found = await reads.register(spans, sought, limit=PAGE, offset=number * PAGE)
    title = Text("register.title", n=total)
    lines = Joined(tuple(_line(turn, one) for one in found), "\n")
    return Joined((title, lines, Text("register.how"))), (
        *_shows(found),
        *_turning(words, number, last),
    )


def _line(turn: StaffTurn, filed: Filed) -> Text:
    case, complaint = filed.case, filed.complaint
    zone = turn.tools.policy.desk_of(case.desk).time_zone
    rules = turn.tools.policy.complaints
    about = category_of(rules, complaint.details.category) or Plain(case.subject or "–")
    return Text(
        "register.line",
        number=case.number,
        at=Moment(case.opened_at, zone, turn.tools.clock.now()),
        about=about,
        severity=SEVERITIES[complaint.severity],
        status=STATUSES[case.status],
        who=assignee_of(case),
    )


def _shows(found: Sequence[Filed]) -> Buttons:
    buttons = [Button(Plain(one.case.number), f"case:show:{one.case.id}") for one in found]
    return in_rows(2, buttons)


def _turning(words: str, number: int, last: int) -> Buttons:
    """Return the ways on; a filter too long for a button is to be written again."""
    row = []
    for label, to in ((Text("button.previous"), number - 1), (Text("button.next"), number + 1)):
        data = f"staff:comp:{to}:{words}"
        if 0 <= to <= last and len(data.encode()) <= _MOST_DATA:
            row.append(Button(label, data))
    file = f"staff:compx:{words}"
    if len(file.encode()) <= _MOST_DATA:
        row.append(Button(Text("button.register_file"), file))
    return (tuple(row),) if row else ()


async def _report(tools: Tools, sought: RegisterFilter) -> Report:
    spans = sought.spans(tools.policy)
    found = await tools.complaints.register(spans, sought, limit=MOST)
    total = await tools.complaints.count(spans, sought)
    rows = [await _row(tools, one) for one in found]
    desks = Joined(tuple(tools.policy.desk_name(desk) for desk in sought.desks), " · ")
    notes = (Text("register.cut", most=MOST),) if total > len(found) else ()
    return Report(
        Text("register.name"),
        Text("register.of_desks", desks=desks),
        (KeyFigure(Text("register.complaints"), total),),
        tables=(Table(Text("register.name"), _COLUMNS, tuple(rows)),),
        notes=notes,
    )


_COLUMNS = (
    Text("register.number"),
    Text("register.opened"),
    Text("register.desk"),
    Text("register.about"),
    Text("register.subject"),
    Text("register.car"),
    Text("register.severity"),
    Text("register.why"),
    Text("register.status"),
    Text("register.with"),
    Text("register.first_answer"),
    Text("register.closed"),
    Text("register.wanted"),
    Text("register.cause"),
    Text("register.responsible"),
    Text("register.decision"),
    Text("register.remedies"),
    Text("register.cost"),
    Text("register.level"),
    Text("register.handling"),
)


async def _row(tools: Tools, filed: Filed) -> tuple[Cell, ...]:
    case, complaint, policy = filed.case, filed.complaint, tools.policy
    rules, details = policy.complaints, complaint.details
    zone = policy.desk_of(case.desk).time_zone
    agreed = [
        one
        for one in await tools.complaints.remedies(case.id)
        if one.state in (RemedyState.OFFERED, RemedyState.ACCEPTED)
    ]
    level = rules.level(complaint.level)
    why = Joined(tuple(reason_of(one) for one in complaint.reasons), "; ")
    cause = Joined(name_of(rules.causes, complaint.cause), " › ")
    return (
        Plain(case.number),
        Moment(case.opened_at, zone),
        policy.desk_name(case.desk),
        category_of(rules, details.category),
        Plain(cut(case.subject, 120)),
        car_of(policy, details),
        SEVERITIES[complaint.severity],
        why if complaint.reasons else None,
        STATUSES[case.status],
        assignee_of(case),
        Moment(case.first_response_at, zone) if case.first_response_at else None,
        Moment(case.closed_at, zone) if case.closed_at else None,
        wish_of(details),
        cause if complaint.cause else None,
        RESPONSIBLE[complaint.responsible] if complaint.responsible else None,
        VERDICTS[complaint.verdict] if complaint.verdict else None,
        _remedies(agreed),
        sum(one.amount or 0 for one in agreed if one.state is RemedyState.ACCEPTED),
        level.name if level else None,
        complaint.handling,
    )


def _remedies(agreed: Sequence[Remedy]) -> Body | None:
    return Joined(tuple(REMEDIES[one.kind] for one in agreed), ", ") if agreed else None


def _puts_one(outgoing: Outgoing) -> Effect:
    async def effect(work: Work) -> None:
        await work.outbox.put(outgoing)

    return effect
