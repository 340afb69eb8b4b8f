from datetime import timedelta

from domain.incoming import Place
from domain.outgoing import EditText, Outgoing, Priority
from domain.pipeline import Delivery, Outcome, QueuedCall
from domain.text import Plain
from storage import Storage
from tests.conftest import SetClock
from tests.storage.rendering import say
from tests.storage.updates import BOT, CHAT, PLACE, new, to

OTHER = CHAT + 1


class Sender:
    """Asks for calls and says what came of them."""

    def __init__(self, storage: Storage, clock: SetClock) -> None:
        self._queue = storage.outbox_queue
        self._works = storage.works
        self._clock = clock

    async def put(self, *outgoing: Outgoing) -> None:
        async with self._works.alone() as work:
            await work.outbox.put(*outgoing)

    async def due(self, priority: Priority = Priority.REPLY, **skip: object) -> list[QueuedCall]:
        calls = await self._queue.waiting(
            BOT,
            priority,
            limit=100,
            now=self._clock.now(),
            **skip,  # type: ignore[arg-type]
        )
        return list(calls)

    async def texts(self, priority: Priority = Priority.REPLY) -> list[str]:
        return [one.params.get("text", one.method) for one in await self.due(priority)]

    async def settle(self, call: QueuedCall, outcome: Outcome, **what: object) -> None:
        delivery = Delivery(call, outcome, self._clock.now(), **what)  # type: ignore[arg-type]
        await self._queue.record([delivery])


async def test_calls_wait_in_the_order_put_by_priority(storage: Storage, clock: SetClock) -> None:
    sender = Sender(storage, clock)
    await storage.inbox.receive([new(1)])
    async with storage.works.for_update(BOT, 1) as work:
        await work.outbox.put(to(text="one"), to(OTHER, "two"))
        await work.outbox.put(to(text="news", priority=Priority.BROADCAST), to(text="three"))
    assert await sender.texts() == ["one", "two", "three"]
    assert await sender.texts(Priority.BROADCAST) == ["news"]
    assert await sender.texts(Priority.CARD) == []


async def test_a_waiting_call_carries_everything_the_sender_needs(
    storage: Storage, clock: SetClock
) -> None:
    sender = Sender(storage, clock)
    place = Place(BOT, -100_123, 42)
    await sender.put(
        Outgoing(place, say("one", "two"), "en", ref="card", coalesce="c", at_most_once=True)
    )
    first, last = await sender.due()
    assert (first.place, first.method, first.params) == (place, "sendMessage", {"text": "one"})
    assert (first.ref, last.ref) == (None, "card")
    assert (last.coalesce, last.at_most_once, last.attempts) == ("c", True, 0)
    assert (last.created_at, last.to_blocked) == (clock.now(), False)


async def test_what_the_sender_has_in_hand_is_left_out(storage: Storage, clock: SetClock) -> None:
    sender = Sender(storage, clock)
    await sender.put(to(text="one"), to(text="two"), to(OTHER, "three"))
    one = (await sender.due())[0]
    assert [call.params["text"] for call in await sender.due(skip_ids=[one.id, 999])] == [
        "two",
        "three",
    ]
    assert [call.params["text"] for call in await sender.due(skip_chats={CHAT})] == ["three"]


async def test_a_retry_holds_up_those_behind_it_in_its_chat(
    storage: Storage, clock: SetClock
) -> None:
    sender = Sender(storage, clock)
    await sender.put(to(text="one"), to(text="two"), to(OTHER, "three"))
    await sender.put(to(text="card", priority=Priority.CARD))
    one = (await sender.due())[0]
    until = clock.now() + timedelta(seconds=7)
    await sender.settle(one, Outcome.RETRY, until=until, reason="Too Many Requests")
    assert await sender.texts() == ["three"]
    assert await sender.texts(Priority.CARD) == ["card"]

    clock.advance(timedelta(seconds=7))
    assert await sender.texts() == ["one", "two", "three"]
    assert (await sender.due())[0].attempts == 1


async def test_what_is_for_later_holds_up_nobody(storage: Storage, clock: SetClock) -> None:
    sender = Sender(storage, clock)
    later = clock.now() + timedelta(hours=1)
    await sender.put(to(text="later", not_before=later), to(text="now"))
    assert await sender.texts() == ["now"]
    clock.advance(timedelta(hours=1))
    assert await sender.texts() == ["later", "now"]


async def test_what_was_sent_is_found_by_its_ref(storage: Storage, clock: SetClock) -> None:
    sender = Sender(storage, clock)
    await sender.put(to(text="card", ref="card"), to(OTHER, "gone"))
    card, gone = await sender.due()
    await storage.outbox_queue.record(
        [
            Delivery(card, Outcome.SENT, clock.now(), message_id=77, topic_id=5),
            Delivery(gone, Outcome.DEAD, clock.now(), reason="chat not found"),
        ]
    )
    assert await sender.due() == []
    assert await storage.outbox_queue.find_ref(BOT, CHAT, "card") == 77
    assert await storage.outbox_queue.find_ref(BOT, OTHER, "card") is None
    assert await storage.outbox_queue.find_ref(BOT + 1, CHAT, "card") is None
    assert (await storage.outbox_queue.depth())["dead"] == 1


async def test_recording_twice_changes_nothing(storage: Storage, clock: SetClock) -> None:
    sender = Sender(storage, clock)
    await sender.put(to(ref="card"))
    (call,) = await sender.due()
    await sender.settle(call, Outcome.SENT, message_id=77)
    await sender.settle(call, Outcome.SENT, message_id=77)
    await sender.settle(call, Outcome.RETRY, until=clock.now())
    await sender.settle(call, Outcome.DEAD, reason="too late")
    assert await sender.due() == []
    assert await storage.outbox_queue.find_ref(BOT, CHAT, "card") == 77
    assert (await storage.outbox_queue.depth())["dead"] == 0


