"""How severe a complaint is: by the harm it tells of, by a table of rules.

Harm alone counts. What a customer is worth (tier, number of cars, spending) is no condition that a
rule can name, so it cannot change severity.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from domain.cases import CasePriority
from domain.policy_parts import Key, Part


class Severity(StrEnum):
    """How much harm, from the least to the most."""

    MINOR = "minor"
    MODERATE = "moderate"
    SERIOUS = "serious"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Its place in the order, from 0."""
        return tuple(Severity).index(self)


class Sign(StrEnum):
    """What a rule looks at."""

    DANGER = "danger"
    """Words of danger to life or health."""
    LEGAL = "legal"
    """A lawyer, a court or an authority is named."""
    PRESS = "press"
    """Going public is spoken of: press, social media, reviews."""
    EARLIER = "earlier"
    """The same owner's complaints in the time before, of the same category where both have one."""
    COST = "cost"
    """The amount of money it is about, in the desk's currency."""
    CATEGORY = "category"
    """What it is about, or a part of that."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What was found in a complaint. `category` holds the keys on the way to its category."""

    danger: bool = False
    legal: bool = False
    press: bool = False
    earlier: int = 0
    cost: int | None = None
    category: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why it is as severe as it is; `n` is the number or amount that was found."""

    sign: Sign
    n: int = 0

    def as_data(self) -> list[str | int]:
        """Return it as JSON keeps it."""
        return [self.sign.value, self.n]

    @classmethod
    def read(cls, data: Sequence[str | int]) -> Self:
        """Read what `as_data` wrote."""
        return cls(Sign(str(data[0])), int(data[1]))


class SeverityRule(Part):
    """A row of the table: where all its conditions hold, a complaint is at least so severe."""

    severity: Severity
    danger: bool = False
    legal: bool = False
    press: bool = False
    earlier: int | None = Field(default=None, ge=1, le=100)
    cost_from: int | None = Field(default=None, ge=1)
    categories: tuple[Key, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not any((self.danger, self.legal, self.press, self.earlier, self.cost_from)) and (
            not self.categories
        ):
            raise ValueError("name a condition: danger, legal, press, earlier, cost_from, …")
        return self

    def reasons(self, signs: Signs) -> tuple[Reason, ...]:
        """Return why the rule applies; empty if it does not."""
        found = tuple(self._found(signs))
        return tuple(one for one in found if one is not None) if None not in found else ()

    def _found(self, signs: Signs) -> Iterable[Reason | None]:
        if self.danger:
            yield Reason(Sign.DANGER) if signs.danger else None
        if self.legal:
            yield Reason(Sign.LEGAL) if signs.legal else None
        if self.press:
            yield Reason(Sign.PRESS) if signs.press else None
        if self.earlier is not None:
            met = signs.earlier >= self.earlier
            yield Reason(Sign.EARLIER, signs.earlier) if met else None
        if self.cost_from is not None:
            cost = signs.cost or 0
            yield Reason(Sign.COST, cost) if cost >= self.cost_from else None
        if self.categories:
            met = not set(self.categories).isdisjoint(signs.category)
            yield Reason(Sign.CATEGORY) if met else None


BUILT_IN_RULES = (
    SeverityRule(severity=Severity.CRITICAL, danger=True),
    SeverityRule(severity=Severity.SERIOUS, legal=True),
    SeverityRule(severity=Severity.SERIOUS, press=True),
    SeverityRule(severity=Severity.SERIOUS, earlier=2),
    SeverityRule(severity=Severity.MODERATE, earlier=1),
    SeverityRule(severity=Severity.SERIOUS, cost_from=10_000),
    SeverityRule(severity=Severity.MODERATE, cost_from=1_000),
)

PRIORITIES = {
    Severity.MINOR: CasePriority.NORMAL,
    Severity.MODERATE: CasePriority.NORMAL,
    Severity.SERIOUS: CasePriority.HIGH,
    Severity.CRITICAL: CasePriority.URGENT,
}
"""The least priority with which the case of such a complaint begins."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """How severe, and by which rules; a minor one needs no reason."""

    severity: Severity = Severity.MINOR
    reasons: tuple[Reason, ...] = ()


def assess(signs: Signs, rules: Sequence[SeverityRule]) -> Assessment:
    """Return the severity by the rules that apply: the highest, with every reason for it."""
    applying = [(rule.severity, found) for rule in rules if (found := rule.reasons(signs))]
    if not applying:
        return Assessment()
    severity = max((severity for severity, _ in applying), key=lambda one: one.rank)
    reasons = [one for of, found in applying if of is severity for one in found]
    return Assessment(severity, tuple(dict.fromkeys(reasons)))


def at_least(priority: CasePriority, severity: Severity) -> CasePriority:
    """Return a priority, raised to what the severity asks for."""
    order = tuple(CasePriority)
    return max(priority, PRIORITIES[severity], key=order.index)
