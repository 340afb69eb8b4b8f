"""Reading what reports are made of, and drawing them."""

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import datetime
from typing import Protocol

from domain.cases import CaseCourse
from domain.report import Report
from domain.surveys.figures import Asked, Dimension, Months, Recovery, Scored


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

    async def document(self, report: Report, locale: str) -> bytes:
        """Return the picture, the tables and the notes as PDF. Raises `OwnerlineError` likewise."""
        ...


class SurveyFigureReads(Protocol):
    """The counts behind the figures of surveys."""

    async def scores(
        self,
        dimension: Dimension,
        surveys: Collection[str],
        months: Months,
        *,
        desks: Collection[str] | None = None,
    ) -> Sequence[Scored]:
        """Return how often each score was given in each group, over these months.

        Of these surveys, and of these desks or of all. Each response counts once, with the score
        it has now; answers of who was asked again after a recovery are not among them.
        """
        ...

    async def recoveries(
        self, surveys: Collection[str], months: Months, *, desks: Collection[str] | None = None
    ) -> Sequence[Recovery]:
        """Return how scores changed of those who answered again after their case was solved.

        By the month of the second answer.
        """
        ...

    async def asked(
        self,
        dimension: Dimension,
        surveys: Collection[str],
        months: Months,
        *,
        desks: Collection[str] | None = None,
    ) -> Sequence[Asked]:
        """Return how many were sent a survey unasked in each group, and how many answered."""
        ...
