"""What is kept of a complaint beside its case."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.cases import Case
from domain.complaints.handling import Responsible, Verdict
from domain.complaints.severity import Assessment, Reason, Severity
from domain.complaints.signs import Wish


@dataclass(frozen=True, slots=True)
class Details:
    """What an owner told beside the story itself; all of it may be missing.

    `category` is a key of the policy's tree. `model` and `year` are the car's at that time, kept
    for the figures whatever becomes of the car's record; `car` is how the owner named one that we
    do not know. `place` is where and when, in their words.
    """

    category: str | None = None
    model: str | None = None
    year: int | None = None
    car: str = ""
    place: str = ""
    wish: Wish | None = None
    wish_words: str = ""


@dataclass(frozen=True, slots=True)
class NewComplaint:
    """A complaint to be kept with its case."""

    details: Details = Details()
    assessment: Assessment = field(default_factory=Assessment)


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint as it stands; number, clocks and what was said are its case's.

    `cause` is a key of the policy's tree of causes. `verdict` is the decision, `reason` what the
    owner was told with it, at `decided_at`. `closing` is why it was closed without a decision,
    `same_as` the case of another complaint about the same incident. `level` is its place among the
    policy's levels, `level_due` by when that one answers. Asked some time after closing
    (`followed_up_at`): whether it `held`, and how the `handling` was, 1 to 5.
    """

    case_id: int
    details: Details = Details()
    severity: Severity = Severity.MINOR
    reasons: tuple[Reason, ...] = field(default=())
    cause: str | None = None
    responsible: Responsible | None = None
    verdict: Verdict | None = None
    reason: str = ""
    decided_at: datetime | None = None
    decided_by: int | None = None
    closing: str = ""
    same_as: int | None = None
    level: int = 0
    level_due: datetime | None = None
    held: bool | None = None
    handling: int | None = None
    followed_up_at: datetime | None = None

    @property
    def is_decided(self) -> bool:
        """Whether the owner was told a decision with its reason."""
        return self.decided_at is not None


@dataclass(frozen=True, slots=True)
class Filed:
    """A complaint with its case."""

    case: Case
    complaint: Complaint
