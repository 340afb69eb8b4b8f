"""What was given up is listed with its reason, and sent once more when an operator says so."""

from datetime import timedelta

from domain.pipeline import Outcome
from storage import Storage
from tests.conftest import SetClock
from tests.storage.test_outbox import Sender
from tests.storage.updates import BOT, CHAT, to


async def test_what_was_given_up_is_listed_and_can_be_tried_again(
    storage: Storage, clock: SetClock
) -> None:
    sender = Sender(storage, clock)
    await sender.put(to(text="one"), to(text="two"), to(text="three"))
    one, two, three = await sender.due()
    await sender.settle(one, Outcome.DEAD, reason="Bad Request: chat not found")
    await sender.settle(two, Outcome.SENT, message_id=5)
    await sender.settle(three, Outcome.UNKNOWN, reason="the connection broke")
    newest, oldest = await storage.undelivered.latest(10)
    assert (newest.id, newest.is_unknown, newest.reason) == (three.id, True, "the connection broke")
    assert (oldest.id, oldest.method, oldest.is_unknown) == (one.id, "sendMessage", False)
    assert (oldest.place.bot_id, oldest.place.chat_id) == (BOT, CHAT)
    assert [call.id for call in await storage.undelivered.latest(1)] == [three.id]

    assert await storage.undelivered.retry(one.id)
    assert [call.id for call in await sender.due()] == [one.id]
    assert [call.id for call in await storage.undelivered.latest(10)] == [three.id]
    for other in (one.id, two.id, three.id, 999):
        assert not await storage.undelivered.retry(other)


async def test_what_has_no_text_any_more_is_not_tried_again(
    storage: Storage, clock: SetClock
) -> None:
    sender = Sender(storage, clock)
    await sender.put(to(text="one"))
    (call,) = await sender.due()
    await sender.settle(call, Outcome.DEAD, reason="gone")
    async with storage.works.alone() as work:
        assert await work.housekeeping.prune_outbox(clock.now() + timedelta(days=1)) == 1
    assert not await storage.undelivered.retry(call.id)
