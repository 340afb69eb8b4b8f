"""The tour: what owners and staff say, what the real bot makes of it, whether that is right."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import click

from bot.demo import answers, complaint, curating, hand_off, survey
from bot.demo.stage import Stage, WentWrong
from bot.demo.world import World
from bot.rendering.catalog import Catalog
from sandbox.client import SandboxError


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `title` says what is shown; `play` raises `WentWrong`."""

    title: str
    play: Callable[[Stage], Awaitable[None]]


class Tour:
    """Plays the steps and prints what is said."""

    def __init__(self, world: World, catalog: Catalog) -> None:
        self._stage = Stage(world, catalog)

    async def play(self) -> bool:
        """Play every step; returns whether all came out as they should."""
        good = 0
        for number, step in enumerate(STEPS, 1):
            click.secho(f"\n{number}. {step.title}", bold=True)
            try:
                await step.play(self._stage)
            except (WentWrong, SandboxError) as error:
                click.secho(f"   ✗ {error}", fg="red")
            else:
                good += 1
                click.secho("   ✓ as it should be", fg="green")
        whole = good == len(STEPS)
        click.secho(
            f"\n{good} of {len(STEPS)} steps came out as they should.",
            fg="green" if whole else "red",
            bold=True,
        )
        return whole


STEPS = (
    Step("Ann opens the chat", answers.meeting),
    Step("A question, and the FAQ's answer", answers.an_answer),
    Step("Too few words: did you mean …?", answers.did_you_mean),
    Step("A question that the FAQ does not cover: an honest word", answers.dont_know),
    Step("A question in Chinese", answers.chinese),
    Step("Nothing known, in Chinese", answers.chinese_dont_know),
    Step("Wu, an admin, adds to the FAQ from the chat", curating.adds),
    Step("The next owner gets it as an answer", curating.answered),
    Step("Ann wants a person: a number, and by when", hand_off.asks_for_person),
    Step("Wu, the supervisor, lets Lin work at the desk", hand_off.confirms),
    Step("Lin takes the case and answers", hand_off.answers),
    Step("A note for colleagues stays inside", hand_off.notes),
    Step("It is solved, and Ann says so", hand_off.solves),
    Step("Ann complains: asked back, understood, a number", complaint.complains),
    Step("A remedy, and a decision with its reason", complaint.decides),
    Step("Mei scores 3 of 10: the desk has a case within a minute", survey.unhappy),
)
