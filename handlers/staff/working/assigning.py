"""Giving a case to a colleague: whom there is to choose from, and the giving."""

from functools import partial

from domain import case_steps
from domain.cases import Case
from domain.incoming import Tapped
from domain.outgoing import Button, Buttons, EditButtons, Outgoing, Priority
from domain.ports import Effect, Work
from domain.staff import Right, StaffMember
from domain.text import Plain, Text
from handlers.cases.room.card import view_of
from handlers.staff.turn import StaffTurn
from handlers.staff.working.steps import stepping
from handlers.turn import as_id

_MOST = 30


async def offer(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Show colleagues on duty in place of the card's buttons."""
    del rest
    colleagues = await _colleagues(turn, case)
    if not colleagues:
        return turn.notices(Text("staff.nobody_on_duty"))
    return turn.says(choosing(turn, case, _choices(case, colleagues)))


async def offer_handover(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Show colleagues on duty, and the queue, to hand one's case over to."""
    del rest
    release = (Button(Text("button.to_queue"), f"case:release:{case.id}"),)
    choices = (release, *_choices(case, await _colleagues(turn, case)))
    return turn.says(choosing(turn, case, choices))


async def give(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Give the case to a colleague, who must work at this desk still."""
    chosen = as_id(rest[0]) if len(rest) == 1 else None
    member = await turn.tools.staff.member(chosen) if chosen is not None else None
    needed = Right.LEAD_CASES if case.is_anonymous else Right.WORK_CASES
    if member is None or not member.may(needed, case.desk):
        return turn.notices(Text("staff.not_here_any_more"))
    view = await view_of(turn.tools, case)
    now = turn.tools.clock.now()
    step = partial(case_steps.assigned, to=member.user_id, name=member.name, by=turn.actor, at=now)

    async def after(work: Work, before: Case, changed: Case) -> None:
        del before
        told = Text("staff.assigned", name=_mention(member), by=turn.acting.name)
        await work.outbox.put(view.room.say(told))
        work.notice(Text("staff.given_to", name=changed.assignee_name))

    return stepping(turn, case, view, step, after, by_assignee=True)


def choosing(turn: StaffTurn, case: Case, choices: Buttons) -> Outgoing:
    """Return choices in place of the tapped message's buttons, or in a message of their own."""
    buttons = (*choices, (Button(Text("button.back"), f"case:back:{case.id}"),))
    content = turn.incoming.content
    if isinstance(content, Tapped) and content.message_id is not None:
        action = EditButtons(content.message_id, buttons)
        return Outgoing(turn.place, action, turn.locale, Priority.CARD)
    return turn.reply(Text("staff.choose", number=case.number), buttons)


async def _colleagues(turn: StaffTurn, case: Case) -> list[StaffMember]:
    members = await turn.tools.staff.members(case.desk)
    needed = Right.LEAD_CASES if case.is_anonymous else Right.WORK_CASES
    fit = [one for one in members if one.may(needed, case.desk) and one.on_duty]
    return [one for one in fit if one.user_id != case.assignee][:_MOST]


def _choices(case: Case, members: list[StaffMember]) -> Buttons:
    buttons = [Button(Plain(one.name), f"case:give:{case.id}:{one.user_id}") for one in members]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def _mention(member: StaffMember) -> str:
    return f"{member.name} (@{member.username})" if member.username else member.name
