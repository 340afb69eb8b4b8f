"""The clock's lanes: what takes long holds up nothing else."""

import asyncio

from bot.running.clockwork import Clockwork
from domain.pipeline import DueTimer
from domain.ports import Tools, Work, nothing
from handlers.timing import Due, Job
from storage import open_storage
from tests.databases import TestDatabase
from tests.fakes.talk import Shop
from tests.fakes.telegram import RENDERER
from tests.storage.conditions import until


async def test_a_slow_job_holds_up_no_other_and_is_done_again_after_a_crash(
    database: TestDatabase,
) -> None:
    tools = Shop().tools
    begun, drawn, quick_done = asyncio.Event(), asyncio.Event(), asyncio.Event()
    written: list[str] = []

    async def draw(timer: DueTimer, tools: Tools) -> Due:
        begun.set()
        await drawn.wait()

        async def effect(work: Work) -> None:
            written.append(timer.key)

        return Due(effect)

    async def quick(timer: DueTimer, tools: Tools) -> Due:
        quick_done.set()
        return Due(nothing)

    slow: dict[str, Job] = {"draw": draw}
    async with open_storage(database.url, RENDERER, tools.clock) as storage:

        async def set_timer(kind: str, key: str) -> None:
            async with storage.works.alone() as work:
                await work.timers.set(kind, key, tools.clock.now(), {})

        keeping = (storage.timers, storage.works, storage.bell, tools)
        await set_timer("draw", "a")
        await set_timer("draw", "b")
        drawing = asyncio.create_task(Clockwork(*keeping, slow, only=slow).run())
        others = asyncio.create_task(Clockwork(*keeping, {"quick": quick}, without=slow).run())
        await begun.wait()
        await set_timer("quick", "")
        await quick_done.wait()
        assert written == []

        drawing.cancel()  # in the middle of it, as a crash would
        await asyncio.gather(drawing, return_exceptions=True)
        drawn.set()
        drawing = asyncio.create_task(Clockwork(*keeping, slow, only=slow).run())
        await until(lambda: len(written) == 2)
        assert written == ["a", "b"]
        for task in (drawing, others):
            task.cancel()
        await asyncio.gather(drawing, others, return_exceptions=True)
