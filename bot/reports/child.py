"""Draws reports in a child process, so that neither matplotlib nor openpyxl weighs on the bot."""

import asyncio
import json
import os
import sys
from pathlib import Path

import structlog

from bot.rendering.words import Words
from bot.reports.sheet import sheet
from domain.errors import OwnerlineError
from domain.report import Report
from domain.text import Text

_log = structlog.get_logger()

_PATIENCE = 60.0
"""Seconds that a drawing may take; the first one also looks for the machine's fonts."""


class ChildDrawing:
    """The `Drawing` of a program: one child a time, which gets the report and nothing else."""

    def __init__(self, words: Words, cache: Path, *, patience: float = _PATIENCE) -> None:
        """`cache` is a folder of ours, where matplotlib keeps what it found out about fonts."""
        self._words = words
        self._cache = cache
        self._patience = patience
        self._turn = asyncio.Lock()

    async def picture(self, report: Report, locale: str) -> bytes:
        """Return the report's key figures and charts as PNG."""
        return await self._draw("picture", report, locale)

    async def workbook(self, report: Report, locale: str) -> bytes:
        """Return the report's tables as XLSX."""
        return await self._draw("workbook", report, locale)

    async def document(self, report: Report, locale: str) -> bytes:
        """Return all of the report as PDF."""
        return await self._draw("document", report, locale)

    async def _draw(self, what: str, report: Report, locale: str) -> bytes:
        work = json.dumps(sheet(report, locale, self._words)).encode()
        async with self._turn:
            child = await asyncio.create_subprocess_exec(
                sys.executable,
                "-I",
                "-m",
                "bot.reports.draw",
                what,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                env=self._environment(),
            )
            try:
                async with asyncio.timeout(self._patience):
                    out, err = await child.communicate(work)
            except TimeoutError:
                _log.warning("a report was not drawn in time", what=what)
                raise OwnerlineError(Text("error.report_not_drawn")) from None
            finally:
                if child.returncode is None:
                    child.kill()
                    await child.wait()
        if child.returncode:
            reason = err.decode(errors="replace").strip().splitlines()[-1:]
            _log.warning("a report was not drawn", what=what, reason=reason)
            raise OwnerlineError(Text("error.report_not_drawn"))
        return out

    def _environment(self) -> dict[str, str]:
        """Return what a child may know: no setting of ours, so no token either."""
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        return kept | {"MPLCONFIGDIR": str(self._cache), "OPENBLAS_NUM_THREADS": "1"}
