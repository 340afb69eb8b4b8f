"""What the tour's steps are played with: saying, tapping, hearing, and printing all of it."""

import asyncio
import contextlib

import click

from bot.demo.world import World
from bot.rendering.catalog import Catalog
from sandbox.client import Entry, Person

WAIT_SECONDS = 30.0
_MOST_MESSAGES = 50


class WentWrong(Exception):
    """A step did not come out as it should."""


class Stage:
    """Plays and prints. A reply is known by its buttons and words."""

    def __init__(self, world: World, catalog: Catalog) -> None:
        self.world = world
        self.card: Entry | None = None
        """The card of Ann's case, once she has one."""
        self._catalog = catalog
        self._seen = 0
        self._names = {
            world.ann.id: "Ann",
            world.mei.id: "梅 (Mei)",
            world.lin.id: "Lin",
            world.wu.id: "Wu",
        }

    async def ask(self, who: Person, words: str) -> Entry:
        """Say something in private and return the first reply."""
        await self.say(who, words)
        return await self.hear(who)

    async def say(self, who: Person, words: str, *, topic: int | None = None) -> Entry:
        """Say something in private, or in a topic of the desk's group."""
        _print(self._name(who), words, "cyan")
        if topic is None:
            return await who.send(words)
        return await who.send(words, chat=self.world.desk, thread=topic)

    async def hear(self, who: Person, count: int = 1, *, edits: bool = False) -> Entry:
        """Wait for so many replies (or changes of earlier ones) in private; return the last."""
        for reply in await who.replies(count, wait=WAIT_SECONDS, edits=edits):
            _print_reply(reply)
            last = reply
        return last

    async def hear_of(self, who: Person, words: str) -> Entry:
        """Wait for a reply, or a change of one, with these words; print and return it."""
        for _ in range(_MOST_MESSAGES):
            for reply in await who.replies(1, wait=WAIT_SECONDS, edits=True):
                if words in reply.text:
                    _print_reply(reply)
                    return reply
        raise WentWrong(f"{self._name(who)} should read {words!r}")

    async def starts(self, who: Person) -> None:
        """Open the chat."""
        _print(self._name(who), "/start", "cyan")
        await who.start()

    async def desk_sees(self, words: str, *, topic: int | None = None) -> Entry:
        """Wait until the desk's group shows a message of the bot with these words."""
        client, desk, after = self.world.ann.client, self.world.desk, self._seen
        for _ in range(_MOST_MESSAGES):
            found = await client.wait(after, chat=desk, thread=topic, wait=WAIT_SECONDS)
            for entry in found:
                after = entry.cursor
                if words in entry.text:
                    _print_reply(entry, "→ desk")
                    return entry
        raise WentWrong(f"the desk's group should show {words!r}")

    def shown_card(self) -> Entry:
        """Return the card of Ann's case. Raises `WentWrong` when an earlier step made none."""
        if self.card is None:
            raise WentWrong("there is no case to go on with")
        return self.card

    async def desk_reacts(self, to: Entry, emoji: str) -> None:
        """Wait until the bot has put a reaction under a message of staff."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(WAIT_SECONDS):
                while True:
                    now = await self.world.ann.client.message(to.chat_id, to.message_id)
                    if any(each == emoji for _, each in now.reactions):
                        _print("", emoji, "yellow")
                        return
                    await asyncio.sleep(0.05)
        raise WentWrong(f"the message should have the reaction {emoji}")

    async def tap(self, who: Person, reply: Entry, data: str) -> None:
        """Tap the first button whose data begins so."""
        button = next((b for b in reply.all_buttons if (b.data or "").startswith(data)), None)
        if button is None:
            raise WentWrong("the button to tap is not there")
        _print(self._name(who), f"taps [{button.text}]", "cyan")
        await who.tap(data=button.data, message=reply)

    async def becomes(self, reply: Entry, data: str, words: str = "") -> Entry:
        """Wait until a message has such words and a button whose data begins so; return it then."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(WAIT_SECONDS):
                while True:
                    now = await self.world.ann.client.message(reply.chat_id, reply.message_id)
                    found = any((button.data or "").startswith(data) for button in now.all_buttons)
                    if found and words in now.text:
                        _print_reply(now)
                        return now
                    await asyncio.sleep(0.05)
        raise WentWrong(f"the message should have a button {data!r}")

    def says(self, entry: Entry, locale: str, message: str) -> None:
        """Check that a reply is that message of the locale files."""
        words = self._catalog.message(locale, message, {})
        if words.split("\n")[0][:30] not in entry.html.replace("&#x27;", "'"):
            raise WentWrong(f"expected the message {message!r}")

    def _name(self, who: Person) -> str:
        return self._names[who.id]


def expect(met: bool, problem: str) -> None:  # noqa: FBT001 - reads as a sentence where it is used
    """Raise `WentWrong` unless it was met."""
    if not met:
        raise WentWrong(problem)


def _print_reply(reply: Entry, to: str = "") -> None:
    _print(f"Solvane Care {to}".strip(), reply.text, None)
    if reply.buttons:
        rows = ["  ".join(f"[{b.text}]" for b in row) for row in reply.buttons]
        _print("", "\n".join(rows), "yellow")


def _print(name: str, words: str, colour: str | None) -> None:
    for number, line in enumerate(words.split("\n")):
        label = f"{name:>20} │ " if number == 0 and name else f"{'':>20} │ "
        click.echo(click.style(label, dim=True) + click.style(line, fg=colour))