async def test_a_card_that_changes_while_it_waits_is_sent_once(
    storage: Storage, clock: SetClock
) -> None:
    sender = Sender(storage, clock)

    def card(text: str, chat_id: int = CHAT) -> Outgoing:
        return to(chat_id, text, coalesce="card:1")

    await sender.put(card("open"), to(text="between"), card("open", OTHER))
    await sender.put(card("claimed"), card("answered"))
    await sender.put(to(text="last", coalesce="card:2"))
    assert await sender.texts() == ["between", "open", "answered", "last"]


async def test_an_edit_does_not_supersede_the_message_it_edits(
    storage: Storage, clock: SetClock
) -> None:
    sender = Sender(storage, clock)
    await sender.put(to(text="card", ref="card", coalesce="c"))
    for words in ("claimed", "answered"):
        edit = EditText("card", Plain(words))
        await sender.put(Outgoing(PLACE, edit, "en", coalesce="c"))
    calls = await sender.due()
    assert [call.method for call in calls] == ["sendMessage", "editMessage"]
    assert calls[1].params == {"ref": "card"}
    await sender.put(to(text="card anew", ref="card", coalesce="c"))
    assert await sender.texts() == ["card anew"]


async def test_a_superseded_call_stays_so_unless_it_was_sent(
    storage: Storage, clock: SetClock
) -> None:
    sender = Sender(storage, clock)
    await sender.put(to(text="old", coalesce="c"))
    (old,) = await sender.due()
    await sender.put(to(text="new", coalesce="c"))
    await sender.settle(old, Outcome.RETRY, until=clock.now())
    assert await sender.texts() == ["new"]
    await sender.settle(old, Outcome.SENT, message_id=5)
    assert await sender.texts() == ["new"]


async def test_what_may_be_sent_once_only_is_unknown_after_a_crash(
    storage: Storage, clock: SetClock
) -> None:
    sender = Sender(storage, clock)
    await sender.put(
        to(text="survey", at_most_once=True), to(OTHER, "survey", at_most_once=True), to(text="r")
    )
    calls = await sender.due()
    await storage.outbox_queue.starting(calls)
    assert await sender.texts() == ["r"]
    await sender.settle(calls[1], Outcome.SENT, message_id=9)
    assert (await storage.outbox_queue.depth())["sending"] == 1

    assert await storage.outbox_queue.recover(BOT + 1) == 0
    assert await storage.outbox_queue.recover(BOT) == 1
    assert await sender.texts() == ["r"]
    assert await storage.outbox_queue.depth() == {
        "waiting": 1,
        "sending": 0,
        "dead": 0,
        "unknown": 1,
    }


async def test_what_was_refused_for_now_may_be_sent_once_more(
    storage: Storage, clock: SetClock
) -> None:
    sender = Sender(storage, clock)
    await sender.put(to(text="survey", at_most_once=True))
    (call,) = await sender.due()
    await storage.outbox_queue.starting([call])
    await sender.settle(call, Outcome.RETRY, until=clock.now(), reason="Too Many Requests")
    assert await sender.texts() == ["survey"]


async def test_nothing_more_waits_for_a_chat_that_blocked_us(
    storage: Storage, clock: SetClock
) -> None:
    sender = Sender(storage, clock)
    await sender.put(
        to(text="one"), to(text="two", priority=Priority.BROADCAST), to(OTHER, "three")
    )
    await storage.outbox_queue.mark_blocked(BOT, CHAT)
    assert await sender.texts() == ["three"]
    assert await sender.texts(Priority.BROADCAST) == []
    assert (await storage.outbox_queue.depth())["dead"] == 2

    await sender.put(to(text="four"), to(OTHER, "five"))
    assert [(one.params["text"], one.to_blocked) for one in await sender.due()] == [
        ("three", False),
        ("four", True),
        ("five", False),
    ]
    async with storage.works.alone() as work:
        await work.owners.set_blocked(PLACE, blocked=False)
    assert not any(one.to_blocked for one in await sender.due())


async def test_a_block_is_of_one_bot(storage: Storage, clock: SetClock) -> None:
    await storage.outbox_queue.mark_blocked(BOT + 1, CHAT)
    sender = Sender(storage, clock)
    await sender.put(to())
    assert not (await sender.due())[0].to_blocked


async def test_a_group_that_became_a_supergroup_gets_what_waits_for_it(
    storage: Storage, clock: SetClock
) -> None:
    sender = Sender(storage, clock)
    old, fresh = -500, -100_500
    await sender.put(to(old, "sent", ref="card"), to(old, "waiting"), to(text="elsewhere"))
    sent = (await sender.due())[0]
    await sender.settle(sent, Outcome.SENT, message_id=3)
    async with storage.works.alone() as work:
        await work.dialogs.open(
            Place(BOT, old), 1, "note", "text", {}, expires_at=clock.now() + timedelta(hours=1)
        )
    await storage.outbox_queue.migrate(BOT, old, fresh)
    await storage.outbox_queue.migrate(BOT, old, fresh)

    assert [(one.place.chat_id, one.params["text"]) for one in await sender.due()] == [
        (fresh, "waiting"),
        (CHAT, "elsewhere"),
    ]
    assert (await storage.reads.caller(Place(BOT, fresh), 1)).dialog is not None
    assert (await storage.reads.caller(Place(BOT, old), 1)).dialog is None
    # message 3 of the supergroup is not the message 3 that the group had
    assert await storage.outbox_queue.find_ref(BOT, fresh, "card") is None
