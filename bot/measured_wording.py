"""Counts what a chat model did and how long it took, around the wording that does it."""

import time

from bot import metrics
from domain.ports import Wording
from domain.wording import Completed, FollowUp, Worded, WordingRequest


class MeasuredWording:
    """A `domain.ports.Wording` that tells Prometheus what came of each call."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    async def compose(self, request: WordingRequest) -> Worded:
        """Put an answer into words, and count the outcome."""
        began = time.perf_counter()
        worded = await self._wording.compose(request)
        _count("answer", worded.outcome.value, time.perf_counter() - began)
        return worded

    async def complete(self, follow_up: FollowUp) -> Completed:
        """Make a whole question of a follow-up, and count the outcome."""
        began = time.perf_counter()
        completed = await self._wording.complete(follow_up)
        _count("follow_up", completed.outcome.value, time.perf_counter() - began)
        return completed


def _count(task: str, outcome: str, seconds: float) -> None:
    metrics.CHAT_MODEL.labels(task, outcome).inc()
    metrics.CHAT_MODEL_SECONDS.labels(task).observe(seconds)
