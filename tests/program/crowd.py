"""Many owners who ask at once, and whether every one of them was answered as they should be."""

import asyncio
import os
import random
from collections import Counter, defaultdict
from dataclasses import dataclass

from sandbox.client_types import CallRecord
from sandbox.entities import parse_html
from tests.program.process import PATIENCE, until
from tests.program.questions import ANSWERS
from tests.program.rows import count, rows
from tests.program.stage import Stage

SEED = int(os.environ.get("SEED") or random.randrange(10**6))
QUESTIONS = tuple(ANSWERS)[:27]
"""Their number and that of the owners have no common divisor: nobody asks the same twice."""

_EVERYTHING = 20_000


@dataclass(frozen=True)
class Repeat:
    """An answer that came again. `first` is when Telegram accepted it for the first time."""

    chat: int
    first: float
    again: float


class Crowd:
    """`owners` people, each with `each` questions, in an order that is known."""

    def __init__(self, stage: Stage, owners: int, each: int, first: int = 10_000_000) -> None:
        self.stage = stage
        self.owners = owners
        self.each = each
        self._first = first

    @property
    def size(self) -> int:
        """How many questions there are."""
        return self.owners * self.each

    @property
    def _chats(self) -> str:
        return f"chat_id >= {self._first} AND chat_id < {self._first + self.owners}"

    def expected(self) -> dict[int, list[str]]:
        """Return every chat's answers, in order."""
        texts = [QUESTIONS[number % len(QUESTIONS)] for number in range(self.size)]
        return {
            self._first + owner: [ANSWERS[text] for text in texts[owner :: self.owners]]
            for owner in range(self.owners)
        }

    async def ask(self, rate: float = 0) -> None:
        """Let them all ask; so many a second, or all at once."""
        await self.stage.client.load(
            self.owners, each=self.each, rate=rate, texts=list(QUESTIONS), first_user=self._first
        )

    async def sent(self) -> list[CallRecord]:
        """Return the sends to them that Telegram accepted, in order."""
        calls = await self.stage.client.calls(method="sendMessage", limit=_EVERYTHING)
        chats = range(self._first, self._first + self.owners)
        return [call for call in calls if call.status == 200 and call.chat in chats]

    async def answers(self, count: int, after: int = 0, seconds: float = PATIENCE) -> None:
        """Wait for so many sends after the one of that number, accepted or not."""
        calls = await self.stage.client.calls(
            method="sendMessage", after=after, count=count, wait=seconds, limit=_EVERYTHING
        )
        assert len(calls) >= count, f"{len(calls)} of {count} answers in {seconds} s"

    async def all_answered(self, seconds: float = PATIENCE) -> None:
        """Wait until everybody has every answer, and the program has noted that they have."""

        async def every_answer() -> bool:
            return len({(call.chat, call.params["text"]) for call in await self.sent()}) >= size

        async def every_note() -> bool:
            return not await count(
                self.stage.database, f"outbox WHERE {self._chats} AND state <> 'sent'"
            )

        size = self.size
        try:
            await until(every_answer, seconds)
            await until(every_note, seconds)
        except TimeoutError:
            raise AssertionError(await self._state()) from None

    async def _state(self) -> str:
        """Tell where everything is, for a test that fails."""
        database = self.stage.database
        got = len({(call.chat, call.params["text"]) for call in await self.sent()})
        updates = await rows(database, "SELECT state, count(*) FROM updates GROUP BY 1")
        outbox = await rows(database, "SELECT state, reason, count(*) FROM outbox GROUP BY 1, 2")
        return (
            f"{got} of {self.size} questions answered (seed {SEED}); "
            f"Telegram: {await self.stage.client.updates()}; updates: {updates}; "
            f"outbox: {outbox}; the log:\n{self.stage.bot.log[-3000:]}"
        )

    async def check(self) -> list[Repeat]:
        """Check that every answer came, in order; returns what came more than once."""
        heard: dict[int, list[CallRecord]] = defaultdict(list)
        for call in await self.sent():
            heard[int(call.chat or 0)].append(call)
        repeats: list[Repeat] = []
        for chat, wanted in self.expected().items():
            got = [parse_html(call.params["text"])[0] for call in heard[chat]]
            assert list(dict.fromkeys(got)) == wanted, f"chat {chat}, seed {SEED}: {got}"
            last: dict[str, float] = {}
            for call in heard[chat]:
                text = call.params["text"]
                if text in last:
                    repeats.append(Repeat(chat, last[text], call.at))
                last[text] = call.at
        return repeats

    async def check_rows(self) -> None:
        """Check that every question had its effect in the database once."""
        database, chats = self.stage.database, self._chats
        assert await count(database, f"questions WHERE {chats}") == self.size
        assert await count(database, f"outbox WHERE {chats}") == self.size
        assert await count(database, "updates WHERE state <> 'done'") == 0
        per_chat = await rows(
            database,
            f"SELECT chat_id, count(DISTINCT text) FROM questions WHERE {chats} GROUP BY 1",
        )
        assert Counter(dict(per_chat)) == dict.fromkeys(self.expected(), self.each)


async def at_a_random_moment(crowd: Crowd, dice: random.Random, most: int = 110) -> None:
    """Wait until some more answers are out, `most` at most, and a moment longer."""
    before = await crowd.sent()
    await crowd.answers(dice.randint(10, most), after=before[-1].n if before else 0)
    await asyncio.sleep(dice.uniform(0, 0.05))
