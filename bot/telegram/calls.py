"""Carries out a queued call, and says what came of it.

The parameters are JSON and go to Telegram as they are; of the result only the ids are read. The
way there, and what an error means, are python-telegram-bot's (bot/telegram/http.py).
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from html import unescape
from typing import Any

from telegram import Bot, InputFile, Message
from telegram.error import TelegramError

from bot.telegram.answers import Answer, Verdict, explain
from bot.telegram.http import AiohttpRequest
from domain.errors import Busy
from domain.outgoing import Gone
from domain.pipeline import QueuedCall
from domain.ports.files import Files

_METHODS = {
    "send_message": "sendMessage",
    "send_photo": "sendPhoto",
    "send_document": "sendDocument",
    "send_video": "sendVideo",
    "send_audio": "sendAudio",
    "send_media_group": "sendMediaGroup",
    "copy_message": "copyMessage",
    "edit_message_text": "editMessageText",
    "edit_message_caption": "editMessageCaption",
    "edit_message_media": "editMessageMedia",
    "edit_message_reply_markup": "editMessageReplyMarkup",
    "delete_messages": "deleteMessages",
    "set_message_reaction": "setMessageReaction",
    "pin_chat_message": "pinChatMessage",
    "create_forum_topic": "createForumTopic",
    "edit_forum_topic": "editForumTopic",
    "close_forum_topic": "closeForumTopic",
    "reopen_forum_topic": "reopenForumTopic",
    "delete_forum_topic": "deleteForumTopic",
}
"""What may stand in the outbox, and what Telegram calls it."""

_MOST_BYTES = 50 << 20
"""An upload's limit at Telegram."""


async def carry_out(bot: Bot, files: Files, call: QueuedCall) -> Answer:
    """Make one call of the Bot API, in which ids stand for all names."""
    method = _METHODS.get(call.method)
    if method is None:
        return Answer(Verdict.REFUSED, reason=f"unknown method {call.method!r}")
    params: dict[str, Any] = {**call.params, "chat_id": call.place.chat_id}
    try:
        if "file_key" in params:
            return await _upload(bot, files, call, params)
        result = await _way_of(bot).call(f"{bot.base_url}/{method}", params)
    except TelegramError as error:
        return explain(error, to_group=call.place.chat_id < 0)
    return _made(result)


def without_markup(call: QueuedCall) -> QueuedCall:
    """Return the call with its words as plain text, for markup that Telegram refused."""
    return replace(call, params=_plain(call.params))


def has_markup(params: dict[str, Any]) -> bool:
    """Whether a call's words, or those of a part of its album, have markup to do without."""
    media = params.get("media", ())
    parts = [media] if isinstance(media, dict) else media
    return "parse_mode" in params or any("parse_mode" in part for part in parts)


def _plain(params: dict[str, Any]) -> dict[str, Any]:
    plain = {name: value for name, value in params.items() if name != "parse_mode"}
    for name in ("text", "caption"):
        if name in plain:
            plain[name] = unescape(re.sub(r"<[^<>]*>", "", plain[name]))
    if isinstance(plain.get("media"), dict):
        plain["media"] = _plain(plain["media"])
    if isinstance(plain.get("media"), list):
        plain["media"] = [_plain(part) for part in plain["media"]]
    return plain


def _way_of(bot: Bot) -> AiohttpRequest:
    if not isinstance(bot.request, AiohttpRequest):
        raise TypeError("calls go over aiohttp")
    return bot.request


def _made(result: Any) -> Answer:
    """Read what was made: a message (maybe in a topic), an album, a topic, or nothing."""
    if isinstance(result, list):
        return Answer(Verdict.SENT, message_ids=tuple(part["message_id"] for part in result))
    if not isinstance(result, dict):
        return Answer(Verdict.SENT)
    if "message_id" in result:
        return Answer(Verdict.SENT, message_ids=(result["message_id"],))
    return Answer(Verdict.SENT, topic_id=result.get("message_thread_id"))


async def _upload(bot: Bot, files: Files, call: QueuedCall, params: dict[str, Any]) -> Answer:
    """Send a file of ours. Forms of several parts are the library's business."""
    key, name = params.pop("file_key"), params.pop("file_name")
    try:
        content = await files.read(key)
    except Busy:
        return Answer(Verdict.AGAIN, reason=f"the file {key} cannot be read now")
    if content is None:
        return Answer(Verdict.REFUSED, reason=f"there is no file {key}", gone=Gone.FILE)
    if len(content) > _MOST_BYTES:
        return Answer(Verdict.REFUSED, reason=f"the file {key} is over 50 MiB", gone=Gone.FILE)
    params[call.method.removeprefix("send_")] = InputFile(content, name)
    send: Callable[..., Awaitable[Message]] = getattr(bot, call.method)
    return Answer(Verdict.SENT, message_ids=((await send(**params)).message_id,))
