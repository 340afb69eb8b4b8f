"""A wave of a survey in the whole program: killed midway, nobody is asked twice."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from tests.databases import TestDatabase
from tests.program.crowd import Crowd
from tests.program.process import command, until
from tests.program.rows import change, count, rows
from tests.program.stage import BOT, POLICY, UNLIMITED, Stage, staged

pytestmark = pytest.mark.timeout(300)

OWNERS = 40
QUESTIONS = ("How likely are you", "您有多大可能")
AT_ANY_HOUR = "surveys:\n  daytime: {first: 0, last: 24}\n"


async def asked(stage: Stage) -> Counter[object]:
    """Return how often each chat was asked, as Telegram has it."""
    calls = await stage.client.calls(method="sendMessage", limit=100_000)
    return Counter(
        call.chat
        for call in calls
        if call.status == 200 and any(one in str(call.params.get("text")) for one in QUESTIONS)
    )


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_wave_survives_being_killed_and_asks_nobody_twice(
    database: TestDatabase, folder: Path
) -> None:
    policy = folder / "own.yaml"
    policy.write_text(POLICY + AT_ANY_HOUR, "utf-8")
    settings = {
        **UNLIMITED,
        "OWNERLINE_SEND_RATE": "10",
        "OWNERLINE_POLICY": str(policy),
    }
    async with staged(folder, database, settings=settings) as stage:
        crowd = Crowd(stage, owners=OWNERS, each=1)
        await crowd.ask()
        await crowd.all_answered()
        await change(
            database,
            "INSERT INTO consents (owner_id, bot_id, purpose, granted, text_version, at)"
            f" SELECT id, {BOT}, 'unasked', true, '1', '2026-01-01 00:00:00' FROM owners",
        )

        async def surveys(*words: str) -> str:
            environment = stage.bot.environment
            done = await asyncio.to_thread(command, folder, environment, "surveys", *words)
            assert done.returncode == 0, done.stderr
            return done.stdout

        assert f"{OWNERS} owners would be asked" in await surveys("send", "nps", "--dry-run")
        assert f"Wave 1: {OWNERS} of {OWNERS}" in await surveys("send", "nps")

        async def under_way() -> bool:
            return len(await asked(stage)) >= OWNERS // 4

        await until(under_way)
        stage.bot.kill()
        assert len(await asked(stage)) < OWNERS, "it was killed too late to show anything"
        await stage.bot.start()

        async def over() -> bool:
            return await count(database, "survey_waves WHERE state = 'done'") == 1

        await until(over)
        told = await asked(stage)
        assert max(told.values()) == 1
        states = dict(
            await rows(database, "SELECT state, count(*) FROM survey_invitations GROUP BY state")
        )
        assert sum(states.values()) == OWNERS
        assert set(states) <= {"sent", "unknown"}
        # what was on its way may have arrived or not: of nothing else is it unknown
        assert states["sent"] <= len(told) <= OWNERS
        unknown = states.get("unknown", 0)
        assert unknown == OWNERS - states["sent"]
        progress = await surveys("progress", "1")
        assert f"Sent: {states['sent']}" in progress
        assert f"Unknown whether it arrived: {unknown}" in progress
        assert await stage.bot.stop() == 0
