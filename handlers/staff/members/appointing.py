"""`/appoint` in private: an admin makes somebody supervisor or agent of a desk.

Whom: by a message of theirs that is forwarded, their contact, or their Telegram id. In one line
(`/appoint 7001 riverside agent`), or asked for step by step in a form that can be left and taken
up. Either way the bot names whom and what it has understood, and a tap makes it so: a role opens
owners' words to somebody, and a slip of the finger must not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from domain.desks import Desk
from domain.form_words import FormWord, form_word
from domain.incoming import Command, Incoming, Person, Said, Shared
from domain.outgoing import Button, Buttons, Outgoing
from domain.ports import Effect, Tools, Work
from domain.staff import Right, Role
from domain.text import Joined, Plain, Text
from handlers.turn import Turn, as_id

FLOW = "appoint"
_WHO, _SURE = "who", "sure"
_WAITS = timedelta(days=1)
_ROLES: Mapping[str, Role] = {"agent": Role.AGENT, "supervisor": Role.SUPERVISOR}
_ROLE_NAMES = {Role.AGENT: Text("staff.role_agent"), Role.SUPERVISOR: Text("staff.role_supervisor")}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Who is to be what, where."""

    person: Person
    desk: Desk
    role: Role

    @property
    def name(self) -> str:
        """The name with the id, which alone is nobody else's."""
        known = self.person.name or self.person.username
        return f"{known} ({self.person.id})" if known else str(self.person.id)


async def appoint(  # noqa: PLR0911 - a table of buttons
    incoming: Incoming, tools: Tools
) -> Effect:
    """Begin, by the command or a button. To everybody else it is an unknown command."""
    turn = await Turn.begin(incoming, tools)
    if not await _desks(turn):
        return turn.says(turn.reply(Text("help.unknown_command")))
    match turn.tapped:
        case ["appoint", key, role] if role in _ROLES:
            desk = next((one for one in await _desks(turn) if one.key == key), None)
            if desk is not None:
                return _ask_who(turn, desk, _ROLES[role])
        case ["appoint", "yes", user_id]:
            wanted = await _wanted(turn)
            if wanted is None or str(wanted.person.id) != user_id:
                return turn.notices(Text("notice.old_button"))
            return _grant(turn, wanted)
        case ["appoint", "no"]:
            return _left(turn)
    if isinstance(incoming.content, Command) and incoming.content.arguments:
        return await _in_one_line(turn, incoming.content.arguments.split())
    return turn.says(turn.show(Text("appoint.which"), _choices(await _desks(turn))))


async def take(  # noqa: PLR0911 - one line for each thing it may be
    turn: Turn, words: str
) -> Effect | None:
    """Take a forwarded message, a contact or an id for the open form."""
    form = turn.form
    if form is None:
        return None
    word = form_word(words)
    wanted = await _wanted(turn)
    if word is FormWord.CANCEL or (form.step == _SURE and word is FormWord.NO):
        return _left(turn)
    if form.step == _SURE and word is FormWord.YES and wanted is not None:
        return _grant(turn, wanted)
    person = _named(turn, words)
    if person is None and wanted is not None:
        return turn.says(*_question(turn, wanted))
    if person is None:
        return turn.says(turn.reply(Text("appoint.not_understood")))
    desk = next((one for one in await _desks(turn) if one.key == form.data.get("desk")), None)
    role = _ROLES.get(str(form.data.get("role")))
    if desk is None or role is None:
        return turn.says(turn.reply(Text("staff.not_allowed")))
    return await _ask_whether(turn, person, desk, role)


async def take_media(turn: Turn) -> Effect | None:
    """Take a contact, or something forwarded that is more than text."""
    return await take(turn, "")


def reminder(turn: Turn) -> tuple[Outgoing, ...]:
    """Return the open step once more."""
    return (turn.reply(Text("appoint.who")),)


