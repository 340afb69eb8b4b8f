"""Who looks after the FAQ, and what they may do: read anew for every update."""

from dataclasses import dataclass, replace
from enum import StrEnum

from domain.incoming import Tapped
from domain.outgoing import Button, Buttons, Outgoing
from domain.ports import Effect, Tools, Work
from domain.staff import Right, StaffMember
from domain.text import Body, Plain, Text
from handlers.turn import Turn

_TELEGRAM = "telegram:"

NOT_ALLOWED = Text("notice.faq_not_allowed")
GONE = Text("notice.faq_gone")
CHANGED = Text("notice.faq_changed")


class Gate(StrEnum):
    """How far a wanted change is: just asked for, checked by the clock, or wanted all the same."""

    ASKED = "asked"
    CHECKED = "checked"
    ALL_THE_SAME = "all_the_same"


@dataclass(frozen=True, slots=True)
class Curator:
    """Somebody who may work on the FAQ, in a turn of their private chat."""

    turn: Turn
    member: StaffMember
    gate: Gate = Gate.ASKED

    def may(self, right: Right) -> bool:
        """Whether their role, at any desk, allows it."""
        return self.member.may_anywhere(right)

    @property
    def may_publish(self) -> bool:
        """Whether they decide what owners are answered."""
        return self.may(Right.PUBLISH_FAQ)

    @property
    def id(self) -> int:
        """Their Telegram id."""
        return self.member.user_id

    @property
    def actor(self) -> str:
        """Them, as revisions and the audit log name who did something."""
        return f"{_TELEGRAM}{self.id}"

    @property
    def tools(self) -> Tools:
        """What a conversation may use."""
        return self.turn.tools

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that entries may have."""
        return self.tools.policy.languages

    def shows(self, body: Body, buttons: Buttons = ()) -> Effect:
        """Return the effect that shows a screen in place of the one that was tapped."""
        return self.turn.says(self.turn.show(body, buttons))

    def afresh(self) -> "Curator":
        """Return them as if nothing had been tapped: what is shown is a message of its own."""
        content = self.turn.incoming.content
        if not isinstance(content, Tapped):
            return self
        incoming = replace(self.turn.incoming, content=replace(content, message_id=None))
        return replace(self, turn=replace(self.turn, incoming=incoming))

    async def audit(self, work: Work, action: str, subject: str, **data: object) -> None:
        """Append to the audit log."""
        await work.staff.audit(self.id, action, subject, data, self.turn.place)

    async def audit_draft(self, work: Work, draft_id: int, what: str) -> None:
        """Append to the audit log that a draft was begun or changed."""
        await self.audit(work, f"faq.draft_{what}", f"faq:draft:{draft_id}")

    def says(self, *outgoing: Outgoing) -> Effect:
        """Return the effect that only sends."""
        return self.turn.says(*outgoing)


async def curator_of(turn: Turn) -> Curator | None:
    """Return who writes as a curator; None for everybody who may not work on the FAQ."""
    member = await turn.tools.staff.member(turn.incoming.sender.id)
    if member is None or not member.may_anywhere(Right.CURATE_FAQ):
        return None
    return Curator(turn, member)


async def name_of_actor(tools: Tools, actor: str | None) -> Text | Plain:
    """Return who an actor of the audit log is, by name where it is somebody of staff."""
    if actor is None:
        return Text("curation.by_unknown")
    if not actor.startswith(_TELEGRAM):
        return Text("curation.by_command")
    user_id = actor.removeprefix(_TELEGRAM)
    member = await tools.staff.member(int(user_id)) if user_id.isdecimal() else None
    return Plain(member.name or user_id) if member else Plain(user_id)


HOME: Buttons = ((Button(Text("button.faq_home"), "faq:home"),),)
