"""Reading labels, and the questions of owners that become some."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, select

from domain.faq_gate import Label, words_of_label
from domain.knowledge import Logged
from storage.database.engine import Database
from storage.faq.question_log import QUESTIONS, logged
from storage.tables import LabelRow, QuestionRow


class SqlLabelReads:
    """Reads the tables `faq_labels` and `questions`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def labels(self, *, limit: int = 5_000) -> Sequence[Label]:
        """Return the labels, those that changed last first."""
        found = _LABELS.order_by(LabelRow.at.desc(), LabelRow.id.desc()).limit(limit)
        async with self._database.reading(is_long=True) as conn:
            return [_label(row) for row in await conn.execute(found)]

    async def label_of(self, question: str) -> Label | None:
        """Return the label of a question, however it is spaced or cased."""
        found = _LABELS.where(LabelRow.folded == words_of_label(question))
        async with self._database.reading() as conn:
            row = (await conn.execute(found)).one_or_none()
        return _label(row) if row else None

    async def recent(self, *, limit: int = 8, before: int | None = None) -> Sequence[Logged]:
        """Return what owners asked last, newest first; `before` is a question's id."""
        found = QUESTIONS.order_by(QuestionRow.id.desc()).limit(limit)
        if before is not None:
            found = found.where(QuestionRow.id < before)
        async with self._database.reading() as conn:
            return [logged(row) for row in await conn.execute(found)]

    async def logged(self, question_id: int) -> Logged | None:
        """Return a logged question, whoever asked it."""
        async with self._database.reading() as conn:
            found = QUESTIONS.where(QuestionRow.id == question_id)
            row = (await conn.execute(found)).one_or_none()
        return logged(row) if row else None


_LABELS: Select[*tuple[Any, ...]] = select(
    LabelRow.id,
    LabelRow.question,
    LabelRow.expected,
    LabelRow.origin,
    LabelRow.at,
    LabelRow.by,
)


def _label(row: Row[*tuple[Any, ...]]) -> Label:
    return Label(row.id, row.question, tuple(row.expected), row.origin, row.at, row.by)
