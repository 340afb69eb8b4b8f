"""The FAQ as the bot asks it: loaded, kept up to date, and asked, off the event loop."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TypeVar, TypeVarTuple

from domain.knowledge import Asked, Decision
from domain.ports import FaqSource
from knowledge.asking import Mind
from knowledge.bank import Bank, make_bank
from knowledge.danger.sense import DangerSense
from knowledge.embeddings.choose import BUNDLED, load_encoders
from knowledge.embeddings.encoder import Encoders
from knowledge.embeddings.remembering import remembering
from knowledge.explanation import Explanation
from knowledge.folding import fold
from knowledge.index.memory import MemoryIndex
from knowledge.index.port import IndexUnavailable, VectorIndex
from knowledge.judge_keeper import JudgeKeeper
from knowledge.matrix import Matrix
from knowledge.memory import give_memory_back
from knowledge.phrasings import phrasings_of
from knowledge.readings import Readings
from knowledge.remembered import Remembered
from knowledge.vectors import Progress, vectors_for

OpenIndex = Callable[[str], VectorIndex]
"""Makes the index for a model of that name."""

_Args = TypeVarTuple("_Args")
_Result = TypeVar("_Result")

_BATCH = 64
_THREADS = 2
"""Questions thought about at a time; numpy and onnxruntime let go of the interpreter's lock."""

EXACT_UP_TO = 20_000
"""Phrasings that are all compared with a question: an exact product in memory takes 0.4 ms for
4,000, where the index takes 1.6; from about 20,000 on the index is quicker. It is kept up to date
whatever the size."""

_log = logging.getLogger(__name__)


def memory_index(model: str) -> VectorIndex:
    """Open an index that lives in memory only."""
    del model
    return MemoryIndex()


