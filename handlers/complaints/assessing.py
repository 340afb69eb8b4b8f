"""How severe a complaint is, from its words, what was told besides and what came before it."""

from collections.abc import Sequence
from datetime import datetime

from domain.cases import CaseEnd
from domain.complaints.categories import path_to
from domain.complaints.record import Details, Filed, NewComplaint
from domain.complaints.severity import Signs, assess
from domain.complaints.signs import cost_in, is_danger, is_legal, is_press
from domain.policy import Policy
from domain.ports import Tools

_NONE = (CaseEnd.SPAM, CaseEnd.MERGED, CaseEnd.WITHDRAWN)
"""Ends of complaints that count for nothing when it is asked whether one is repeated."""


async def earlier_of(
    tools: Tools, bot_id: int, owner_id: int | None, before: datetime
) -> Sequence[Filed]:
    """Return an owner's complaints of the time that the policy looks back on."""
    if owner_id is None:
        return ()
    since = before - tools.policy.complaints.repeated_within.nominal
    return await tools.complaints.of_owner(bot_id, owner_id, since)


def assessed(
    policy: Policy, story: str, details: Details, earlier: Sequence[Filed]
) -> NewComplaint:
    """Return a complaint with its severity by the policy's table."""
    words = "\n".join((story, details.wish_words))
    signs = Signs(
        danger=is_danger(words),
        legal=is_legal(words),
        press=is_press(words),
        earlier=_repeated(policy, details, earlier),
        cost=cost_in(words),
        category=_keys(policy, details.category),
    )
    return NewComplaint(details, assess(signs, policy.complaints.severity))


def _repeated(policy: Policy, details: Details, earlier: Sequence[Filed]) -> int:
    """Count those about the same field, and those of which that is not known."""
    field = _keys(policy, details.category)[:1]
    return sum(
        not field or _keys(policy, one.complaint.details.category)[:1] in ((), field)
        for one in earlier
        if one.case.end not in _NONE
    )


def _keys(policy: Policy, category: str | None) -> tuple[str, ...]:
    return tuple(one.key for one in path_to(policy.complaints.categories, category))
