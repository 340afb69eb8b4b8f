"""A busy desk: many cases in one group, which Telegram lets a bot write to 20 times a minute.

Both rates are the true ones: 30 owners write twice a minute each, staff answer ten times a minute.
So three owners' messages come for each message that may go into the group. The local server counts
and refuses as Telegram does.
"""

import asyncio
import re
import sqlite3
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sandbox.client import SandboxClient
from sandbox.client_types import CallRecord, Entry
from sandbox.person import Person
from tests.bench.bots import SQLITE_TOKEN, Ownerline, takes_updates
from tests.bench.child import Failed
from tests.bench.loads import quantile
from tests.bench.options import Options
from tests.bench.report import Figure, Report, Table, at_most
from tests.bench.server import Server, serving

_CASES = 30
_OWNER_MESSAGES_A_MINUTE = 2 * _CASES
_REPLIES_A_MINUTE = 10
_AGENTS = 5
_TRUE_RATES = {"OWNERLINE_SEND_RATE": "", "OWNERLINE_CHAT_RATE": "", "OWNERLINE_GROUP_RATE": ""}
_PATIENCE = 900.0
_MARK = re.compile(r"\b[os]\d{4}\b")
_WORDS = (
    "It came back this morning on the way to work.",
    "Only when it is cold.",
    "The workshop said to wait, and now the light is on as well.",
    "No, the other side.",
    "Thanks, I will look at it tonight and tell you what I see.",
)


_FREE = ("setMessageReaction", "deleteMessages")
_NAMED = f"{_CASES} cases, {_OWNER_MESSAGES_A_MINUTE} messages a minute, one group"


@dataclass(frozen=True, slots=True)
class _Delay:
    """A message written at a time (Unix seconds) that took so many seconds."""

    at: float
    seconds: float


@dataclass(slots=True)
class _Case:
    owner: Person
    agent: Person
    number: int
    thread: int = 0


@dataclass(slots=True)
class _Desk:
    """Who is there, and when which message was written, by its mark."""

    client: SandboxClient
    group: int
    cases: list[_Case]
    written: dict[str, float] = field(default_factory=dict)


async def measure_group(options: Options, report: Report, folder: Path) -> None:
    """Open the cases without limits, then let everybody write with limits on."""
    async with serving([SQLITE_TOKEN], folder) as server:
        chief = await server.client.user("Chief")
        agents = [await server.client.user(f"Agent {number}") for number in range(_AGENTS)]
        group = await server.client.group("Desk", is_forum=True, members=agents)
        own = {"OWNERLINE_STAFF_CHAT_ID": str(group), "OWNERLINE_ADMIN_IDS": str(chief.id)}
        home = folder / "group"
        ownerline = Ownerline(SQLITE_TOKEN, server.url, home, more=own)
        await ownerline.started()
        try:
            desk = await _opened(server, group, chief, agents)
        finally:
            ownerline.process.stop()
        await server.client.rates(enabled=True)
        ownerline = Ownerline(SQLITE_TOKEN, server.url, home, more=own | _TRUE_RATES)
        await ownerline.started()
        try:
            await _measure(options, report, desk, ownerline)
        finally:
            ownerline.process.stop()


async def _opened(server: Server, group: int, chief: Person, agents: Sequence[Person]) -> _Desk:
    client = server.client
    for agent in agents:
        await chief.send(f"/appoint {agent.id} main agent")
        asked = await chief.reply(wait=60)
        yes = next(one.data for one in asked.all_buttons if "yes" in (one.data or ""))
        await chief.tap(data=yes, message=asked)
    cases = []
    for number in range(_CASES):
        owner = await client.user(f"Owner {number}")
        await owner.send(f"/person case {number:04d} it squeaks")
        cases.append(_Case(owner, agents[number % _AGENTS], number))
    for case in cases:
        card = await _card(client, group, f"case {case.number:04d}")
        case.thread = card.thread or 0
        claim = next(one.data for one in card.all_buttons if "claim" in (one.data or ""))
        await case.agent.tap(data=claim, message=card, wait=0)
    for case in cases:
        # the receipt, and who looks after it: from now on the bot itself is silent
        heard = await case.owner.replies(2, wait=60)
        if not any("Agent" in one.text for one in heard):
            raise Failed(f"case {case.number} was not claimed")
    await _quiet(client)
    return _Desk(client, group, cases)


async def _card(client: SandboxClient, group: int, words: str) -> Entry:
    for _ in range(600):
        for one in await client.messages(group, limit=2000):
            if one.from_bot and words in one.text and any(one.all_buttons):
                return one
        await asyncio.sleep(0.2)
    raise Failed(f"no card with {words!r} has come")


async def _quiet(client: SandboxClient) -> None:
    """Wait until the bot has made no call for a while."""
    await client.idle(120)
    last = -1
    while (made := [one.n for one in await client.calls(limit=1)]) != [last]:
        last = made[-1] if made else -1
        await asyncio.sleep(3)


