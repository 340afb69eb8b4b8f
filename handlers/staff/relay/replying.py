"""A reply of staff: only the assignee's words go to the owner; who replies first has the case."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain import case_steps
from domain.case_messages import Author, CaseMessage, Relay
from domain.cases import Case
from domain.errors import Conflict
from domain.outgoing import Button
from domain.ports import Effect, Tools, Work
from domain.text import Text
from handlers.cases.desks import desk_of
from handlers.cases.owner.pass_on import CHANGED
from handlers.cases.room.card import CardView, view_of
from handlers.staff.acting import Acting
from handlers.staff.relay.messages import say
from handlers.staff.relay.relaying import Answering, answering, to_owner
from handlers.staff.turn import NOTED, UNDECIDED, StaffTurn


@dataclass(frozen=True, slots=True)
class Reply:
    """Messages that staff wrote for the owner: one, or the members of an album.

    `by` wrote them, at the place where they stand. Everything that was to be read is read.
    """

    by: Acting
    to: Answering
    view: CardView

    async def decide(self, work: Work, case: Case, messages: Sequence[CaseMessage]) -> None:
        """Send them, claim the case with them, or ask: by the case as it is under its lock."""
        elsewhere = self.by.elsewhere(case)
        if elsewhere is not None or case.note_mode:
            # since a moment ago: what was not meant to go out, or may not any more, stays inside
            await self._as_note(work, messages)
            if elsewhere is not None:
                await work.outbox.put(self.by.says(elsewhere, reply_to=messages[0].message_id))
        elif not case.status.is_active:
            await self._ask(work, case, messages, Text("staff.case_is_over", number=case.number))
        elif case.assignee in (None, self.by.actor):
            await self.send(work, case, messages)
        else:
            question = Text("staff.send_as_well", name=case.assignee_name)
            await self._ask(work, case, messages, question)

    async def send(self, work: Work, case: Case, messages: Sequence[CaseMessage]) -> None:
        """Let them go to the owner. In an unclaimed case, that claims it."""
        messages = await self._settled(work, messages, Author.STAFF)
        if not messages:
            return
        intro = None
        if case.assignee is None and case.status.is_active:
            now = self.by.tools.clock.now()
            step = case_steps.claimed(case, self.by.actor, self.by.name, now)
            case = await self.by.take(work, case, step)
            await work.outbox.put(self.view.changed(case))
            intro = joined(self.by.tools, case)
        await work.cases.set_relay([one.id for one in messages], Relay.PENDING)
        await work.outbox.put(*to_owner(case, messages, self.to, intro=intro))

    async def _as_note(self, work: Work, messages: Sequence[CaseMessage]) -> None:
        await self._settled(work, messages, Author.NOTE)
        await work.outbox.put(*self.by.reactions(messages, NOTED))

    async def _ask(
        self, work: Work, case: Case, messages: Sequence[CaseMessage], question: Text
    ) -> None:
        await self._settled(work, messages, Author.ASKED)
        first = messages[0]
        buttons = (
            (
                Button(Text("button.send_as_well"), f"case:also:{case.id}:{first.id}"),
                Button(Text("button.keep_as_note"), f"case:keep:{case.id}:{first.id}"),
            ),
        )
        asked = self.by.says(question, buttons, reply_to=first.message_id)
        asked = replace(asked, ref=question_about(first))
        await work.outbox.put(asked, *self.by.reactions(messages, UNDECIDED))

    async def _settled(
        self, work: Work, messages: Sequence[CaseMessage], author: Author
    ) -> list[CaseMessage]:
        """Settle what the messages are; returns them without those that are notes already.

        Raises `Conflict` where one was settled meanwhile: it may have become a note, and with it
        all of its album.
        """
        settled = []
        for one in messages:
            if one.author is not author:
                if one.author is Author.NOTE:
                    continue
                if not await work.cases.set_author(one.id, author, was=one.author):
                    raise Conflict(CHANGED)
            settled.append(one)
        return settled


async def reply(turn: StaffTurn, case: Case) -> Effect:
    """Take a single message as a reply."""
    replied = turn.replied[-1] if turn.replied else None
    to = await answering(turn.tools, case, replied)
    hand = Reply(turn.acting, to, await view_of(turn.tools, case))

    async def effect(work: Work) -> None:
        await turn.meet(work)
        locked = await work.cases.locked(case.id)
        if locked is None:
            return
        message = await say(turn, work, case, Author.STAFF)
        await hand.decide(work, locked, [message])

    return effect


def question_about(message: CaseMessage) -> str:
    """Return the ref of the question whether a message is to go to the owner as well."""
    return f"asked:{message.id}"


def joined(tools: Tools, case: Case) -> Text:
    """Return the word that tells an owner who looks after their case from now on."""
    desk = desk_of(tools.policy, case.desk)
    return Text("case.joined", name=case.assignee_name, desk=desk.name, number=case.number)
