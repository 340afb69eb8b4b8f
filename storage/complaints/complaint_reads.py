"""Reading complaints."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from domain.complaints.handling import Action, Remedy
from domain.complaints.record import Complaint, Filed
from domain.complaints.register import DeskSpan, RegisterFilter
from storage.cases.case_rows import CASES, case_of
from storage.complaints.complaint_rows import ACTIONS, COMPLAINTS, REMEDIES, columns, complaint_of
from storage.database.engine import Database
from storage.tables import ActionRow, CaseRow, ComplaintRow, RemedyRow

_FILED = CASES.add_columns(*columns()).join(ComplaintRow, ComplaintRow.case_id == CaseRow.id)
"""Every complaint with its case."""


class SqlComplaintReads:
    """Short reads, each of its own moment. Raises `Busy` as all of storage does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_case(self, case_id: int) -> Complaint | None:
        """Return the complaint of a case; None for a case of another kind."""
        async with self._database.reading() as conn:
            found = await conn.execute(COMPLAINTS.where(ComplaintRow.case_id == case_id))
            row = found.one_or_none()
        return complaint_of(row) if row else None

    async def remedies(self, case_id: int) -> Sequence[Remedy]:
        """Return what was offered or proposed in a complaint, oldest first."""
        found = REMEDIES.where(RemedyRow.case_id == case_id).order_by(RemedyRow.id)
        async with self._database.reading() as conn:
            return [Remedy(*row) for row in await conn.execute(found)]

    async def actions(self, case_id: int) -> Sequence[Action]:
        """Return the corrective actions of a complaint, oldest first."""
        found = ACTIONS.where(ActionRow.case_id == case_id).order_by(ActionRow.id)
        async with self._database.reading() as conn:
            return [Action(*row) for row in await conn.execute(found)]

    async def of_owner(
        self, bot_id: int, owner_id: int, since: datetime, *, limit: int = 10
    ) -> Sequence[Filed]:
        """Return an owner's complaints with one bot that were opened since then, newest first."""
        found = (
            _FILED.where(
                CaseRow.owner_id == owner_id, CaseRow.bot_id == bot_id, CaseRow.opened_at >= since
            )
            .order_by(CaseRow.id.desc())
            .limit(limit)
        )
        async with self._database.reading() as conn:
            return [Filed(case_of(row), complaint_of(row)) for row in await conn.execute(found)]

    async def register(
        self,
        spans: Sequence[DeskSpan],
        sought: RegisterFilter,
        *,
        limit: int = 50,
        offset: int = 0,
    ) -> Sequence[Filed]:
        """Return the complaints of these desks and times that fit, newest first."""
        found = _FILED.where(*_fits(spans, sought))
        page = found.order_by(CaseRow.opened_at.desc(), CaseRow.id.desc())
        async with self._database.reading(is_long=True) as conn:
            rows = await conn.execute(page.limit(limit).offset(offset))
            return [Filed(case_of(row), complaint_of(row)) for row in rows]

    async def count(self, spans: Sequence[DeskSpan], sought: RegisterFilter) -> int:
        """Return how many these are."""
        found = (
            select(func.count())
            .select_from(CaseRow)
            .join(ComplaintRow, ComplaintRow.case_id == CaseRow.id)
            .where(*_fits(spans, sought))
        )
        async with self._database.reading(is_long=True) as conn:
            return await conn.scalar(found) or 0


def _fits(spans: Sequence[DeskSpan], sought: RegisterFilter) -> list[ColumnElement[bool]]:
    """Return the conditions of a filter."""
    conditions: list[ColumnElement[bool]] = [or_(false(), *(_in_span(one) for one in spans))]
    if sought.named_only:
        conditions.append(CaseRow.is_anonymous == false())
    for column, wanted in (
        (ComplaintRow.model, sought.models),
        (ComplaintRow.category, sought.categories),
        (ComplaintRow.cause, sought.causes),
        (ComplaintRow.severity, sought.severities),
        (CaseRow.status, sought.statuses),
    ):
        if wanted:
            conditions.append(column.in_(wanted))
    for word in sought.words:
        texts = (CaseRow.number, CaseRow.subject, CaseRow.asked)
        plain = word.lower()
        conditions.append(
            or_(*(func.lower(text).contains(plain, autoescape=True) for text in texts))
        )
    return conditions


def _in_span(span: DeskSpan) -> ColumnElement[bool]:
    parts = [CaseRow.desk == span.desk]
    if span.opened_from is not None:
        parts.append(CaseRow.opened_at >= span.opened_from)
    if span.opened_before is not None:
        parts.append(CaseRow.opened_at < span.opened_before)
    return and_(*parts)
