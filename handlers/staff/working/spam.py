"""`/spam` and back: an owner whose messages are kept, but brought to nobody."""

from functools import partial

from domain import case_steps
from domain.case_steps import NotPossible
from domain.cases import Case, CaseEnd, CaseEvent, CaseEventKind, CaseKind
from domain.outgoing import Button, Buttons
from domain.ports import Effect, Work
from domain.staff import Right
from domain.text import Text
from handlers.cases import after as after_case
from handlers.cases import supervisors
from handlers.cases.room.card import view_of
from handlers.staff.turn import StaffTurn
from handlers.turn import as_id


async def spam(turn: StaffTurn, case: Case, words: str) -> Effect:
    """Mute the owner and close the case; the supervisors see it and can take it back."""
    del words
    if case.kind is CaseKind.COMPLAINT:
        return turn.says(turn.reply(Text("staff.complaint_no_spam")))
    view = await view_of(turn.tools, case)
    now = turn.tools.clock.now()
    told = await supervisors.tell(
        turn.tools,
        case.bot_id,
        turn.desk,
        Text("staff.spam_told", name=turn.acting.name, number=case.number, owner=case.owner_name),
        _lift(case),
    )
    close = partial(case_steps.closed, end=CaseEnd.SPAM, by=turn.actor, at=now)

    async def effect(work: Work) -> None:
        locked = await work.cases.locked(case.id)
        if locked is None:
            return
        await work.staff.mute(case.owner_id, by=turn.actor, muted=True)
        await work.cases.note(CaseEvent(case.id, CaseEventKind.SPAM, now, turn.actor))
        try:
            changed = await turn.acting.take(work, locked, close(locked))
            changed = await after_case.closed(turn.tools, work, locked, changed)
        except NotPossible:
            changed = locked
        await work.outbox.put(
            turn.reply(Text("staff.spam_done")),
            *told,
            view.changed(changed),
            *view.room.change_topic(is_closed=True),
        )

    return effect


async def lift(turn: StaffTurn, rest: list[str]) -> Effect:
    """Take a mute back; for who leads."""
    owner_id = as_id(rest[0]) if len(rest) == 1 else None
    if owner_id is None:
        return turn.notices(Text("notice.old_button"))
    if not turn.may(Right.LEAD_CASES):
        return turn.notices(Text("staff.not_allowed"))

    async def effect(work: Work) -> None:
        await work.staff.mute(owner_id, by=turn.actor, muted=False)
        await turn.acting.audit(work, "unmuted", f"owner:{owner_id}")
        work.notice(Text("staff.unmuted"))
        await work.outbox.put(turn.reply(Text("staff.unmuted")))

    return effect


async def unspam(turn: StaffTurn, case: Case, words: str) -> Effect:
    """Take the mute of this case's owner back."""
    del words
    if case.is_anonymous:
        return turn.says(turn.reply(Text("staff.anonymous_alone")))
    return await lift(turn, [str(case.owner_id)])


def _lift(case: Case) -> Buttons:
    return ((Button(Text("button.unmute"), f"staff:unmute:{case.owner_id}"),),)
