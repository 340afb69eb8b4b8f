"""What /readyz and /metrics ask of the running program."""

from collections.abc import Callable
from contextlib import suppress

from bot import metrics
from bot.ops import Health, Probe
from domain.errors import Busy
from storage.opening import Storage


def watched(storage: Storage, not_ready: Callable[[], str | None]) -> Health:
    """Return the checks of a program; `not_ready` says in words why it is not, or None."""

    async def program() -> str | None:
        return not_ready()

    async def database() -> str | None:
        try:
            # a write that changes nothing: what can only be read takes no updates
            async with storage.works.alone() as work:
                await work.timers.cancel("readiness", "")
        except Busy:
            return "the database cannot be reached, or not be written to"
        return None

    async def outbox() -> None:
        with suppress(Busy):
            for state, count in (await storage.outbox_queue.depth()).items():
                metrics.OUTBOX_DEPTH.labels(state).set(count)

    return Health({"program": program, "database": Probe(database)}, [outbox])
