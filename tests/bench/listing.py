"""Measures lists of cases over years of them, through the storage that staff's commands read."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.clock import SystemClock
from domain.cases import CaseStatus
from domain.incoming import Place
from domain.ports import Renderer
from storage import Storage, open_storage, upgrade
from tests.bench.figuring import measure_figures
from tests.bench.filling import BASE, BOT, FIRST_CHAT, FIRST_STAFF, GROUP, Size, fill
from tests.bench.options import Options
from tests.bench.postgres import serving_postgres
from tests.bench.report import Figure, Report, Table, at_most
from tests.databases import NoPostgres

FULL = Size(cases=100_000, messages=1_000_000)
QUICK = Size(cases=5_000, messages=50_000)
_LIMIT_MS = 1_000.0
"""A list must open within a second."""

_TIMES = 40
_ACTIVE = (CaseStatus.OPEN, CaseStatus.WAITING)
_SEED = 20_260_101

Ask = Callable[[], Awaitable[Any]]


class NothingToSay:
    """Stands where the renderer would: nothing is sent."""

    def render(self, outgoing: object) -> Sequence[Any]:
        """Refuse."""
        raise NotImplementedError(outgoing)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, and how long it took, in milliseconds: the first time, half, the worst."""

    what: str
    first: float
    median: float
    worst: float


async def measure_lists(options: Options, report: Report, folder: Path) -> None:
    """Fill a database of either kind and ask for every list, with keys drawn anew each time."""
    size = QUICK if options.is_quick else FULL
    found = {"SQLite": await _measure(f"sqlite:///{folder / 'cases.db'}", size, report, "SQLite")}
    try:
        with serving_postgres() as postgres:
            found["PostgreSQL"] = await _measure(postgres.url, size, report, "PostgreSQL")
    except NoPostgres as reason:
        report.note(f"lists of cases: PostgreSQL could not be started here: {reason}")
    for name, asked in found.items():
        worst = max(asked, key=lambda one: one.worst)
        report.add(
            Figure(
                f"lists over {size.messages:,} case messages, {name}: worst ({worst.what})",
                worst.worst,
                "ms",
                at_most(_LIMIT_MS),
            )
        )
    head = ("read", *(f"{name}: {what}" for name in found for what in ("first", "p50", "worst")))
    rows = [
        [both[0].what, *(f"{ms:.1f}" for one in both for ms in (one.first, one.median, one.worst))]
        for both in zip(*found.values(), strict=True)
    ]
    title = f"Lists of {size.cases:,} cases with {size.messages:,} messages, in ms"
    report.tables.append(Table(title, head, rows))


async def _measure(address: str, size: Size, report: Report, database: str) -> list[Asked]:
    await upgrade(address)
    renderer: Renderer = NothingToSay()
    async with open_storage(address, renderer, SystemClock()) as storage:
        began = time.perf_counter()
        await fill(storage.database, size)
        print(f"  filled in {time.perf_counter() - began:.0f} s", flush=True)
    # opened anew, so that the first read meets a connection without anything in its cache
    async with open_storage(address, renderer, SystemClock()) as storage:
        report.add(*await measure_figures(storage, size.cases, database))
        return [await _ask(what, ask) for what, ask in _lists(storage, size).items()]


async def _ask(what: str, ask: Ask) -> Asked:
    taken = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        await ask()
        taken.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(0)
    return Asked(what, taken[0], sorted(taken)[len(taken) // 2], max(taken))


def _lists(storage: Storage, size: Size) -> dict[str, Ask]:
    drawn = random.Random(_SEED)
    cases, staff = storage.cases, storage.staff

    def case() -> int:
        return drawn.randint(1, size.cases)

    def desk() -> str:
        return f"desk{drawn.randrange(size.desks)}"

    def owner() -> int:
        return drawn.randint(1, size.owners)

    def member() -> int:
        return FIRST_STAFF + drawn.randint(1, size.staff)

    def message() -> int:
        return drawn.randint(1, size.messages)

    async def in_its_group() -> None:
        number = message()
        group = GROUP - ((number - 1) % size.cases + 1) % size.desks
        found = await cases.said_at(BOT, group, number)
        if len(found) != 1:
            raise RuntimeError(f"message {number} has no copy")

    async def caller() -> None:
        chat = FIRST_CHAT + owner()
        if (await storage.reads.caller(Place(BOT, chat), chat)).owner is None:
            raise RuntimeError(f"nobody is in chat {chat}")

    closed = (CaseStatus.CLOSED,)
    return {
        "a desk's queue, 50": lambda: cases.of_desk(desk(), _ACTIVE),
        "its unclaimed": lambda: cases.of_desk(desk(), _ACTIVE, unclaimed=True),
        "somebody's own": lambda: cases.of_desk(desk(), _ACTIVE, assignee=member()),
        "how many are active": lambda: cases.count_of_desk(desk(), _ACTIVE),
        "how many are closed": lambda: cases.count_of_desk(desk(), closed),
        "page 20 of the closed": lambda: cases.of_desk(desk(), closed, offset=1000),
        "a case by number": lambda: cases.numbered(f"c-2026-{case()}"),
        "a case's messages": lambda: cases.messages(case()),
        "a case's timeline": lambda: cases.timeline(case()),
        "a message by its copy": in_its_group,
        "an owner's cases": lambda: cases.of_owner(BOT, owner(), tuple(CaseStatus)),
        "who is writing": caller,
        "who is staff": lambda: staff.member(member()),
        "who works at a desk": lambda: staff.members(desk()),
        "an owner by part of a name": lambda: staff.owners(BOT, f"owner {owner()}"),
        "a month's rows for a report": lambda: _rows_of_a_month(storage),
    }


async def _rows_of_a_month(storage: Storage) -> None:
    async for _ in storage.case_figures.case_rows(BASE, _MONTH):
        pass


_MONTH = BASE.replace(month=BASE.month + 1)
