"""Service levels in the policy: the targets of a case by its kind, priority and tier."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol, Self

from pydantic import model_validator

from domain.cases import CaseKind, CasePriority
from domain.policy_parts import Key, Part
from domain.term import Term, TermField, Unit


class Opened(Protocol):
    """What the targets of a case depend on."""

    @property
    def handled_as(self) -> CaseKind: ...  # noqa: D102 - as in domain/cases.py

    @property
    def priority(self) -> CasePriority: ...  # noqa: D102

    @property
    def tier(self) -> str | None: ...  # noqa: D102

    @property
    def opened_at(self) -> datetime: ...  # noqa: D102


class SlaRule(Part):
    """Targets of the cases to which all given conditions apply."""

    kind: CaseKind | None = None
    priority: CasePriority | None = None
    tier: Key | None = None
    first_response: TermField | None = None
    resolution: TermField | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.conditions == (None, None, None):
            raise ValueError("name a kind, a priority or a tier; for all cases there are defaults")
        if self.first_response is None and self.resolution is None:
            raise ValueError("give first_response, resolution or both")
        return self

    @property
    def conditions(self) -> tuple[CaseKind | None, CasePriority | None, str | None]:
        """What a case must be; None: anything."""
        return (self.kind, self.priority, self.tier)

    def applies(self, case: Opened) -> bool:
        """Whether the case meets every condition. A null tier is met by no rule that names one."""
        return (
            self.kind in (None, case.handled_as)
            and self.priority in (None, case.priority)
            and self.tier in (None, case.tier)
        )


BUILT_IN_RULES = (
    SlaRule(kind=CaseKind.FOLLOW_UP, first_response=Term(4, Unit.HOURS, business=True)),
    SlaRule(
        kind=CaseKind.EMERGENCY,
        first_response=Term(15, Unit.MINUTES),
        resolution=Term(24, Unit.HOURS),
    ),
    SlaRule(
        priority=CasePriority.URGENT,
        first_response=Term(30, Unit.MINUTES, business=True),
        resolution=Term(1, Unit.DAYS, business=True),
    ),
    SlaRule(
        priority=CasePriority.HIGH,
        first_response=Term(2, Unit.HOURS, business=True),
        resolution=Term(2, Unit.DAYS, business=True),
    ),
)


class Sla(Part):
    """The policy's service levels.

    The targets of a case are those of the rules that apply to it, and of several the one that is
    due first; where none applies, the defaults. A rule with the same conditions as a built-in one
    takes its place, for the targets that it gives.
    """

    first_response: TermField = Term(4, Unit.HOURS, business=True)
    resolution: TermField = Term(3, Unit.DAYS, business=True)
    rules: tuple[SlaRule, ...] = ()
    warn_at: tuple[int, ...] = (50, 80)
    """When to warn, in percent of a target's span."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        conditions = [rule.conditions for rule in self.rules]
        if len(set(conditions)) < len(conditions):
            raise ValueError("two rules have the same kind, priority and tier")
        if any(not 0 < percent < 100 for percent in self.warn_at):
            raise ValueError("warn_at: give percents from 1 to 99")
        return self

    def applying(self, case: Opened) -> list[SlaRule]:
        """Return the rules that apply to a case, those of the policy before the built-in ones."""
        return [rule for rule in (*self.rules, *self._built_in()) if rule.applies(case)]

    def _built_in(self) -> Iterator[SlaRule]:
        own = {rule.conditions: rule for rule in self.rules}
        for rule in BUILT_IN_RULES:
            replaced = own.get(rule.conditions)
            if replaced is None:
                yield rule
                continue
            yield rule.model_copy(
                update={
                    "first_response": None if replaced.first_response else rule.first_response,
                    "resolution": None if replaced.resolution else rule.resolution,
                }
            )

    @property
    def terms(self) -> Iterator[Term]:
        """Yield every target of the policy."""
        yield from (self.first_response, self.resolution)
        for rule in self.rules:
            yield from (term for term in (rule.first_response, rule.resolution) if term)
