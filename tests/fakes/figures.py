"""The rows behind reports, in memory, and drawings of them that can be read."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING

from domain.cases import CaseCourse
from domain.errors import OwnerlineError
from domain.report import Report
from domain.text import Text

if TYPE_CHECKING:
    from tests.fakes.store import Store


class FakeCaseFigureReads:
    def __init__(self, store: "Store") -> None:
        self._store = store

    async def case_rows(
        self, opened_from: datetime, opened_before: datetime, *, desk: str | None = None
    ) -> AsyncIterator[Sequence[CaseCourse]]:
        yield [
            CaseCourse(**{one.name: getattr(case, one.name) for one in fields(CaseCourse)})
            for case in self._store.state.handoff.cases.values()
            if (opened_from <= case.opened_at < opened_before or case.status.is_active)
            and desk in (None, case.desk)
        ]


class FakeDrawing:
    """The `Drawing` port: notes what was drawn; fails while `is_broken`."""

    def __init__(self) -> None:
        self.drawn: list[tuple[str, Report, str]] = []
        self.is_broken = False

    async def picture(self, report: Report, locale: str) -> bytes:
        return self._draw("picture", report, locale)

    async def workbook(self, report: Report, locale: str) -> bytes:
        return self._draw("workbook", report, locale)

    async def document(self, report: Report, locale: str) -> bytes:
        return self._draw("document", report, locale)

    def _draw(self, what: str, report: Report, locale: str) -> bytes:
        if self.is_broken:
            raise OwnerlineError(Text("error.report_not_drawn"))
        self.drawn.append((what, report, locale))
        return f"{what} in {locale}".encode()