class FaqKnowledge:
    """Decides on questions (`domain.ports.Knowledge`) from the FAQ in a `FaqSource`.

    `start` before the first question; `keep_fresh` as a task beside the bot. All blocking work is
    done in threads of its own. Only a process that `may_write` (the leader) changes the index, the
    others follow it. `judge_file` keeps what was fitted over a restart.
    """

    def __init__(
        self,
        source: FaqSource,
        *,
        embeddings: str = BUNDLED,
        open_index: OpenIndex = memory_index,
        may_write: Callable[[], bool] = lambda: True,
        judge_file: Path | None = None,
        load: Callable[[str], Encoders] = load_encoders,
    ) -> None:
        self._source = source
        self._setting = embeddings
        self._open_index = open_index
        self._may_write = may_write
        self._load = load
        self._threads = ThreadPoolExecutor(_THREADS, "knowledge")
        self._refreshing = asyncio.Lock()
        self._judges = JudgeKeeper(judge_file)
        self._encoders: Encoders | None = None
        self._sense: DangerSense | None = None
        self._index: VectorIndex = MemoryIndex()
        self._index_revision: int | None = None
        self._ready: _Ready | None = None

    async def start(self, progress: Progress | None = None) -> None:
        """Load the models and the FAQ. Raises EmbeddingsUnavailable."""
        self._encoders = remembering(await self._in_thread(self._load, self._setting))
        self._sense = DangerSense.for_model(self._encoders.main.name)
        self._index = await self._in_thread(self._open_index, self._encoders.main.name)
        await self.refresh(progress)

    async def close(self) -> None:
        """Stop the threads; a fit that is under way is abandoned."""
        await self._judges.close()
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._index.close()

    @property
    def models(self) -> Encoders:
        """The models that are loaded."""
        return self._loaded()

    @property
    def bank(self) -> Bank:
        """The FAQ as it was read last."""
        if self._ready is None:
            raise RuntimeError("start() comes before anything else")
        return self._ready.bank

    async def decide(self, asked: Asked) -> Decision:
        """Decide on one question."""
        return await self._in_thread(self._decide, asked)

    async def danger(self, words: str) -> float | None:
        """Return the log-odds that words tell of an emergency; None without an opinion."""
        try:
            [odds] = await self.dangers([words])
        except Exception:  # noqa: BLE001 - the rules alone must do, whatever it is
            _log.exception("no second opinion on whether words tell of danger")
            return None
        return odds

    async def dangers(self, messages: Sequence[str]) -> list[float | None]:
        """Return `danger` for many messages; none for a model that the sense was not fitted on."""
        sense = self._sense
        if sense is None or not messages:
            return [None] * len(messages)
        found: list[float | None] = []
        for start in range(0, len(messages), _BATCH):
            found += sense.of(await self.encode(messages[start : start + _BATCH]))
        return found

    async def explain(self, asked: Asked) -> Explanation:
        """Decide on one question and tell everything that was weighed."""
        return await self._in_thread(self._explain, asked)

    async def encode(self, texts: Sequence[str]) -> Matrix:
        """Return the main model's vectors of texts, one a row, of length 1."""
        return await self._in_thread(self._loaded().main.encode, [fold(text) for text in texts])

    async def decide_many(self, asked: Sequence[Asked]) -> list[Decision]:
        """Decide on many questions, a batch after the other in one thread (for evaluation)."""
        found: list[Decision] = []
        for start in range(0, len(asked), _BATCH):
            some = asked[start : start + _BATCH]
            found += await self._in_thread(self._decide_batch, some)
        return found

    async def keep_fresh(self, every: float = 2.0) -> NoReturn:
        """Follow the FAQ's changes for ever, looking every so many seconds."""
        while True:
            await asyncio.sleep(every)
            try:
                await self.refresh()
            except Exception:  # noqa: BLE001 - whatever it is, the next look may succeed
                _log.exception("the FAQ could not be read; what was read before stays in use")

    async def refresh(self, progress: Progress | None = None) -> bool:
        """Read the FAQ anew if it changed; whether it had."""
        async with self._refreshing:
            encoders = self._loaded()
            revision = await self._source.revision()
            changed = self._ready is None or self._ready.bank.revision != revision
            if changed:
                entries = await self._source.entries()
                phrasings = await self._in_thread(phrasings_of, entries)
                vectors = await vectors_for(
                    self._vectors(encoders), encoders, phrasings, self._threads, progress
                )
                bank = await self._in_thread(make_bank, revision, entries, phrasings, vectors)
                self._ready = await self._in_thread(_make_ready, encoders, bank)
            await self._in_thread(self._bring_index_up_to_date)
            if changed and self._ready is not None:
                await self._judges.judge(self._ready.bank, encoders.names)
                await self._in_thread(give_memory_back)
            return changed

    async def judged(self) -> None:
        """Wait until the judge knows the FAQ as it is now (for commands and tests)."""
        await self._judges.settled()

    async def _in_thread(self, work: Callable[[*_Args], _Result], *args: *_Args) -> _Result:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, work, *args)

    def _loaded(self) -> Encoders:
        if self._encoders is None:
            raise RuntimeError("start() comes before anything else")
        return self._encoders

    def _vectors(self, encoders: Encoders) -> FaqSource:
        """Return where vectors are read from: after a change, most are in memory already."""
        if self._ready is None:
            return self._source
        return Remembered(encoders, self._ready.bank, self._source)

    def _bring_index_up_to_date(self) -> None:
        """Write the difference, or follow who writes; without an index, memory serves."""
        ready = self._ready
        if ready is None or self._index_revision == ready.bank.revision:
            return
        bank = ready.bank
        try:
            if self._may_write():
                done = self._index.synchronise(bank.phrasings, bank.vectors.main)
                _log.info("index: %d added, %d deleted", done.added, done.deleted)
            else:
                self._index.follow(bank.vectors.main.shape[1])
            self._index_revision = bank.revision
            if len(bank.phrasings) <= EXACT_UP_TO:
                self._index.close()  # it is not asked, and a graph in memory takes 25 MB
        except IndexUnavailable as error:
            self._index_revision = None
            _log.warning("the index is out of reach, searching in memory: %s", error)

    def _decide(self, asked: Asked) -> Decision:
        return self._explain(asked).decision

    def _decide_batch(self, asked: Sequence[Asked]) -> list[Decision]:
        return [self._decide(one) for one in asked]

    def _explain(self, asked: Asked) -> Explanation:
        ready = self._ready
        if ready is None:
            raise RuntimeError("start() comes before the first question")
        bank, judge = ready.bank, self._judges.current
        if self._index_revision is not None and len(bank.phrasings) > EXACT_UP_TO:
            try:
                return Mind(ready.readings, bank, judge, self._index).explain(asked)
            except IndexUnavailable as error:
                self._index_revision = None
                _log.warning("the index is out of reach, searching in memory: %s", error)
        return Mind(ready.readings, bank, judge, ready.memory).explain(asked)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A bank, the last questions put to it, and its vectors as an index.

    That one is asked when the real one is out of reach.
    """

    bank: Bank
    memory: MemoryIndex
    readings: Readings


def _make_ready(encoders: Encoders, bank: Bank) -> _Ready:
    memory = MemoryIndex()
    memory.synchronise(bank.phrasings, bank.vectors.main)
    return _Ready(bank, memory, Readings(encoders, bank))
