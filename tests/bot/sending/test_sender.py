"""The sender over the real outbox, on both databases, with a Telegram of a few lines."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.rendering.catalog import Catalog
from bot.rendering.renderer import HtmlRenderer
from bot.sending.budget import Rates
from bot.sending.sender import GIVE_UP, Sender
from bot.telegram.answers import Answer, Verdict
from domain.incoming import Place
from domain.outgoing import Action, EditText, Outgoing, Priority, SendText
from domain.pipeline import QueuedCall
from domain.text import Html, Plain
from storage import Storage, open_storage
from tests.conftest import SetClock
from tests.databases import TestDatabase

BOT = 9
FAST = Rates(overall=1e6, chat=1e6, group=1e6, chat_burst=1)


@dataclass
class Telegram:
    """Takes calls; `verdicts` has answers for the first ones to a chat, then all is sent."""

    verdicts: dict[int, list[Answer]] = field(default_factory=dict)
    sent: list[tuple[int, str]] = field(default_factory=list)
    tried: list[tuple[int, str]] = field(default_factory=list)
    targets: list[int | None] = field(default_factory=list)
    gate: asyncio.Event | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def carry(self, call: QueuedCall) -> Answer:
        chat, words = call.place.chat_id, call.params.get("text", call.method)
        self.tried.append((chat, words))
        self.changed.set()
        if self.gate is not None:
            await self.gate.wait()
        waiting = self.verdicts.get(chat)
        if waiting:
            return waiting.pop(0)
        self.sent.append((chat, words))
        self.targets.append(call.params.get("message_id"))
        self.changed.set()
        return Answer(Verdict.SENT, message_ids=(1000 + len(self.sent),))

    async def until(self, met: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not met():
                self.changed.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.changed.wait(), 0.05)

    def to(self, chat: int) -> list[str]:
        return [words for where, words in self.sent if where == chat]


@pytest_asyncio.fixture
async def storage(database: TestDatabase, clock: SetClock) -> AsyncIterator[Storage]:
    async with open_storage(database.url, HtmlRenderer(Catalog.load()), clock) as opened:
        yield opened


@asynccontextmanager
async def sending(
    storage: Storage, telegram: Telegram, clock: SetClock, rates: Rates = FAST
) -> AsyncIterator[Sender]:
    sender = Sender(BOT, storage.outbox_queue, telegram.carry, storage.bell, clock, rates)
    task = asyncio.create_task(sender.run())
    try:
        yield sender
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await sender.drain()


async def put(
    storage: Storage, *words: str, chat: int = 7, priority: Priority = Priority.REPLY,
    coalesce: str | None = None, at_most_once: bool = False, ref: str | None = None,
    action: Action | None = None,
) -> None:  # fmt: skip
    async with storage.works.alone() as work:
        for one in words or ("",):
            await work.outbox.put(
                Outgoing(
                    Place(BOT, chat), action or SendText(Plain(one)), "en", priority=priority,
                    coalesce=coalesce, at_most_once=at_most_once, ref=ref,
                )
            )  # fmt: skip


async def depth(storage: Storage) -> dict[str, int]:
    found = await storage.outbox_queue.depth()
    return {state: count for state, count in found.items() if count}


async def test_order_within_a_chat_and_priority_over_all(storage: Storage, clock: SetClock) -> None:
    telegram = Telegram()
    await put(storage, "wave", chat=1, priority=Priority.BROADCAST)
    await put(storage, *(f"m{n}" for n in range(30)))
    async with sending(storage, telegram, clock):
        await telegram.until(lambda: len(telegram.sent) == 31)
    assert telegram.to(7) == [f"m{n}" for n in range(30)]
    assert await depth(storage) == {}


async def test_what_is_put_while_it_runs_is_sent(storage: Storage, clock: SetClock) -> None:
    telegram = Telegram()
    async with sending(storage, telegram, clock):
        for n in range(5):
            await put(storage, f"m{n}")
            await telegram.until(lambda n=n: len(telegram.sent) == n + 1)  # type: ignore[misc]
    assert telegram.to(7) == [f"m{n}" for n in range(5)]


async def test_a_passing_fault_is_tried_again_in_order(storage: Storage, clock: SetClock) -> None:
    again = Answer(Verdict.AGAIN, reason="Bad Gateway", unsure=True)
    telegram = Telegram({7: [again, again]})
    await put(storage, "a", "b")
    await put(storage, "x", chat=8)
    async with sending(storage, telegram, clock):
        await telegram.until(lambda: len(telegram.sent) == 3)
    assert telegram.to(7) == ["a", "b"]


async def test_429_holds_its_chat_only(storage: Storage, clock: SetClock) -> None:
    telegram = Telegram({7: [Answer(Verdict.WAIT, wait=1.0)]})
    await put(storage, "a", "b")
    await put(storage, *(f"x{n}" for n in range(5)), chat=8)
    async with sending(storage, telegram, clock):
        await telegram.until(lambda: len(telegram.sent) == 7)
    assert telegram.to(7) == ["a", "b"]
    assert [chat for chat, _ in telegram.sent[:5]] == [8] * 5


async def test_busy_groups_hold_up_nobody_else(storage: Storage, clock: SetClock) -> None:
    wait = Answer(Verdict.WAIT, wait=60)
    telegram = Telegram({-1: [wait], -2: [wait], -3: [wait]})
    for group in (-1, -2, -3):
        await put(storage, "card", chat=group)
    async with sending(storage, telegram, clock):
        await telegram.until(lambda: len(telegram.tried) == 3)
        await put(storage, "a")
        await telegram.until(lambda: telegram.to(7) == ["a"])


async def test_when_nobody_is_served_all_wait(storage: Storage, clock: SetClock) -> None:
    telegram = Telegram({chat: [Answer(Verdict.WAIT, wait=1)] for chat in range(1, 5)})
    for chat in range(1, 5):
        await put(storage, "x", chat=chat)
    async with sending(storage, telegram, clock):
        await telegram.until(lambda: len(telegram.tried) == 4)
        await put(storage, "a")
        await asyncio.sleep(0.5)
        assert len(telegram.tried) == 4
        await telegram.until(lambda: len(telegram.sent) == 5)


async def test_a_survey_that_telegram_put_off_is_still_sent_after_a_stop(
    storage: Storage, clock: SetClock
) -> None:
    telegram = Telegram({7: [Answer(Verdict.WAIT, wait=60)]})
    await put(storage, "survey", at_most_once=True)
    async with sending(storage, telegram, clock):
        await telegram.until(lambda: len(telegram.tried) == 1)
    assert await depth(storage) == {"waiting": 1}
    clock.advance(timedelta(seconds=1))
    async with sending(storage, telegram, clock):
        await telegram.until(lambda: telegram.to(7) == ["survey"])
    assert await depth(storage) == {}


async def test_who_blocked_us_is_marked_and_not_written_to(
    storage: Storage, clock: SetClock
) -> None:
    telegram = Telegram({7: [Answer(Verdict.BLOCKED, reason="bot was blocked by the user")]})
    await put(storage, "a", "b", "c")
    async with sending(storage, telegram, clock):
        await telegram.until(lambda: len(telegram.tried) == 1)
        await put(storage, "x", chat=8)
        await telegram.until(lambda: telegram.to(8) == ["x"])
    assert [chat for chat, _ in telegram.tried].count(7) == 1
    assert await depth(storage) == {"dead": 3}


async def test_a_group_that_migrates_is_followed(storage: Storage, clock: SetClock) -> None:
    telegram = Telegram({-5: [Answer(Verdict.MIGRATED, new_chat_id=-1005)]})
    await put(storage, "a", "b", chat=-5)
    async with sending(storage, telegram, clock):
        await telegram.until(lambda: len(telegram.sent) == 2)
    assert telegram.to(-1005) == ["a", "b"]


async def test_what_goes_once_goes_to_the_new_group(storage: Storage, clock: SetClock) -> None:
    telegram = Telegram({-5: [Answer(Verdict.MIGRATED, new_chat_id=-1005)]})
    await put(storage, "survey", chat=-5, at_most_once=True)
    async with sending(storage, telegram, clock):
        await telegram.until(lambda: len(telegram.sent) == 1)
    assert telegram.to(-1005) == ["survey"]
    assert await depth(storage) == {}


async def test_refused_markup_is_sent_as_plain_words(storage: Storage, clock: SetClock) -> None:
    telegram = Telegram({7: [Answer(Verdict.PLAIN, reason="can't parse entities")]})
    await put(storage, action=SendText(Html("<b>a &amp; b</b>")))
    async with sending(storage, telegram, clock):
        await telegram.until(lambda: len(telegram.sent) == 1)
    assert telegram.to(7) == ["a & b"]


async def test_what_is_refused_for_good_does_not_hold_up_the_next(
    storage: Storage, clock: SetClock
) -> None:
    telegram = Telegram({7: [Answer(Verdict.REFUSED, reason="chat not found")]})
    await put(storage, "a", "b")
    async with sending(storage, telegram, clock):
        await telegram.until(lambda: len(telegram.sent) == 1)
    assert telegram.to(7) == ["b"]
    assert await depth(storage) == {"dead": 1}


async def test_a_card_that_changes_while_it_waits_is_sent_once(
    storage: Storage, clock: SetClock
) -> None:
    telegram = Telegram(gate=asyncio.Event())
    async with sending(storage, telegram, clock):
        await put(storage, "first")
        await telegram.until(lambda: len(telegram.tried) == 1)
        for n in range(5):
            await put(storage, f"card {n}", coalesce="card")
        assert telegram.gate
        telegram.gate.set()
        await telegram.until(lambda: "card 4" in telegram.to(7))
    # one card may have been on its way already when the last was put
    assert telegram.to(7)[0] == "first"
    assert telegram.to(7)[-1] == "card 4"
    assert len(telegram.to(7)) <= 3


async def test_an_edit_finds_the_message_by_its_name(storage: Storage, clock: SetClock) -> None:
    telegram = Telegram()
    await put(storage, "card", ref="card:1")
    async with sending(storage, telegram, clock):
        await put(storage, action=EditText("card:1", Plain("changed")))
        await telegram.until(lambda: len(telegram.sent) == 2)
    async with sending(storage, telegram, clock):  # as after a restart
        await put(storage, action=EditText("card:1", Plain("changed again")))
        await telegram.until(lambda: len(telegram.sent) == 3)
    assert telegram.targets == [None, 1001, 1001]


async def test_an_edit_of_what_was_never_sent_is_a_dead_letter(
    storage: Storage, clock: SetClock
) -> None:
    telegram = Telegram()
    await put(storage, action=EditText("card:1", Plain("changed")))
    await put(storage, "next")
    async with sending(storage, telegram, clock):
        await telegram.until(lambda: len(telegram.sent) == 1)
    assert telegram.to(7) == ["next"]
    assert await depth(storage) == {"dead": 1}


@pytest.mark.parametrize(
    ("unsure", "tries", "left"), [(True, 1, {"unknown": 1}), (False, 2, {})]
)  # fmt: skip
async def test_a_survey_is_never_asked_twice(
    storage: Storage, clock: SetClock, unsure: bool, tries: int, left: dict[str, int]
) -> None:
    telegram = Telegram({7: [Answer(Verdict.AGAIN, reason="timed out", unsure=unsure)]})
    await put(storage, "survey", at_most_once=True)
    async with sending(storage, telegram, clock):
        await put(storage, "x", chat=8)
        await telegram.until(lambda: len(telegram.sent) == 2 - bool(left))
    assert len([chat for chat, _ in telegram.tried if chat == 7]) == tries
    assert await depth(storage) == left


async def test_a_crash_in_the_middle_of_a_survey_leaves_it_unknown(
    storage: Storage, clock: SetClock
) -> None:
    telegram = Telegram(gate=asyncio.Event())
    await put(storage, "survey", at_most_once=True)
    sender = Sender(BOT, storage.outbox_queue, telegram.carry, storage.bell, clock, FAST)
    task = asyncio.create_task(sender.run())
    await telegram.until(lambda: len(telegram.tried) == 1)
    task.cancel()  # and no drain: as if the process was gone
    await asyncio.wait([task])
    after = Telegram()
    async with sending(storage, after, clock):
        await put(storage, "x", chat=8)
        await after.until(lambda: len(after.sent) == 1)
    assert after.to(7) == []
    assert await depth(storage) == {"unknown": 1}
    assert telegram.gate
    telegram.gate.set()
    await sender.drain()


async def test_after_a_day_a_reply_is_given_up(storage: Storage, clock: SetClock) -> None:
    telegram = Telegram({7: [Answer(Verdict.AGAIN, reason="Bad Gateway")] * 2})
    await put(storage, "a")
    clock.advance(GIVE_UP + timedelta(hours=1))
    async with sending(storage, telegram, clock):
        await put(storage, "b")
        await telegram.until(lambda: len(telegram.sent) == 1)
    assert telegram.to(7) == ["b"]


async def test_a_crowd_of_messages_to_one_chat_starves_nobody(
    storage: Storage, clock: SetClock
) -> None:
    telegram = Telegram()
    await put(storage, *(f"m{n}" for n in range(700)))
    await put(storage, "x", chat=8)
    async with sending(storage, telegram, clock):
        await telegram.until(lambda: telegram.to(8) == ["x"])
        assert len(telegram.to(7)) < 700
        await telegram.until(lambda: len(telegram.to(7)) == 700)
    assert telegram.to(7) == [f"m{n}" for n in range(700)]


async def test_an_owners_reply_does_not_wait_behind_others_floods(
    storage: Storage, clock: SetClock
) -> None:
    telegram = Telegram()
    for chat in range(100, 140):
        await put(storage, *(f"m{n}" for n in range(25)), chat=chat)
    await put(storage, "x", chat=8)
    async with sending(storage, telegram, clock, Rates(overall=200, chat=1e6, group=1e6)):
        await telegram.until(lambda: telegram.to(8) == ["x"])
    assert len(telegram.sent) < 200, "it was queued behind a thousand"
