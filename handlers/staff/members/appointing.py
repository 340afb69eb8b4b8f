"""`/appoint` in private: an admin makes somebody supervisor or agent of a desk.

Whom: by a message of theirs that is forwarded, their contact, or their Telegram id. At once
(`/appoint 7001 riverside`), or asked for step by step in a form that can be left and taken up.
"""

from collections.abc import Mapping
from datetime import timedelta

from domain.desks import Desk
from domain.incoming import Command, Incoming, Person, Said, Shared
from domain.outgoing import Button, Buttons, Outgoing
from domain.ports import Effect, Tools, Work
from domain.staff import Right, Role
from domain.text import Text
from handlers.turn import Turn, as_id

FLOW = "appoint"
_WHO = "who"
_WAITS = timedelta(days=1)
_ROLES: Mapping[str, Role] = {"agent": Role.AGENT, "supervisor": Role.SUPERVISOR}
_NAMES = {Role.AGENT: Text("staff.role_agent"), Role.SUPERVISOR: Text("staff.role_supervisor")}


async def appoint(incoming: Incoming, tools: Tools) -> Effect:
    """Begin, by the command or a button. To everybody else it is an unknown command."""
    turn = await Turn.begin(incoming, tools)
    if not await _desks(turn):
        return turn.says(turn.reply(Text("help.unknown_command")))
    match turn.tapped:
        case ["appoint", key, role] if role in _ROLES:
            desk = next((one for one in await _desks(turn) if one.key == key), None)
            if desk is not None:
                return _ask_who(turn, desk, _ROLES[role])
    if isinstance(incoming.content, Command) and incoming.content.arguments:
        return await _at_once(turn, incoming.content.arguments.split())
    return turn.says(turn.show(Text("appoint.which"), _choices(await _desks(turn))))


async def take(turn: Turn, words: str) -> Effect | None:
    """Take a forwarded message, a contact or an id for the open form."""
    form = turn.form
    if form is None:
        return None
    person = _named(turn, words)
    if person is None:
        return turn.says(turn.reply(Text("appoint.not_understood")))
    desk = next((one for one in await _desks(turn) if one.key == form.data.get("desk")), None)
    role = _ROLES.get(str(form.data.get("role")))
    if desk is None or role is None:
        return turn.says(turn.reply(Text("staff.not_allowed")))
    return _grant(turn, person, desk, role)


async def take_media(turn: Turn) -> Effect | None:
    """Take a contact, or something forwarded that is more than text."""
    return await take(turn, "")


def reminder(turn: Turn) -> tuple[Outgoing, ...]:
    """Return the open step once more."""
    return (turn.reply(Text("appoint.who")),)


async def _at_once(turn: Turn, words: list[str]) -> Effect:
    user_id = as_id(words[0])
    desks = await _desks(turn)
    named = [one for one in desks if one.key in words[1:]] or (desks if len(desks) == 1 else [])
    roles = [_ROLES[word] for word in words[1:] if word in _ROLES]
    if user_id is None or not named:
        return turn.says(turn.reply(Text("appoint.how")))
    return _grant(turn, Person(user_id), named[0], (roles or [Role.SUPERVISOR])[0])


def _ask_who(turn: Turn, desk: Desk, role: Role) -> Effect:
    expires_at = turn.tools.clock.now() + _WAITS
    data = {"desk": desk.key, "role": role.value}

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await work.dialogs.open(
            turn.place, turn.incoming.sender.id, FLOW, _WHO, data, expires_at=expires_at
        )
        await work.outbox.put(turn.show(Text("appoint.who")))

    return effect


def _grant(turn: Turn, person: Person, desk: Desk, role: Role) -> Effect:
    by = turn.incoming.sender.id
    name = person.name or str(person.id)
    done = turn.reply(Text("appoint.done", name=name, role=_NAMES[role], desk=desk.name))

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await work.dialogs.close(turn.place, by)
        await work.staff.grant(person, desk.key, role, by=by)
        data = {"desk": desk.key, "role": role.value}
        await work.staff.audit(by, "appointed", f"staff:{person.id}", data, turn.place)
        await work.outbox.put(done)

    return effect


async def _desks(turn: Turn) -> list[Desk]:
    """Return the desks where the sender may appoint supervisors; authorised at every step."""
    member = await turn.tools.staff.member(turn.incoming.sender.id)
    if member is None:
        return []
    return [
        desk for desk in turn.tools.policy.desks if member.may(Right.APPOINT_SUPERVISORS, desk.key)
    ]


def _named(turn: Turn, words: str) -> Person | None:
    content = turn.incoming.content
    if isinstance(content, Said | Shared) and content.forwarded_from is not None:
        return content.forwarded_from
    if isinstance(content, Shared) and content.contact_of is not None:
        return Person(content.contact_of)
    user_id = as_id(words.strip())
    return Person(user_id) if user_id is not None else None


def _choices(desks: list[Desk]) -> Buttons:
    return tuple(
        (
            Button(
                Text("button.appoint_supervisor", desk=desk.name), f"appoint:{desk.key}:supervisor"
            ),
            Button(Text("button.appoint_agent", desk=desk.name), f"appoint:{desk.key}:agent"),
        )
        for desk in desks
    )
