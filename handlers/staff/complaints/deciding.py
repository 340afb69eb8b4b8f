"""The decision: chosen by a button, told with its reason by `/reason`; with it the case is over."""

from domain import case_steps
from domain.case_messages import Author, CaseMessage, Relay
from domain.cases import Case, CaseEventKind
from domain.complaints.handling import RemedyState, Verdict
from domain.complaints.names import VERDICTS
from domain.complaints.record import Complaint
from domain.outgoing import Button, Outgoing, SendText, Then
from domain.ports import Effect, Work
from domain.text import Body, Html, Joined, Text
from handlers.cases import after as after_case
from handlers.cases.room.card import CardView, view_of
from handlers.cases.to_owner import chat_of
from handlers.complaints.handled import remedy_of
from handlers.complaints.letters import letter_buttons
from handlers.complaints.levels import LEVEL_DUE
from handlers.staff.complaints.changing import changing, refused
from handlers.staff.relay.messages import message_of
from handlers.staff.relay.relaying import REPLY_DONE
from handlers.staff.turn import StaffTurn
from handlers.staff.working.assigning import choosing

_TOLD = {
    Verdict.JUSTIFIED: Text("complaint.told_justified"),
    Verdict.PARTLY: Text("complaint.told_partly"),
    Verdict.UNJUSTIFIED: Text("complaint.told_unjustified"),
}


async def offer(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Show the decisions to choose from, or keep the one that was chosen."""
    if (no := refused(turn, case)) is not None:
        return no
    if not case.status.is_active:
        return turn.notices(Text("staff.case_over", number=case.number))
    if (leads := await _of_level(turn, case)) is not None:
        return turn.notices(leads)
    if not rest:
        row = tuple(Button(VERDICTS[one], f"case:decide:{case.id}:{one}") for one in Verdict)
        return turn.says(choosing(turn, case, (row,)))
    if rest[0] not in set(Verdict):
        return turn.notices(Text("notice.old_button"))
    view = await view_of(turn.tools, case)

    async def asks_why(work: Work, locked: Case, complaint: Complaint) -> None:
        del locked, complaint
        await work.outbox.put(turn.reply(Text("staff.reason_how")))

    changes = {"verdict": Verdict(rest[0]), "decided_at": None, "decided_by": None, "reason": ""}
    data: dict[str, object] = {"verdict": rest[0]}
    return changing(turn, case, view, CaseEventKind.ASSESSED, changes, data, asks_why)


async def reason(turn: StaffTurn, case: Case, words: str) -> Effect:
    """Tell the owner the decision with its reason: a person's words, so they stop the clock."""
    complaint = await turn.tools.complaints.of_case(case.id)
    if complaint is None or complaint.verdict is None:
        return turn.says(turn.reply(Text("staff.decide_first")))
    if (leads := await _of_level(turn, case)) is not None:
        return turn.says(turn.reply(leads))
    if not words:
        return turn.says(turn.reply(Text("staff.reason_how")))
    if not case.status.is_active:
        return turn.says(turn.reply(Text("staff.case_over", number=case.number)))
    view = await view_of(turn.tools, case)
    now = turn.tools.clock.now()

    async def told(work: Work, locked: Case, changed: Complaint) -> None:
        current = locked
        if current.assignee is None:
            claim = case_steps.claimed(current, turn.actor, turn.acting.name, now)
            current = await turn.acting.take(work, current, claim)
        message = await work.cases.say(message_of(turn, case, Author.STAFF))
        await work.cases.set_relay([message.id], Relay.PENDING)
        await work.outbox.put(_sent(case, message, _letter(turn, view, changed, message)))
        step = case_steps.resolved(current, turn.actor, now)
        resolved = await turn.acting.take(work, current, step)
        await after_case.resolved(turn.tools, work, current, resolved, asks=False)
        await work.timers.cancel(LEVEL_DUE, str(case.id))
        await work.outbox.put(*view.room.change_topic(is_closed=True))

    changes = {"reason": words, "decided_at": now, "decided_by": turn.actor}
    data: dict[str, object] = {"verdict": complaint.verdict.value}
    kind = CaseEventKind.DECIDED
    return changing(turn, case, view, kind, changes, data, told, while_active=True)


async def _of_level(turn: StaffTurn, case: Case) -> Text | None:
    """Return why somebody may not decide at the level where it is; None if they may."""
    complaint = await turn.tools.complaints.of_case(case.id)
    level = turn.tools.policy.complaints.level(complaint.level) if complaint else None
    if level is None or not level.leads or turn.leads:
        return None
    return Text("staff.level_leads", level=level.name)


def _letter(turn: StaffTurn, view: CardView, complaint: Complaint, message: CaseMessage) -> Body:
    verdict = complaint.verdict or Verdict.PARTLY
    parts: list[Body] = [
        Text("complaint.letter", number=view.room.case.number, decision=_TOLD[verdict]),
        Html(message.html),
    ]
    agreed = [
        remedy_of(turn.tools.policy.complaints, one)
        for one in (view.about.remedies if view.about else ())
        if one.state in (RemedyState.OFFERED, RemedyState.ACCEPTED)
    ]
    if agreed:
        parts.append(Text("complaint.letter_remedies", remedies=Joined(tuple(agreed), "\n")))
    return Joined((*parts, Text("complaint.letter_question")))


def _sent(case: Case, message: CaseMessage, letter: Body) -> Outgoing:
    then = Then(REPLY_DONE, {"case": case.id, "messages": [message.id]})
    action = SendText(letter, letter_buttons(case))
    return Outgoing(chat_of(case), action, case.locale, ref=message.ref, then=then)
