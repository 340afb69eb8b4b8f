"""Complaints as rows and as values."""

from collections.abc import Collection
from dataclasses import fields
from typing import Any

from sqlalchemy import Row, select

from domain.complaints.handling import Action, Remedy
from domain.complaints.record import Complaint, Details
from domain.complaints.severity import Reason
from storage.tables import ActionRow, ComplaintRow, RemedyRow

DETAILS = tuple(one.name for one in fields(Details))
_PLAIN = tuple(one.name for one in fields(Complaint) if one.name not in {"details", "reasons"})
_COLUMNS = (*_PLAIN, *DETAILS, "reasons")

COMPLAINTS = select(*(getattr(ComplaintRow, name) for name in _COLUMNS))
"""Every complaint, without its case."""


REMEDIES = select(*(getattr(RemedyRow, one.name) for one in fields(Remedy)))
ACTIONS = select(*(getattr(ActionRow, one.name) for one in fields(Action)))
"""Each in the order of the fields of its value."""


def columns() -> tuple[Any, ...]:
    """Return the columns that `complaint_of` reads."""
    return tuple(getattr(ComplaintRow, name) for name in _COLUMNS)


def complaint_of(row: Row[*tuple[Any, ...]]) -> Complaint:
    """Return the value for a row that has `columns()`."""
    kept = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return Complaint(
        **{name: kept[name] for name in _PLAIN},
        details=Details(**{name: kept[name] for name in DETAILS}),
        reasons=tuple(Reason.read(one) for one in kept["reasons"]),
    )


def values_of(complaint: Complaint, changes: Collection[str]) -> dict[str, Any]:
    """Return what to write so that these fields are kept. Raises `TypeError` for others."""
    if refused := set(changes) - {*_PLAIN, "details", "reasons"} | ({"case_id"} & set(changes)):
        raise TypeError(f"not fields of a complaint to be written: {', '.join(sorted(refused))}")
    written = {name: getattr(complaint, name) for name in changes if name in _PLAIN}
    if "details" in changes:
        written |= {name: getattr(complaint.details, name) for name in DETAILS}
    if "reasons" in changes:
        written["reasons"] = [one.as_data() for one in complaint.reasons]
    return written
