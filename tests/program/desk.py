"""A bot whose desk works in a forum: the chief, the agents, and what the group shows."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sandbox import Entry, Person, Rates, Sandbox
from tests.databases import TestDatabase
from tests.program.process import PATIENCE, BotProcess, until
from tests.program.questions import UNKNOWN, fill
from tests.program.rows import rows
from tests.program.stage import NO_LIMITS, TOKEN, UNLIMITED, Stage, environment
from tests.program.words import button

LONG = 240.0
"""Seconds that a step may take while the bot is killed over and over."""

NUMBER = re.compile(r"\b[A-Z]-\d{4}-\d{6}\b")


@dataclass(frozen=True)
class Desk:
    """The bot, and the forum in which its desk works."""

    stage: Stage
    group: int
    chief: Person
    """Who is named in ADMIN_IDS."""
    agents: Sequence[Person] = ()
    """Who was appointed, and is in the group."""

    async def hears(self, after: int, count: int, wait: float = PATIENCE) -> list[Entry]:
        """Return what the bot sent to the group after a cursor, once there is so much."""
        return await self.stage.client.wait(after, chat=self.group, count=count, wait=wait)

    async def now(self) -> int:
        """Return the cursor of the last message in the group, 0 if there is none."""
        said = await self.stage.client.messages(self.group)
        return max((one.cursor for one in said), default=0)

    async def said(self, thread: int | None = None) -> list[Entry]:
        """Return all that stands in the group, or in a topic of it: the bot's and the staff's."""
        return await self.stage.client.messages(self.group, thread=thread, limit=5000, deleted=0)

    async def sees(
        self, wanted: Callable[[Entry], bool], *, thread: int | None = None, seconds: float = LONG
    ) -> Entry:
        """Wait until the bot has said it in the group; returns the newest such message."""
        return await _newest(lambda: self.said(thread), wanted, seconds)

    async def owner_sees(
        self, owner: Person, wanted: Callable[[Entry], bool], seconds: float = LONG
    ) -> Entry:
        """Wait until the bot has said it to the owner; returns the newest such message."""
        return await _newest(lambda: owner.transcript(limit=1000), wanted, seconds)

    async def card_of(self, number: str, seconds: float = LONG) -> Entry:
        """Wait for a case's card; returns the newest that stands."""
        return await self.sees(lambda one: is_card(one, number), seconds=seconds)

    async def case_of(self, owner: Person) -> int:
        """Return the id of the owner's newest case."""
        of_owner = f"SELECT max(id) FROM cases WHERE owner_chat_id = {owner.id}"
        [(case,)] = await rows(self.stage.database, of_owner)
        return int(case)


def is_card(entry: Entry, number: str) -> bool:
    """Whether a message is the card of a case, whatever its state."""
    return entry.from_bot and entry.text.startswith(number) and bool(entry.buttons)


async def _newest(
    read: Callable[[], Awaitable[list[Entry]]], wanted: Callable[[Entry], bool], seconds: float
) -> Entry:
    found: list[Entry] = []

    async def there() -> bool:
        found[:] = [one for one in await read() if one.from_bot and wanted(one)]
        return bool(found)

    await until(there, seconds, every=0.2)
    return found[-1]


@asynccontextmanager
async def desk_staged(
    folder: Path,
    database: TestDatabase,
    mode: str = "polling",
    *,
    agents: int = 0,
    rates: Rates = NO_LIMITS,
    settings: dict[str, str] = UNLIMITED,
) -> AsyncIterator[Desk]:
    """Set up a bot with a desk's forum and so many agents; leaves no process behind."""
    await fill(database.url)
    async with Sandbox.serve([TOKEN], rates=rates) as sandbox:
        chief = await sandbox.client.user("Chief")
        staff = [await sandbox.client.user(f"Agent {number}") for number in range(agents)]
        group = await sandbox.client.group("Desk", is_forum=True, members=staff)
        environs = environment(
            folder, sandbox.url, database, mode, STAFF_CHAT_ID=str(group), ADMIN_IDS=str(chief.id)
        )
        bot = BotProcess(folder, environs | settings)
        desk = Desk(Stage(sandbox, database, bot), group, chief, staff)
        try:
            await bot.start()
            await appoint(desk)
            yield desk
        finally:
            bot.close()


async def appoint(desk: Desk) -> None:
    """Let the chief appoint the agents; returns once they are."""
    for agent in desk.agents:
        await desk.chief.send(f"/appoint {agent.id} main agent")
        asked = await desk.chief.reply(wait=PATIENCE)
        await desk.chief.tap(data=button(asked, "appoint:yes"), message=asked)


async def with_case(desk: Desk, name: str, question: str = UNKNOWN) -> tuple[Person, Entry, Entry]:
    """Let somebody new ask for a person; returns them, their receipt, and the card."""
    owner = await desk.stage.person(name)
    await owner.send(question)
    reply = await owner.reply(wait=PATIENCE)
    await owner.tap(data=button(reply, "person:no:"), message=reply, wait=0)
    receipt = await owner.reply(wait=PATIENCE)
    return owner, receipt, await desk.card_of(number_in(receipt))


def number_in(entry: Entry) -> str:
    """Return the case number that a message names."""
    found = NUMBER.search(entry.text)
    assert found, f"no case number in {entry.text!r}"
    return found.group()


async def settled(desk: Desk, seconds: float = PATIENCE) -> None:
    """Wait until the program has nothing left to do: no update, no call, no job that is due."""
    database = desk.stage.database

    async def nothing_left() -> bool:
        # one statement: work moves from table to table
        [(left,)] = await rows(database, f"SELECT {' + '.join(f'({one})' for one in _LEFT)}")
        return not left

    await desk.stage.client.idle(seconds)
    try:
        await until(nothing_left, seconds)
    except TimeoutError:
        tables = {
            table: await rows(database, f"SELECT {column}, count(*) FROM {table} GROUP BY 1")
            for table, column in (("updates", "state"), ("outbox", "state"), ("timers", "kind"))
        }
        raise AssertionError(f"{tables}; the log:\n{desk.stage.bot.log[-3000:]}") from None


_SOON = (
    "case_in_room", "case_told", "case_album", "case_edit", "staff_album", "staff_reply_done",
    "topic_twin",
)  # fmt: skip
"""Jobs of the next seconds; others (reminders, deadlines) may be days away."""

_LEFT = (
    "SELECT count(*) FROM updates WHERE state = 'pending'",
    "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')",
    f"SELECT count(*) FROM timers WHERE kind IN {_SOON}",
)
