"""The tables, by subject."""

from storage.tables.attachments import AttachmentRow
from storage.tables.audit import AuditRow
from storage.tables.base import Base
from storage.tables.case_messages import CaseMessageEditRow, CaseMessageRow, TwinRow
from storage.tables.cases import CaseEventRow, CaseNumberRow, CaseRow
from storage.tables.complaints import ActionRow, ComplaintRow, RemedyRow
from storage.tables.dialogs import DialogRow
from storage.tables.faq import (
    DraftRow,
    EntryRow,
    FaqStateRow,
    LabelRow,
    RevisionRow,
    TextRow,
    VariantRow,
    VectorRow,
)
from storage.tables.gaps import GapQuestionRow, GapRow
from storage.tables.inbox import UpdateRow, UpdateState
from storage.tables.outbox import CallRow, CallState, SentMessageRow
from storage.tables.owners import TELEGRAM, ChatRow, ConsentRow, IdentityRow, NoticeRow, OwnerRow
from storage.tables.questions import QuestionRow
from storage.tables.rooms import RoomRow, TopicRow
from storage.tables.staff import GroupMemberRow, MutedOwnerRow, StaffRoleRow, StaffRow
from storage.tables.surveys import (
    BallotRow,
    EventRow,
    InvitationRow,
    OwnerFactRow,
    ParticipantRow,
    SurveyResponseRow,
    WaveRow,
)
from storage.tables.timers import TimerRow
from storage.tables.vehicles import OwnershipRow, VehicleRow

__all__ = [
    "TELEGRAM",
    "ActionRow",
    "AttachmentRow",
    "AuditRow",
    "BallotRow",
    "Base",
    "CallRow",
    "CallState",
    "CaseEventRow",
    "CaseMessageEditRow",
    "CaseMessageRow",
    "CaseNumberRow",
    "CaseRow",
    "ChatRow",
    "ComplaintRow",
    "ConsentRow",
    "DialogRow",
    "DraftRow",
    "EntryRow",
    "EventRow",
    "FaqStateRow",
    "GapQuestionRow",
    "GapRow",
    "GroupMemberRow",
    "IdentityRow",
    "InvitationRow",
    "LabelRow",
    "MutedOwnerRow",
    "NoticeRow",
    "OwnerFactRow",
    "OwnerRow",
    "OwnershipRow",
    "ParticipantRow",
    "QuestionRow",
    "RemedyRow",
    "RevisionRow",
    "RoomRow",
    "SentMessageRow",
    "StaffRoleRow",
    "StaffRow",
    "SurveyResponseRow",
    "TextRow",
    "TimerRow",
    "TopicRow",
    "TwinRow",
    "UpdateRow",
    "UpdateState",
    "VariantRow",
    "VectorRow",
    "VehicleRow",
    "WaveRow",
]
