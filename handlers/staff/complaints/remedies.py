"""`/remedy`: what an owner is offered, by whoever's limit allows it; and allowing it."""

from dataclasses import replace

from domain.cases import Case, CaseEventKind
from domain.complaints.handling import (
    NewRemedy,
    Remedy,
    RemedyRead,
    RemedyState,
    may_offer,
    read_remedy,
)
from domain.complaints.record import Complaint
from domain.outgoing import Button, Buttons
from domain.ports import Effect, Work
from domain.staff import Role
from domain.text import Text
from handlers.cases import supervisors
from handlers.cases.room.card import CardView, view_of
from handlers.cases.to_owner import tell_owner
from handlers.complaints.card import About
from handlers.complaints.handled import remedy_of
from handlers.staff.complaints.changing import changing
from handlers.staff.turn import StaffTurn
from handlers.turn import as_id


async def remedy(turn: StaffTurn, case: Case, words: str) -> Effect:
    """Offer it at once where the limit of the role allows; else ask those in charge."""
    if not case.status.is_active:
        return turn.says(turn.reply(Text("staff.case_over", number=case.number)))
    read = read_remedy(words)
    if read is None:
        return turn.says(turn.reply(Text("staff.remedy_how")))
    if read.kind.needs_amount and not read.amount:
        return turn.says(turn.reply(Text("staff.remedy_amount")))
    if may_offer(_role(turn, case), read.amount, turn.tools.policy.complaints.limits):
        return await _offers(turn, case, read)
    return await _proposes(turn, case, read)


async def approve(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Let a proposed remedy be offered; for who leads, and up to their limit."""
    found = await _proposed(turn, case, rest)
    if found is None:
        return turn.notices(Text("staff.remedy_settled"))
    limits = turn.tools.policy.complaints.limits
    if not turn.leads or not may_offer(_role(turn, case), found.amount, limits):
        return turn.notices(Text("staff.remedy_beyond"))
    view = await view_of(turn.tools, case)

    async def offered(work: Work, locked: Case, complaint: Complaint) -> CardView | None:
        settled = await work.complaints.settle(
            found.id, RemedyState.OFFERED, was=RemedyState.PROPOSED, allowed_by=turn.actor
        )
        if settled is None:
            return None
        await tell_owner(
            work,
            locked,
            _offer(turn, locked, settled),
            turn.tools.clock.now(),
            buttons=answer_buttons(settled),
        )
        await work.outbox.put(turn.replaced(Text("staff.remedy_approved", number=case.number)))
        return _having(view, complaint, settled)

    data: dict[str, object] = {"remedy": found.id, "allowed": True}
    return changing(turn, case, view, CaseEventKind.REMEDY, {}, data, offered)


async def refuse(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Do not let it be offered; the owner never hears of it."""
    found = await _proposed(turn, case, rest)
    if found is None:
        return turn.notices(Text("staff.remedy_settled"))
    if not turn.leads:
        return turn.notices(Text("staff.not_allowed"))
    view = await view_of(turn.tools, case)

    async def not_offered(work: Work, locked: Case, complaint: Complaint) -> CardView | None:
        del locked
        settled = await work.complaints.settle(
            found.id, RemedyState.REFUSED, was=RemedyState.PROPOSED, allowed_by=turn.actor
        )
        if settled is None:
            return None
        told = Text("staff.remedy_refused", number=case.number)
        await work.outbox.put(turn.replaced(told), view.room.say(told))
        return _having(view, complaint, settled)

    data: dict[str, object] = {"remedy": found.id, "allowed": False}
    return changing(turn, case, view, CaseEventKind.REMEDY, {}, data, not_offered)


def answer_buttons(offered: Remedy) -> Buttons:
    """Return the owner's answers to an offer."""
    accept = Button(Text("button.remedy_accept"), f"complain:accept:{offered.id}:{offered.case_id}")
    decline = Button(
        Text("button.remedy_decline"), f"complain:decline:{offered.id}:{offered.case_id}"
    )
    return ((accept, decline),)


async def _offers(turn: StaffTurn, case: Case, read: RemedyRead) -> Effect:
    view = await view_of(turn.tools, case)
    now = turn.tools.clock.now()

    async def offered(work: Work, locked: Case, complaint: Complaint) -> CardView:
        kept = await work.complaints.offer(_new(turn, case, read, RemedyState.OFFERED))
        body = _offer(turn, locked, kept)
        await tell_owner(work, locked, body, now, buttons=answer_buttons(kept))
        await work.outbox.put(turn.reply(Text("staff.remedy_offered")))
        return _having(view, complaint, kept)

    return changing(
        turn, case, view, CaseEventKind.REMEDY, {}, _data(read), offered, while_active=True
    )


async def _proposes(turn: StaffTurn, case: Case, read: RemedyRead) -> Effect:
    view = await view_of(turn.tools, case)
    desk = turn.desk

    async def proposed(work: Work, locked: Case, complaint: Complaint) -> CardView:
        del locked
        kept = await work.complaints.offer(_new(turn, case, read, RemedyState.PROPOSED))
        asked = Text(
            "staff.remedy_asked",
            name=turn.acting.name,
            number=case.number,
            remedy=remedy_of(turn.tools.policy.complaints, kept),
        )
        buttons = (
            (
                Button(Text("button.remedy_approve"), f"case:approve:{case.id}:{kept.id}"),
                Button(Text("button.remedy_refuse"), f"case:refuse:{case.id}:{kept.id}"),
            ),
        )
        told = await supervisors.tell(turn.tools, case.bot_id, desk, asked, buttons)
        await work.outbox.put(turn.reply(Text("staff.remedy_proposed")), *told)
        return _having(view, complaint, kept)

    return changing(
        turn, case, view, CaseEventKind.REMEDY, {}, _data(read), proposed, while_active=True
    )


async def _proposed(turn: StaffTurn, case: Case, rest: list[str]) -> Remedy | None:
    number = as_id(rest[0]) if len(rest) == 1 else None
    found = await turn.tools.complaints.remedies(case.id)
    return next(
        (one for one in found if one.id == number and one.state is RemedyState.PROPOSED), None
    )


def _role(turn: StaffTurn, case: Case) -> Role | None:
    return turn.member.role_at(case.desk) if turn.member else None


def _new(turn: StaffTurn, case: Case, read: RemedyRead, state: RemedyState) -> NewRemedy:
    now = turn.tools.clock.now()
    return NewRemedy(case.id, read.kind, read.amount, read.words, state, turn.actor, now)


def _offer(turn: StaffTurn, case: Case, offered: Remedy) -> Text:
    what = remedy_of(turn.tools.policy.complaints, offered)
    return Text("complaint.offer_remedy", number=case.number, remedy=what)


def _having(view: CardView, complaint: Complaint, kept: Remedy) -> CardView:
    about = (view.about or About(complaint)).now(complaint).having(kept)
    return replace(view, about=about)


def _data(read: RemedyRead) -> dict[str, object]:
    return {"kind": read.kind.value, "amount": read.amount}
