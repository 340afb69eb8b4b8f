import asyncio

import pytest

from domain.errors import AlreadyDone, Busy, Conflict
from domain.faq_import import ImportPlan
from domain.outgoing import Priority
from domain.owners import Caller
from domain.text import Text
from storage import Storage, StorageFault
from storage.tables import EntryRow
from tests.conftest import SetClock
from tests.storage.faq import entry, importing
from tests.storage.updates import BOT, LANE, MEI, PLACE, new, to


async def waiting(storage: Storage, clock: SetClock) -> list[str]:
    calls = await storage.outbox_queue.waiting(BOT, Priority.REPLY, limit=100, now=clock.now())
    return [call.params.get("text", call.method) for call in calls]


async def test_effects_and_the_mark_are_one_commit(storage: Storage, clock: SetClock) -> None:
    await storage.inbox.receive([new(1)])
    async with storage.works.for_update(BOT, 1) as work:
        await work.owners.meet(PLACE, MEI, Caller(), wrote_in="en")
        await work.outbox.put(to(text="Hello"))
        work.notice(Text("saved"))
    assert work.notices == (Text("saved"),)
    assert not await storage.inbox.heads(LANE, 1)
    assert await waiting(storage, clock) == ["Hello"]
    assert (await storage.reads.caller(PLACE, MEI.id)).owner is not None


async def test_a_failure_inside_leaves_nothing_behind(storage: Storage, clock: SetClock) -> None:
    await storage.inbox.receive([new(1)])

    async def fail() -> None:
        async with storage.works.for_update(BOT, 1) as work:
            await work.owners.meet(PLACE, MEI, Caller(), wrote_in="en")
            await work.outbox.put(to())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert [one.update_id for one in await storage.inbox.heads(LANE, 1)] == [1]
    assert await waiting(storage, clock) == []
    assert await storage.reads.caller(PLACE, MEI.id) == Caller()


async def test_the_second_attempt_is_told_before_it_writes(
    storage: Storage, clock: SetClock
) -> None:
    await storage.inbox.receive([new(1)])
    for attempt in range(2):
        if attempt == 0:
            async with storage.works.for_update(BOT, 1) as work:
                await work.outbox.put(to(text="once"))
            continue
        with pytest.raises(AlreadyDone):
            async with storage.works.for_update(BOT, 1) as work:
                pytest.fail("it is done already")
    assert await waiting(storage, clock) == ["once"]


async def test_of_two_attempts_at_once_one_has_its_effect(
    storage: Storage, clock: SetClock
) -> None:
    await storage.inbox.receive([new(1)])

    async def attempt(name: str) -> bool:
        try:
            async with storage.works.for_update(BOT, 1) as work:
                await work.outbox.put(to(text=name))
                await asyncio.sleep(0)
        except AlreadyDone:
            return False
        return True

    won = await asyncio.gather(*(attempt(f"attempt {n}") for n in range(4)))
    assert sum(won) == 1
    assert await waiting(storage, clock) == [f"attempt {won.index(True)}"]


async def test_cancelling_anywhere_leaves_a_storage_that_works(
    storage: Storage, clock: SetClock
) -> None:
    await storage.inbox.receive([new(number) for number in range(1, 41)])

    async def handle(number: int) -> None:
        async with storage.works.for_update(BOT, number) as work:
            await work.outbox.put(to(text=str(number)))

    for number in range(1, 41):
        task = asyncio.create_task(handle(number))
        for _ in range(number):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    pending = {one.update_id for one in await storage.inbox.heads(LANE, 100)}
    said = {int(text) for text in await waiting(storage, clock)}
    assert said.isdisjoint(pending)
    assert said | pending == set(range(1, 41))
    for number in sorted(pending):
        await handle(number)
    assert len(await waiting(storage, clock)) == 40


async def test_two_who_meet_somebody_at_once_make_one_owner(storage: Storage) -> None:
    async def meet() -> None:
        async with storage.works.alone() as work:
            await work.owners.meet(PLACE, MEI, Caller(), wrote_in=None)

    results = await asyncio.gather(*(meet() for _ in range(3)), return_exceptions=True)
    assert [result for result in results if result is not None and type(result) is not Busy] == []
    assert results.count(None) == 1


async def test_what_the_database_will_never_take_is_a_fault_not_busy(storage: Storage) -> None:
    with pytest.raises(StorageFault):
        async with storage.works.alone() as work:
            await work.owners.add_vehicle(404, "lyra", 2024)


async def test_a_row_changed_by_somebody_else_meanwhile_is_a_conflict(storage: Storage) -> None:
    await importing(storage, entry("a"))

    async def change() -> None:
        async with storage.works.alone() as work:
            row = await work.session.get_one(EntryRow, 1)
            await work.faq.apply(ImportPlan(changed=(entry("a", answer="changed"),)), by="test")
            row.category = "other"

    with pytest.raises(Conflict):
        await change()
