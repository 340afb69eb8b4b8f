from datetime import timedelta
from typing import Any

import pytest

from domain.errors import AlreadyDone
from domain.pipeline import Failure, Lane
from storage import Storage
from tests.conftest import SetClock
from tests.storage.updates import BOT, LANE, new

OTHER = Lane(BOT, "other")


async def test_an_update_is_kept_once_however_often_it_comes(storage: Storage) -> None:
    assert set(await storage.inbox.receive([new(1), new(2, OTHER)])) == {LANE, OTHER}
    assert set(await storage.inbox.receive([new(1), new(2, OTHER), new(3)])) == {LANE}
    assert not await storage.inbox.receive([new(3)])
    assert [one.update_id for one in await storage.inbox.heads(LANE, 10)] == [1, 3]
    assert await storage.inbox.last_update_id(BOT) == 3
    assert await storage.inbox.last_update_id(1) is None


async def test_what_is_received_is_at_hand_where_nothing_older_waits(storage: Storage) -> None:
    at_hand = await storage.inbox.receive([new(4), new(3), new(5, OTHER)])
    assert [one.update_id for one in at_hand[LANE]] == [3, 4]
    assert list(at_hand[LANE]) == await storage.inbox.heads(LANE, 10)
    assert list(at_hand[OTHER]) == await storage.inbox.heads(OTHER, 10)

    assert await storage.inbox.receive([new(6), new(3)]) == {LANE: []}
    for number in (3, 4, 6):
        async with storage.works.for_update(BOT, number):
            pass
    at_hand = await storage.inbox.receive([new(7), new(7)])
    assert [one.update_id for one in at_hand[LANE]] == [7]


async def test_what_is_at_hand_is_what_the_database_holds(storage: Storage) -> None:
    broken: dict[str, Any] = {
        "words": "a\x00b\ud83d",
        "much": float("inf"),
        "\x00name": ["\x00", {"n": 1.5}],
    }
    at_hand = await storage.inbox.receive([new(1, LANE, **broken), new(2)])
    assert list(at_hand[LANE]) == await storage.inbox.heads(LANE, 10)
    assert at_hand[LANE][0].payload["words"] == "ab\ufffd"


async def test_the_same_update_id_of_two_bots_is_two_updates(storage: Storage) -> None:
    elsewhere = Lane(BOT + 1, LANE.key)
    await storage.inbox.receive([new(1), new(1, elsewhere)])
    assert set(await storage.inbox.lanes([BOT, BOT + 1])) == {LANE, elsewhere}
    assert set(await storage.inbox.lanes([BOT])) == {LANE}
    assert not await storage.inbox.lanes([])


async def test_updates_come_back_as_they_were_received(storage: Storage, clock: SetClock) -> None:
    await storage.inbox.receive([new(1, text="刹车 brakes 🚗", chat={"id": 5_000_000_123})])
    (head,) = await storage.inbox.heads(LANE, 10)
    assert head.payload == {"update_id": 1, "text": "刹车 brakes 🚗", "chat": {"id": 5_000_000_123}}
    assert head.received_at == clock.now()
    assert head.received_at.tzinfo is not None


async def test_what_no_database_can_hold_does_not_stop_what_came_with_it(storage: Storage) -> None:
    broken = "a\x00b\ud83d \\u0000"
    await storage.inbox.receive([new(1), new(2, text=broken), new(3)])
    heads = await storage.inbox.heads(LANE, 10)
    assert [head.update_id for head in heads] == [1, 2, 3]
    assert heads[1].payload["text"] == "ab\ufffd \\u0000"


async def test_updates_that_came_out_of_order_are_handled_in_order(storage: Storage) -> None:
    for number in (5, 3, 4):
        await storage.inbox.receive([new(number)])
    assert [one.update_id for one in await storage.inbox.heads(LANE, 2)] == [3, 4]


async def test_a_postponed_head_holds_up_its_lane_until_its_time(
    storage: Storage, clock: SetClock
) -> None:
    await storage.inbox.receive([new(1), new(2), new(3, OTHER)])
    head = (await storage.inbox.heads(LANE, 1))[0]
    await storage.inbox.postpone(head, clock.now() + timedelta(seconds=10), "locked")

    assert not await storage.inbox.heads(LANE, 10)
    assert set(await storage.inbox.lanes([BOT])) == {OTHER}

    clock.advance(timedelta(seconds=10))
    assert set(await storage.inbox.lanes([BOT])) == {LANE, OTHER}
    assert [(one.update_id, one.attempts) for one in await storage.inbox.heads(LANE, 10)] == [
        (1, 1),
        (2, 0),
    ]


async def test_what_was_set_aside_is_listed_and_can_be_tried_again(
    storage: Storage, clock: SetClock
) -> None:
    await storage.inbox.receive([new(1), new(2)])
    async with storage.works.for_update(BOT, 1, Failure("F-1", "Traceback …")):
        pass
    at = clock.now()
    clock.advance(timedelta(minutes=1))
    async with storage.works.for_update(BOT, 2, Failure("F-2", "Traceback …")):
        pass

    failed = await storage.inbox.failed()
    assert [one.reference for one in failed] == ["F-2", "F-1"]
    assert (failed[1].update_id, failed[1].failed_at, failed[1].error) == (1, at, "Traceback …")
    assert not await storage.inbox.heads(LANE, 10)

    assert await storage.inbox.retry("F-1")
    assert not await storage.inbox.retry("F-1")
    assert [one.update_id for one in await storage.inbox.heads(LANE, 10)] == [1]


async def test_postponing_what_is_done_already_changes_nothing(
    storage: Storage, clock: SetClock
) -> None:
    await storage.inbox.receive([new(1)])
    head = (await storage.inbox.heads(LANE, 1))[0]
    async with storage.works.for_update(BOT, 1):
        pass
    await storage.inbox.postpone(head, clock.now(), "late")
    with pytest.raises(AlreadyDone):
        async with storage.works.for_update(BOT, 1):
            pass
