"""Keeps a judge for the FAQ as it is: has it fitted, and keeps it in a file over restarts."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from knowledge.bank import Bank
from knowledge.fitting import FitFailed, fit_apart
from knowledge.judge import Judge, can_judge, fingerprint, fit_judge
from knowledge.judge_file import load_judge, save_learned
from knowledge.memory import give_memory_back

FITTED_HERE = 30_000
"""Phrasings times entries that are fitted in a thread, in a tenth of a second."""

_log = logging.getLogger(__name__)


class JudgeKeeper:
    """After a change of the FAQ the last judge stays in use until a new one is fitted.

    An entry it does not know is decided on by nearest neighbour alone, so a new one is found at
    once.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._thread = ThreadPoolExecutor(1, "knowledge-fit")
        self._wanted: tuple[Bank, str] | None = None
        self._task: asyncio.Task[None] | None = None
        self.current: Judge | None = None

    async def judge(self, bank: Bank, models: tuple[str, ...]) -> None:
        """Have a judge for this bank: at once if the file has it, else as soon as it is fitted."""
        if not can_judge(bank):
            self._wanted = self.current = None
            return
        name = fingerprint(bank, models)
        if self.current is not None and self.current.fingerprint == name:
            return
        loop = asyncio.get_running_loop()
        kept = await loop.run_in_executor(self._thread, load_judge, self._file, bank, name)
        if kept is not None:
            self._wanted, self.current = None, kept
            return
        self._wanted = (bank, name)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._fit())

    async def settled(self) -> None:
        """Wait for a fit that is under way."""
        if self._task is not None:
            await self._task

    async def close(self) -> None:
        """Stop; a fit that is under way is ended."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _fit(self) -> None:
        """Fit until the last wish is met: the FAQ may change while a fit is under way."""
        loop = asyncio.get_running_loop()
        while self._wanted is not None:
            bank, name = self._wanted
            try:
                judge = await self._fitted(bank, name)
                if self._file is not None:
                    await loop.run_in_executor(
                        self._thread, save_learned, self._file, name, judge.learned
                    )
                await loop.run_in_executor(self._thread, give_memory_back)
            except (MemoryError, OSError, FitFailed):
                _log.exception("no judge could be fitted; nearest neighbours decide")
                self._wanted = None
                return
            if self._still_wanted(name):
                self._wanted, self.current = None, judge
                _log.info("judge fitted on %d phrasings", len(bank.phrasings))

    async def _fitted(self, bank: Bank, name: str) -> Judge:
        """Fit in a process of its own, unless that would take longer to start than to fit."""
        if len(bank.keys) * len(bank.phrasings) > FITTED_HERE:
            return await fit_apart(bank, name)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, fit_judge, bank, name)

    def _still_wanted(self, name: str) -> bool:
        return self._wanted is not None and self._wanted[1] == name
