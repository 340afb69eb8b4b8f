"""What an operator asks over HTTP: is it alive, is it ready, how is it doing."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot import metrics

Check = Callable[[], Awaitable[str | None]]
"""Returns None when all is well, else a sentence about what is not."""


_PROBE_SECONDS = 2.0


class Probe:
    """Asks something that may take long, once at a time however often it is looked at.

    What has not come to its end in two seconds counts as not well; it is left to end.
    """

    def __init__(self, ask: Check) -> None:
        self._ask = ask
        self._asking: asyncio.Future[str | None] | None = None

    async def __call__(self) -> str | None:
        """Return what is not well, as every check does."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.ensure_future(self._ask())
        await asyncio.wait([self._asking], timeout=_PROBE_SECONDS)
        return self._asking.result() if self._asking.done() else "no answer for two seconds"


@dataclass(slots=True)
class Health:
    """The checks behind /readyz, by name."""

    checks: dict[str, Check] = field(default_factory=dict)
    before_metrics: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    async def problems(self) -> dict[str, str]:
        """Return what is not well, by name of the check."""
        found = {name: await check() for name, check in self.checks.items()}
        return {name: problem for name, problem in found.items() if problem}


def ops_routes(health: Health) -> list[Route]:
    """Return /healthz (the process answers), /readyz (it can do its work) and /metrics."""

    async def healthz(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_: Request) -> Response:
        problems = await health.problems()
        status = "ready" if not problems else "not ready"
        return JSONResponse({"status": status, "problems": problems}, 503 if problems else 200)

    async def metrics_page(_: Request) -> Response:
        for refresh in health.before_metrics:
            await refresh()
        return Response(metrics.exposition(), media_type="text/plain; version=0.0.4")

    return [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", metrics_page),
    ]
