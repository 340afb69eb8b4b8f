"""The dispatcher over a real inbox: all is handled, once, in order, however it comes."""

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.handling.dispatcher import Dispatcher
from domain.pipeline import Lane, NewUpdate, PendingUpdate
from storage import Storage, open_storage
from tests.conftest import SetClock
from tests.databases import TestDatabase
from tests.storage.rendering import PlainRenderer
from tests.storage.statements import counting

BOT = 7
LANES = [Lane(BOT, f"c{number}") for number in range(4)]


@pytest_asyncio.fixture
async def storage(database: TestDatabase, clock: SetClock) -> AsyncIterator[Storage]:
    async with open_storage(database.url, PlainRenderer(), clock) as opened:
        yield opened


class Worker:
    """Handles updates; what it was told to postpone once, it postpones once."""

    def __init__(self, storage: Storage, clock: SetClock, seed: int = 0) -> None:
        self._storage = storage
        self._clock = clock
        self._random = random.Random(seed)
        self.done: defaultdict[Lane, list[int]] = defaultdict(list)
        self.to_postpone: set[int] = set()
        self.dispatcher = Dispatcher(
            [BOT], storage.inbox, storage.lanes, storage.bell, self._handle
        )

    async def receive(self, *updates: NewUpdate) -> None:
        self.dispatcher.hand_over(await self._storage.inbox.receive(updates))

    async def until_done(self, count: int) -> None:
        async with asyncio.timeout(30):
            while sum(map(len, self.done.values())) < count:  # noqa: ASYNC110
                await asyncio.sleep(0.001)

    async def _handle(self, update: PendingUpdate) -> bool:
        for _ in range(self._random.randrange(4)):
            await asyncio.sleep(0)
        if update.update_id in self.to_postpone:
            self.to_postpone.discard(update.update_id)
            until = self._clock.now() + timedelta(seconds=5)
            await self._storage.inbox.postpone(update, until, "later")
            return False
        async with self._storage.works.for_update(BOT, update.update_id):
            self.done[update.lane].append(update.update_id)
        return True


def new(number: int, lane: Lane) -> NewUpdate:
    return NewUpdate(lane, number, {"update_id": number})


async def test_what_is_at_hand_is_not_read(storage: Storage, clock: SetClock) -> None:
    worker = Worker(storage, clock)
    with counting(storage) as statements:
        for number in range(1, 9):
            await worker.receive(new(number, LANES[number % 2]))
            await worker.until_done(number)
    reads = [one for one in statements if "updates.payload" in one and one.startswith("SELECT")]
    # with other processes beside, a lane is looked at once more when it is let go
    assert len(reads) <= (8 if storage.lanes.shared else 0)


@pytest.mark.parametrize("seed", range(12))
async def test_all_is_handled_once_and_in_order(
    storage: Storage, clock: SetClock, seed: int
) -> None:
    """Nothing rings and nobody polls: what is handed over is enough."""
    chance = random.Random(seed)
    worker = Worker(storage, clock, seed)
    number = 0
    expected: defaultdict[Lane, list[int]] = defaultdict(list)
    while number < 150:
        batch = []
        for _ in range(chance.choice((1, 1, 1, 2, 5, 30))):
            number += 1
            lane = chance.choice(LANES if chance.random() < 0.7 else LANES[:1])
            expected[lane].append(number)
            batch.append(new(number, lane))
        chance.shuffle(batch)
        again = [new(one, lane) for lane, ones in expected.items() for one in ones[-1:]]
        await worker.receive(*batch, *again)
        for _ in range(chance.randrange(30)):
            await asyncio.sleep(0)
    await worker.until_done(number)
    await worker.dispatcher.drain(1)
    assert worker.done == expected


async def test_what_comes_while_a_lane_waits_for_a_retry_does_not_overtake(
    storage: Storage, clock: SetClock
) -> None:
    worker = Worker(storage, clock)
    worker.to_postpone = {1}
    await worker.receive(new(1, LANES[0]))
    await worker.receive(new(2, LANES[0]), new(3, LANES[1]))
    await worker.until_done(1)
    await worker.receive(new(4, LANES[0]))
    await worker.dispatcher.drain(1)
    assert worker.done == {LANES[1]: [3]}

    after = Worker(storage, clock)  # as after a restart, too
    clock.advance(timedelta(seconds=5))
    after.dispatcher.offer(await storage.inbox.lanes([BOT]))
    await after.until_done(3)
    assert after.done == {LANES[0]: [1, 2, 4]}


async def test_what_was_left_by_an_earlier_run_goes_first(
    storage: Storage, clock: SetClock
) -> None:
    await storage.inbox.receive([new(1, LANES[0])])
    worker = Worker(storage, clock)
    await worker.receive(new(2, LANES[0]), new(3, LANES[1]))
    await worker.until_done(3)
    assert worker.done == {LANES[0]: [1, 2], LANES[1]: [3]}