async def _measure(options: Options, report: Report, desk: _Desk, ownerline: Ownerline) -> None:
    client, seconds = desk.client, options.group_seconds
    await takes_updates(ownerline.process, SQLITE_TOKEN, client)
    before = (await client.calls(limit=1))[-1].n
    began = time.time()
    await asyncio.gather(_owners_write(desk, seconds), _staff_write(desk, seconds))
    calls = await _delivered(desk, before)
    to_topics, to_owners = (_delays(desk, calls, letter) for letter in "os")
    report.add(
        Figure(f"{_NAMED}: refused (429)", sum(one.status == 429 for one in calls), "", at_most(0)),
        Figure(f"{_NAMED}: out of order", _out_of_order(calls), "", at_most(0)),
        Figure(f"{_NAMED}: lost", len(desk.written) - len(to_topics + to_owners), "", at_most(0)),
        Figure(f"{_NAMED}: to a topic, p95", _quantile(to_topics, 0.95), "s"),
        Figure(
            f"{_NAMED}: meanwhile from staff to an owner, p95",
            _quantile(to_owners, 0.95), "s", at_most(1),
        ),
    )  # fmt: skip
    last = [one for one in to_topics if one.at > began + seconds - 60]
    rows = [
        _row("from an owner to the case's topic", to_topics),
        _row("of these, written in the last minute", last),
        _row("from staff to the owner", to_owners),
    ]
    title = f"{_NAMED}: delays over {seconds / 60:.0f} minutes, in s"
    report.tables.append(Table(title, ("what", "messages", "p50", "p95", "longest"), rows))
    report.note(_told(desk, calls, len(to_topics), began, _card_changes(ownerline, began)))


def _told(
    desk: _Desk, calls: Sequence[CallRecord], owners: int, began: float, cards: dict[str, int]
) -> str:
    there = [one for one in calls if one.chat == desk.group and one.status == 200]
    shown = [one for one in there if one.method not in _FREE]
    texts = [one for one in there if _marks(one)]
    minutes = (max(one.at for one in texts) - began) / 60
    return (
        f"the busy group got {len(shown)} calls that count in {minutes:.1f} minutes"
        f" ({len(shown) / minutes:.1f} a minute): {owners} messages of owners in {len(texts)}"
        f" ({owners / len(texts):.1f} in one); of {sum(cards.values())} changes of cards"
        f" {cards.get('sent', 0)} were sent, as the last of several or alone"
    )


async def _owners_write(desk: _Desk, seconds: int) -> None:
    async for number in _paced(_OWNER_MESSAGES_A_MINUTE, seconds):
        case = desk.cases[number % _CASES]
        mark = f"o{number:04d}"
        desk.written[mark] = time.time()
        await case.owner.send(f"{mark} {_WORDS[number % len(_WORDS)]}")


async def _staff_write(desk: _Desk, seconds: int) -> None:
    async for number in _paced(_REPLIES_A_MINUTE, seconds):
        case = desk.cases[number * 7 % _CASES]
        mark = f"s{number:04d}"
        desk.written[mark] = time.time()
        words = f"{mark} {_WORDS[number % len(_WORDS)]}"
        await case.agent.send(words, chat=desk.group, thread=case.thread)


async def _paced(a_minute: int, seconds: int) -> AsyncIterator[int]:
    """Count at a steady rate for so long."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    for number in range(a_minute * seconds // 60):
        await asyncio.sleep(max(0.0, began + number * 60 / a_minute - loop.time()))
        yield number


async def _delivered(desk: _Desk, after: int) -> list[CallRecord]:
    """Wait until every word has arrived; returns the calls since then, refused ones, too."""
    end = time.monotonic() + _PATIENCE
    while True:
        calls = await desk.client.calls(after=after, limit=20_000)
        missing = desk.written.keys() - {mark for one in calls for mark in _marks(one)}
        if not missing or time.monotonic() > end:
            return calls
        await asyncio.sleep(1)


def _marks(call: CallRecord) -> list[str]:
    """Return what an accepted message says that we look for."""
    is_message = call.status == 200 and call.method == "sendMessage"
    return _MARK.findall(str(call.params["text"])) if is_message else []


def _delays(desk: _Desk, calls: Sequence[CallRecord], letter: str) -> list[_Delay]:
    arrived: dict[str, float] = {}
    for call in calls:
        for mark in _marks(call):
            arrived.setdefault(mark, call.at)
    return [
        _Delay(at, arrived[mark] - at)
        for mark, at in desk.written.items()
        if mark in arrived and mark.startswith(letter)
    ]


def _out_of_order(calls: Sequence[CallRecord]) -> int:
    """Count the owners' messages that came after a later one of the same case."""
    latest: dict[int, int] = {}
    wrong = 0
    for call in calls:
        for mark in _marks(call):
            number = int(mark[1:])
            if mark.startswith("o"):
                wrong += latest.get(number % _CASES, -1) > number
                latest[number % _CASES] = number
    return wrong


def _row(what: str, delays: Sequence[_Delay]) -> tuple[str, ...]:
    found = [_quantile(delays, share) for share in (0.5, 0.95, 1.0)]
    return (what, str(len(delays)), *(f"{one:.1f}" for one in found))


def _quantile(delays: Sequence[_Delay], share: float) -> float:
    return quantile(sorted(one.seconds for one in delays), share) if delays else 0.0


def _card_changes(ownerline: Ownerline, since: float) -> dict[str, int]:
    """Return how many changes of cards were sent, and how many others stood for."""
    [file] = ownerline.data.glob("*.db")
    at = datetime.fromtimestamp(since, UTC).strftime("%Y-%m-%d %H:%M:%S")
    query = (
        "SELECT state, count(*) FROM outbox"
        " WHERE coalesce LIKE 'card:%' AND created_at >= ? GROUP BY state"
    )
    with closing(sqlite3.connect(file, timeout=30)) as connection:
        return dict(connection.execute(query, (at,)).fetchall())
