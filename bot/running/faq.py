"""Keeps the running bot's FAQ: read before the first question, and followed from then on."""

import asyncio

import structlog

from bot.wiring import load_chroma
from domain.errors import Busy
from domain.pipeline import Bell
from knowledge.service import FaqKnowledge

_LOOK_SECONDS = 2.0
"""A change is rung for; looking as well finds those made while nobody listened."""
_FIRST_FIT_SECONDS = 60.0

_log = structlog.get_logger(__name__)


class FaqKeeper:
    """Starts the knowledge of the FAQ, and takes its changes over."""

    def __init__(self, knowledge: FaqKnowledge, bell: Bell) -> None:
        self._knowledge = knowledge
        self._bell = bell
        self._judging: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Load the FAQ; a first fit of its classifier is waited for, a while.

        Later fits run beside: until one is done, new wordings are found by likeness alone.
        """
        chroma = asyncio.create_task(asyncio.to_thread(load_chroma))
        await self._knowledge.start()
        await chroma
        self._judging = asyncio.create_task(self._knowledge.judged())
        await asyncio.wait([self._judging], timeout=_FIRST_FIT_SECONDS)

    async def run(self) -> None:
        """Follow the FAQ: at once on a ring, else within a few seconds; for ever."""
        listener = self._bell.listener("faq")
        while True:
            await listener.wait(_LOOK_SECONDS)
            try:
                await self._knowledge.refresh()
            except Busy:
                _log.warning("the FAQ cannot be read now; what was read before stays in use")
            except Exception:  # noqa: BLE001
                # embeddings out of reach, say: the FAQ as it was answers better than no bot
                _log.exception("the FAQ could not be taken over; what was read before stays in use")
