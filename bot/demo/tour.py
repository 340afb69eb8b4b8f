"""The tour: what two owners ask, what the real bot answers, and whether that is as it should be."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import click

from bot.catalog import Catalog
from bot.demo.world import World
from domain.locale import EN, ZH
from sandbox.client import Entry, Person, SandboxError

WAIT_SECONDS = 30.0


class WentWrong(Exception):
    """A step did not come out as it should."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `title` says what is shown; `play` raises `WentWrong`."""

    title: str
    play: "Callable[[Tour], Awaitable[None]]"


class Tour:
    """Plays the steps and prints what is said. A reply is known by its buttons and words."""

    def __init__(self, world: World, catalog: Catalog) -> None:
        self.world = world
        self._catalog = catalog

    async def play(self) -> bool:
        """Play every step; returns whether all came out as they should."""
        good = True
        for number, step in enumerate(STEPS, 1):
            click.secho(f"\n{number}. {step.title}", bold=True)
            try:
                await step.play(self)
            except (WentWrong, SandboxError) as error:
                good = False
                click.secho(f"   ✗ {error}", fg="red")
            else:
                click.secho("   ✓ as it should be", fg="green")
        return good

    async def ask(self, who: Person, words: str) -> Entry:
        """Say something and return the first reply."""
        await self.say(who, words)
        return await self.hear(who)

    async def say(self, who: Person, words: str) -> None:
        """Say something."""
        _print(_name(self, who), words, "cyan")
        await who.send(words)

    async def hear(self, who: Person, count: int = 1) -> Entry:
        """Wait for so many replies and return the last."""
        for reply in await who.replies(count, wait=WAIT_SECONDS):
            _print("Solvane Care", reply.text, None)
            if reply.buttons:
                rows = ["  ".join(f"[{b.text}]" for b in row) for row in reply.buttons]
                _print("", "\n".join(rows), "yellow")
            last = reply
        return last

    async def tap(self, who: Person, reply: Entry, data: str) -> None:
        """Tap the first button whose data begins so."""
        button = next((b for b in reply.all_buttons if (b.data or "").startswith(data)), None)
        if button is None:
            raise WentWrong("the button to tap is not there")
        _print(_name(self, who), f"taps [{button.text}]", "cyan")
        await who.tap(data=button.data, message=reply)

    def says(self, entry: Entry, locale: str, message: str) -> None:
        """Check that a reply is that message of the locale files."""
        words = self._catalog.message(locale, message, {})
        if words.split("\n")[0][:30] not in entry.html.replace("&#x27;", "'"):
            raise WentWrong(f"expected the message {message!r}")


def _name(tour: Tour, who: Person) -> str:
    return "Ann" if who is tour.world.ann else "梅 (Mei)"


def _print(name: str, words: str, colour: str | None) -> None:
    for number, line in enumerate(words.split("\n")):
        label = f"{name:>12} │ " if number == 0 and name else f"{'':>12} │ "
        click.echo(click.style(label, dim=True) + click.style(line, fg=colour))


def _expect(met: bool, problem: str) -> None:  # noqa: FBT001 - reads as a sentence where it is used
    if not met:
        raise WentWrong(problem)


def _is_answer(reply: Entry) -> bool:
    return any((button.data or "").startswith("ask:up:") for button in reply.all_buttons)


def _is_suggestion(reply: Entry) -> bool:
    return any((button.data or "").startswith("ask:pick:") for button in reply.all_buttons)


async def _meeting(tour: Tour) -> None:
    _print("Ann", "/start", "cyan")
    await tour.world.ann.start()
    menu = await tour.hear(tour.world.ann, 3)
    _expect(bool(menu.buttons), "the menu has no buttons")


async def _an_answer(tour: Tour) -> None:
    reply = await tour.ask(tour.world.ann, "how often does my Lyra need a service?")
    _expect(_is_answer(reply), "this was to be answered")
    _expect("20,000" in reply.text, "the answer should name the interval of an electric car")
    await tour.tap(tour.world.ann, reply, "ask:up:")


async def _did_you_mean(tour: Tour) -> None:
    reply = await tour.ask(tour.world.ann, "battery")
    _expect(_is_suggestion(reply), "this was to be asked back")
    await tour.tap(tour.world.ann, reply, "ask:pick:")
    answer = await tour.hear(tour.world.ann)
    _expect(_is_answer(answer), "the choice was to be answered")


async def _dont_know(tour: Tour) -> None:
    reply = await tour.ask(tour.world.ann, "where can I find a good hotel in Paris?")
    tour.says(reply, EN, "ask.do_not_know")


async def _chinese(tour: Tour) -> None:
    reply = await tour.ask(tour.world.mei, "新车提车那天要带什么？")
    _expect(_is_answer(reply), "this was to be answered")
    _expect("身份证" in reply.text, "the answer should be in Chinese and name the papers")


async def _chinese_dont_know(tour: Tour) -> None:
    reply = await tour.ask(tour.world.mei, "附近有什么好吃的火锅店？")
    tour.says(reply, ZH, "ask.do_not_know")


STEPS = (
    Step("Ann opens the chat", _meeting),
    Step("A question, and the FAQ's answer", _an_answer),
    Step("Too few words: did you mean …?", _did_you_mean),
    Step("A question that the FAQ does not cover: an honest word", _dont_know),
    Step("A question in Chinese", _chinese),
    Step("Nothing known, in Chinese", _chinese_dont_know),
)
