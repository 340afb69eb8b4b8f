"""Reading what the figures of customer service are made of."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, literal_column, not_, select

from domain.case_figures import CaseRow as Figured
from domain.cases import CaseStatus
from storage.database.engine import Database
from storage.tables import CaseRow

_KEPT = tuple(one.name for one in fields(Figured) if one.name != "waited")
_FIGURED = select(*(getattr(CaseRow, name) for name in _KEPT), CaseRow.waited_s)
_ACTIVE = CaseRow.status.in_([literal_column(f"'{one}'") for one in CaseStatus if one.is_active])
"""Written out, not parameters: only so does a partial index match."""


class SqlCaseFigureReads:
    """Reads a span's cases along the index of when they were opened, beside the loop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def case_rows(
        self, opened_from: datetime, opened_before: datetime, *, desk: str | None = None
    ) -> Sequence[Figured]:
        """Return the cases opened in a span, and every active one, of one desk or of all."""
        in_span = and_(CaseRow.opened_at >= opened_from, CaseRow.opened_at < opened_before)
        opened, active = _FIGURED.where(in_span), _FIGURED.where(_ACTIVE, not_(in_span))
        if desk is not None:
            opened, active = (one.where(CaseRow.desk == desk) for one in (opened, active))
        async with self._database.snapshot(is_long=True) as conn:
            rows = [
                row
                for found in (opened.order_by(CaseRow.opened_at, CaseRow.id), active)
                for row in await conn.execute(found)
            ]
        return [_figured(row) for row in rows]


def _figured(row: Row[*tuple[Any, ...]]) -> Figured:
    kept = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return Figured(**{name: kept[name] for name in _KEPT}, waited=timedelta(seconds=row.waited_s))
