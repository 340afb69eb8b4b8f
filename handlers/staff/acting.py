"""Who does something to a case, and writing a step of theirs: row, timeline, audit log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.case_messages import CaseMessage, ids_in
from domain.case_steps import Step
from domain.cases import Case
from domain.incoming import Place
from domain.outgoing import Buttons, Outgoing, Priority, React, SendText
from domain.ports import Tools, Work
from domain.text import Body, Text
from handlers.cases.desks import desk_of
from handlers.cases.taking import take


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody of staff at work, at a place; a job of the clock acts for them later."""

    tools: Tools
    actor: int
    name: str
    place: Place
    locale: str

    async def take(self, work: Work, case: Case, step: Step) -> Case:
        """Write a step of a case that was read under its lock; returns it as it is now."""
        changed = await take(work, case, step)
        await self.audit(work, step.event.kind.value, case.number, step.event.data)
        return changed

    def elsewhere(self, case: Case, *, was: Case | None = None) -> Text | None:
        """Return the word that a case is another desk's than the one here; None if it is ours.

        Its old topic and card stay where they were when it is transferred. `was`: the case as it
        was read when somebody's rights were asked for, in a chat that may be of several desks.
        """
        desk = desk_of(self.tools.policy, case.desk)
        here = self.place.chat_id in (desk.chat_id, desk.supervisors_chat_id)
        if here and (was is None or was.desk == case.desk):
            return None
        return Text("staff.elsewhere", number=case.number, desk=desk.name)

    async def audit(
        self, work: Work, action: str, subject: str, data: Mapping[str, Any] | None = None
    ) -> None:
        """Append to the audit log."""
        await work.staff.audit(self.actor, action, subject, data or {}, self.place)

    def says(self, body: Body, buttons: Buttons = (), *, reply_to: int | None = None) -> Outgoing:
        """Return a word of the bot at that place, without a sound."""
        action = SendText(body, buttons, reply_to=reply_to, silent=True)
        return Outgoing(self.place, action, self.locale, Priority.CARD)

    def reactions(self, messages: Sequence[CaseMessage], emoji: str | None) -> tuple[Outgoing, ...]:
        """Return a reaction under each of these messages that stands there."""
        return tuple(
            Outgoing(self.place, React(one, emoji), self.locale, Priority.CARD)
            for one in ids_in(self.place.chat_id, messages)
        )
