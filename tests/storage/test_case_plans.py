"""Lists of cases and what is said in them walk indexes: read from the query plan, not timed."""

import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.cases import CaseCourse, CaseStatus
from domain.incoming import Place
from storage import Storage
from storage.cases.figure_reads import SqlCaseFigureReads
from tests.bench.filling import BASE, BOT, FIRST_CHAT, FIRST_STAFF, GROUP, Size, fill
from tests.storage.statements import explaining

SIZE = Size(cases=4_000, messages=20_000)
ACTIVE = (CaseStatus.OPEN, CaseStatus.WAITING)
_WHOLE_IN_POSTGRESQL = re.compile(r"Seq Scan on (\w+)")
_WHOLE_IN_SQLITE = re.compile(r"\bSCAN (\w+)(?! USING)")
MANY = {
    *("owners", "owner_identities", "chats", "topics"),
    *("cases", "case_events", "case_messages", "case_message_edits", "message_twins"),
}
"""Tables that have many rows; staff and rooms are few."""

Asked = Callable[[], Awaitable[Any]]


def reads(storage: Storage) -> dict[str, tuple[Asked, str]]:
    """Return what is asked, and what an index that answers it is called, in either database."""
    cases, staff = storage.cases, storage.staff
    pk = "pk_|PRIMARY KEY|autoindex"
    return {
        "case": (lambda: cases.case(7), pk),
        "numbered": (lambda: cases.numbered("C-2026-7"), "uq_cases_number|autoindex_cases"),
        "in topic": (lambda: cases.in_topic(BOT, GROUP - 7, 7), pk),
        "of owner": (lambda: cases.of_owner(BOT, 7, ACTIVE), "ix_cases_of_owner"),
        "queue": (lambda: cases.of_desk("desk1", ACTIVE), "ix_cases_queue"),
        "unclaimed": (lambda: cases.of_desk("desk1", ACTIVE, unclaimed=True), "ix_cases_queue"),
        "closed": (lambda: cases.of_desk("desk1", (CaseStatus.CLOSED,)), "ix_cases_queue"),
        "mine": (
            lambda: cases.of_desk("desk1", ACTIVE, assignee=FIRST_STAFF + 1),
            "ix_cases_of_assignee",
        ),
        "count": (lambda: cases.count_of_desk("desk1", ACTIVE), "ix_cases_queue|ix_cases_active"),
        "messages": (lambda: cases.messages(7, before=900), "ix_case_messages_of_case"),
        "message": (lambda: cases.message(7), pk),
        "said at": (lambda: cases.said_at(BOT, GROUP - 7, 7), "pk_message_twins|message_twins"),
        "album": (lambda: cases.album(BOT, FIRST_CHAT + 7, "7"), "ix_case_messages_of_album"),
        "twins": (lambda: cases.twins([7, 8]), "ix_message_twins_case_message_id"),
        "timeline": (lambda: cases.timeline(7), "ix_case_events_of_case"),
        "topic": (lambda: staff.topic(BOT, GROUP - 7, "case:7"), "uq_topics_standing"),
        "member": (lambda: staff.member(FIRST_STAFF + 7), pk),
        "members": (lambda: staff.members("desk1"), pk),
        "room": (lambda: staff.room(BOT, GROUP), pk),
        "muted": (lambda: staff.is_muted(7), pk),
        "reach": (lambda: storage.reads.reach(BOT, 7), "ix_chats_owner_id"),
        "caller": (
            lambda: storage.reads.caller(Place(BOT, FIRST_CHAT + 7), FIRST_CHAT + 7),
            "ix_cases_of_owner|ix_cases_active",
        ),
        "figures": (lambda: rows(storage, BASE, BASE), "ix_cases_opened"),
    }


async def rows(
    storage: Storage, first: datetime, last: datetime, desk: str | None = None, page: int = 1000
) -> list[CaseCourse]:
    reads = SqlCaseFigureReads(storage.database, page=page)
    return [row async for found in reads.case_rows(first, last, desk=desk) for row in found]


async def test_lists_of_cases_use_their_indexes(storage: Storage) -> None:
    await fill(storage.database, SIZE)
    for name, (ask, index) in reads(storage).items():
        with explaining(storage) as asked:
            await ask()
        assert asked, name
        plan = await _plan(storage, asked)
        assert re.search(index, plan), f"{name}:\n{plan}"
        whole = _WHOLE_IN_SQLITE if storage.database.is_sqlite else _WHOLE_IN_POSTGRESQL
        assert MANY.isdisjoint(whole.findall(plan)), f"{name}:\n{plan}"


async def test_a_queue_is_walked_in_its_order(storage: Storage) -> None:
    """Only what a page shows is put in order, whatever else the desk has."""
    await fill(storage.database, SIZE)
    with explaining(storage) as asked:
        await storage.cases.of_desk("desk1", (CaseStatus.CLOSED,), limit=10)
    plan = await _plan(storage, asked)
    lines = plan.splitlines()
    walk = next(number for number, line in enumerate(lines) if "ix_cases_queue" in line)
    if storage.database.is_sqlite:
        assert "(desk=? AND status=?)" in lines[walk], plan
        assert "ORDER BY" not in lines[walk + 1], plan
    else:
        assert "Limit" in lines[walk - 1], plan


@pytest.mark.parametrize("desk", [None, "desk10"])
async def test_the_rows_of_figures_are_walked_page_by_page(
    storage: Storage, desk: str | None
) -> None:
    """Each page begins where the last one ended, on the index that has the rows in order."""
    await fill(storage.database, SIZE)
    span = BASE + timedelta(days=10), BASE + timedelta(days=20)
    whole = await rows(storage, *span, desk)
    with explaining(storage) as asked:
        assert await rows(storage, *span, desk, page=20) == whole
    assert len(asked) > len(whole) / 20
    opened = [one for one in asked if "ix_cases_opened" in await _plan(storage, [one])]
    active = [one for one in asked if "ix_cases_active" in await _plan(storage, [one])]
    assert len(opened) > 1
    assert len(active) > 1
    assert len(opened) + len(active) == len(asked)
    if storage.database.is_sqlite:
        plan = await _plan(storage, opened[1:] + active[1:])
        assert "TEMP B-TREE FOR ORDER BY" not in plan, plan


async def _plan(storage: Storage, asked: list[tuple[str, Any]]) -> str:
    found = []
    async with storage.database.snapshot() as conn:
        if not storage.database.is_sqlite:  # what is small it would rather read whole
            await conn.exec_driver_sql("SET LOCAL enable_seqscan = off")
        for statement, parameters in asked:
            explain = "EXPLAIN QUERY PLAN" if storage.database.is_sqlite else "EXPLAIN"
            rows = await conn.exec_driver_sql(f"{explain} {statement}", parameters)
            found += [" ".join(map(str, row)) for row in rows]
    return "\n".join(found)
