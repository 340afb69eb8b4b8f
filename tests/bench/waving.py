"""Measures the planning of a wave over 100,000 owners: time and memory."""

import time
from datetime import timedelta

import psutil
from sqlalchemy import text

from bot.clock import SystemClock
from bot.policy.file import load_policy
from bot.survey_files import load_surveys
from domain.surveys.waves import Segment
from handlers.surveys import waves
from storage import Storage, open_storage, upgrade
from tests.bench.options import Options
from tests.bench.postgres import serving_postgres
from tests.bench.report import Figure, Report, at_most
from tests.databases import NoPostgres
from tests.storage.rendering import PlainRenderer

_OWNERS = 100_000
_LIMIT_SECONDS = 60.0
_LIMIT_MB = 50.0
_AT = "'2026-01-01 00:00:00'"


def _fill(number: int) -> tuple[str, ...]:
    n = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {number})"
    return (
        f"INSERT INTO owners (id, name, created_at) {n} SELECT i, 'O', {_AT} FROM n",
        ("INSERT INTO chats (bot_id, chat_id, owner_id, kind, title, first_name, last_name,"
        f" first_seen_at, changed_at) {n} SELECT 1, 1000000 + i, i, 'private', '', 'O', '', {_AT},"
        f" {_AT} FROM n"),
        ("INSERT INTO consents (owner_id, bot_id, purpose, granted, text_version, at)"
        f" {n} SELECT i, 1, 'unasked', i % 5 > 0, '1', {_AT} FROM n"),
    )  # fmt: skip


async def measure_waves(options: Options, report: Report, address: str) -> None:
    """Fill databases of the run's own and plan a wave in each."""
    number = _OWNERS // 20 if options.is_quick else _OWNERS
    await upgrade(address)
    async with open_storage(address, PlainRenderer(), SystemClock()) as storage:
        report.add(*await _measured(storage, number, "SQLite"))
    try:
        with serving_postgres() as postgres:
            async with open_storage(postgres.url, PlainRenderer(), SystemClock()) as storage:
                report.add(*await _measured(storage, number, "PostgreSQL"))
    except NoPostgres as reason:
        report.note(f"PostgreSQL could not be started here: {reason}")


async def _measured(storage: Storage, number: int, database: str) -> tuple[Figure, ...]:
    async with storage.database.writing(is_long=True) as conn:
        for statement in _fill(number):
            await conn.execute(text(statement))
    policy = load_policy(None)
    survey = load_surveys(None, policy.languages).find("nps")
    if survey is None:
        raise RuntimeError("the shipped survey is gone")
    now = SystemClock().now() + timedelta(days=1)
    before = psutil.Process().memory_info().rss
    began = time.perf_counter()
    async with storage.works.alone() as work:
        wave = await work.waves.begin(survey.key, Segment(), now)
    await waves.plan(storage.waves, storage.works, policy, survey, wave, now)
    took = time.perf_counter() - began
    grown = max(0, psutil.Process().memory_info().rss - before) / 1024**2
    delivery = await storage.waves.delivery(wave.id)
    if (delivery.total, delivery.left) != (number, number - number // 5):
        raise RuntimeError(f"{delivery.total} were planned, {delivery.left} to be sent")
    what = f"planning a wave over {number:,} owners, {database}"
    return (
        Figure(what, took, "s", at_most(_LIMIT_SECONDS)),
        Figure(f"{what}: memory grown by", grown, "MB", at_most(_LIMIT_MB)),
    )
