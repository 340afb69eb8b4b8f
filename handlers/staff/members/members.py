"""Who comes to and leaves a desk's group, and who is confirmed there."""

from collections.abc import Sequence
from functools import partial

from domain import case_steps
from domain.case_steps import NotPossible
from domain.cases import ACTIVE
from domain.incoming import Incoming, MemberChanged, Person
from domain.outgoing import Button, Buttons
from domain.ports import Effect, Tools, Work, nothing
from domain.staff import Right, Role, StaffMember
from domain.text import Joined, Text
from handlers.cases import supervisors
from handlers.cases.room.card import CardView, view_of
from handlers.staff.members.admitted import stranger_told
from handlers.staff.turn import StaffTurn
from handlers.turn import as_id


async def member_changed(incoming: Incoming, tools: Tools) -> Effect:
    """Somebody joined: supervisors are asked. Somebody left: their access ends at once."""
    content = incoming.content
    turn = await StaffTurn.begin(incoming, tools)
    if turn is None or not isinstance(content, MemberChanged) or content.person.is_bot:
        return nothing
    if turn.place.chat_id != turn.desk.chat_id:
        return nothing
    member = await tools.staff.member(content.person.id)
    if content.present:
        return await _came(turn, content.person, member)
    return await _left(turn, content.person, member)


async def confirm(turn: StaffTurn, rest: list[str]) -> Effect:
    """Confirm a member as an agent of the desk; for supervisors."""
    user_id = as_id(rest[-1]) if len(rest) == 2 and rest[0] == turn.desk.key else None
    if user_id is None:
        return turn.notices(Text("notice.old_button"))
    if not turn.may(Right.CONFIRM_STAFF):
        return turn.notices(Text("staff.not_allowed"))
    person = await _person(turn, user_id)
    done = Text("staff.confirmed", name=person.name, by=turn.acting.name, desk=turn.desk.name)

    async def effect(work: Work) -> None:
        await work.staff.grant(person, turn.desk.key, Role.AGENT, by=turn.actor)
        await turn.acting.audit(work, "confirmed", f"staff:{user_id}", {"desk": turn.desk.key})
        await work.outbox.put(turn.replaced(done))

    return effect


async def leave(turn: StaffTurn, rest: list[str]) -> Effect:
    """Leave a member unconfirmed: they see the group and can do nothing in it."""
    user_id = as_id(rest[-1]) if len(rest) == 2 and rest[0] == turn.desk.key else None
    if user_id is None or not turn.may(Right.CONFIRM_STAFF):
        return turn.notices(Text("staff.not_allowed"))
    person = await _person(turn, user_id)
    return turn.says(turn.replaced(Text("staff.left_unconfirmed", name=person.name)))


async def staff(turn: StaffTurn, words: str) -> Effect:
    """`/staff`: who has a role at the desk, with a button to end it for who may.

    Also who is not in the group, and can do nothing until they are: a role that nobody sees cannot
    be ended.
    """
    del words
    members = await turn.tools.staff.appointed(turn.desk.key)
    if not members:
        return turn.says(turn.reply(Text("staff.nobody_yet")))
    lines = Joined(tuple(_line(one, turn.desk.key) for one in members), "\n")
    title = Text("staff.members", desk=turn.desk.name)
    return turn.says(turn.reply(Joined((title, lines)), _endings(turn, members)))


async def end(turn: StaffTurn, rest: list[str]) -> Effect:
    """End a role: a supervisor that of an agent, an admin that of a supervisor."""
    user_id = as_id(rest[-1]) if len(rest) == 2 and rest[0] == turn.desk.key else None
    member = await turn.tools.staff.member(user_id) if user_id is not None else None
    if member is None:
        return turn.notices(Text("notice.old_button"))
    if not _may_end(turn, member):
        return turn.notices(Text("staff.not_allowed"))
    views = await _their_cases(turn, member)
    done = Text("staff.ended", name=member.name, by=turn.acting.name, desk=turn.desk.name)

    async def effect(work: Work) -> None:
        await work.staff.revoke(member.user_id, turn.desk.key, by=turn.actor)
        await turn.acting.audit(work, "revoked", f"staff:{member.user_id}", {"desk": turn.desk.key})
        await _to_queue(turn, work, member, views)
        await work.outbox.put(turn.replaced(done))

    return effect


