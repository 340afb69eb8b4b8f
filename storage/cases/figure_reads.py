"""Reading what the figures of customer service are made of."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import Row, Select, and_, literal_column, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from domain.cases import CaseCourse, CaseStatus
from storage.database.engine import Database
from storage.tables import CaseRow

PAGE = 1000
"""Cases a page: what turning rows into values keeps the loop for, about 15 ms a page."""

_Asked: TypeAlias = Select[*tuple[Any, ...]]

_KEPT = tuple(one.name for one in fields(CaseCourse) if one.name != "waited")
_FIGURED = select(
    *(getattr(CaseRow, name) for name in _KEPT), CaseRow.waited_s, CaseRow.id.label("case_id")
)
_ACTIVE = CaseRow.status.in_([literal_column(f"'{one}'") for one in CaseStatus if one.is_active])
"""Written out, not parameters: only so does a partial index match."""


class SqlCaseFigureReads:
    """Reads a span's cases along the index of when they were opened, beside the loop.

    Page by page, each a short read of its own: a long one would keep SQLite's log from being
    folded in, and a server's old rows from being cleared away. When a case was opened never
    changes, so none comes twice.
    """

    def __init__(self, database: Database, *, page: int = PAGE) -> None:
        self._database = database
        self._page = page

    async def case_rows(
        self, opened_from: datetime, opened_before: datetime, *, desk: str | None = None
    ) -> AsyncIterator[Sequence[CaseCourse]]:
        """Yield the cases opened in a span, and every active one, of one desk or of all."""
        in_span = and_(CaseRow.opened_at >= opened_from, CaseRow.opened_at < opened_before)
        opened, active = _FIGURED.where(in_span), _FIGURED.where(_ACTIVE, not_(in_span))
        if desk is not None:
            opened, active = (one.where(CaseRow.desk == desk) for one in (opened, active))
        for found, order in ((opened, CaseRow.opened_at), (active, CaseRow.desk)):
            async for page in self._pages(found, order):
                yield page

    async def _pages(
        self, found: _Asked, order: InstrumentedAttribute[Any]
    ) -> AsyncIterator[Sequence[CaseCourse]]:
        """Walk along the index of a column; of what is equal there, by id."""
        page = found.order_by(order, CaseRow.id).limit(self._page)
        following = page
        while True:
            async with self._database.reading(is_long=True) as conn:
                rows = list(await conn.execute(following))
            if rows:
                yield [_figured(row) for row in rows]
            if len(rows) < self._page:
                return
            kept = rows[-1]._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
            last = kept[order.key]
            following = page.where(order >= last, or_(order > last, CaseRow.id > kept["case_id"]))


def _figured(row: Row[*tuple[Any, ...]]) -> CaseCourse:
    kept = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return CaseCourse(
        **{name: kept[name] for name in _KEPT}, waited=timedelta(seconds=row.waited_s)
    )
