"""Two processes at once: one case, one number, one owner of a case, one topic."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from domain.cases import Case, CaseKind
from domain.errors import Busy, Conflict
from domain.ports import Work
from storage import Storage, open_storage
from tests.conftest import SetClock
from tests.databases import TestDatabase
from tests.storage.cases import GROUP, new_case, opened, owner_says
from tests.storage.rendering import PlainRenderer
from tests.storage.updates import BOT

T = TypeVar("T")


async def at_once(
    database: TestDatabase, clock: SetClock, act: Callable[[Work, int], Awaitable[T]], count: int
) -> list[T | Exception]:
    """Let each act in a unit of work of a process of its own; their units overlap in time."""

    async def one(number: int) -> T | Exception:
        async with open_storage(database.url, PlainRenderer(), clock) as process:
            await process.reads.reach(BOT, 1)  # connected before anybody begins
            ready.release()
            await begin.wait()
            try:
                async with process.works.alone() as work:
                    return await act(work, number)
            except (Busy, Conflict) as error:
                return error

    ready, begin = asyncio.Semaphore(0), asyncio.Event()
    tasks = [asyncio.create_task(one(number)) for number in range(count)]
    for _ in tasks:
        await ready.acquire()
    begin.set()
    return list(await asyncio.gather(*tasks))


async def test_two_who_open_the_same_owners_question_make_one_case(
    storage: Storage, database: TestDatabase, clock: SetClock
) -> None:
    before = await opened(storage, clock, kind=CaseKind.COMPLAINT)

    async def open_one(work: Work, number: int) -> Case:
        del number
        return await work.cases.open(new_case(clock, before.owner_id))

    results = await at_once(database, clock, open_one, 2)
    made = [one for one in results if isinstance(one, Case)]
    assert [case.number for case in made] == ["Q-2026-000001"]
    assert [type(one) for one in results if not isinstance(one, Case)] == [Conflict]
    assert await storage.cases.numbered("Q-2026-000001") == made[0]
    assert await storage.cases.numbered("Q-2026-000002") is None


async def test_numbers_given_at_once_are_different_and_without_a_gap(
    storage: Storage, database: TestDatabase, clock: SetClock
) -> None:
    owner_id = (await opened(storage, clock)).owner_id

    async def open_one(work: Work, number: int) -> Case:
        del number
        return await work.cases.open(new_case(clock, owner_id, kind=CaseKind.EMERGENCY))

    results = await at_once(database, clock, open_one, 4)
    numbers = sorted(one.number for one in results if isinstance(one, Case))
    assert numbers == [f"E-2026-00000{number}" for number in range(1, 5)]


@pytest.mark.parametrize("is_locked", [True, False], ids=["locked", "by version"])
async def test_of_two_who_claim_a_case_one_has_it(
    storage: Storage, database: TestDatabase, clock: SetClock, is_locked: bool
) -> None:
    case = await opened(storage, clock)

    async def claim(work: Work, number: int) -> bool:
        now = await work.cases.locked(case.id) if is_locked else case
        assert now is not None
        if now.assignee is not None:
            return False
        await work.cases.change(now, assignee=801 + number, assignee_name=f"staff {number}")
        return True

    results = await at_once(database, clock, claim, 3)
    assert results.count(True) == 1
    others = [one for one in results if one is not True]
    assert {type(one) for one in others} == {bool if is_locked else Conflict}
    after = await storage.cases.case(case.id)
    winner = results.index(True)
    assert after == replace(
        case, assignee=801 + winner, assignee_name=f"staff {winner}", version=case.version + 1
    )


async def test_one_telegram_message_kept_twice_at_once_is_one(
    storage: Storage, database: TestDatabase, clock: SetClock
) -> None:
    case = await opened(storage, clock)

    async def say(work: Work, number: int) -> int:
        del number
        return (await work.cases.say(owner_says(clock, case.id))).id

    results = await at_once(database, clock, say, 3)
    kept = await storage.cases.messages(case.id)
    assert len(kept) == 1
    assert {one for one in results if isinstance(one, int)} == {kept[0].id}
    assert {type(one) for one in results if not isinstance(one, int)} <= {Busy}


async def test_of_topics_made_at_once_one_stands(
    storage: Storage, database: TestDatabase, clock: SetClock
) -> None:
    async def make(work: Work, number: int) -> bool:
        return await work.staff.topic_made(BOT, GROUP, "case:1", 5 + number)

    results = await at_once(database, clock, make, 3)
    assert results.count(True) == 1
    assert await storage.staff.topic(BOT, GROUP, "case:1") == 5 + results.index(True)
