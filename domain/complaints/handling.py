"""What becomes of a complaint: who is responsible, the remedy, the decision, what is put right."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from domain.cases import CaseEnd
from domain.staff import Role

N = TypeVar("N", bound=StrEnum)


class Responsible(StrEnum):
    """Who answers for the cause."""

    MAKER = "maker"
    WORKSHOP = "workshop"
    SALES = "sales"
    SUPPLIER = "supplier"
    OWNER = "owner"
    NOBODY = "nobody"


class Verdict(StrEnum):
    """What was decided on it."""

    JUSTIFIED = "justified"
    PARTLY = "partly"
    UNJUSTIFIED = "unjustified"


class RemedyKind(StrEnum):
    """What an owner is offered (service recovery)."""

    APOLOGY = "apology"
    EXPLANATION = "explanation"
    REPAIR = "repair"
    REPLACEMENT = "replacement"
    REFUND = "refund"
    GOODWILL = "goodwill"

    @property
    def needs_amount(self) -> bool:
        """Whether it is money, so that an amount has to be named."""
        return self in (RemedyKind.REFUND, RemedyKind.GOODWILL)


class RemedyState(StrEnum):
    """Where an offer stands. `proposed`: it waits for somebody whose limit allows it."""

    PROPOSED = "proposed"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REFUSED = "refused"
    """By whoever was asked to allow it: the owner never heard of it."""


@dataclass(frozen=True, slots=True)
class NewRemedy:
    """A remedy to be kept. `amount` is in whole units of the policy's currency."""

    case_id: int
    kind: RemedyKind
    amount: int | None
    words: str
    state: RemedyState
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Remedy:
    """A remedy as it stands. `by` offered or proposed it, `allowed_by` let it be offered."""

    id: int
    case_id: int
    kind: RemedyKind
    amount: int | None
    words: str
    state: RemedyState
    by: int
    at: datetime
    allowed_by: int | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewAction:
    """A corrective action to be kept: so that the same does not happen to the next owner."""

    case_id: int
    words: str
    owner_id: int
    owner_name: str
    due: date
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Action:
    """A corrective action. `owner_id` is the Telegram id of who sees to it, `due` by when."""

    id: int
    case_id: int
    words: str
    owner_id: int
    owner_name: str
    due: date
    by: int
    at: datetime
    done_at: datetime | None = None
    done_by: int | None = None


class Closing(StrEnum):
    """How staff may close a complaint without a decision, each with a reason in words."""

    WITHDRAWN = "withdrawn"
    UNREACHABLE = "unreachable"
    DUPLICATE = "duplicate"
    ABUSE = "abuse"

    @property
    def end(self) -> CaseEnd:
        """What it is for the case."""
        return _ENDS[self]


_ENDS = {
    Closing.WITHDRAWN: CaseEnd.WITHDRAWN,
    Closing.UNREACHABLE: CaseEnd.UNREACHABLE,
    Closing.DUPLICATE: CaseEnd.MERGED,
    Closing.ABUSE: CaseEnd.SPAM,
}


def may_offer(role: Role | None, amount: int | None, limits: Mapping[Role, int | None]) -> bool:
    """Whether a role may offer that much by itself; a limit of None is none."""
    if role is None:
        return False
    if not amount:
        return True
    limit = limits.get(role, 0)
    return limit is None or amount <= limit


_AMOUNT = re.compile(
    r"(\d[\d,]*)(?:\.\d{1,2})?\s*(?:元|块|cny|rmb|yuan)?(?=\s|$)\s*", re.IGNORECASE
)
_REMEDY_WORDS = {
    RemedyKind.APOLOGY: "apology sorry 道歉 致歉",
    RemedyKind.EXPLANATION: "explanation explain 解释 说明",
    RemedyKind.REPAIR: "repair fix 维修 修理 返修",
    RemedyKind.REPLACEMENT: "replacement replace 更换 换件 换车",
    RemedyKind.REFUND: "refund 退款 退费",
    RemedyKind.GOODWILL: "goodwill compensation 补偿 善意补偿 赔偿",
}
_CLOSING_WORDS = {
    Closing.WITHDRAWN: "withdrawn 撤回 撤诉",
    Closing.UNREACHABLE: "unreachable 联系不上 失联",
    Closing.DUPLICATE: "duplicate 重复",
    Closing.ABUSE: "abuse 滥用 恶意",
}


@dataclass(frozen=True, slots=True)
class RemedyRead:
    """What somebody wrote behind `/remedy`."""

    kind: RemedyKind
    amount: int | None
    words: str


def read_remedy(written: str) -> RemedyRead | None:
    """Read `goodwill 500 for the lost day`; None if it begins with no remedy."""
    first, _, rest = written.strip().partition(" ")
    kind = _named(_REMEDY_WORDS, first)
    if kind is None:
        return None
    plain = unicodedata.normalize("NFKC", rest.strip())
    found = _AMOUNT.match(plain)
    if found is None:
        return RemedyRead(kind, None, rest.strip())
    return RemedyRead(kind, int(found[1].replace(",", "")), plain[found.end() :].strip())


def read_closing(written: str) -> tuple[Closing, str] | None:
    """Read `unreachable three calls, no answer`; None if it begins with no way to close."""
    first, _, rest = written.strip().partition(" ")
    closing = _named(_CLOSING_WORDS, first)
    return (closing, rest.strip()) if closing is not None else None


def read_action(written: str) -> tuple[date, str, str] | None:
    """Read `2026-12-15 @ann check all torque wrenches`: (due, name without @ or "", words)."""
    found = re.match(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s+(?:@(\w+)\s+)?(\S.*)", written, re.DOTALL)
    if found is None:
        return None
    try:
        due = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return due, found[4] or "", found[5].strip()


def _named(words: Mapping[N, str], first: str) -> N | None:
    wanted = first.casefold()
    return next((one for one, names in words.items() if wanted in names.split()), None)
