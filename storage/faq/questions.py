"""The log of questions, inside a unit of work."""

from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.incoming import Incoming
from domain.knowledge import Decision, Feedback
from domain.ports import Clock
from storage.tables import QuestionRow

# built once: building a statement costs as much as running it
_LOG = insert(QuestionRow).returning(QuestionRow.id)


class SqlQuestions:
    """Writes the table `questions`."""

    def __init__(self, conn: AsyncConnection, clock: Clock) -> None:
        self._conn = conn
        self._clock = clock

    async def log(
        self, owner_id: int, incoming: Incoming, text: str, locale: str, decision: Decision
    ) -> int:
        """Keep a question; returns its id. Of an answer, the entry counts as shown."""
        row = {
            "owner_id": owner_id,
            "bot_id": incoming.place.bot_id,
            "chat_id": incoming.place.chat_id,
            "topic_id": incoming.place.topic_id,
            "update_id": incoming.update_id,
            "message_id": incoming.message_id,
            "text": text,
            "locale": locale,
            "asked_at": incoming.at,
            **_decided(decision),
        }
        question_id = await self._conn.scalar(_LOG, row)
        return int(question_id or 0)

    async def settle(self, question_id: int, owner_id: int, decision: Decision) -> bool:
        """Keep what was decided once the car was known; False if it waits for none, or not theirs.

        A question waits while its evidence has `waits`.
        """
        theirs = (QuestionRow.id == question_id, QuestionRow.owner_id == owner_id)
        evidence = await self._conn.scalar(
            select(QuestionRow.evidence).where(*theirs).with_for_update()
        )
        if not evidence or not evidence.get("waits"):
            return False
        await self._conn.execute(update(QuestionRow).where(*theirs).values(**_decided(decision)))
        return True

    async def record_feedback(
        self, question_id: int, owner_id: int, feedback: Feedback, *, shown: str | None = None
    ) -> bool:
        """Keep what the owner made of it (the last word counts); False if not theirs."""
        values = {"feedback": feedback, "feedback_at": self._clock.now()}
        if shown is not None:
            values["shown"] = shown
        kept = await self._conn.execute(
            update(QuestionRow)
            .where(QuestionRow.id == question_id, QuestionRow.owner_id == owner_id)
            .values(**values)
        )
        return kept.rowcount == 1


def _decided(decision: Decision) -> dict[str, Any]:
    """Return the columns of a decision. What waits for the car has shown nothing yet."""
    return {
        "decision": decision.kind,
        "score": decision.score,
        "candidates": [{"key": one.key, "score": one.score} for one in decision.candidates],
        "suggestions": list(decision.suggestions),
        "evidence": decision.evidence,
        "revision": decision.revision,
        "shown": None if decision.evidence.get("waits") else decision.key,
    }
