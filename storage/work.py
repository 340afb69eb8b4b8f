"""The unit of work: everything of it is committed, or nothing is."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from domain.errors import AlreadyDone
from domain.outgoing import Offer
from domain.pipeline import DueTimer, Failure
from domain.ports import Clock, Renderer
from domain.text import Text
from storage.bells import notify
from storage.bells.bell import FAQ, OUTBOX, TIMERS, LocalBell
from storage.cases.attachments import SqlAttachmentWrites
from storage.cases.case_writes import SqlCaseWrites
from storage.cases.staff_writes import SqlStaffWrites
from storage.complaints.complaint_writes import SqlComplaintWrites
from storage.database.address import Dialect
from storage.database.engine import Database
from storage.database.sqlite_writing import MOST_TOGETHER
from storage.faq.curation_writes import SqlCurationWrites
from storage.faq.faq_writes import SqlFaqWrites
from storage.faq.gap_writes import SqlGapWrites
from storage.faq.questions import SqlQuestions
from storage.housekeeping import SqlHousekeeping
from storage.people.dialogs import SqlDialogs
from storage.people.owner_records import SqlOwnerRecords
from storage.pipeline.inbox import PENDING
from storage.pipeline.outbox import SqlOutbox
from storage.pipeline.timers import SqlTimers
from storage.surveys.invitation_writes import SqlInvitationWrites
from storage.surveys.responses import SqlSurveyWrites
from storage.surveys.waves import SqlWaveWrites
from storage.tables import UpdateRow, UpdateState

# built once: building a statement costs as much as running it
_MARK = (
    update(UpdateRow)
    .where(
        PENDING,
        UpdateRow.bot_id == bindparam("of_bot"),
        UpdateRow.update_id == bindparam("of_update"),
    )
    .values(
        state=bindparam("end"),
        finished_at=bindparam("at"),
        reference=bindparam("told"),
        error=bindparam("why"),
    )
)


_FORGET = (
    update(UpdateRow)
    .where(
        UpdateRow.bot_id == bindparam("of_bot"),
        UpdateRow.update_id == bindparam("of_update"),
    )
    .values(payload=None)
)


class SqlWork:
    """Repositories over one transaction. `notices` are the words to say over the chat after it."""

    def __init__(
        self,
        conn: AsyncConnection,
        database: Database,
        renderer: Renderer,
        clock: Clock,
        cause: tuple[int, int] | None = None,
        admins: frozenset[int] = frozenset(),
    ) -> None:
        self.connection = conn
        self._cause = cause
        self._sender = database.name
        self.timers = SqlTimers(conn, database)
        self.owners = SqlOwnerRecords(conn, database, clock, self.timers)
        self.dialogs = SqlDialogs(conn, database)
        self.questions = SqlQuestions(conn, clock)
        self.outbox = SqlOutbox(conn, renderer, clock, cause[1] if cause else None)
        self.faq = SqlFaqWrites(conn, clock)
        self.gaps = SqlGapWrites(conn, database, clock)
        self.curation = SqlCurationWrites(conn, database, clock, self.faq)
        self.cases = SqlCaseWrites(conn, database)
        self.complaints = SqlComplaintWrites(conn)
        self.attachments = SqlAttachmentWrites(conn, database)
        self.staff = SqlStaffWrites(conn, database, clock, admins)
        self.surveys = SqlSurveyWrites(conn, database)
        self.invitations = SqlInvitationWrites(conn, database, clock)
        self.waves = SqlWaveWrites(conn, database)
        self.housekeeping = SqlHousekeeping(conn, clock)
        self._notices: list[Text] = []
        self._offers: list[Offer] = []
        self._session: AsyncSession | None = None

    @property
    def session(self) -> AsyncSession:
        """The ORM over the same transaction, for rows with a version; hot paths use Core."""
        if self._session is None:
            self._session = AsyncSession(bind=self.connection, expire_on_commit=False)
        return self._session

    async def forget(self) -> None:
        """Wipe what the update brought; what remains of it is that it was handled."""
        if self._cause is not None:
            bot_id, update_id = self._cause
            await self.connection.execute(_FORGET, {"of_bot": bot_id, "of_update": update_id})

    def notice(self, text: Text) -> None:
        """Say a short word over the chat to who tapped a button (200 characters at most)."""
        self._notices.append(text)

    @property
    def notices(self) -> Sequence[Text]:
        """What was said by `notice`; to be shown once this unit is committed."""
        return tuple(self._notices)

    def offer(self, *offers: Offer) -> None:
        """Answer an inline query; who is offered nothing gets an empty list."""
        self._offers += offers

    @property
    def offers(self) -> Sequence[Offer]:
        """What was offered; to be shown once this unit is committed."""
        return tuple(self._offers)

    async def finish(self) -> set[str]:
        """Write what was collected; returns the topics whose bell is to ring after the commit."""
        if self._session is not None:
            await self._session.flush()
        topics = set()
        if self.faq.touched:
            topics.add(FAQ)
        if self.timers.touched:
            topics.add(TIMERS)
        if topics and self.connection.dialect.name == "postgresql":
            await notify.notify(self.connection, topics, self._sender)
        if await self.outbox.write(self._sender):
            topics.add(OUTBOX)
        return topics


AT_ONCE = {Dialect.SQLITE: MOST_TOGETHER, Dialect.POSTGRESQL: 6}
"""Units for updates that are open at the same time. On PostgreSQL each has a connection: more would
bring no more through, and leave none for reads and for the notes of what was sent. On SQLite they
take turns, as many as fit into one transaction."""


class SqlWorks:
    """Opens units of work. Leaving one without an exception commits it: the one place to commit.

    Raises `AlreadyDone` when another attempt was faster (at once, before anything is written),
    `Busy` when the database is locked or gone or a race was lost, `Conflict` when somebody changed
    the same row; nothing was changed then.
    """

    def __init__(
        self,
        database: Database,
        renderer: Renderer,
        clock: Clock,
        bell: LocalBell,
        admins: frozenset[int] = frozenset(),
    ) -> None:
        self._database = database
        self._renderer = renderer
        self._clock = clock
        self._bell = bell
        self._admins = admins
        self._at_once = asyncio.Semaphore(AT_ONCE[database.dialect])

    @asynccontextmanager
    async def for_update(
        self, bot_id: int, update_id: int, failure: Failure | None = None
    ) -> AsyncIterator[SqlWork]:
        """Open one that also marks the update done, or set aside when `failure` is given.

        The mark comes first: who comes second waits for the row, then learns that it is done
        before it has written anything.
        """
        mark = {
            "of_bot": bot_id,
            "of_update": update_id,
            "end": UpdateState.DONE if failure is None else UpdateState.FAILED,
            "at": self._clock.now(),
            "told": failure.reference if failure else None,
            "why": failure.error if failure else None,
        }
        async with self._at_once, self._open((bot_id, update_id)) as work:
            if (await work.connection.execute(_MARK, mark)).rowcount != 1:
                raise AlreadyDone
            yield work

    @asynccontextmanager
    async def for_timer(
        self, timer: DueTimer, next_at: datetime | None = None
    ) -> AsyncIterator[SqlWork]:
        """Open one that also takes the timer away, or moves it to `next_at`."""
        async with self._open(is_long=True) as work:
            await work.timers.work_off(timer, next_at)
            yield work

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[SqlWork]:
        """Open one for a command."""
        async with self._open(is_long=True) as work:
            yield work

    @asynccontextmanager
    async def _open(
        self, cause: tuple[int, int] | None = None, *, is_long: bool = False
    ) -> AsyncIterator[SqlWork]:
        async with self._database.writing(is_long=is_long) as conn:
            work = SqlWork(conn, self._database, self._renderer, self._clock, cause, self._admins)
            yield work
            topics = await work.finish()
        self._bell.ring(topics)
