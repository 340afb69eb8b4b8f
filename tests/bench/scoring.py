"""Measures scores by month over a million responses on PostgreSQL."""

import time

from sqlalchemy import text

from bot.clock import SystemClock
from bot.policy.file import load_policy
from bot.survey_files import load_surveys
from domain.surveys.definition import Measure
from domain.surveys.figures import Dimension, Months
from handlers.figures import survey_figures_of
from storage import Storage, open_storage
from tests.bench.options import Options
from tests.bench.postgres import serving_postgres
from tests.bench.report import Figure, Report, at_most
from tests.databases import NoPostgres
from tests.storage.rendering import PlainRenderer

_LIMIT_SECONDS = 1.0
_RESPONSES = 1_000_000
_YEARS_BACK = 36
"""Months over which they are spread."""

_FILL = (
    "INSERT INTO owners (id, name, created_at) SELECT i, 'O', now() FROM generate_series(1, {n}) i",
    ("INSERT INTO survey_responses (survey, version, bot_id, owner_id, chat_id, locale, desk,"
    " trigger, model, begun_at, answers, score, first_score, scored_at, month, words, completed_at,"
    " revision) SELECT 'nps', 1, 1, i, i, 'en', 'desk' || i % 40, 'event:delivery',"
    " 'model' || i % 7, now(), '{{\"score\": 9}}', (i % 7919) % 11, 9, now(),"
    " date_trunc('month', now())::date - ((i % {months}) || ' months')::interval,"
    " repeat('word ', i % 20), now(), 1 FROM generate_series(1, {n}) i"),
)  # fmt: skip


async def measure_scores(options: Options, report: Report) -> None:
    """Fill a database of the run's own and ask for the scores, as a report does."""
    number = _RESPONSES // 20 if options.is_quick else _RESPONSES
    try:
        with serving_postgres() as postgres:
            async with open_storage(postgres.url, PlainRenderer(), SystemClock()) as storage:
                await _fill(storage, number)
                for figure in await _measured(storage, number):
                    report.add(figure)
    except NoPostgres as reason:
        report.note(f"PostgreSQL could not be started here: {reason}")


async def _fill(storage: Storage, number: int) -> None:
    async with storage.database.writing(is_long=True) as conn:
        for statement in _FILL:
            await conn.execute(text(statement.format(n=number, months=_YEARS_BACK)))
    async with storage.database.writing_once() as conn:
        await conn.execute(text("VACUUM ANALYZE survey_responses"))


async def _measured(storage: Storage, number: int) -> tuple[Figure, ...]:
    reads, policy = storage.survey_figures, load_policy(None)
    book = load_surveys(None, policy.languages)
    months = Months.up_to(SystemClock().now().date(), _YEARS_BACK)
    began = time.perf_counter()
    scored = await reads.scores(Dimension.MONTH, ["nps"], months)
    by_month = time.perf_counter() - began
    counted = sum(one.number for one in scored)
    if counted != number:
        raise RuntimeError(f"{counted} responses were counted, there are {number}")
    began = time.perf_counter()
    await survey_figures_of(reads, book, Measure.NPS, months)
    everything = time.perf_counter() - began
    what = f"NPS of {number:,} responses, PostgreSQL"
    return (
        Figure(f"{what}: by month", by_month, "s", at_most(_LIMIT_SECONDS)),
        Figure(f"{what}: all of the report", everything, "s"),
    )
