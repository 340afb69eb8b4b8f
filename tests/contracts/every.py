"""Every case of the contract, from all its files."""

from tests.contracts import (
    attachments,
    case_messages,
    cases,
    complaints,
    curation,
    gaps,
    invitations,
    staff,
    surveys,
    waves,
)
from tests.contracts.ports import CASES, Case, Pair, name_of

__all__ = [
    "CASES",
    "Case",
    "Pair",
    "attachments",
    "case_messages",
    "cases",
    "complaints",
    "curation",
    "gaps",
    "invitations",
    "name_of",
    "staff",
    "surveys",
    "waves",
]
