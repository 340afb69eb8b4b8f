"""The log of questions as operators read it: over all owners, with what was weighed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, select

from domain.knowledge import Candidate, Decision, DecisionKind, Logged, Question
from storage.database.engine import Database
from storage.tables import QuestionRow


class SqlQuestionLog:
    """Reads the table `questions`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def recent(
        self, *, limit: int = 20, decision: DecisionKind | None = None
    ) -> Sequence[Logged]:
        """Return the last questions, newest first; only those decided so, if that is given."""
        found = QUESTIONS.order_by(QuestionRow.id.desc()).limit(limit)
        if decision is not None:
            found = found.where(QuestionRow.decision == decision)
        async with self._database.reading() as conn:
            return [logged(row) for row in await conn.execute(found)]

    async def one(self, question_id: int) -> Logged | None:
        """Return a question by its id."""
        async with self._database.reading() as conn:
            found = QUESTIONS.where(QuestionRow.id == question_id)
            row = (await conn.execute(found)).one_or_none()
        return logged(row) if row else None


QUESTIONS: Select[*tuple[Any, ...]] = select(
    QuestionRow.id,
    QuestionRow.owner_id,
    QuestionRow.text,
    QuestionRow.locale,
    QuestionRow.asked_at,
    QuestionRow.decision,
    QuestionRow.score,
    QuestionRow.candidates,
    QuestionRow.suggestions,
    QuestionRow.evidence,
    QuestionRow.revision,
    QuestionRow.shown,
    QuestionRow.feedback,
    QuestionRow.message_id,
)


def logged(row: Row[*tuple[Any, ...]]) -> Logged:
    """Return a row of `QUESTIONS` as a logged question."""
    candidates = tuple(Candidate(one["key"], one["score"]) for one in row.candidates)
    question = Question(
        id=row.id,
        owner_id=row.owner_id,
        text=row.text,
        locale=row.locale,
        asked_at=row.asked_at,
        decision=row.decision,
        candidates=candidates,
        shown=row.shown,
        feedback=row.feedback,
        about=row.evidence.get("about"),
        waits=bool(row.evidence.get("waits")),
        message_id=row.message_id,
        sent=row.evidence.get("sent"),
    )
    decision = Decision(
        kind=row.decision,
        score=row.score,
        candidates=candidates,
        suggestions=tuple(row.suggestions),
        evidence=row.evidence,
        revision=row.revision,
    )
    return Logged(question, decision)
