"""Measures the figures of every case there is: what a report over years asks of the machine."""

import time

import psutil

from bot.clock import SystemClock
from bot.policy.file import load_policy
from domain.measures import Days
from handlers.figures import service_figures_of
from storage import Storage
from tests.bench.filling import BASE
from tests.bench.report import Figure, at_most

_LIMIT_SECONDS = 30.0
_LIMIT_MB = 100.0


async def measure_figures(storage: Storage, cases: int, database: str) -> tuple[Figure, ...]:
    """Read and count all cases at once; nothing of them is kept, so memory hardly grows."""
    now = SystemClock().now()
    days = Days(BASE.date(), now.date())
    before = psutil.Process().memory_info().rss
    began, worked = time.perf_counter(), time.process_time()
    figures = await service_figures_of(storage.case_figures, days, load_policy(None), now)
    took, worked = time.perf_counter() - began, time.process_time() - worked
    grown = max(0, psutil.Process().memory_info().rss - before) / 1024**2
    if figures.total.opened != cases:
        raise RuntimeError(f"{figures.total.opened} cases were counted, there are {cases}")
    what = f"figures of {cases:,} cases, {database}"
    return (
        Figure(what, took, "s", at_most(_LIMIT_SECONDS)),
        Figure(f"{what}: processor", worked, "s"),
        Figure(f"{what}: memory grown by", grown, "MB", at_most(_LIMIT_MB)),
    )
