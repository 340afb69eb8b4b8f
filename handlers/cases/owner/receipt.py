"""The receipt: the case's number, who answers, and by when, honestly."""

from domain import sla
from domain.calendar import calendar_of
from domain.cases import Case, CaseKind
from domain.outgoing import Button, Buttons
from domain.owners import Owner
from domain.policy import Policy
from domain.ports import Tools, Work
from domain.promise import promise
from domain.text import Body, Joined, Text
from handlers.cases.desks import desk_of
from handlers.cases.to_owner import tell_owner


async def receipt(
    tools: Tools,
    work: Work,
    case: Case,
    owner: Owner | None = None,
    *,
    attended: bool = True,
    unasked: bool = False,
) -> None:
    """Queue the receipt of a case just opened; times are by the owner's clock where it is known.

    `attended`: somebody is there to see an emergency (handlers/cases/attended.py); else nothing is
    promised of one. `unasked`: the bot opened it of itself; the receipt says why, and offers a way
    back.
    """
    words: Body = receipt_words(tools, case, owner)
    if case.is_emergency and not attended:
        desk = desk_of(tools.policy, case.desk)
        words = Text("receipt.emergency_unattended", number=case.number, desk=desk.name)
    buttons = way_out(case) or other_desk(tools.policy, case, owner)
    if unasked:
        words = Joined((Text("receipt.unasked"), words))
        back = Button(Text("button.no_person_needed"), f"mine:closed:{case.id}")
        buttons = (*buttons, (back,))
    await tell_owner(work, case, words, tools.clock.now(), buttons=buttons)


def way_out(case: Case) -> Buttons:
    """Return the button that says of an emergency that it is none."""
    if not case.is_emergency:
        return ()
    return ((Button(Text("button.no_emergency"), f"mine:calm:{case.id}"),),)


def other_desk(policy: Policy, case: Case, owner: Owner | None) -> Buttons:
    """Return a button for an owner of whom nobody knows which of several desks is theirs."""
    known = {desk.key for desk in policy.desks}
    settled = case.opened_by is not None or case.kind is not CaseKind.QUESTION
    if len(known) == 1 or settled or (owner and owner.desk in known):
        return ()
    return ((Button(Text("button.other_desk"), f"mine:desks:{case.id}"),),)


def receipt_words(tools: Tools, case: Case, owner: Owner | None) -> Body:
    """Return what an owner is told when their case is opened."""
    answer = promise_words(tools, case, owner)
    if case.kind is CaseKind.EMERGENCY:
        return Text("receipt.emergency", number=case.number, promise=answer)
    if case.kind is CaseKind.COMPLAINT:
        return Text("receipt.complaint", number=case.number, promise=answer)
    if case.opened_by is not None:
        return Text("receipt.by_staff", number=case.number)
    return Text("receipt.question", number=case.number, promise=answer)


def joined_words(tools: Tools, case: Case, owner: Owner | None) -> Body:
    """Return what an owner is told whose words were added to a case that is with the team.

    A promise is given while it can be kept.
    """
    if case.assignee is not None:
        return Text("person.with_you", number=case.number, name=case.assignee_name)
    due = case.first_response_due
    is_late = due is not None and due <= tools.clock.now()
    if case.first_response_at is not None or is_late:
        return Text("person.joined_later", number=case.number)
    answer = promise_words(tools, case, owner)
    return Text("person.joined", number=case.number, promise=answer)


def promise_words(tools: Tools, case: Case, owner: Owner | None) -> Text:
    """Return by when a person gives the first answer in a case, from its opening on."""
    desk = desk_of(tools.policy, case.desk)
    target, _ = sla.targets(case, calendar_of(desk), tools.policy.sla)
    zone = owner.time_zone if owner else None
    return promise(desk, target, case.opened_at, time_zone=zone).text()
