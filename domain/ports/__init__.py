"""What conversations and knowledge need from the outside, as protocols.

storage/, knowledge/ and bot/ implement these; bot/wiring.py joins them; tests use fakes that are
tested themselves. The pipeline's own ports (inbox, outbox queue, lanes, lead) are in
domain/pipeline.py.
"""

from domain.ports.attachments import (
    AttachmentReads,
    AttachmentWrites,
    CannotDownload,
    Downloads,
)
from domain.ports.cases import CaseReads, CaseWrites, StaffReads, StaffWrites
from domain.ports.complaints import ComplaintReads, ComplaintWrites
from domain.ports.curation import CurationReads, CurationWrites
from domain.ports.faq_files import FaqFiles
from domain.ports.gaps import GapReads, GapWrites, Meanings
from domain.ports.reading import Clock, FaqSource, Knowledge, Reads
from domain.ports.reports import CaseFigureReads, Drawing, SurveyFigureReads
from domain.ports.surveys import (
    InvitationReads,
    InvitationWrites,
    SurveyReads,
    SurveyWrites,
    WaveReads,
    WaveWrites,
)
from domain.ports.trials import Trials
from domain.ports.wording import Wording
from domain.ports.working import (
    Conversation,
    Effect,
    Phrasing,
    Renderer,
    Tools,
    Work,
    effects,
    nothing,
)
from domain.ports.writing import (
    Dialogs,
    FaqWrites,
    Housekeeping,
    Outbox,
    OwnerRecords,
    Questions,
    Timers,
)

__all__ = [
    "AttachmentReads",
    "AttachmentWrites",
    "CannotDownload",
    "CaseFigureReads",
    "CaseReads",
    "CaseWrites",
    "Clock",
    "ComplaintReads",
    "ComplaintWrites",
    "Conversation",
    "CurationReads",
    "CurationWrites",
    "Dialogs",
    "Downloads",
    "Drawing",
    "Effect",
    "FaqFiles",
    "FaqSource",
    "FaqWrites",
    "GapReads",
    "GapWrites",
    "Housekeeping",
    "InvitationReads",
    "InvitationWrites",
    "Knowledge",
    "Meanings",
    "Outbox",
    "OwnerRecords",
    "Phrasing",
    "Questions",
    "Reads",
    "Renderer",
    "StaffReads",
    "StaffWrites",
    "SurveyFigureReads",
    "SurveyReads",
    "SurveyWrites",
    "Timers",
    "Tools",
    "Trials",
    "WaveReads",
    "WaveWrites",
    "Wording",
    "Work",
    "effects",
    "nothing",
]
