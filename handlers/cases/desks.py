"""Which desk an owner or a case belongs to; a desk that the policy no longer has is the default."""

from domain.desks import Desk
from domain.owners import Owner
from domain.policy import Policy


def desk_of(policy: Policy, key: str | None) -> Desk:
    """Return the desk of that key, else the default desk."""
    return next((desk for desk in policy.desks if desk.key == key), policy.desk)


def desk_in(policy: Policy, chat_id: int) -> Desk | None:
    """Return the desk whose group that is; None where it is no desk's."""
    return next((desk for desk in policy.desks if desk.chat_id == chat_id), None)


def desk_of_owner(policy: Policy, owner: Owner | None) -> Desk:
    """Return the desk that looks after an owner."""
    return desk_of(policy, owner.desk if owner else None)


def zone_of_owner(policy: Policy, owner: Owner | None) -> str:
    """Return the owner's time zone: their own choice, else their desk's."""
    own = owner.time_zone if owner else None
    return own or desk_of_owner(policy, owner).time_zone


def language_of_staff(policy: Policy, desk: Desk) -> str:
    """Return the language in which the bot speaks with a desk's staff."""
    return (*desk.languages, *policy.languages)[0]
