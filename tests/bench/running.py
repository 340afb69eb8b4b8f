"""Measurements of the running bot: start, throughput, a steady trickle of questions, idling."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from statistics import median

from tests.bench.bots import ECHO_TOKEN, QUICK_ECHO_TOKEN, Ownerline, bot_id
from tests.bench.child import Child
from tests.bench.loads import CHATS, Load, LoadFigures, Watched, put
from tests.bench.options import Options
from tests.bench.report import Figure, Report, at_least, at_most
from tests.bench.server import Server

_STARTS = 3
_STEADY_RATE = 5.0


@dataclass(slots=True)
class Running:
    """What the measurements share. `questions` never gives the same text twice."""

    options: Options
    server: Server
    echo: Child
    quick_echo: Child
    report: Report
    questions: Iterator[str]
    others: tuple[Watched, ...] = field(default=())

    async def answered(
        self, bot: Child, token: str, texts: list[str], *, each: int = 1, rate: float = 0.0
    ) -> LoadFigures:
        """Put a load of `each` messages a chat on a bot; with a `rate`, of as many as texts."""
        chats = CHATS if not rate else len(texts)
        load = Load(bot_id(token), texts, chats=chats, each=each, rate=rate)
        others = () if bot in (self.echo, self.quick_echo) else self.others
        return await put(self.server, bot, load, others)

    def distinct(self, count: int) -> list[str]:
        """Return that many new questions."""
        return list(islice(self.questions, count))


async def measure_start(run: Running, ownerline: Ownerline) -> None:
    """Stop and start; the index, the vectors and the judge are in place. Leaves it running."""
    seconds, processor = [], []
    for _ in range(_STARTS):
        ownerline.process.stop()
        seconds.append(await ownerline.started())
        processor.append(ownerline.process.cpu_seconds())
    run.report.add(
        Figure("second start: until ready", median(seconds), "s", at_most(5)),
        Figure("second start: processor time", median(processor), "s"),
    )


async def warm_up(run: Running, ownerline: Ownerline, *, echo: bool) -> None:
    """Let every chat be known before anything is timed."""
    if echo:
        await run.answered(run.echo, ECHO_TOKEN, ["hello"])
        await run.answered(run.quick_echo, QUICK_ECHO_TOKEN, ["hello"])
    await run.answered(ownerline.process, ownerline.token, ["/help"])
    await run.answered(ownerline.process, ownerline.token, run.distinct(CHATS))


async def measure_throughput(run: Running, ownerline: Ownerline) -> None:
    """In turns, so that a busy moment of the machine meets all of them."""
    each, report = run.options.each, run.report
    for _ in range(run.options.rounds):
        figures = await run.answered(run.echo, ECHO_TOKEN, ["/help"], each=each["echo"])
        report.add_load("echo bot", figures)
        quick = await run.answered(run.quick_echo, QUICK_ECHO_TOKEN, ["/help"], each=each["echo"])
        report.add_load("quick echo bot", quick)
        await _both(run, ownerline, "SQLite")
    _judge(run, "SQLite", has_targets=True)


async def measure_other_database(run: Running, ownerline: Ownerline, database: str) -> None:
    """The same beside another database; the echo bot again, as the machine may have changed."""
    each, report = run.options.each, run.report
    for _ in range(max(1, run.options.rounds - 1)):
        figures = await run.answered(run.echo, ECHO_TOKEN, ["/help"], each=each["echo"])
        report.add_load(f"echo bot, beside {database}", figures)
        await _both(run, ownerline, database)
    _judge(run, database, has_targets=False, echo=f"echo bot, beside {database}")


async def _both(run: Running, ownerline: Ownerline, database: str) -> None:
    each, bot, token = run.options.each, ownerline.process, ownerline.token
    figures = await run.answered(bot, token, ["/help"], each=each["help"])
    run.report.add_load(f"/help, {database}", figures)
    texts = run.distinct(CHATS * each["question"])
    figures = await run.answered(bot, token, texts, each=each["question"])
    run.report.add_load(f"questions, {database}", figures)


def _judge(run: Running, database: str, *, has_targets: bool, echo: str = "echo bot") -> None:
    report = run.report
    for name, share in (("/help", 0.5), ("questions", 0.2)):
        load = f"{name}, {database}"
        target = at_least(share) if has_targets else None
        report.add(Figure(f"{load}: rate, of the echo bot's", report.ratio(load, echo), "", target))
        if has_targets:
            of_quick = report.ratio(load, "quick echo bot")
            report.add(Figure(f"{load}: rate, of the quick echo bot's", of_quick, ""))
    rate = report.rate(f"questions, {database}")
    target = at_least(30) if has_targets else None
    report.add(Figure(f"questions, {database}: a second", rate, "/s", target))


async def measure_steady(run: Running, ownerline: Ownerline, database: str = "SQLite") -> None:
    """A question every 200 ms, each from another chat; the echo bot the same way, to compare."""
    count = int(_STEADY_RATE * run.options.steady_seconds)
    echo = await run.answered(run.echo, ECHO_TOKEN, ["/help"] * count, rate=_STEADY_RATE)
    run.report.add_load("echo bot, 5 a second", echo)
    texts = run.distinct(count)
    figures = await run.answered(ownerline.process, ownerline.token, texts, rate=_STEADY_RATE)
    run.report.add_load(f"questions, 5 a second, {database}", figures)
    what = f"5 questions a second, {database}: p95 from update to reply"
    run.report.add(Figure(what, figures.p95, "ms", at_most(100)))


async def measure_idle(run: Running, ownerline: Ownerline) -> None:
    """What it holds after all of this, and what it does when there is nothing to do."""
    await asyncio.sleep(2)
    process = ownerline.process
    before, begun = process.cpu_seconds(), time.perf_counter()
    await asyncio.sleep(run.options.idle_seconds)
    share = (process.cpu_seconds() - before) / (time.perf_counter() - begun)
    memory = process.memory()
    run.report.add(
        Figure("idle: processor", share * 100, "%", at_most(2)),
        Figure("memory after the run: resident (RSS)", memory.rss, "MB", at_most(600)),
        Figure("memory after the run: its own (USS)", memory.uss, "MB"),
    )
    if memory.peak is not None:
        run.report.add(Figure("memory: the most resident since its start", memory.peak, "MB"))
