from datetime import timedelta

import pytest

from domain.errors import AlreadyDone
from domain.outgoing import Priority
from storage import Storage
from tests.conftest import SetClock
from tests.storage.updates import BOT, to

HOUR = timedelta(hours=1)


async def set_timer(storage: Storage, clock: SetClock, key: str, hours: int) -> None:
    async with storage.works.alone() as work:
        await work.timers.set("sla", key, clock.now() + hours * HOUR, {"hours": hours})


async def test_timers_come_due_in_order(storage: Storage, clock: SetClock) -> None:
    assert await storage.timers.next_due() is None
    for key, hours in (("b", 2), ("a", 1), ("c", 3)):
        await set_timer(storage, clock, key, hours)
    assert await storage.timers.next_due() == clock.now() + HOUR
    assert not await storage.timers.due(clock.now(), 10)
    due = await storage.timers.due(clock.advance(2 * HOUR), 10)
    assert [(one.key, one.data) for one in due] == [("a", {"hours": 1}), ("b", {"hours": 2})]
    assert len(await storage.timers.due(clock.now(), 1)) == 1


async def test_a_timer_is_one_per_kind_and_key(storage: Storage, clock: SetClock) -> None:
    await set_timer(storage, clock, "a", 1)
    await set_timer(storage, clock, "a", 5)
    assert await storage.timers.next_due() == clock.now() + 5 * HOUR
    async with storage.works.alone() as work:
        assert await work.timers.cancel("sla", "a")
        assert not await work.timers.cancel("sla", "a")
    assert await storage.timers.next_due() is None


async def test_a_timer_goes_with_its_effect_and_only_once(
    storage: Storage, clock: SetClock
) -> None:
    await set_timer(storage, clock, "a", 0)
    (due,) = await storage.timers.due(clock.now(), 10)

    async def fail() -> None:
        async with storage.works.for_timer(due) as work:
            await work.outbox.put(to())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert len(await storage.timers.due(clock.now(), 10)) == 1

    async with storage.works.for_timer(due) as work:
        await work.outbox.put(to())
    with pytest.raises(AlreadyDone):
        async with storage.works.for_timer(due):
            pytest.fail("it is done already")
    calls = await storage.outbox_queue.waiting(BOT, Priority.REPLY, limit=9, now=clock.now())
    assert len(calls) == 1


async def test_recurring_work_moves_its_timer_with_its_effect(
    storage: Storage, clock: SetClock
) -> None:
    await set_timer(storage, clock, "nightly", 0)
    (due,) = await storage.timers.due(clock.now(), 10)
    async with storage.works.for_timer(due, clock.now() + 24 * HOUR):
        pass
    assert await storage.timers.next_due() == clock.now() + 24 * HOUR
    with pytest.raises(AlreadyDone):
        async with storage.works.for_timer(due):
            pytest.fail("it was moved")


async def test_a_timer_may_set_itself_again(storage: Storage, clock: SetClock) -> None:
    await set_timer(storage, clock, "a", 0)
    (due,) = await storage.timers.due(clock.now(), 10)
    async with storage.works.for_timer(due) as work:
        await work.timers.set("sla", "a", clock.now() + HOUR, {})
    assert await storage.timers.next_due() == clock.now() + HOUR


async def test_timers_of_some_kinds_are_found_apart(storage: Storage, clock: SetClock) -> None:
    async with storage.works.alone() as work:
        for number, kind in enumerate(("drawing", "sla", "drawing", "edit")):
            await work.timers.set(kind, str(number), clock.now() + number * HOUR, {})
    timers = storage.timers
    later = clock.now() + 9 * HOUR
    assert [one.key for one in await timers.due(later, 9, only=("drawing",))] == ["0", "2"]
    assert [one.key for one in await timers.due(later, 9, without={"drawing": 1})] == ["1", "3"]
    assert await timers.next_due(only=("drawing",)) == clock.now()
    assert await timers.next_due(without=("drawing",)) == clock.now() + HOUR
    assert await timers.next_due(only=("nothing",)) is None
