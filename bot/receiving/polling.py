"""Long polling: the offset moves on, which tells Telegram that we have them, after the commit."""

import asyncio
import json
from typing import Any
from urllib.parse import urlencode

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot import metrics
from bot.receiving.intake import MAX_BATCH, Intake, Malformed, new_update
from bot.telegram.http import AiohttpRequest
from domain.errors import Busy

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "inline_query",
)
"""Telegram keeps what is left out to itself; chat_member comes only when named. A webhook asks for
the same."""

_LONG_POLL_SECONDS = 30
_log = structlog.get_logger(__name__)


class Poller:
    """Polls one bot's updates into the inbox. The updates stay JSON: nothing of them is lost."""

    def __init__(self, bot_id: int, base_url: str, intake: Intake) -> None:
        self._bot_id = bot_id
        self._url = f"{base_url}/getUpdates"
        self._intake = intake
        self._offset: int | None = None

    async def run(self) -> None:
        """Poll until cancelled; faults are waited out, growing from a tenth to 15 seconds."""
        faults = 0
        async with AiohttpRequest(self._url) as request:
            while True:
                try:
                    await self._poll(request)
                    faults = 0
                except RetryAfter as error:
                    wait = error.retry_after
                    await asyncio.sleep(wait if isinstance(wait, int) else wait.total_seconds())
                except (TelegramError, Busy) as error:
                    faults += 1
                    metrics.POLL_FAILURES.inc()
                    self._complain(error, faults)
                    await asyncio.sleep(min(15.0, 0.1 * 2**faults))

    async def _poll(self, request: AiohttpRequest) -> None:
        params: dict[str, Any] = {
            "timeout": _LONG_POLL_SECONDS,
            "limit": MAX_BATCH,
            "allowed_updates": json.dumps(ALLOWED_UPDATES),
        }
        if self._offset is not None:
            params["offset"] = self._offset
        payloads = await request.post(
            f"{self._url}?{urlencode(params)}", read_timeout=_LONG_POLL_SECONDS + 10
        )
        updates = []
        for payload in payloads if isinstance(payloads, list) else ():
            try:
                updates.append(new_update(self._bot_id, payload))
            except Malformed as error:
                _log.error("Telegram sent what is no update", reason=str(error))
        await self._intake.commit(updates)
        # Nothing more to come: what we have is confirmed, and the offset has done its work. Kept,
        # it would throw away what comes after a quiet week, when Telegram numbers anew.
        self._offset = max(update.update_id for update in updates) + 1 if updates else None

    def _complain(self, error: Exception, faults: int) -> None:
        if isinstance(error, Conflict):
            _log.error(
                "Telegram refuses to give updates: another program polls with this token, "
                "or a webhook is set",
                bot=self._bot_id,
            )
        elif isinstance(error, InvalidToken):
            _log.error("Telegram refuses the bot's token", bot=self._bot_id)
        elif faults in (1, 10) or faults % 100 == 0:
            reason = "the database is away" if isinstance(error, Busy) else str(error)
            _log.warning("no updates can be taken now", bot=self._bot_id, reason=reason)
