"""The one way in: an open storage with everything that the program needs of it."""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

from domain.pipeline import Bell, LaneLocks, Leadership
from domain.ports import Clock, Renderer
from storage.bells.bell import LocalBell
from storage.bells.pg_bell import NotifyBell
from storage.cases.attachments import SqlAttachmentReads
from storage.cases.case_reads import SqlCaseReads
from storage.cases.figure_reads import SqlCaseFigureReads
from storage.cases.staff_reads import SqlStaffReads
from storage.complaints.complaint_reads import SqlComplaintReads
from storage.database.engine import Database
from storage.faq.curation_reads import SqlCurationReads
from storage.faq.faq_source import SqlFaqSource
from storage.faq.gap_reads import SqlGapReads
from storage.faq.question_log import SqlQuestionLog
from storage.locks.local_locks import LocalLaneLocks, LocalLeadership
from storage.locks.pg_lanes import AdvisoryLaneLocks
from storage.locks.pg_leadership import AdvisoryLeadership
from storage.pipeline.inbox import SqlInbox
from storage.pipeline.outbox_queue import SqlOutboxQueue
from storage.pipeline.timers import SqlTimerQueue
from storage.pipeline.undelivered import SqlUndelivered
from storage.reads import SqlReads
from storage.surveys.figures import SqlSurveyFigureReads
from storage.surveys.invitations import SqlInvitationReads
from storage.surveys.responses import SqlSurveyReads
from storage.surveys.waves import SqlWaveReads
from storage.work import SqlWorks


class Storage:
    """The ports of domain/ports/ and domain/pipeline.py over one database.

    Everything here raises `Busy` when the database is locked or gone, never a driver's error.
    """

    def __init__(
        self,
        database: Database,
        renderer: Renderer,
        clock: Clock,
        *,
        lanes: LaneLocks,
        leadership: Leadership,
        bell: LocalBell,
        admins: frozenset[int],
        desk_chats: Mapping[str, int],
    ) -> None:
        self.database = database
        self.lanes = lanes
        self.leadership = leadership
        self.bell: Bell = bell
        self.inbox = SqlInbox(database, clock, bell)
        self.works = SqlWorks(database, renderer, clock, bell, admins)
        self.outbox_queue = SqlOutboxQueue(database, clock, bell)
        self.undelivered = SqlUndelivered(database, bell)
        self.timers = SqlTimerQueue(database)
        self.cases = SqlCaseReads(database)
        self.complaints = SqlComplaintReads(database)
        self.case_figures = SqlCaseFigureReads(database)
        self.attachments = SqlAttachmentReads(database)
        self.staff = SqlStaffReads(database, admins, desk_chats)
        self.reads = SqlReads(database, clock)
        self.surveys = SqlSurveyReads(database)
        self.invitations = SqlInvitationReads(database)
        self.waves = SqlWaveReads(database)
        self.survey_figures = SqlSurveyFigureReads(database)
        self.faq_source = SqlFaqSource(database)
        self.curation = SqlCurationReads(database)
        self.gaps = SqlGapReads(database)
        self.question_log = SqlQuestionLog(database)


@asynccontextmanager
async def open_storage(
    address: str,
    renderer: Renderer,
    clock: Clock,
    *,
    admins: Collection[int] = (),
    desk_chats: Mapping[str, int] | None = None,
) -> AsyncIterator[Storage]:
    """Open the database at `sqlite:///path` or `postgresql://…`; it must be migrated (`upgrade`).

    `admins` are the Telegram ids that the settings name, `desk_chats` the groups that the policy
    gives to desks: who is staff, and present, is told by them.

    Nothing connects before it is needed. Leaving closes every connection. Raises `OwnerlineError`
    for an address that is neither.
    """
    database = Database(address)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(database.close)
        lanes: LaneLocks = LocalLaneLocks()
        leadership: Leadership = LocalLeadership()
        bell = LocalBell()
        if not database.is_sqlite:
            bell = notify_bell = NotifyBell(database.address, database.name)
            lanes = advisory = AdvisoryLaneLocks(database.address)
            leadership = AdvisoryLeadership(database.address)
            stack.push_async_callback(notify_bell.close)
            stack.push_async_callback(advisory.close)
        yield Storage(
            database,
            renderer,
            clock,
            lanes=lanes,
            leadership=leadership,
            bell=bell,
            admins=frozenset(admins),
            desk_chats=dict(desk_chats or {}),
        )
