"""`kill -9` in the middle of the work: every question answered, in order, effects once.

Only what was on its way to Telegram at that moment may come twice: Telegram has no key by which a
send could be made again without being made twice. How often that was is printed.
"""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox.client_types import CallRecord
from tests.databases import TestDatabase
from tests.program.crowd import SEED, Crowd, Repeat, at_a_random_moment
from tests.program.stage import Stage, staged

pytestmark = pytest.mark.timeout(300)

KILLS = 3
IN_FLIGHT = 64
"""Calls under way, or answered and not recorded yet: the sender lets there be no more."""


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_nothing_is_lost(
    database: TestDatabase, mode: str, folder: Path, record_property: Callable[[str, object], None]
) -> None:
    dice = random.Random(SEED)
    async with staged(folder, database, mode) as stage:
        crowd = Crowd(stage, owners=50, each=10)
        await crowd.ask()
        kills = await _killed_and_started(stage, crowd, dice)
        await crowd.all_answered()
        repeats = await crowd.check()
        await crowd.check_rows()
        sent = await crowd.sent()
        per_kill = _per_kill(kills, repeats, sent)
        told = f"{database.kind}, {mode}, seed {SEED}: repeated at each kill {per_kill}"
        print(told)  # noqa: T201 - the count is to be seen
        record_property("repeats", told)
        assert sum(per_kill) == len(repeats), f"a repeat that no kill explains; {told}"
        assert max(per_kill) <= IN_FLIGHT, told
        assert await stage.bot.stop() == 0


async def _killed_and_started(stage: Stage, crowd: Crowd, dice: random.Random) -> list[float]:
    kills = []
    for _ in range(KILLS):
        await at_a_random_moment(crowd, dice)
        kills.append(stage.bot.kill())
        stage.bot.spawn()
    await stage.bot.ready()
    return kills


def _per_kill(kills: list[float], repeats: list[Repeat], sent: list[CallRecord]) -> list[int]:
    """Return how many each kill caused; one that several could have is the first one's."""
    left = list(repeats)
    counts = []
    for kill in kills:
        caused = _caused_by(kill, left, sent)
        left = [one for one in left if one not in caused]
        counts.append(len(caused))
    return counts


def _caused_by(kill: float, repeats: list[Repeat], sent: list[CallRecord]) -> list[Repeat]:
    """Return what was repeated since it was among the last to be sent before a kill."""
    before = [call.at for call in sent if call.at <= kill]
    since = before[-2 * IN_FLIGHT :][0]
    return [one for one in repeats if since <= one.first <= kill + 1 and kill <= one.again]
