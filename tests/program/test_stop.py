"""SIGTERM in the middle of the work: a clean end, nothing lost and nothing twice."""

import random
import sys
from pathlib import Path

import pytest

from tests.databases import TestDatabase
from tests.program.crowd import SEED, Crowd, at_a_random_moment
from tests.program.process import BotProcess
from tests.program.stage import staged

pytestmark = pytest.mark.timeout(300)


async def test_the_next_start_goes_on_where_it_was(database: TestDatabase, folder: Path) -> None:
    mode = "polling" if database.is_sqlite else "webhook"
    dice = random.Random(SEED)
    async with staged(folder, database, mode) as stage:
        crowd = Crowd(stage, owners=50, each=5)
        await crowd.ask()
        await at_a_random_moment(crowd, dice, 70)
        assert await stage.bot.stop() == 0
        stage.bot.spawn()
        await at_a_random_moment(crowd, dice, 70)
        assert await stage.bot.stop() == 0
        await stage.bot.start()
        await crowd.all_answered()
        assert await crowd.check() == [], f"seed {SEED}"
        await crowd.check_rows()
        assert await stage.bot.stop() == 0
        assert "Traceback" not in stage.bot.log


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which signals are caught")
async def test_it_ends_cleanly_even_before_it_has_begun(folder: Path) -> None:
    bot = BotProcess(folder, {"OWNERLINE_TELEGRAM_TOKEN": "123456:never-used"})
    bot.spawn()
    try:
        await bot.heeds_sigterm()
        assert not bot.has_loaded("uvloop"), "it was not heeded until everything was loaded"
        assert await bot.stop() == 0
        assert bot.log == ""
    finally:
        bot.close()
