"""`/spam` and back: an owner whose messages are kept, but brought to nobody."""

from functools import partial

from domain import case_steps
from domain.case_steps import NotPossible
from domain.cases import Case, CaseEnd, CaseEvent, CaseEventKind, CaseKind
from domain.outgoing import Button, Buttons
from domain.ports import Effect, Work, nothing
from domain.staff import Right
from domain.text import Text
from handlers.cases import after as after_case
from handlers.cases import supervisors
from handlers.cases.room.card import view_of
from handlers.staff.turn import StaffTurn
from handlers.staff.working.steps import other_question
from handlers.turn import as_id


async def spam(turn: StaffTurn, case: Case, words: str) -> Effect:
    """Ask whether it is spam: an owner whom nobody hears any more is a lot to do by a slip."""
    del words
    if case.kind is CaseKind.COMPLAINT:
        return turn.says(turn.reply(Text("staff.complaint_no_spam")))
    name = case.owner_name or str(case.owner_chat_id)
    asked = Text("staff.spam_sure", owner=name, number=case.number)
    yes = Button(Text("button.spam_yes"), f"case:spam:{case.id}:yes")
    no = Button(Text("button.spam_no"), f"case:spam:{case.id}:no")
    return turn.says(turn.reply(asked, ((yes, no),)))


async def answered(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Take the answer to that."""
    match rest:
        case ["yes"] if case.kind is not CaseKind.COMPLAINT:
            return await _is_spam(turn, case)
        case ["no"]:
            return turn.says(turn.replaced(Text("staff.spam_not", number=case.number)))
    return turn.notices(Text("notice.old_button"))


async def _is_spam(turn: StaffTurn, case: Case) -> Effect:
    """Mute the owner and close the case; the supervisors see it and can take it back."""
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
            turn.replaced(Text("staff.spam_done")),
            *told,
            view.changed(changed),
            *view.room.change_topic(is_closed=True),
        )

    return effect


async def lift(turn: StaffTurn, rest: list[str]) -> Effect:
    """Take a mute back, and open the case again that was closed with it; for who leads.

    `rest`: the owner, and the case; buttons of an earlier release name the owner only.
    """
    ids = [as_id(one) for one in rest]
    owner_id = ids[0] if len(ids) in (1, 2) else None
    if owner_id is None:
        return turn.notices(Text("notice.old_button"))
    if not turn.may(Right.LEAD_CASES):
        return turn.notices(Text("staff.not_allowed"))
    case_id = ids[1] if len(ids) == 2 else None
    case = await turn.tools.cases.case(case_id) if case_id is not None else None
    reopened = await _reopened(turn, case) if case and case.owner_id == owner_id else nothing

    async def effect(work: Work) -> None:
        await work.staff.mute(owner_id, by=turn.actor, muted=False)
        await turn.acting.audit(work, "unmuted", f"owner:{owner_id}")
        work.notice(Text("staff.unmuted"))
        await work.outbox.put(turn.reply(Text("staff.unmuted")))
        await reopened(work)

    return effect


async def _reopened(turn: StaffTurn, case: Case) -> Effect:
    """Open a case again that is closed as spam, unless the owner has another question there."""
    if case.end is not CaseEnd.SPAM or not turn.may(Right.LEAD_CASES, case.desk):
        return nothing
    if await other_question(turn.tools, case, case.desk) is not None:
        return nothing
    view = await view_of(turn.tools, case)
    now = turn.tools.clock.now()

    async def effect(work: Work) -> None:
        locked = await work.cases.locked(case.id)
        if locked is None or locked.end is not CaseEnd.SPAM:
            return
        step = case_steps.reopened(locked, turn.actor, now)
        changed = await turn.acting.take(work, locked, step)
        changed = await after_case.reopened_by_staff(turn.tools, work, locked, changed)
        await work.outbox.put(*view.room.change_topic(is_closed=False), view.changed(changed))

    return effect


async def unspam(turn: StaffTurn, case: Case, words: str) -> Effect:
    """Take the mute of this case's owner back."""
    del words
    if case.is_anonymous:
        return turn.says(turn.reply(Text("staff.anonymous_alone")))
    return await lift(turn, [str(case.owner_id), str(case.id)])


def _lift(case: Case) -> Buttons:
    return ((Button(Text("button.unmute"), f"staff:unmute:{case.owner_id}:{case.id}"),),)
