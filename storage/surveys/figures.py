"""Counting the scores of surveys."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, func, null, select
from sqlalchemy.orm import aliased

from domain.surveys.figures import Asked, Dimension, Months, Recovery, Scored
from domain.surveys.invitations import AGAIN, ARRIVED, InvitationState
from storage.database.engine import Database
from storage.tables import BallotRow, InvitationRow, SurveyResponseRow

_ASKED = {
    Dimension.MONTH: InvitationRow.month,
    Dimension.SURVEY: InvitationRow.survey,
    Dimension.DESK: InvitationRow.desk,
    Dimension.MODEL: InvitationRow.model,
    Dimension.TRIGGER: InvitationRow.trigger,
    Dimension.TIER: InvitationRow.tier,
}
_OF = {
    Dimension.MONTH: SurveyResponseRow.month,
    Dimension.SURVEY: SurveyResponseRow.survey,
    Dimension.DESK: SurveyResponseRow.desk,
    Dimension.MODEL: SurveyResponseRow.model,
    Dimension.TRIGGER: SurveyResponseRow.trigger,
    Dimension.TIER: SurveyResponseRow.tier,
}


class SqlSurveyFigureReads:
    """Counts inside the database, from an index alone. Raises `Busy` as all of storage does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def scores(
        self,
        dimension: Dimension,
        surveys: Collection[str],
        months: Months,
        *,
        desks: Collection[str] | None = None,
    ) -> Sequence[Scored]:
        """Return how often each score was given in each group, over these months."""
        group, score = _OF[dimension], SurveyResponseRow.score
        found = (
            select(group, score, func.count())
            .where(
                SurveyResponseRow.survey.in_(list(surveys)),
                SurveyResponseRow.month.between(months.first, months.last),
                score.is_not(None),
                SurveyResponseRow.again_of.is_(None),
            )
            .group_by(group, score)
        )
        ballots = _ballots(dimension, surveys, months)
        if desks is not None:
            found = found.where(SurveyResponseRow.desk.in_(list(desks)))
            ballots = ballots.where(BallotRow.desk.in_(list(desks)))
        async with self._database.reading(is_long=True) as conn:
            rows = (await conn.execute(found)).all()
            anonymous = (await conn.execute(ballots)).all()
        return [
            *(Scored(key, int(given or 0), number) for key, given, number in rows),
            *(
                Scored(key, int(given or 0), number, anonymous=True)
                for key, given, number in anonymous
            ),
        ]

    async def asked(
        self,
        dimension: Dimension,
        surveys: Collection[str],
        months: Months,
        *,
        desks: Collection[str] | None = None,
    ) -> Sequence[Asked]:
        """Return how many were sent a survey unasked in each group, and how many answered."""
        group = _ASKED[dimension]
        answered = func.count().filter(InvitationRow.state == InvitationState.ANSWERED)
        found = (
            select(group, func.count(), answered)
            .where(
                InvitationRow.survey.in_(list(surveys)),
                InvitationRow.month.between(months.first, months.last),
                InvitationRow.sent_at.is_not(None),
                InvitationRow.state.in_(ARRIVED),
                InvitationRow.trigger != AGAIN,
            )
            .group_by(group)
        )
        if desks is not None:
            found = found.where(InvitationRow.desk.in_(list(desks)))
        async with self._database.reading(is_long=True) as conn:
            rows = (await conn.execute(found)).all()
        return [Asked(key, arrived, number) for key, arrived, number in rows]

    async def recoveries(
        self, surveys: Collection[str], months: Months, *, desks: Collection[str] | None = None
    ) -> Sequence[Recovery]:
        """Return how scores changed of those who answered again after their case was solved."""
        after, before = SurveyResponseRow, aliased(SurveyResponseRow)
        found = (
            select(before.score, after.score, func.count())
            .join(before, before.id == after.again_of)
            .where(
                after.again_of.is_not(None),
                after.survey.in_(list(surveys)),
                after.month.between(months.first, months.last),
                after.score.is_not(None),
            )
            .group_by(before.score, after.score)
        )
        if desks is not None:
            found = found.where(after.desk.in_(list(desks)))
        async with self._database.reading(is_long=True) as conn:
            rows = (await conn.execute(found)).all()
        return [Recovery(int(one or 0), int(other or 0), n) for one, other, n in rows]


_BALLOTS = {
    Dimension.MONTH: BallotRow.month,
    Dimension.SURVEY: BallotRow.survey,
    Dimension.DESK: BallotRow.desk,
}


def _ballots(
    dimension: Dimension, surveys: Collection[str], months: Months
) -> Select[*tuple[Any, ...]]:
    """Return the query for anonymous scores; of model, trigger and tier nothing is kept."""
    group: Any = _BALLOTS.get(dimension, null())
    return (
        select(group.label("of"), BallotRow.score, func.count())
        .where(
            BallotRow.survey.in_(list(surveys)),
            BallotRow.month.between(months.first, months.last),
            BallotRow.score.is_not(None),
        )
        .group_by("of", BallotRow.score)
    )
