"""What the policy says about cases beside service levels."""

from collections.abc import Mapping
from typing import Self

from pydantic import model_validator

from domain.cases import CaseKind, CasePriority
from domain.policy_parts import Part
from domain.term import Term, TermField, Unit

_PRIORITIES = {CaseKind.EMERGENCY: CasePriority.URGENT}


class CasePolicy(Part):
    """How cases begin and end.

    A case that waits on the owner (and one that was resolved, while the owner says neither yes nor
    no) closes itself after `close_after`; `remind_after` is when the owner is reminded, once; null:
    not at all. `rating`: whether the owner is asked for one to five stars when it is resolved.
    """

    close_after: TermField = Term(3, Unit.DAYS)
    remind_after: TermField | None = Term(2, Unit.DAYS)
    rating: bool = True
    priorities: Mapping[CaseKind, CasePriority] = {}
    """The priority with which a case of a kind begins; normal if not given, an emergency urgent."""

    @model_validator(mode="after")
    def _reminded_before(self) -> Self:
        if self.remind_after is None:
            return self
        if self.remind_after.business != self.close_after.business:
            raise ValueError("count remind_after and close_after both in business time, or neither")
        if self.remind_after.nominal >= self.close_after.nominal:
            raise ValueError("remind_after must be shorter than close_after, or null")
        return self

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every span of time in it."""
        return (self.close_after, *((self.remind_after,) if self.remind_after else ()))

    def priority_of(self, kind: CaseKind) -> CasePriority:
        """Return the priority with which a case begins."""
        return {**_PRIORITIES, **self.priorities}.get(kind, CasePriority.NORMAL)
