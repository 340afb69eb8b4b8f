"""The clock's lanes: what takes long holds up nothing else."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.running.clockwork import Clockwork
from domain.errors import Conflict
from domain.pipeline import DueTimer
from domain.ports import Tools, Work, nothing
from domain.text import Text
from handlers.timing import Due, Job
from storage import open_storage
from tests.conftest import SetClock
from tests.databases import TestDatabase
from tests.fakes.talk import Shop
from tests.fakes.telegram import RENDERER
from tests.storage.conditions import until

_JUST = timedelta(seconds=-1)


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


async def test_a_lost_race_is_run_again_at_once_and_a_job_that_always_loses_waits(
    database: TestDatabase,
) -> None:
    tools = Shop().tools
    lost: list[str] = []
    won = asyncio.Event()

    async def racing(timer: DueTimer, tools: Tools) -> Due:
        async def effect(work: Work) -> None:
            await work.timers.set("left", timer.key, tools.clock.now() + timedelta(days=1), {})
            if timer.key == "always" or lost.count("twice") < 2:
                lost.append(timer.key)
                raise Conflict(Text("storage.changed_meanwhile"))
            won.set()

        return Due(effect)

    async with open_storage(database.url, RENDERER, tools.clock) as storage:
        async with storage.works.alone() as work:
            for kind, key in (("race", "twice"), ("race", "always")):
                await work.timers.set(kind, key, tools.clock.now(), {})
        running = asyncio.create_task(
            Clockwork(storage.timers, storage.works, storage.bell, tools, {"race": racing}).run()
        )
        await won.wait()
        await until(lambda: lost.count("always") == 6)
        async with asyncio.timeout(10):
            while await storage.timers.due(tools.clock.now(), 10):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        later = await storage.timers.due(tools.clock.now() + timedelta(days=2), 10)
        assert {(one.kind, one.key) for one in later} == {("race", "always"), ("left", "twice")}
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_what_gathers_listens_first_for_as_long_as_nobody_did(
    database: TestDatabase, clock: SetClock
) -> None:
    tools = replace(Shop().tools, clock=clock)
    done: list[str] = []

    async def gather(timer: DueTimer, tools: Tools) -> Due:
        done.append(timer.key)
        return Due(nothing)

    async def other(timer: DueTimer, tools: Tools) -> Due:
        return Due(nothing)

    async with open_storage(database.url, RENDERER, clock) as storage:
        began = clock.now()
        due = {"long ago": timedelta(hours=-1), "ago": timedelta(seconds=-40), "now": _JUST}
        async with storage.works.alone() as work:
            for key, away in due.items():
                await work.timers.set("album", key, began + away, {})
        keeping = (storage.timers, storage.works, storage.bell, tools)
        jobs: dict[str, Job] = {"album": gather, "other": other}
        running = asyncio.create_task(Clockwork(*keeping, jobs, gathering={"album"}).run())

        async def moved() -> bool:
            late = await storage.timers.due(began + timedelta(hours=1), 10)
            return {one.key: one.due_at - began for one in late} == {
                "now": timedelta(seconds=35),
                "ago": timedelta(seconds=40),
                "long ago": timedelta(minutes=2),
            }

        async with asyncio.timeout(10):
            while not await moved():  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert done == []
        clock.advance(timedelta(minutes=3))
        async with storage.works.alone() as work:
            await work.timers.set("other", "", clock.now(), {})  # rings the bell
        await until(lambda: len(done) == 3)
        assert done == ["now", "ago", "long ago"]
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
