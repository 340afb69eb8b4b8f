"""Cases as rows and as values."""

from collections.abc import Collection
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, false, select, union_all

from domain.cases import Case, CaseStatus
from storage.tables import CaseRow, ChatRow, OwnerRow

_NEVER = datetime(9999, 1, 1, tzinfo=UTC)
_DERIVED = {"owner_name", "waited"}
_KEPT = tuple(one.name for one in fields(Case) if one.name not in _DERIVED)
_WRITTEN = {one.name for one in fields(Case)} - {"id", "number", "owner_name", "version"}

CASES: Select[*tuple[Any, ...]] = (
    select(
        *(getattr(CaseRow, name) for name in _KEPT),
        CaseRow.waited_s,
        OwnerRow.name.label("met_as"),
        ChatRow.first_name,
        ChatRow.last_name,
    )
    .join(OwnerRow, OwnerRow.id == CaseRow.owner_id)
    .join(
        ChatRow,
        and_(ChatRow.bot_id == CaseRow.bot_id, ChatRow.chat_id == CaseRow.owner_chat_id),
        isouter=True,
    )
)
"""Every case, with what Telegram last called its owner."""


def case_of(row: Row[*tuple[Any, ...]]) -> Case:
    """Return the value for a row of `CASES`."""
    called = f"{row.first_name or ''} {row.last_name or ''}".strip()
    kept = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return Case(
        **{name: kept[name] for name in _KEPT},
        owner_name="" if row.is_anonymous else called or row.met_as,
        waited=timedelta(seconds=row.waited_s),
    )


def columns_of(case: Case, changes: Collection[str]) -> dict[str, Any]:
    """Return what to write so that these fields of a case are kept, and what follows from them.

    Raises `TypeError` for a field that is not to be written.
    """
    if refused := set(changes) - _WRITTEN:
        raise TypeError(f"not fields of a case to be written: {', '.join(sorted(refused))}")
    written = {name: getattr(case, name) for name in changes if name != "waited"}
    if "waited" in changes:
        written["waited_s"] = case.waited.total_seconds()
    return written | _order_of(case)


def _order_of(case: Case) -> dict[str, Any]:
    """Return the columns that the order of a queue is read from."""
    return {"is_claimed": case.assignee is not None, "queued_until": case.next_due or _NEVER}


def queue_of(
    desk: str,
    statuses: Collection[CaseStatus],
    *,
    assignee: int | None,
    unclaimed: bool,
    named_only: bool,
    limit: int,
    offset: int,
) -> Select[*tuple[Any, ...]]:
    """Return the query for a page of a desk's cases in order.

    Each status is walked along its index, no further than the page reaches; what comes of these is
    put in order together. So a page costs the same however many cases there are.
    """
    order: tuple[Any, ...] = (CaseRow.is_claimed, CaseRow.queued_until, CaseRow.id)
    if assignee is not None or unclaimed:
        order = order[1:]  # the first is one and the same, and an index need not have it
    walks = []
    for status in sorted(set(statuses)):
        walk = select(*order).where(CaseRow.desk == desk, CaseRow.status == status)
        if assignee is not None:
            walk = walk.where(CaseRow.assignee == assignee)
        if unclaimed:
            walk = walk.where(CaseRow.is_claimed == false())
        if named_only:
            walk = walk.where(CaseRow.is_anonymous == false())
        part = walk.order_by(*order).limit(limit + offset).subquery()
        walks.append(select(part))
    found = union_all(*walks).subquery("found")
    wanted = found.c[tuple(one.key for one in order)]
    page = select(found.c.id).order_by(*wanted).limit(limit).offset(offset).subquery("page")
    return CASES.join(page, page.c.id == CaseRow.id).order_by(
        CaseRow.is_claimed, CaseRow.queued_until, CaseRow.id
    )
