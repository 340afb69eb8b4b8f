"""`kill -9` between the steps of opening, relaying and resolving: nothing is lost, nothing split.

A few kills each time; `KILLS=40` makes it many, `SEED=7` the same again. With `SWEEP=1` one case
after the other is played, each with a kill at its next call to Telegram, until all were met.

Only what was on its way to Telegram at a kill may come twice. How much did is printed.
"""

import asyncio
import os
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sandbox import Entry
from tests.databases import TestDatabase
from tests.program.case_play import CasePlay
from tests.program.case_record import Record, check
from tests.program.conftest import BOTH_WAYS
from tests.program.crowd import SEED
from tests.program.desk import Desk, desk_staged, settled
from tests.program.killing import Killer, Moment, some_moment

KILLS = int(os.environ.get("KILLS") or 3)
SWEEP = bool(os.environ.get("SWEEP"))
IN_FLIGHT = 64
"""Calls under way, or answered and not recorded yet: the sender lets there be no more."""

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(120 + 60 * KILLS + 3600 * SWEEP),
    pytest.mark.parametrize(
        "play", BOTH_WAYS if KILLS > 3 else BOTH_WAYS[::3], indirect=True, scope="module"
    ),
]
Told = Callable[[str, object], None]


async def test_killed_while_several_cases_are_worked_on(
    play: str, shared_database: TestDatabase, tmp_path: Path, record_property: Told
) -> None:
    dice = random.Random(SEED)
    moments = [Moment(method="createForumTopic", nth=dice.randint(1, 3))]
    moments += [some_moment(dice, 35) for _ in range(1, KILLS)]
    async with desk_staged(tmp_path, shared_database, play.partition("-")[2], agents=2) as desk:
        killer = Killer(desk.stage)
        plays: list[CasePlay] = []
        while len(killer.kills) < KILLS:
            new = [await _new_play(desk, len(plays) + one) for one in range(3)]
            plays += new
            playing = asyncio.gather(*(one.play() for one in new))
            for moment in moments[len(killer.kills) :]:
                if not await killer.strike(moment, playing):
                    break
            await playing
        told = f"{play}, seed {SEED}, killed {', '.join(map(str, moments))}"
        await _check(desk, plays, killer, told, record_property)
        assert await desk.stage.bot.stop() == 0


@pytest.mark.skipif(not SWEEP, reason="takes minutes: SWEEP=1 asks for it")
@pytest.mark.parametrize("accepted", [True, False], ids=["after", "before"])
async def test_killed_at_each_call(
    play: str, accepted: bool, shared_database: TestDatabase, tmp_path: Path, record_property: Told
) -> None:
    async with desk_staged(tmp_path, shared_database, play.partition("-")[2], agents=1) as desk:
        killer = Killer(desk.stage)
        plays: list[CasePlay] = []
        was_met = True
        while was_met:
            one = await _new_play(desk, len(plays) + 100)
            plays.append(one)
            playing = asyncio.gather(one.play())
            was_met = await killer.strike(Moment(len(plays), accepted=accepted), playing)
            await playing
            await settled(desk)
        told = f"{play}, {'after' if accepted else 'before'} {' '.join(killer.met)}"
        await _check(desk, plays, killer, told, record_property)


async def _new_play(desk: Desk, number: int) -> CasePlay:
    owner = await desk.stage.person(f"Owner {number}")
    return CasePlay(desk, number, owner, desk.agents[number % len(desk.agents)])


async def _check(
    desk: Desk, plays: Sequence[CasePlay], killer: Killer, told: str, record_property: Told
) -> None:
    await settled(desk)
    record = await Record.read(desk, plays)
    repeats = record.repeats()
    per_kill = _per_kill(killer.kills, repeats)
    told = f"{told}: repeated at each kill {per_kill}"
    print(told)  # noqa: T201 - the count is to be seen
    record_property("repeats", told)
    for one in plays:
        try:
            await check(record, one)
        except AssertionError as error:
            error.add_note(f"case {one.number}; {told}; the log:\n{desk.stage.bot.log[-2000:]}")
            raise
    assert sum(per_kill) == len(repeats), f"a repeat that no kill explains; {told}"
    assert max(per_kill) <= IN_FLIGHT, told


def _per_kill(kills: Sequence[float], repeats: Sequence[Entry]) -> list[int]:
    """Return how many messages each kill left without a note. Dates are whole seconds."""
    return [sum(kill - 2 <= one.raw["date"] <= kill for one in repeats) for kill in kills]