async def _in_one_line(turn: Turn, words: list[str]) -> Effect:
    """Take `ID DESK ROLE`, in any order of the last two; a word that is neither is refused.

    The desk may be left out where there is one only, the role never: none is a good guess.
    """
    desks = await _desks(turn)
    user_id, said = as_id(words[0]), [word.casefold() for word in words[1:]]
    keys = {desk.key.casefold(): desk for desk in desks}
    unknown = [word for word in said if word not in keys and word not in _ROLES]
    if user_id is None or unknown:
        named = words[0] if user_id is None else unknown[0]
        told = Text("appoint.unknown_word", word=named)
        return turn.says(turn.reply(Joined((told, _how(desks)))))
    named_desks = [keys[word] for word in said if word in keys] or desks
    roles = [_ROLES[word] for word in said if word in _ROLES]
    if len(named_desks) != 1 or len(roles) != 1:
        return turn.says(turn.reply(_how(desks)))
    return await _ask_whether(turn, Person(user_id), named_desks[0], roles[0])


def _how(desks: list[Desk]) -> Text:
    keys = Joined(tuple(Plain(desk.key) for desk in desks), ", ")
    return Text("appoint.how", desk=desks[0].key, desks=keys)


async def _ask_whether(turn: Turn, person: Person, desk: Desk, role: Role) -> Effect:
    """Show what was understood and wait for a yes; what is known of the person is kept for it."""
    known = await turn.tools.staff.known(person.id)
    if known is not None and not person.name:
        person = known
    wanted = _Wanted(person, desk, role)
    expires_at = turn.tools.clock.now() + _WAITS
    data: dict[str, object] = {
        "desk": desk.key,
        "role": role.value,
        "id": person.id,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "username": person.username,
        "language_code": person.language_code,
    }

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await work.dialogs.open(
            turn.place, turn.incoming.sender.id, FLOW, _SURE, data, expires_at=expires_at
        )
        await work.outbox.put(*_question(turn, wanted))

    return effect


async def _wanted(turn: Turn) -> _Wanted | None:
    """Return what waits for a yes, as far as the sender may still appoint there."""
    form = turn.form
    if form is None or form.flow != FLOW or form.step != _SURE:
        return None
    data = form.data
    desk = next((one for one in await _desks(turn) if one.key == data.get("desk")), None)
    role, user_id = _ROLES.get(str(data.get("role"))), as_id(str(data.get("id")))
    if desk is None or role is None or user_id is None:
        return None
    names = [data.get(name) for name in ("first_name", "last_name", "username", "language_code")]
    first, last, username, language = (str(name) if name else None for name in names)
    return _Wanted(Person(user_id, first or "", last or "", username, language), desk, role)


def _question(turn: Turn, wanted: _Wanted) -> tuple[Outgoing, ...]:
    person = wanted.person
    is_met = bool(person.name or person.username)
    role, desk = _ROLE_NAMES[wanted.role], wanted.desk.name
    asked = Text("appoint.sure", name=wanted.name, role=role, desk=desk)
    body = Joined((asked, *(() if is_met else (Text("appoint.not_met"),))))
    yes = Button(Text("button.appoint_yes"), f"appoint:yes:{person.id}")
    no = Button(Text("button.appoint_no"), "appoint:no")
    return (turn.reply(body, ((yes, no),)),)


def _left(turn: Turn) -> Effect:
    async def effect(work: Work) -> None:
        await turn.meet(work)
        if turn.form is not None and turn.form.flow == FLOW:
            await work.dialogs.close(turn.place, turn.incoming.sender.id)
        await work.outbox.put(turn.show(Text("form.cancelled")))

    return effect


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


def _grant(turn: Turn, wanted: _Wanted) -> Effect:
    by = turn.incoming.sender.id
    person, desk, role = wanted.person, wanted.desk, wanted.role
    done = turn.show(Text("appoint.done", name=wanted.name, role=_ROLE_NAMES[role], desk=desk.name))

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
