"""The rows behind reports, in memory."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING

from domain.case_figures import CaseRow

if TYPE_CHECKING:
    from tests.fakes.store import Store


class FakeCaseFigureReads:
    def __init__(self, store: "Store") -> None:
        self._store = store

    async def case_rows(
        self, opened_from: datetime, opened_before: datetime, *, desk: str | None = None
    ) -> AsyncIterator[Sequence[CaseRow]]:
        yield [
            CaseRow(**{one.name: getattr(case, one.name) for one in fields(CaseRow)})
            for case in self._store.state.handoff.cases.values()
            if (opened_from <= case.opened_at < opened_before or case.status.is_active)
            and desk in (None, case.desk)
        ]
