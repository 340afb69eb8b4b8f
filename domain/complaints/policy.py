"""What the policy says about complaints."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from domain.complaints.categories import ComplaintCategory, paths
from domain.complaints.severity import BUILT_IN_RULES, SeverityRule
from domain.policy_parts import Key, Part, Words
from domain.staff import Role
from domain.term import Term, TermField, Unit

BUILT_IN_LIMITS: Mapping[Role, int | None] = {
    Role.AGENT: 500,
    Role.SUPERVISOR: 5_000,
    Role.ADMIN: None,
}


class Level(Part):
    """A level of handling.

    `within`: by when it answers from when it got it; not given for the first, which has the case's
    own clock. `leads`: only supervisors decide there.
    """

    key: Key
    name: Words
    within: TermField | None = None
    leads: bool = False


class OutsideBody(Part):
    """Whom an owner can turn to outside. `how` is a number, an address, a sentence."""

    name: Words
    how: Words


Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


class ComplaintPolicy(Part):
    """How complaints are taken and handled.

    `severity` is the whole table of rules; given, it takes the place of the built-in one. Earlier
    complaints count for `repeated_within`. Who leaves a complaint half written is asked about it
    once after `ask_after`, and it is kept for `retention.forms`. `limits`: how much money each role
    may offer by itself, null for any amount; a role that is not named may offer none. `tries`: on
    how many days staff must have written in vain before an owner counts as unreachable. `levels`:
    where an owner can take it, the first being the desk itself; `outside`: whom they can turn to
    after the last, by the desk's country. `follow_up_after` closing they are asked whether it held;
    null: not at all.
    """

    categories: tuple[ComplaintCategory, ...] = Field(default=(), max_length=40)
    severity: tuple[SeverityRule, ...] = BUILT_IN_RULES
    repeated_within: TermField = Term(365, Unit.DAYS)
    ask_after: TermField = Term(2, Unit.HOURS)
    causes: tuple[ComplaintCategory, ...] = Field(default=(), max_length=40)
    currency: str = Field(default="CNY", min_length=1, max_length=8)
    limits: Mapping[Role, int | None] = Field(default_factory=lambda: dict(BUILT_IN_LIMITS))
    tries: int = Field(default=2, ge=1, le=20)
    levels: tuple[Level, ...] = Field(default=(), max_length=10)
    outside: Mapping[Country, tuple[OutsideBody, ...]] = Field(default_factory=dict)
    follow_up_after: TermField | None = Term(5, Unit.DAYS)

    def level(self, number: int) -> Level | None:
        """Return a level by its place; None where there is none."""
        return self.levels[number] if 0 <= number < len(self.levels) else None

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        known = _keys(self.categories, "category")
        _keys(self.causes, "cause")
        if any(level.within is None for level in self.levels[1:]):
            raise ValueError("levels: each but the first needs `within`")
        for rule in self.severity:
            unknown = sorted(set(rule.categories) - known)
            if unknown:
                raise ValueError(f"severity names a category that is not there: {unknown[0]}")
        return self


def _keys(tree: tuple[ComplaintCategory, ...], what: str) -> set[str]:
    keys = [path[-1].key for path in paths(tree)]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise ValueError(f"{what} key given twice: {', '.join(twice)}")
    if any(len(path) > 3 for path in paths(tree)):
        raise ValueError(f"{what}: a tree has at most three levels")
    return set(keys)
