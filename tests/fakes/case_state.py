"""What a database would hold of cases, staff and rooms."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from domain.attachments import Attachment, AttachmentState
from domain.case_messages import CaseMessage, Twin
from domain.cases import Case, CaseEvent
from domain.complaints.handling import Action, Remedy
from domain.complaints.record import Complaint
from domain.incoming import Person
from domain.rooms import Room
from domain.staff import Role


@dataclass
class Topic:
    """A forum topic as we know it; `lost`: it vanished, or is the twin of one that stands."""

    name: str
    lost: bool = False


@dataclass(frozen=True)
class Audited:
    actor: int
    action: str
    subject: str
    data: dict[str, Any]
    bot_id: int | None


@dataclass
class CaseState:
    cases: dict[int, Case] = field(default_factory=dict)
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)
    events: list[CaseEvent] = field(default_factory=list)
    messages: dict[int, CaseMessage] = field(default_factory=dict)
    twins: list[Twin] = field(default_factory=list)
    topics: dict[tuple[int, int, int], Topic] = field(default_factory=dict)
    complaints: dict[int, Complaint] = field(default_factory=dict)
    remedies: dict[int, Remedy] = field(default_factory=dict)
    actions: dict[int, Action] = field(default_factory=dict)
    pruned: set[int] = field(default_factory=set)
    attachments: dict[int, Attachment] = field(default_factory=dict)

    def expire(self, case_ids: set[int]) -> None:
        """Empty what is known of these cases' files; of one that was never kept nothing stays."""
        for one in list(self.attachments.values()):
            if self.messages[one.case_message_id].case_id not in case_ids:
                continue
            if one.key is None:
                del self.attachments[one.id]
                continue
            self.attachments[one.id] = replace(
                one, state=AttachmentState.EXPIRED, file_id=str(one.id), unique_id="", name="",
                mime="", reason="",
            )  # fmt: skip

    def prune(self, before: datetime) -> int:
        """Empty the words of cases closed before then."""
        over = [
            case
            for case in self.cases.values()
            if case.closed_at and case.closed_at < before and case.id not in self.pruned
        ]
        self.expire({case.id for case in over})
        for case in over:
            self.pruned.add(case.id)
            self.cases[case.id] = replace(case, subject="", asked="", said="", rating_words="")
            if case.id in self.complaints:
                complaint = self.complaints[case.id]
                details = replace(complaint.details, car="", place="", wish_words="")
                self.complaints[case.id] = replace(
                    complaint, details=details, reason="", closing=""
                )
                for remedy in self.remedies.values():
                    if remedy.case_id == case.id:
                        self.remedies[remedy.id] = replace(remedy, words="")
            for message in self.messages.values():
                if message.case_id == case.id:
                    self.messages[message.id] = replace(
                        message, text="", html="", file_id=None, origin="", earlier=()
                    )
        return len(over)


@dataclass
class StaffState:
    people: dict[int, Person] = field(default_factory=dict)
    off_duty: set[int] = field(default_factory=set)
    roles: dict[tuple[int, str], Role] = field(default_factory=dict)
    present: dict[tuple[int, int], bool] = field(default_factory=dict)
    seen: dict[tuple[int, int], Person] = field(default_factory=dict)
    announced: set[tuple[int, int]] = field(default_factory=set)
    rooms: dict[tuple[int, int], Room] = field(default_factory=dict)
    muted: dict[int, datetime | None] = field(default_factory=dict)
    audit: list[Audited] = field(default_factory=list)
