"""What the policy says about complaints."""

from typing import Self

from pydantic import Field, model_validator

from domain.complaints.categories import ComplaintCategory, paths
from domain.complaints.severity import BUILT_IN_RULES, SeverityRule
from domain.policy_parts import Part
from domain.term import Term, TermField, Unit


class ComplaintPolicy(Part):
    """How complaints are taken and handled.

    `severity` is the whole table of rules; given, it takes the place of the built-in one. Earlier
    complaints count for `repeated_within`. Who leaves a complaint half written is asked about it
    once after `ask_after`, and it is kept for `retention.forms`.
    """

    categories: tuple[ComplaintCategory, ...] = Field(default=(), max_length=40)
    severity: tuple[SeverityRule, ...] = BUILT_IN_RULES
    repeated_within: TermField = Term(365, Unit.DAYS)
    ask_after: TermField = Term(2, Unit.HOURS)

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        keys = [path[-1].key for path in paths(self.categories)]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise ValueError(f"category key given twice: {', '.join(twice)}")
        if any(len(path) > 3 for path in paths(self.categories)):
            raise ValueError("categories have at most three levels")
        known = set(keys)
        for rule in self.severity:
            unknown = sorted(set(rule.categories) - known)
            if unknown:
                raise ValueError(f"severity names a category that is not there: {unknown[0]}")
        return self
