"""`make bench`: measures speed, size and right answers in one run; README and docs say more."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.bench import gapping, knowing, listing, relaying, running, scoring, waving
from tests.bench.bank import SAMPLE, bench_entries, sample_entries, write_csv
from tests.bench.bots import (
    ECHO_TOKEN,
    POSTGRES_TOKEN,
    QUICK_ECHO_TOKEN,
    SQLITE_TOKEN,
    TOKENS,
    Ownerline,
    echo_bot,
    quick_echo_bot,
    takes_updates,
)
from tests.bench.calm import is_calm
from tests.bench.child import Failed
from tests.bench.counting import measure_counting
from tests.bench.machine import describe, load_of_others
from tests.bench.options import Options, read_options
from tests.bench.page import write_page
from tests.bench.postgres import serving_postgres
from tests.bench.report import Report
from tests.bench.running import Running
from tests.bench.server import serving
from tests.bench.wording import distinct_questions
from tests.databases import NoPostgres

_RUNNING = {"start", "throughput", "steady", "idle"}


def main() -> int:
    """Measure what the command line asks for; the exit code tells failures, not misses."""
    options = read_options()
    report = Report(describe())
    _note_others(report, "began")
    try:
        with tempfile.TemporaryDirectory(prefix="ownerline-bench-") as folder:
            asyncio.run(measure(options, report, Path(folder)))
    except Failed as failure:
        print(f"The run failed: {failure}", file=sys.stderr)
        return 1
    _note_others(report, "ended")
    print(f"\n{report.as_text()}")
    if options.out:
        write_page(options.out, report)
    return 0


def _note_others(report: Report, when: str) -> None:
    busy = load_of_others()
    if busy > 0.1:
        report.note(f"other programs used {busy:.0%} of the processors when the run {when}")


async def measure(options: Options, report: Report, folder: Path) -> None:
    """Make the measurements that were asked for, in their order."""
    names = options.names
    if names & (_RUNNING | {"postgres"}):
        async with _run(options, report, folder) as run:
            if names & _RUNNING:
                await _measure_sqlite(run, names, folder)
            if "postgres" in names:
                await _measure_postgres(run, folder)
    if "group" in names:
        print("A busy group")
        await relaying.measure_group(options, report, folder)
    if "counting" in names:
        print("Business time")
        measure_counting(report)
    if "cases" in names:
        print("Lists of cases")
        await listing.measure_lists(options, report, folder)
    await _measure_surveys(options, report, folder)
    if "gaps" in names:
        print("Gaps of the FAQ")
        await gapping.measure_gaps(options, report, folder)
    if "decisions" in names:
        print("Decisions")
        knowing.measure_decisions(options, report, folder)
    if "evaluation" in names:
        print("Labelled sets")
        unused = Ownerline(SQLITE_TOKEN, "http://127.0.0.1:9", folder / "evaluation")
        knowing.measure_sets(unused, options, report, folder)


async def _measure_surveys(options: Options, report: Report, folder: Path) -> None:
    if "scores" in options.names:
        print("Scores of surveys")
        await scoring.measure_scores(options, report)
    if "waves" in options.names:
        print("Waves of surveys")
        await waving.measure_waves(options, report, f"sqlite:///{folder / 'waves.db'}")


@asynccontextmanager
async def _run(options: Options, report: Report, folder: Path) -> AsyncIterator[Running]:
    async with serving(TOKENS, folder) as server:
        with echo_bot(server.url, folder) as echo, quick_echo_bot(server.url, folder) as quick:
            questions = filter(is_calm(), distinct_questions(sample_entries()))
            await takes_updates(echo, ECHO_TOKEN, server.client)
            await takes_updates(quick, QUICK_ECHO_TOKEN, server.client)
            yield Running(options, server, echo, quick, report, questions)


async def _measure_sqlite(run: Running, names: frozenset[str], folder: Path) -> None:
    print("Ownerline on SQLite")
    ownerline = Ownerline(SQLITE_TOKEN, run.server.url, folder / "sqlite")
    try:
        await _install(run, ownerline, folder)
        if "start" in names:
            await running.measure_start(run, ownerline)
        await running.warm_up(run, ownerline, echo=True)
        if "throughput" in names:
            await running.measure_throughput(run, ownerline)
        if "steady" in names:
            await running.measure_steady(run, ownerline)
        if "idle" in names:
            await running.measure_idle(run, ownerline)
    finally:
        ownerline.process.stop()


async def _measure_postgres(run: Running, folder: Path) -> None:
    print("Ownerline on PostgreSQL")
    try:
        with serving_postgres() as postgres:
            ownerline = Ownerline(
                POSTGRES_TOKEN, run.server.url, folder / "postgresql", postgres.url
            )
            run.others = (postgres,)
            try:
                await _install(run, ownerline, folder)
                await running.warm_up(run, ownerline, echo=True)
                await running.measure_other_database(run, ownerline, "PostgreSQL")
            finally:
                run.others = ()
                ownerline.process.stop()
            run.report.note("PostgreSQL ran with fsync off and shared buffers of 32 MB")
    except NoPostgres as reason:
        run.report.note(f"PostgreSQL could not be started here: {reason}")


async def _install(run: Running, ownerline: Ownerline, folder: Path) -> None:
    """Import the FAQ and start for the first time; leaves it running, judge and index in place."""
    filling = folder / "filling.csv"
    write_csv(filling, bench_entries()[len(sample_entries()) :])
    ownerline.command("faq", "import", SAMPLE)
    ownerline.command("faq", "import", filling)
    seconds = await ownerline.started()
    print(f"  first start, which builds the index: {seconds:.1f} s", flush=True)
    await ownerline.judge_fitted()


if __name__ == "__main__":
    sys.exit(main())
