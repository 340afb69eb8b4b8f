"""One turn in a desk's group: which desk, who of staff, which case."""

from dataclasses import dataclass, replace
from typing import Self

from domain.case_messages import CaseMessage
from domain.cases import Case
from domain.desks import Desk
from domain.incoming import Command, Incoming, Place, Said, Shared, Tapped
from domain.outgoing import Buttons, EditText, Outgoing, Priority, React, SendText
from domain.policy import Policy
from domain.ports import Effect, Tools, Work
from domain.staff import Right, StaffMember
from domain.text import Body, Text
from handlers.cases.desks import language_of_staff
from handlers.staff.acting import Acting

DELIVERED, NOTED, UNDECIDED, FAILED = "👌", "✍", "🤔", "💔"
"""Reactions that answer a message of staff: they cost nothing of a group's 20 a minute."""


@dataclass(frozen=True, slots=True)
class StaffTurn:
    """What came in at a desk's group, who wrote it, and the case it is about (all read once).

    `replied` are the case messages that the message replies to. `is_unclear`: they are of several
    cases, and nothing else says which is meant; then it is about none. `member` is None for
    somebody whom no supervisor has confirmed.
    """

    incoming: Incoming
    tools: Tools
    desk: Desk
    member: StaffMember | None
    case: Case | None
    replied: tuple[CaseMessage, ...] = ()
    is_unclear: bool = False

    @classmethod
    async def begin(cls, incoming: Incoming, tools: Tools) -> Self | None:
        """Read what is needed; None where the chat is no desk's."""
        desk = _desk_at(tools.policy, incoming.place.chat_id)
        if desk is None:
            return None
        member = None
        if not incoming.sent_as_chat:
            member = await tools.staff.member(incoming.sender.id)
        place, reply_to = incoming.place, _reply_to(incoming)
        replied: tuple[CaseMessage, ...] = ()
        if reply_to is not None:
            replied = tuple(await tools.cases.said_at(place.bot_id, place.chat_id, reply_to))
        case, replied, is_unclear = await _case(incoming, tools, replied)
        turn = cls(
            incoming,
            tools,
            _of_case(tools.policy, place, case) or desk,
            member,
            case,
            replied,
            is_unclear,
        )
        if case is not None and case.is_anonymous and not turn.sees(case):
            return replace(turn, case=None, replied=())
        return turn

    @property
    def place(self) -> Place:
        """Where it was written."""
        return self.incoming.place

    @property
    def locale(self) -> str:
        """The language in which the bot speaks with this desk."""
        return language_of_staff(self.tools.policy, self.desk)

    @property
    def actor(self) -> int:
        """The Telegram id of who did it."""
        return self.incoming.sender.id

    @property
    def acting(self) -> Acting:
        """Who does it, for what is written in their name."""
        name = self.incoming.sender.name
        return Acting(self.tools, self.actor, name, self.place, self.locale)

    @property
    def tapped(self) -> list[str]:
        """The parts of a tapped button's data; empty when nothing was tapped."""
        content = self.incoming.content
        return content.data.split(":") if isinstance(content, Tapped) else []

    def may(self, right: Right, desk: str | None = None) -> bool:
        """Whether who did it may do so, at this desk or the one named."""
        return self.member is not None and self.member.may(right, desk or self.desk.key)

    def at_desk_of(self, case: Case) -> Self:
        """Return the turn at the case's own desk, where a supervisors' chat is of several."""
        desk = _of_case(self.tools.policy, self.place, case)
        return replace(self, desk=desk) if desk is not None else self

    def sees(self, case: Case) -> bool:
        """Whether a case may be shown here to who did it.

        One whose owner is not to be known is for those in charge, in their chat.
        """
        if not case.is_anonymous:
            return self.may(Right.WORK_CASES, case.desk)
        here = _in_charge_at(self.tools.policy, self.place.chat_id, case)
        return here and self.may(Right.LEAD_CASES, case.desk)

    @property
    def leads(self) -> bool:
        """Whether who did it may decide on colleagues' cases."""
        return self.may(Right.LEAD_CASES)

    def reply(self, body: Body, buttons: Buttons = (), *, silent: bool = True) -> Outgoing:
        """Return an answer to the message, where it was written."""
        action = SendText(body, buttons, reply_to=self.incoming.message_id, silent=silent)
        return Outgoing(self.place, action, self.locale, Priority.CARD)

    def replaced(self, body: Body, buttons: Buttons = ()) -> Outgoing:
        """Return a message in place of the one whose button was tapped."""
        content = self.incoming.content
        if isinstance(content, Tapped) and content.message_id is not None:
            edit = EditText(content.message_id, body, buttons)
            return Outgoing(self.place, edit, self.locale, Priority.CARD)
        return self.reply(body, buttons)

    def react(self, emoji: str | None, message_id: int | None = None) -> Outgoing | None:
        """Return a reaction to the message, or to another one of this chat."""
        target = message_id or self.incoming.message_id
        if target is None:
            return None
        return Outgoing(self.place, React(target, emoji), self.locale, Priority.CARD)

    def says(self, *outgoing: Outgoing | None) -> Effect:
        """Return the effect that only sends."""

        async def effect(work: Work) -> None:
            await self.meet(work)
            await work.outbox.put(*(one for one in outgoing if one is not None))

        return effect

    def notices(self, text: Text) -> Effect:
        """Return the effect that answers a tap with a short word, and a message with a reply."""
        if not isinstance(self.incoming.content, Tapped):
            return self.says(self.reply(text))

        async def effect(work: Work) -> None:
            work.notice(text)

        return effect

    async def meet(self, work: Work) -> None:
        """Keep the name that a member has on Telegram now."""
        if self.member is not None and self.member.name != self.incoming.sender.name:
            await work.staff.meet(self.incoming.sender)


def _desk_at(policy: Policy, chat_id: int) -> Desk | None:
    """Return the desk whose group, or whose supervisors' chat, that is."""
    desks = policy.desks
    own = (desk for desk in desks if desk.chat_id == chat_id)
    return next(own, next((one for one in desks if one.supervisors_chat_id == chat_id), None))


def _in_charge_at(policy: Policy, chat_id: int, case: Case) -> bool:
    return policy.desk_of(case.desk).supervisors_chat_id == chat_id


def _of_case(policy: Policy, place: Place, case: Case | None) -> Desk | None:
    """Return the desk of a case that stands here: a supervisors' chat may be of several desks."""
    if case is None or not _in_charge_at(policy, place.chat_id, case):
        return None
    return policy.desk_of(case.desk)


async def _case(
    incoming: Incoming, tools: Tools, replied: tuple[CaseMessage, ...]
) -> tuple[Case | None, tuple[CaseMessage, ...], bool]:
    """Return the case, what of it is replied to, and whether it is unclear which case is meant.

    Of several cases none is guessed: an answer would go to another owner.
    """
    place, ids = incoming.place, {one.case_id for one in replied}
    if place.topic_id is not None:
        case = await tools.cases.in_topic(place.bot_id, place.chat_id, place.topic_id)
        if len(ids) > 1:
            replied = tuple(one for one in replied if case and one.case_id == case.id)
        return case, replied, False
    if len(ids) > 1:
        return None, (), True
    return (await tools.cases.case(ids.pop()) if ids else None), replied, False


def _reply_to(incoming: Incoming) -> int | None:
    content = incoming.content
    return content.reply_to if isinstance(content, Said | Shared | Command) else None
