"""Staff: who works at which desk, and what their role allows."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """Roles at a desk, from the least to the most."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


class Right(StrEnum):
    """What somebody wants to do."""

    WORK_CASES = "work_cases"
    """Claim, reply, note, resolve: everything of one's own cases."""
    LEAD_CASES = "lead_cases"
    """Assign others' cases, lift a mute, see the desk's figures."""
    CONFIRM_STAFF = "confirm_staff"
    APPOINT_SUPERVISORS = "appoint_supervisors"
    CURATE_FAQ = "curate_faq"
    """See the FAQ from within, draft entries, work on what the bot could not answer."""
    PUBLISH_FAQ = "publish_faq"
    """Change what owners are answered."""


_RIGHTS = {
    Role.AGENT: {Right.WORK_CASES},
    Role.SUPERVISOR: {
        Right.WORK_CASES,
        Right.LEAD_CASES,
        Right.CONFIRM_STAFF,
        Right.CURATE_FAQ,
    },
    Role.ADMIN: set(Right),
}


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody's role at one desk. `present`: in the desk's group, as Telegram last said."""

    desk: str
    role: Role
    present: bool = True


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody of staff, by Telegram id. `is_admin`: named in ADMIN_IDS or appointed by one.

    Nobody is staff by being in a group: a supervisor has confirmed them. `name` is never empty:
    of whom Telegram has told nothing yet, it is the id.
    """

    user_id: int
    name: str
    username: str | None = None
    locale: str | None = None
    on_duty: bool = True
    is_admin: bool = False
    memberships: tuple[Membership, ...] = field(default=())

    def __post_init__(self) -> None:
        """Let a name that is not known yet be the id."""
        if not self.name.strip():
            object.__setattr__(self, "name", str(self.user_id))

    def role_at(self, desk: str) -> Role | None:
        """Return the role at a desk; who left the desk's group has none there."""
        if self.is_admin:
            return Role.ADMIN
        found = (one for one in self.memberships if one.desk == desk and one.present)
        return next((one.role for one in found), None)

    def may(self, right: Right, desk: str) -> bool:
        """Whether the role at that desk allows it."""
        role = self.role_at(desk)
        return role is not None and right in _RIGHTS[role]

    def may_anywhere(self, right: Right) -> bool:
        """Whether the role at some desk allows it: the FAQ is one for all desks."""
        return self.is_admin or any(self.may(right, one.desk) for one in self.memberships)
