"""What follows a call: timers set with its outcome, topics made and lost, albums, bundles."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from domain.incoming import Place
from domain.outgoing import (
    Button,
    Gone,
    MakeTopic,
    Outgoing,
    Priority,
    SendText,
    Then,
)
from domain.pipeline import TOPIC_TWIN, Delivery, DueTimer, Outcome, QueuedCall
from domain.rooms import Room
from domain.staff import Role
from domain.text import Joined, Plain
from storage import Storage, open_storage
from storage.pipeline.following import MAKES_TOPIC
from tests.conftest import SetClock
from tests.databases import TestDatabase
from tests.storage.cases import ANN, GROUP
from tests.storage.rendering import PlainRenderer
from tests.storage.updates import BOT, CHAT, PLACE, to

SUPERGROUP = -1_000_000_000_999


class Queue:
    """The outbox as the sender sees it."""

    def __init__(self, storage: Storage, clock: SetClock) -> None:
        self.storage = storage
        self.clock = clock

    async def put(self, *outgoing: Outgoing) -> list[QueuedCall]:
        async with self.storage.works.alone() as work:
            await work.outbox.put(*outgoing)
        return await self.waiting()

    async def waiting(self) -> list[QueuedCall]:
        found = await self.storage.outbox_queue.waiting(
            BOT, Priority.REPLY, limit=99, now=self.clock.now()
        )
        return list(found)

    async def record(self, call: QueuedCall, outcome: Outcome, **what: Any) -> None:
        delivery = Delivery(call, outcome, self.clock.now(), **what)
        await self.storage.outbox_queue.record([delivery])

    async def timers(self) -> Sequence[DueTimer]:
        return await self.storage.timers.due(self.clock.now(), 99)

    async def makes_topic(self, name: str = "case:1") -> QueuedCall:
        """Put what makes a topic, as the renderer would name it."""
        make = Outgoing(Place(BOT, GROUP), MakeTopic(name, Plain("Q-1")), "en", then=Then("made"))
        [*_, call] = await self.put(make)
        return replace(call, method=MAKES_TOPIC)


@pytest.fixture
def queue(storage: Storage, clock: SetClock) -> Queue:
    return Queue(storage, clock)


THEN = Then("relayed", {"message": 7})


async def test_a_call_carries_what_the_sender_and_who_follows_need(queue: Queue) -> None:
    [call] = await queue.put(to(topic="case:1", bundle="case:1", then=THEN))
    assert (call.topic, call.bundle, call.then) == ("case:1", "case:1", THEN)
    _, make = await queue.put(Outgoing(PLACE, MakeTopic("case:2", Plain("x")), "en"))
    assert (make.topic, make.bundle, make.then) == ("case:2", None, None)


async def test_of_a_split_message_the_last_part_is_followed_and_none_is_bundled(
    queue: Queue,
) -> None:
    split = SendText(Joined((Plain("one"), Plain("two"))))
    first, last = await queue.put(
        Outgoing(PLACE, split, "en", topic="case:1", bundle="b", then=THEN, ref="m:1")
    )
    assert (first.topic, first.bundle, first.then, first.ref) == ("case:1", None, None, None)
    assert (last.topic, last.bundle, last.then, last.ref) == ("case:1", None, THEN, "m:1")


async def test_text_with_buttons_is_not_bundled(queue: Queue) -> None:
    buttons = ((Button(Plain("x"), "x"),),)
    [call] = await queue.put(Outgoing(PLACE, SendText(Plain("x"), buttons), "en", bundle="b"))
    assert call.bundle is None


@pytest.mark.parametrize(
    ("outcome", "what", "data"),
    [
        (Outcome.SENT, {"message_id": 5}, {"message_ids": [5]}),
        (Outcome.SENT, {"message_ids": (5, 6)}, {"message_ids": [5, 6]}),
        (
            Outcome.DEAD,
            {"reason": "message thread not found", "gone": Gone.TOPIC, "topic_id": 3},
            {"reason": "message thread not found", "gone": "topic", "topic_id": 3},
        ),
        (Outcome.UNKNOWN, {"reason": "time out"}, {"reason": "time out"}),
    ],
)
async def test_a_final_outcome_is_followed_at_once(
    queue: Queue, outcome: Outcome, what: dict[str, Any], data: dict[str, Any]
) -> None:
    heard = queue.storage.bell.listener("timers")
    [call] = await queue.put(to(then=THEN))
    await queue.record(call, outcome, **what)
    [timer] = await queue.timers()
    assert (timer.kind, timer.key) == ("relayed", f"outbox:{call.id}")
    assert timer.data == {
        "message": 7,
        "outcome": outcome.value,
        "message_ids": [],
        "topic_id": None,
        "reason": "",
        "gone": "",
        "at": queue.clock.now().isoformat(),
        **data,
    }
    assert await heard.wait(0)


@pytest.mark.parametrize("outcome", [Outcome.RETRY, Outcome.SUPERSEDED])
async def test_what_is_tried_again_or_superseded_is_not_followed(
    queue: Queue, outcome: Outcome
) -> None:
    [call] = await queue.put(to(then=THEN))
    await queue.record(call, outcome)
    assert not await queue.timers()


async def test_recording_again_does_not_do_again_what_was_done(queue: Queue) -> None:
    [call] = await queue.put(to(then=THEN))
    for _ in range(2):
        await queue.record(call, Outcome.SENT, message_id=5)
        for timer in await queue.timers():
            async with queue.storage.works.for_timer(timer):
                pass
    await queue.record(call, Outcome.DEAD)
    assert not await queue.timers()


async def test_a_chat_that_blocks_us_is_heard_of_by_all_that_waited_for_it(queue: Queue) -> None:
    heard = queue.storage.bell.listener("timers")
    calls = await queue.put(to(then=THEN), to(), to(then=THEN), to(chat_id=CHAT + 1, then=THEN))
    await queue.storage.outbox_queue.mark_blocked(BOT, CHAT)
    timers = await queue.timers()
    assert [one.key for one in timers] == [f"outbox:{calls[n].id}" for n in (0, 2)]
    assert {(one.data["outcome"], one.data["gone"]) for one in timers} == {("dead", "chat")}
    assert await heard.wait(0)


async def test_an_owner_who_blocks_us_is_heard_of_too(queue: Queue) -> None:
    await queue.put(to(then=THEN))
    heard = queue.storage.bell.listener("timers")
    async with queue.storage.works.alone() as work:
        await work.owners.set_blocked(PLACE, blocked=True)
    [timer] = await queue.timers()
    assert (timer.data["message"], timer.data["gone"]) == (7, "chat")
    assert await heard.wait(0)


async def test_what_a_crash_left_unknown_is_followed(queue: Queue) -> None:
    [call] = await queue.put(to(then=THEN, at_most_once=True))
    await queue.storage.outbox_queue.starting([call])
    assert await queue.storage.outbox_queue.recover(BOT) == 1
    [timer] = await queue.timers()
    assert (timer.kind, timer.data["outcome"]) == ("relayed", "unknown")


async def test_a_topic_is_known_once_it_was_made(queue: Queue) -> None:
    call = await queue.makes_topic()
    find = queue.storage.outbox_queue.find_topic
    assert await find(BOT, GROUP, "case:1") is None
    await queue.record(call, Outcome.SENT, topic_id=5)
    assert await find(BOT, GROUP, "case:1") == 5
    assert await find(BOT, CHAT, "case:1") is None
    assert await queue.storage.staff.topic(BOT, GROUP, "case:1") == 5
    [timer] = await queue.timers()
    assert (timer.kind, timer.data["topic_id"]) == ("made", 5)


async def test_of_a_topic_made_twice_the_second_is_to_be_deleted(queue: Queue) -> None:
    call = await queue.makes_topic()
    async with queue.storage.works.alone() as work:  # the service message was faster
        assert await work.staff.topic_made(BOT, GROUP, "case:1", 4)
    await queue.record(call, Outcome.SENT, topic_id=5)
    assert await queue.storage.outbox_queue.find_topic(BOT, GROUP, "case:1") == 4
    timers = {one.kind: one.data for one in await queue.timers()}
    assert timers[TOPIC_TWIN] == {
        "bot_id": BOT,
        "chat_id": GROUP,
        "topic_id": 5,
        "name": "case:1",
    }
    assert timers["made"]["topic_id"] == 4


async def test_a_topic_that_is_gone_no_longer_stands(queue: Queue) -> None:
    async def stands() -> int | None:
        return await queue.storage.outbox_queue.find_topic(BOT, GROUP, "case:1")

    async def remake(topic_id: int) -> None:
        async with queue.storage.works.alone() as work:
            await work.staff.topic_made(BOT, GROUP, "case:1", topic_id)

    group = Place(BOT, GROUP)
    [by_name] = await queue.put(Outgoing(group, SendText(Plain("x")), "en", topic="case:1"))
    await remake(5)
    await queue.record(by_name, Outcome.DEAD, gone=Gone.TOPIC)
    assert await stands() is None

    await remake(6)
    there = Place(BOT, GROUP, 6)
    [by_id] = await queue.put(Outgoing(there, SendText(Plain("x")), "en"))
    await queue.record(by_id, Outcome.DEAD, gone=Gone.MESSAGE)
    assert await stands() == 6
    await queue.record(by_id, Outcome.DEAD, gone=Gone.TOPIC)
    assert await stands() is None

    # a late word of a topic that was replaced meanwhile does not take the new one down
    [late] = await queue.put(Outgoing(group, SendText(Plain("x")), "en", topic="case:1"))
    await remake(7)
    await queue.record(late, Outcome.DEAD, gone=Gone.TOPIC, topic_id=6)
    assert await stands() == 7


async def test_every_message_of_an_album_is_known_and_the_first_has_its_name(
    queue: Queue,
) -> None:
    [call] = await queue.put(to(ref="m:1"))
    await queue.record(call, Outcome.SENT, message_ids=(7, 8, 9))
    assert await queue.storage.outbox_queue.find_ref(BOT, CHAT, "m:1") == 7


async def test_every_part_of_a_bundle_finds_the_message_it_went_out_in(queue: Queue) -> None:
    calls = await queue.put(*(to(ref=f"m:{n}", bundle="b", then=THEN) for n in (1, 2)))
    now = queue.clock.now()
    await queue.storage.outbox_queue.record(
        [Delivery(call, Outcome.SENT, now, message_id=7) for call in calls]
    )
    for ref in ("m:1", "m:2"):
        assert await queue.storage.outbox_queue.find_ref(BOT, CHAT, ref) == 7
    assert len(await queue.timers()) == 2


async def test_a_group_that_became_a_supergroup_keeps_its_room_and_people(
    database: TestDatabase, clock: SetClock
) -> None:
    async with open_storage(
        database.url, PlainRenderer(), clock, desk_chats={"main": GROUP}
    ) as storage:
        async with storage.works.alone() as work:
            await work.staff.grant(ANN, "main", Role.AGENT, by=1)
            await work.staff.set_present(BOT, GROUP, ANN, present=False)
            await work.staff.keep_room(Room(BOT, GROUP, is_admin=True))
        for _ in range(2):
            await storage.outbox_queue.migrate(BOT, GROUP, SUPERGROUP)
        moved = Room(BOT, SUPERGROUP, moved_from=GROUP)
        assert await storage.staff.room(BOT, GROUP) == moved
        assert await storage.staff.room(BOT, SUPERGROUP) == moved
        assert await storage.staff.seen(BOT, SUPERGROUP, ANN.id) == ANN
        assert await storage.staff.seen(BOT, GROUP, ANN.id) is None
        member = await storage.staff.member(ANN.id)
        assert member is not None
        assert member.role_at("main") is None
        async with storage.works.alone() as work:
            await work.staff.set_present(BOT, SUPERGROUP, ANN, present=True)
        member = await storage.staff.member(ANN.id)
        assert member is not None
        assert member.role_at("main") is Role.AGENT
