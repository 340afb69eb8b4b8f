"""What only the process that leads a bot does: poll, send, keep the clock."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any

import structlog

from bot import metrics
from domain.errors import Busy
from domain.pipeline import Lead, Leadership

Duty = Callable[[], Coroutine[Any, Any, None]]
_log = structlog.get_logger(__name__)


async def lead(
    leadership: Leadership, bot_id: int, duties: Callable[[], list[Duty]],
    finish: Callable[[], Coroutine[Any, Any, None]],
) -> None:  # fmt: skip
    """Campaign for the lead of a bot, and do its duties while it is held; for ever.

    Losing the lead (its connection died: another process may have it already) stops the duties
    at once. `finish` lets what is in flight end.
    """
    gauge = metrics.LEADING.labels(str(bot_id))
    while True:
        try:
            async with leadership.campaign(bot_id) as held:
                _log.info("leading", bot=bot_id)
                gauge.set(1)
                await _while_held(held, duties(), finish)
        except Busy:
            _log.warning("the lead cannot be campaigned for now", bot=bot_id)
            await asyncio.sleep(1)
        finally:
            gauge.set(0)
        _log.warning("the lead was lost", bot=bot_id)


async def _while_held(
    held: Lead, duties: list[Duty], finish: Callable[[], Coroutine[Any, Any, None]]
) -> None:
    lost = asyncio.create_task(held.lost())
    working = [asyncio.create_task(duty()) for duty in duties]
    try:
        done, _ = await asyncio.wait([lost, *working], return_when=asyncio.FIRST_COMPLETED)
        for task in done - {lost}:
            task.result()  # a duty ends only by a fault of ours: let it be seen
    finally:
        for task in (lost, *working):
            task.cancel()
        await asyncio.gather(lost, *working, return_exceptions=True)
        with contextlib.suppress(Busy):
            await finish()
