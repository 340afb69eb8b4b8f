"""Measures the list of gaps over 100,000 logged questions, and what its clock reads beside."""

import random
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bot.clock import SystemClock
from domain.faq_gaps import GapOrder, GapStatus
from domain.knowledge import DecisionKind
from domain.locale import EN
from knowledge.files.reading import read_bank
from knowledge.fixed_source import FixedSource
from knowledge.meanings import QuestionMeanings
from knowledge.service import FaqKnowledge
from storage import Storage, open_storage, upgrade
from storage.tables import GapQuestionRow, GapRow, OwnerRow, QuestionRow
from tests.bench.options import Options
from tests.bench.postgres import serving_postgres
from tests.bench.report import Figure, Report, at_most
from tests.databases import NoPostgres
from tests.storage.rendering import PlainRenderer

_QUESTIONS = 100_000
_UNANSWERED = 3
"""One question in so many got no answer."""
_GAPS = 3_000
_UNGROUPED = 1_000
_TIMES = 20
_LIMIT_MS = 1_000.0
_BASE = datetime(2026, 1, 1, tzinfo=UTC)
_CHUNK = 2_000
_BANK = Path(__file__).parent / "eval" / "banking77_10shot" / "bank.csv"

Ask = Callable[[], Awaitable[Any]]


async def measure_gaps(options: Options, report: Report, folder: Path) -> None:
    """Fill a database of either kind and open the gaps again and again."""
    number = _QUESTIONS // 20 if options.is_quick else _QUESTIONS
    await _measured(f"sqlite:///{folder / 'gaps.db'}", "SQLite", number, report)
    try:
        with serving_postgres() as postgres:
            await _measured(postgres.url, "PostgreSQL", number, report)
    except NoPostgres as reason:
        report.note(f"gaps: PostgreSQL could not be started here: {reason}")
    await _grouping(report)


async def _grouping(report: Report) -> None:
    """Group the phrasings of a bank and see whether those together are of one entry.

    Where the likeness from which on questions are grouped was found, so not a test of it.
    """
    entries = read_bank(_BANK, [EN])
    asked = [
        (words, one.key)
        for one in entries
        for text in one.texts.values()
        for words in text.phrasings
    ]
    random.Random(20_260_101).shuffle(asked)
    knowledge = FaqKnowledge(FixedSource(()))
    await knowledge.start()
    meanings = QuestionMeanings(knowledge)
    places = await meanings.group([words for words, _ in asked], ())
    meanings.close()
    await knowledge.close()
    together = same = right = 0
    for (one, (_, key)), (other, (_, another)) in combinations(enumerate(asked), 2):
        together += places[one] == places[other]
        same += key == another
        right += places[one] == places[other] and key == another
    bank = _BANK.parent.name
    report.add(Figure(f"gaps: pairs grouped that belong together, {bank}", right / together, ""))
    report.add(Figure(f"gaps: pairs that belong together and are, {bank}", right / same, ""))


async def _measured(url: str, name: str, number: int, report: Report) -> None:
    await upgrade(url)
    async with open_storage(url, PlainRenderer(), SystemClock()) as storage:
        await _fill(storage, number)
        gaps = storage.gaps

        async def opened() -> None:
            count = await gaps.gap_count()
            await gaps.gaps(GapOrder.FREQUENT, limit=8, offset=random.randrange(0, count, 8))

        async def one() -> None:
            await gaps.gap(random.randrange(1, _GAPS))

        for what, ask in (
            ("opening the gaps", opened),
            ("opening one gap", one),
            ("beside: questions to group", lambda: gaps.unanswered(limit=200)),
            ("beside: groups to join", lambda: gaps.known(limit=2_000, examples=3)),
        ):
            worst = await _worst(ask)
            title = f"{what}, {number:,} questions logged, {name}: worst of {_TIMES}"
            report.add(Figure(title, worst, "ms", at_most(_LIMIT_MS)))


async def _worst(ask: Ask) -> float:
    taken = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        await ask()
        taken.append((time.perf_counter() - began) * 1000)
    return max(taken)


async def _fill(storage: Storage, number: int) -> None:
    """One owner who asks for years; every third question got no answer, most are in gaps."""
    draw = random.Random(20_260_101)
    questions = [_question(row, draw) for row in range(1, number + 1)]
    unanswered = [one["id"] for one in questions if one["decision"] is DecisionKind.ABSTAIN]
    members = [
        {"question_id": question, "gap_id": min(_GAPS, int(draw.expovariate(1 / 400)) + 1)}
        for question in unanswered[:-_UNGROUPED]
    ]
    asked = dict.fromkeys(range(1, _GAPS + 1), 0)
    for member in members:
        asked[member["gap_id"]] += 1
    gaps = [
        {
            "id": gap,
            "status": GapStatus.OPEN,
            "asked": count,
            "first_at": _BASE,
            "last_at": _BASE + timedelta(minutes=draw.randrange(100_000)),
        }
        for gap, count in asked.items()
    ]
    async with storage.database.writing(is_long=True) as conn:
        await conn.execute(insert(OwnerRow).values(id=1, name="Ann", created_at=_BASE))
        for table, rows in ((QuestionRow, questions), (GapRow, gaps), (GapQuestionRow, members)):
            for start in range(0, len(rows), _CHUNK):
                await conn.execute(insert(table), rows[start : start + _CHUNK])


def _question(row: int, draw: random.Random) -> dict[str, Any]:
    is_unanswered = row % _UNANSWERED == 0
    return {
        "id": row,
        "owner_id": 1,
        "bot_id": 1,
        "chat_id": 1,
        "update_id": row,
        "text": f"question {row} about {draw.choice(('brakes', 'paint', 'the app', 'tyres'))} " * 2,
        "locale": "en",
        "asked_at": _BASE + timedelta(minutes=row),
        "decision": DecisionKind.ABSTAIN if is_unanswered else DecisionKind.ANSWER,
        "score": 0.1,
        "candidates": [{"key": f"entry-{number}", "score": 0.1} for number in range(10)],
        "suggestions": [],
        "evidence": {"entries": [{"key": "x", "phrasing": "y" * 60}] * 5},
        "revision": 1,
        "shown": None if is_unanswered else "entry-1",
    }
