"""What the card of a complaint shows beside its case: what was told, how severe it is and why."""

from dataclasses import dataclass, replace
from typing import Self

from domain.cases import Case, CaseKind
from domain.complaints.record import Complaint, Filed
from domain.policy import Policy
from domain.ports import Tools
from domain.text import Body, Joined, Plain, Text
from handlers.complaints.words import SEVERITIES, lines_of, reason_of

_MOST_EARLIER = 5


@dataclass(frozen=True, slots=True)
class About:
    """A complaint, and the same owner's earlier ones."""

    complaint: Complaint
    earlier: tuple[Filed, ...] = ()

    def now(self, complaint: Complaint) -> Self:
        """Return it for the complaint as it is by now."""
        return replace(self, complaint=complaint)

    def block(self, policy: Policy) -> Body:
        """Return the lines of the card."""
        lines = [*lines_of(policy, self.complaint.details), self._severity()]
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
    since = case.opened_at - tools.policy.complaints.repeated_within.nominal
    filed = await tools.complaints.of_owner(case.bot_id, case.owner_id, since)
    return About(complaint, tuple(one for one in filed if one.case.id < case.id))
