"""The webhook sender: one update of a chat at a time, chats side by side, until a 2xx.

Not 2xx: again at once, then after 2, 4, 8 … 60 seconds, or as Retry-After says. 410 for 23 hours
removes the webhook. Real time, whatever the sandbox's clock says.
"""

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sandbox.json_types import Json
from sandbox.posts import Answer, Poster, PostError
from sandbox.updates import Update, UpdateQueue

GONE_FOR = 23 * 3600.0
LONGEST_WAIT = 60.0
REQUEST_SECONDS = 60.0
GONE = 410


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """What setWebhook was given."""

    url: str
    secret: str | None = None
    max_connections: int = 40
    ip_address: str | None = None
    first_wait: float = 2.0


class Webhook:
    """Delivers a bot's updates until it is closed."""

    def __init__(
        self,
        settings: WebhookSettings,
        queue: UpdateQueue,
        *,
        now: Callable[[], float],
        reply: Callable[[Json], object],
        gone: Callable[[], None],
    ) -> None:
        self.settings = settings
        self.queue = queue
        self.last_error: tuple[int, str] | None = None
        self.held: list[Update] | None = None
        self._now = now
        self._reply = reply
        self._gone = gone
        self._gone_since: float | None = None
        self._lanes: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(settings.max_connections)
        headers = {}
        if settings.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = settings.secret
        self._poster = Poster(settings.url, headers, REQUEST_SECONDS)

    def push_all(self, updates: Iterable[Update]) -> None:
        """Deliver these, after what is waiting."""
        for update in updates:
            self.push(update)

    def push(self, update: Update) -> None:
        """Deliver an update, after the others of its chat."""
        if self.held is not None:
            self.held.append(update)
            return
        lane = self._lanes.get(update.chat_id)
        if lane is None:
            self._lanes[update.chat_id] = deque([update])
            self._start(self._run(update.chat_id))
        else:
            lane.append(update)

    def hold(self) -> None:
        """Deliver nothing new until release."""
        if self.held is None:
            self.held = []

    async def release(self, order: Callable[[list[Update]], list[Update]]) -> list[int]:
        """Deliver what was held, in that order, one after the other."""
        held, self.held = self.held or [], None
        ordered = order(held)
        for update in ordered:
            await self._deliver(update)
        return [update.id for update in ordered]

    async def close(self) -> None:
        """Stop; what is not confirmed stays pending."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._poster.close()

    def _start(self, work: "asyncio._CoroutineLike[None]") -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, chat_id: int) -> None:
        lane = self._lanes[chat_id]
        while lane:
            await self._deliver(lane[0])
            lane.popleft()
        del self._lanes[chat_id]

    async def _deliver(self, update: Update) -> None:
        wait = 0.0
        while not update.expired(self._now()):
            async with self._places:
                pause = await self._attempt(update)
            if pause is None:
                break
            await asyncio.sleep(max(wait, pause))
            wait = min(max(wait * 2, self.settings.first_wait), LONGEST_WAIT)
        self.queue.confirm(update)

    async def _attempt(self, update: Update) -> float | None:
        """One request: None when it was accepted, else the wait the receiver asked for."""
        if update.delivered_at is None:
            self.queue.delivered(update, self._now())
        try:
            answer = await self._poster.post(update.body)
        except PostError as error:
            self._failed(str(error))
            return 0.0
        if answer.accepted:
            self._gone_since = None
            self._answered(answer)
            return None
        self._failed(f"Wrong response from the webhook: {answer.status} {answer.reason}")
        if answer.status == GONE:
            self._refused()
        with contextlib.suppress(KeyError, ValueError):
            return float(answer.headers["retry-after"])
        return 0.0

    def _failed(self, text: str) -> None:
        self.last_error = (int(self._now()), text)

    def _refused(self) -> None:
        now = self._now()
        self._gone_since = self._gone_since or now
        if now - self._gone_since >= GONE_FOR:
            self._gone()

    def _answered(self, answer: Answer) -> None:
        """A receiver may put one method call into its answer."""
        if not answer.body.startswith(b"{"):
            return
        with contextlib.suppress(json.JSONDecodeError):
            call = json.loads(answer.body)
            if isinstance(call, dict) and "method" in call:
                self._reply(call)
