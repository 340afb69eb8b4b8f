"""Telegram fails for ten seconds in every way at once: no word of owner or staff is lost.

Each owner's chat and the group have a fault of their own, so that the ten seconds are spent once.
"""

import asyncio
from pathlib import Path

from tests.databases import SqliteTemplate
from tests.program.desk import desk_staged, settled
from tests.program.desk_talk import Talk

SECONDS = 10.0
OWNERS = ("500", "429", "drop", "drop_after")
GROUP = "502"


async def test_nothing_is_lost(
    sqlite_template: SqliteTemplate, tmp_path: Path, folder: Path
) -> None:
    async with desk_staged(folder, sqlite_template.copy(tmp_path), agents=1) as desk:
        client = desk.stage.client
        talks = [await Talk.begin(desk, name) for name in OWNERS]
        for talk, fault in zip(talks, OWNERS, strict=True):
            await client.fault(fault, chat=talk.owner.id, seconds=SECONDS)
        await client.fault(GROUP, chat=desk.group, seconds=SECONDS)

        for _ in range(4):
            for talk in talks:
                await talk.both_write()
            await asyncio.sleep(SECONDS / 8)  # the fault lasts so long
        for talk in talks:
            await talk.arrived()
        await settled(desk)

        faults = await client.faults()
        assert all(one["hits"] for one in faults), faults
        for talk, fault in zip(talks, OWNERS, strict=True):
            repeats = await talk.check()
            if fault != "drop_after":
                assert repeats == 0
