"""What the card of a complaint shows beside its case: what was told, how severe it is and why."""

from dataclasses import dataclass, replace
from typing import Self

from domain.cases import Case, CaseKind
from domain.complaints.handling import Action, Remedy
from domain.complaints.names import SEVERITIES
from domain.complaints.record import Complaint, Filed
from domain.policy import Policy
from domain.ports import Tools
from domain.text import Body, Joined, Plain, Text
from handlers.complaints.handled import handled_lines, level_lines
from handlers.complaints.words import lines_of, reason_of

_MOST_EARLIER = 5


@dataclass(frozen=True, slots=True)
class About:
    """A complaint, and the same owner's earlier ones."""

    complaint: Complaint
    earlier: tuple[Filed, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    actions: tuple[Action, ...] = ()

    def now(self, complaint: Complaint) -> Self:
        """Return it for the complaint as it is by now."""
        return replace(self, complaint=complaint)

    def having(self, remedy: Remedy) -> Self:
        """Return it with a remedy that is new, or at another state."""
        others = tuple(one for one in self.remedies if one.id != remedy.id)
        return replace(self, remedies=(*others, remedy))

    def planning(self, action: Action) -> Self:
        """Return it with a corrective action that is new, or done."""
        others = tuple(one for one in self.actions if one.id != action.id)
        return replace(self, actions=(*others, action))

    def block(self, policy: Policy, zone: str) -> Body:
        """Return the lines of the card, with times by the clock of `zone`."""
        lines = [*lines_of(policy, self.complaint.details), self._severity()]
        lines += level_lines(policy, self.complaint, zone)
        lines += handled_lines(policy, self.complaint, self.remedies, self.actions)
        if self.earlier:
            numbers = [Plain(one.case.number) for one in self.earlier[:_MOST_EARLIER]]
            lines.append(
                Text(
                    "complaint.earlier",
                    n=len(self.earlier),
                    numbers=Joined(tuple(numbers), ", "),
                )
            )
        return Joined(tuple(lines), "\n")

    def _severity(self) -> Body:
        severity = SEVERITIES[self.complaint.severity]
        if not self.complaint.reasons:
            return Text("complaint.severity", severity=severity)
        why = Joined(tuple(reason_of(one) for one in self.complaint.reasons), "; ")
        return Text("complaint.severity_why", severity=severity, why=why)


async def about_of(tools: Tools, case: Case) -> About | None:
    """Read what the card shows of a complaint; None for a case of another kind."""
    if case.kind is not CaseKind.COMPLAINT:
        return None
    complaint = await tools.complaints.of_case(case.id)
    if complaint is None:
        return None
    if case.is_anonymous:
        remedies, actions = tools.complaints.remedies, tools.complaints.actions
        return About(complaint, (), tuple(await remedies(case.id)), tuple(await actions(case.id)))
    since = case.opened_at - tools.policy.complaints.repeated_within.nominal
    filed = await tools.complaints.of_owner(case.bot_id, case.owner_id, since)
    return About(
        complaint,
        tuple(one for one in filed if one.case.id < case.id and not one.case.is_anonymous),
        tuple(await tools.complaints.remedies(case.id)),
        tuple(await tools.complaints.actions(case.id)),
    )
