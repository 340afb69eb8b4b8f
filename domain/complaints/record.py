"""What is kept of a complaint beside its case."""

from dataclasses import dataclass, field

from domain.cases import Case
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
    """A complaint as it stands; number, clocks and what was said are its case's."""

    case_id: int
    details: Details = Details()
    severity: Severity = Severity.MINOR
    reasons: tuple[Reason, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Filed:
    """A complaint with its case."""

    case: Case
    complaint: Complaint