async def _came(turn: StaffTurn, person: Person, member: StaffMember | None) -> Effect:
    place = turn.place
    confirmed = member is not None and any(one.desk == turn.desk.key for one in member.memberships)
    told = await stranger_told(turn, person.id, person.name)

    async def effect(work: Work) -> None:
        await work.staff.set_present(place.bot_id, place.chat_id, person, present=True)
        if confirmed or (member is not None and member.is_admin):
            return
        if await work.staff.announce(place.bot_id, place.chat_id, person):
            await work.outbox.put(*told)

    return effect


async def _left(turn: StaffTurn, person: Person, member: StaffMember | None) -> Effect:
    place = turn.place
    views = await _their_cases(turn, member) if member else []
    told = await supervisors.tell(
        turn.tools,
        place.bot_id,
        turn.desk,
        Text("staff.left", name=person.name, desk=turn.desk.name, cases=len(views)),
    )

    async def effect(work: Work) -> None:
        await work.staff.set_present(place.bot_id, place.chat_id, person, present=False)
        if member is None or not await work.staff.revoke(person.id, turn.desk.key, by=None):
            return
        await turn.acting.audit(work, "left", f"staff:{person.id}", {"desk": turn.desk.key})
        await _to_queue(turn, work, member, views)
        await work.outbox.put(*told)

    return effect


async def _their_cases(turn: StaffTurn, member: StaffMember) -> list[CardView]:
    cases = await turn.tools.cases.of_desk(
        turn.desk.key, ACTIVE, assignee=member.user_id, limit=200
    )
    return [await view_of(turn.tools, one) for one in cases]


async def _to_queue(
    turn: StaffTurn, work: Work, member: StaffMember, views: list[CardView]
) -> None:
    now = turn.tools.clock.now()
    for view in views:
        locked = await work.cases.locked(view.room.case.id)
        if locked is None or locked.assignee != member.user_id:
            continue
        release = partial(case_steps.released, by=turn.actor, at=now)
        try:
            changed = await turn.acting.take(work, locked, release(locked))
        except NotPossible:
            continue
        word = view.room.say(Text("staff.case_back_in_queue", name=member.name))
        await work.outbox.put(view.changed(changed), word)


def _line(member: StaffMember, desk: str) -> Text:
    role = _given(member, desk)
    if member.role_at(desk) is None and role is not None:
        return Text("staff.member_away", name=member.name, role=_ROLES[role])
    return Text(
        "staff.member_line",
        name=member.name,
        role=_ROLES[role] if role else Text("staff.role_none"),
        duty=Text("staff.duty_on") if member.on_duty else Text("staff.duty_off"),
    )


def _endings(turn: StaffTurn, members: Sequence[StaffMember]) -> Buttons:
    return tuple(
        (
            Button(
                Text("button.end_role", name=one.name), f"staff:end:{turn.desk.key}:{one.user_id}"
            ),
        )
        for one in members
        if _may_end(turn, one)
    )


def _given(member: StaffMember, desk: str) -> Role | None:
    """Return the role somebody was given at a desk, whether or not they are in its group."""
    given = (one.role for one in member.memberships if one.desk == desk)
    return member.role_at(desk) or next(given, None)


def _may_end(turn: StaffTurn, member: StaffMember) -> bool:
    role = _given(member, turn.desk.key)
    needed = Right.CONFIRM_STAFF if role is Role.AGENT else Right.APPOINT_SUPERVISORS
    return role in (Role.AGENT, Role.SUPERVISOR) and turn.may(needed)


async def _person(turn: StaffTurn, user_id: int) -> Person:
    place = turn.place
    chat_id = turn.desk.chat_id or place.chat_id
    seen = await turn.tools.staff.seen(place.bot_id, chat_id, user_id)
    return seen or Person(user_id, str(user_id))


_ROLES = {
    Role.AGENT: Text("staff.role_agent"),
    Role.SUPERVISOR: Text("staff.role_supervisor"),
    Role.ADMIN: Text("staff.role_admin"),
}
