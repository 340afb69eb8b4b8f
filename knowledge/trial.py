"""The FAQ asked with changes that are not published, by the code that decides for owners."""

import asyncio
import json
from collections.abc import Sequence

from domain.faq_data import entry_data
from domain.knowledge import Asked, Decision, FaqEntry
from domain.ports import FaqSource
from knowledge.fixed_source import FixedSource
from knowledge.remembered import Remembered
from knowledge.service import FaqKnowledge

_KEPT_SECONDS = 600.0
"""Who tries one question tries another: the changed FAQ stays in memory for a while."""


class FaqTrials:
    """Decides with a changed FAQ (`domain.ports.Trials`).

    A changed FAQ is a `FaqKnowledge` of its own: the same models, the live FAQ's vectors, and a
    classifier fitted on the change, so that it decides as the bot will once that is published. One
    is held at a time.
    """

    def __init__(self, live: FaqKnowledge, source: FaqSource) -> None:
        self._live = live
        self._source = source
        self._one = asyncio.Lock()
        self._held: tuple[str, FaqKnowledge] | None = None
        self._forgetting: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def decide(self, asked: Sequence[Asked], changed: Sequence[FaqEntry]) -> list[Decision]:
        """Decide on questions with a changed FAQ; with no change, on the FAQ as it is."""
        if not changed:
            await self._live.refresh()
            await self._live.judged()
            return await self._live.decide_many(asked)
        async with self._one:
            return await (await self._changed(changed)).decide_many(asked)

    async def close(self) -> None:
        """Forget the changed FAQ."""
        if self._forgetting is not None:
            self._forgetting.cancel()
        await self._forget()

    async def _changed(self, changed: Sequence[FaqEntry]) -> FaqKnowledge:
        self._forget_later()
        name = f"{await self._source.revision()} {_named(changed)}"
        if self._held is not None and self._held[0] == name:
            return self._held[1]
        await self._close_held()
        entries = {one.key: one for one in await self._source.entries()}
        entries |= {one.key: one for one in changed}
        models, bank = self._live.models, self._live.bank
        source = FixedSource(
            tuple(entries.values()), beneath=Remembered(models, bank, self._source)
        )
        knowledge = FaqKnowledge(source, load=lambda _: models)
        self._held = (name, knowledge)
        await knowledge.start()
        await knowledge.judged()
        return knowledge

    def _forget_later(self) -> None:
        if self._forgetting is not None:
            self._forgetting.cancel()
        loop = asyncio.get_running_loop()
        self._forgetting = loop.call_later(_KEPT_SECONDS, self._begin_to_forget)

    def _begin_to_forget(self) -> None:
        task = asyncio.get_running_loop().create_task(self._forget())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _forget(self) -> None:
        async with self._one:
            await self._close_held()

    async def _close_held(self) -> None:
        if self._held is not None:
            held, self._held = self._held[1], None
            await held.close()


def _named(changed: Sequence[FaqEntry]) -> str:
    return json.dumps([entry_data(one) for one in changed], ensure_ascii=False)
