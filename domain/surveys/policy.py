"""What an installation decides about surveys."""

from datetime import timedelta
from typing import Self

from pydantic import Field, model_validator

from domain.policy_parts import Part


class Daytime(Part):
    """Hours of the owner's day in which something unasked may come."""

    first: int = Field(default=10, ge=0, le=23)
    last: int = Field(default=20, ge=1, le=24)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last <= self.first:
            raise ValueError("last is not after first")
        return self


class SurveyPolicy(Part):
    """How owners are asked.

    `folder` holds definitions of one's own, beside the policy file unless it is absolute.
    `quarantine_days`: between any two surveys to the same owner. `remind_days`: after which who did
    not answer is reminded, once; null: not at all.
    """

    folder: str | None = None
    quarantine_days: int = Field(default=90, ge=1, le=3650)
    after_complaint_days: int = Field(default=7, ge=0, le=3650)
    remind_days: int | None = Field(default=3, ge=1, le=6)
    daytime: Daytime = Daytime()

    @property
    def quarantine(self) -> timedelta:
        """The span between two surveys."""
        return timedelta(days=self.quarantine_days)

    @property
    def after_complaint(self) -> timedelta:
        """The span after a complaint in which nothing else is asked."""
        return timedelta(days=self.after_complaint_days)

    @property
    def remind_after(self) -> timedelta | None:
        """The span after which somebody is reminded."""
        return timedelta(days=self.remind_days) if self.remind_days is not None else None
