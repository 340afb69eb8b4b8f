"""What a case is called on a button."""

from domain.cases import Case
from handlers.labels import cut


def label_of(case: Case) -> str:
    """Return what a case is called on an owner's button."""
    return cut(f"{case.number} {case.subject}".strip())
