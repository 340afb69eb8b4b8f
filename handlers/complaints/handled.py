"""What staff read about how a complaint is handled: cause, decision, remedies, actions."""

from collections.abc import Sequence

from domain.complaints.categories import name_of
from domain.complaints.handling import Action, Remedy, RemedyState, Responsible
from domain.complaints.names import REMEDIES, VERDICTS
from domain.complaints.policy import ComplaintPolicy
from domain.complaints.record import Complaint
from domain.policy import Policy
from domain.text import Body, Day, Joined, Moment, Plain, Text
from handlers.labels import cut

RESPONSIBLE = {
    Responsible.MAKER: Text("complaint.responsible_maker"),
    Responsible.WORKSHOP: Text("complaint.responsible_workshop"),
    Responsible.SALES: Text("complaint.responsible_sales"),
    Responsible.SUPPLIER: Text("complaint.responsible_supplier"),
    Responsible.OWNER: Text("complaint.responsible_owner"),
    Responsible.NOBODY: Text("complaint.responsible_nobody"),
}
_STATES = {
    RemedyState.PROPOSED: Text("complaint.remedy_is_proposed"),
    RemedyState.OFFERED: Text("complaint.remedy_is_offered"),
    RemedyState.ACCEPTED: Text("complaint.remedy_is_accepted"),
    RemedyState.DECLINED: Text("complaint.remedy_is_declined"),
    RemedyState.REFUSED: Text("complaint.remedy_is_refused"),
}
_WIDTH = 80


def handled_lines(
    policy: Policy, complaint: Complaint, remedies: Sequence[Remedy], actions: Sequence[Action]
) -> list[Body]:
    """Return the lines of a card about what was done so far."""
    lines: list[Body] = []
    if complaint.cause:
        cause = Joined(name_of(policy.complaints.causes, complaint.cause), " › ")
        lines.append(Text("complaint.line_cause", cause=cause))
    if complaint.responsible:
        who = RESPONSIBLE[complaint.responsible]
        lines.append(Text("complaint.line_responsible", who=who))
    lines += [_remedy_line(policy.complaints, one) for one in remedies]
    if complaint.verdict:
        verdict = VERDICTS[complaint.verdict]
        told = Text("complaint.line_decision", verdict=verdict)
        not_yet = Text("complaint.line_decision_untold", verdict=verdict)
        lines.append(told if complaint.is_decided else not_yet)
    if complaint.closing:
        lines.append(Text("complaint.line_closing", why=complaint.closing))
    return lines + [_action_line(one) for one in actions]


def level_lines(policy: Policy, complaint: Complaint, zone: str) -> list[Body]:
    """Return the level of one that was taken up, and what its owner said of it after closing."""
    lines: list[Body] = []
    level = policy.complaints.level(complaint.level)
    if complaint.level and level is not None:
        if complaint.level_due is None or complaint.is_decided:
            lines.append(Text("complaint.line_level", level=level.name))
        else:
            due = Moment(complaint.level_due, zone)
            lines.append(Text("complaint.line_level_due", level=level.name, due=due))
    if complaint.held is not None:
        held, not_held = Text("complaint.line_held"), Text("complaint.line_not_held")
        lines.append(held if complaint.held else not_held)
    if complaint.handling is not None:
        lines.append(Text("complaint.line_handling", stars=str(complaint.handling)))
    return lines


def remedy_of(policy: ComplaintPolicy, remedy: Remedy) -> Body:
    """Return what is offered, with its amount and words."""
    parts: list[Body] = [REMEDIES[remedy.kind]]
    if remedy.amount is not None:
        amount = Text("complaint.amount", amount=remedy.amount, currency=policy.currency)
        parts.append(amount)
    if remedy.words:
        parts.append(Plain(remedy.words))
    return Joined(tuple(parts), " · ")


def _remedy_line(policy: ComplaintPolicy, remedy: Remedy) -> Text:
    return Text(
        "complaint.line_remedy", remedy=remedy_of(policy, remedy), state=_STATES[remedy.state]
    )


def _action_line(action: Action) -> Text:
    words = cut(action.words, _WIDTH)
    if action.done_at is not None:
        return Text("complaint.line_action_done", words=words, name=action.owner_name)
    return Text("complaint.line_action", words=words, name=action.owner_name, due=Day(action.due))
