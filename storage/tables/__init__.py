"""The tables, by subject."""

from storage.tables.audit import AuditRow
from storage.tables.base import Base
from storage.tables.dialogs import DialogRow
from storage.tables.faq import EntryRow, FaqStateRow, TextRow, VariantRow, VectorRow
from storage.tables.inbox import UpdateRow, UpdateState
from storage.tables.outbox import CallRow, CallState, SentMessageRow
from storage.tables.owners import TELEGRAM, ChatRow, ConsentRow, IdentityRow, NoticeRow, OwnerRow
from storage.tables.questions import QuestionRow
from storage.tables.timers import TimerRow
from storage.tables.vehicles import OwnershipRow, VehicleRow

__all__ = [
    "TELEGRAM",
    "AuditRow",
    "Base",
    "CallRow",
    "CallState",
    "ChatRow",
    "ConsentRow",
    "DialogRow",
    "EntryRow",
    "FaqStateRow",
    "IdentityRow",
    "NoticeRow",
    "OwnerRow",
    "OwnershipRow",
    "QuestionRow",
    "SentMessageRow",
    "TextRow",
    "TimerRow",
    "UpdateRow",
    "UpdateState",
    "VariantRow",
    "VectorRow",
    "VehicleRow",
]
