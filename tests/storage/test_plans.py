"""The hot queries walk an index, however much is stored: read from the query plan, not timed."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert, text

from domain.outgoing import Priority
from domain.owners import Caller
from domain.pipeline import Delivery, Lane, Outcome
from storage import Storage
from storage.tables import CallRow, CallState, UpdateRow, UpdateState
from tests.conftest import SetClock
from tests.storage.statements import counting, explaining
from tests.storage.updates import BOT, CHAT, LANE, MEI, PLACE, new, to

DONE = 100_000
FLOOD = 5_000
SMALL = {"caller", "find_ref"}
"""Whose tables are empty in this test, so that PostgreSQL would rather read them whole."""


async def flood(storage: Storage, clock: SetClock) -> None:
    """Fill the inbox and the outbox as after months, with a flood in one lane."""
    now = clock.now()

    def update(number: int, lane: str, state: UpdateState) -> dict[str, Any]:
        return {
            "bot_id": BOT,
            "update_id": number,
            "lane": lane,
            "state": state,
            "attempts": 0,
            "received_at": now,
            "finished_at": now if state is UpdateState.DONE else None,
            "payload": {},
        }

    def call(number: int, chat_id: int, state: CallState) -> dict[str, Any]:
        return {
            "bot_id": BOT,
            "chat_id": chat_id,
            "priority": number % 4,
            "state": state,
            "attempts": 0,
            "at_most_once": False,
            "method": "sendMessage",
            "created_at": now,
            "settled_at": now if state is CallState.SENT else None,
            "params": {},
        }

    updates = [update(n, str(n % 999), UpdateState.DONE) for n in range(DONE)]
    updates += [update(DONE + n, LANE.key, UpdateState.PENDING) for n in range(FLOOD)]
    updates += [update(DONE + FLOOD + n, f"c{n}", UpdateState.PENDING) for n in range(50)]
    calls = [call(n, CHAT + n % 999, CallState.SENT) for n in range(20_000)]
    calls += [call(n, CHAT + n % 99, CallState.WAITING) for n in range(FLOOD)]
    async with storage.works.alone() as work:
        for table, rows in ((UpdateRow, updates), (CallRow, calls)):
            for start in range(0, len(rows), 2_000):
                await work.connection.execute(insert(table), rows[start : start + 2_000])
    async with storage.database.writing_once() as conn:
        await conn.execute(text("ANALYZE"))


async def test_hot_queries_use_their_indexes(storage: Storage, clock: SetClock) -> None:
    await flood(storage, clock)
    queue = storage.outbox_queue

    async def plans(name: str, action: Callable[[], Any]) -> str:
        with explaining(storage) as asked:
            await action()
        found = []
        async with storage.database.snapshot() as conn:
            if not storage.database.is_sqlite and name in SMALL:
                await conn.exec_driver_sql("SET LOCAL enable_seqscan = off")
            for statement, parameters in asked:
                explain = "EXPLAIN QUERY PLAN" if storage.database.is_sqlite else "EXPLAIN"
                rows = await conn.exec_driver_sql(f"{explain} {statement}", parameters)
                found += [" ".join(map(str, row)) for row in rows]
        return "\n".join(found)

    async def forget() -> None:
        async with storage.works.alone() as work:
            await work.housekeeping.forget_updates(clock.now())

    hot: dict[str, tuple[Callable[[], Any], str]] = {
        "heads": (lambda: storage.inbox.heads(LANE, 10), "ix_updates_pending"),
        "lanes": (lambda: storage.inbox.lanes([BOT]), "ix_updates_pending"),
        "waiting": (
            lambda: queue.waiting(
                BOT, Priority.REPLY, limit=30, now=clock.now(), skip_ids=[1], skip_chats=[CHAT]
            ),
            "ix_outbox_waiting",
        ),
        "caller": (lambda: storage.reads.caller(PLACE, CHAT), "pk_chats|sqlite_autoindex_chats"),
        "find_ref": (lambda: queue.find_ref(BOT, CHAT, "card"), "ix_sent_messages_ref|sent_mess"),
        "depth": (queue.depth, "ix_outbox_troubled"),
        "forget_updates": (forget, "ix_updates_emptied"),
        "last_update_id": (
            lambda: storage.inbox.last_update_id(BOT),
            "pk_updates|PRIMARY KEY|autoindex_updates",
        ),
    }
    for name, (action, index) in hot.items():
        plan = await plans(name, action)
        assert any(one in plan for one in index.split("|")), f"{name}:\n{plan}"
        for table in ("updates", "outbox"):
            assert f"Seq Scan on {table}" not in plan, f"{name}:\n{plan}"
            assert f"SCAN {table}\n" not in f"{plan}\n", f"{name}:\n{plan}"
        if name in {"heads", "waiting"}:
            assert "TEMP B-TREE" not in plan, f"{name} sorts:\n{plan}"
            assert "Sort" not in plan, f"{name} sorts:\n{plan}"

    # and the flood in one lane does not hide the others
    lanes = await storage.inbox.lanes([BOT])
    assert len(lanes) == 51
    assert [one.update_id for one in await storage.inbox.heads(LANE, 3)] == [
        DONE,
        DONE + 1,
        DONE + 2,
    ]
    assert len(await storage.inbox.heads(Lane(BOT, "c7"), 3)) == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_an_update_takes_few_statements(storage: Storage, clock: SetClock) -> None:
    """Receiving: for the whole batch. Handling: what is received is at hand, not read."""
    async with storage.works.alone() as work:
        await work.owners.meet(PLACE, MEI, Caller(), wrote_in="en")
    with counting(storage) as receiving:
        await storage.inbox.receive([new(1), new(2)])
    with counting(storage) as handling:
        caller = await storage.reads.caller(PLACE, MEI.id)
        async with storage.works.for_update(BOT, 1) as work:
            await work.owners.meet(PLACE, MEI, caller, wrote_in="en")
            await work.outbox.put(to(text="one"), to(text="two"))
    with counting(storage) as sending:
        calls = await storage.outbox_queue.waiting(BOT, Priority.REPLY, limit=9, now=clock.now())
        await storage.outbox_queue.record(
            [Delivery(call, Outcome.SENT, clock.now(), message_id=call.id) for call in calls]
        )
    assert (len(receiving), len(handling), len(sending)) == (2, 3, 3)
