"""Reading what reports are made of, and drawing them."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Protocol

from domain.cases import CaseCourse
from domain.report import Report


class CaseFigureReads(Protocol):
    """The rows behind the figures of customer service."""

    def case_rows(
        self, opened_from: datetime, opened_before: datetime, *, desk: str | None = None
    ) -> AsyncIterator[Sequence[CaseCourse]]:
        """Yield the cases opened in a span, and every active one, of one desk or of all.

        In pages, each as things stand when it is read; no case comes twice. `Days.around` gives
        the span; figuring out which days a case belongs to is `ServiceTally`'s business.
        """
        ...


class Drawing(Protocol):
    """Puts a report into a file. Takes seconds: draw before a unit of work, never inside one."""

    async def picture(self, report: Report, locale: str) -> bytes:
        """Return the report's key figures and charts as PNG, in words of a language.

        Raises `OwnerlineError` when it cannot be drawn; the report as text needs no drawing.
        """
        ...

    async def workbook(self, report: Report, locale: str) -> bytes:
        """Return the report's figures and tables as XLSX. Raises `OwnerlineError` likewise."""
        ...
