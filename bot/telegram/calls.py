"""Carries out a queued call, and says what came of it.

The parameters are JSON and go to Telegram as they are; of the result only the ids are read. The
way there, and what an error means, are python-telegram-bot's (bot/telegram/http.py).
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from typing import Any

from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.telegram.http import AiohttpRequest, NeverSent
from domain.pipeline import QueuedCall

_METHODS = {
    "send_message": "sendMessage",
    "send_photo": "sendPhoto",
    "edit_message_text": "editMessageText",
    "edit_message_reply_markup": "editMessageReplyMarkup",
}
"""What may stand in the outbox, and what Telegram calls it."""


class Verdict(StrEnum):
    """What Telegram's answer means for the call."""

    SENT = "sent"
    AGAIN = "again"
    """A passing fault: the network, or Telegram itself."""
    WAIT = "wait"
    """Too many requests: after `wait` seconds."""
    MIGRATED = "migrated"
    BLOCKED = "blocked"
    PLAIN = "plain"
    """The markup was refused: worth one more try as plain text."""
    REFUSED = "refused"
    UNAUTHORISED = "unauthorised"


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict with what came back. `unsure`: the call may have had its effect."""

    verdict: Verdict
    message_id: int | None = None
    topic_id: int | None = None
    wait: float = 0
    new_chat_id: int | None = None
    reason: str = ""
    unsure: bool = False


async def carry_out(bot: Bot, call: QueuedCall, message_id: int | None = None) -> Answer:
    """Make one call of the Bot API. `message_id` is the target that a ref was resolved to."""
    method = _METHODS.get(call.method)
    if method is None:
        return Answer(Verdict.REFUSED, reason=f"unknown method {call.method!r}")
    params: dict[str, Any] = {**call.params, "chat_id": call.place.chat_id}
    if message_id is not None:
        params["message_id"] = message_id
    params.pop("ref", None)
    try:
        result = await _way_of(bot).call(f"{bot.base_url}/{method}", params)
    except TelegramError as error:
        return _explain(error)
    return _made(result)


def _way_of(bot: Bot) -> AiohttpRequest:
    if not isinstance(bot.request, AiohttpRequest):
        raise TypeError("calls go over aiohttp")
    return bot.request


def _made(result: Any) -> Answer:
    """Read what was made: a message (maybe in a topic), a topic, or nothing that has an id."""
    if not isinstance(result, dict):
        return Answer(Verdict.SENT)
    if "message_id" in result:
        return Answer(Verdict.SENT, message_id=result["message_id"])
    return Answer(Verdict.SENT, topic_id=result.get("message_thread_id"))


def without_markup(call: QueuedCall) -> QueuedCall:
    """Return the call with its words as plain text, for markup that Telegram refused."""
    params = {name: value for name, value in call.params.items() if name != "parse_mode"}
    for name in ("text", "caption"):
        if name in params:
            params[name] = unescape(re.sub(r"<[^<>]*>", "", params[name]))
    return QueuedCall(
        call.id, call.place, call.method, params, call.priority, call.ref, call.coalesce,
        call.at_most_once, call.attempts, call.created_at, call.to_blocked,
    )  # fmt: skip


def _explain(error: TelegramError) -> Answer:  # noqa: PLR0911 - one answer an error
    reason = str(error)
    match error:
        case RetryAfter():
            return Answer(Verdict.WAIT, wait=_seconds(error), reason=reason)
        case ChatMigrated():
            return Answer(Verdict.MIGRATED, new_chat_id=error.new_chat_id, reason=reason)
        case Forbidden():
            return Answer(Verdict.BLOCKED, reason=reason)
        case InvalidToken():
            return Answer(Verdict.UNAUTHORISED, reason=reason)
        case BadRequest():
            return _explain_refusal(reason)
        case NetworkError():
            # a server error or a lost answer: it may have been carried out
            return Answer(Verdict.AGAIN, reason=reason, unsure=not isinstance(error, NeverSent))
        case _ if type(error) is TelegramError:
            # an answer that is no JSON: not Telegram's own, but something's on the way there
            return Answer(Verdict.AGAIN, reason=reason, unsure=True)
        case _:
            return Answer(Verdict.REFUSED, reason=reason)


def _explain_refusal(reason: str) -> Answer:
    lowered = reason.lower()
    if "message is not modified" in lowered:
        return Answer(Verdict.SENT)
    if "can't parse entities" in lowered:
        return Answer(Verdict.PLAIN, reason=reason)
    if "user is deactivated" in lowered or "bot was blocked" in lowered:
        return Answer(Verdict.BLOCKED, reason=reason)
    return Answer(Verdict.REFUSED, reason=reason)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()
