"""Calls of the webhook that Telegram would not make, and updates as Telegram makes them."""

import json
from itertools import count
from typing import Any

from sandbox import Entry
from tests.program.process import http_client
from tests.program.stage import SECRET, Stage

_numbers = count(2_000_000_000)
_messages = count(1_000_000)


async def post(
    stage: Stage, body: object, *, secret: str | None = SECRET, address: str | None = None
) -> int:
    """Post a body, bytes or JSON, to the bot's webhook; returns the status."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers: dict[bytes, bytes] = {}
    if secret is not None:
        headers[b"X-Telegram-Bot-Api-Secret-Token"] = secret.encode("latin-1")
    async with http_client() as client:
        answer = await client.post(address or stage.webhook, content=content, headers=headers)
        return answer.status_code


def update(**content: Any) -> dict[str, Any]:
    """An update with a number of its own."""
    return {"update_id": next(_numbers), **content}


def message(person: int, **content: Any) -> dict[str, Any]:
    """An update with a private message; `content` overrides any field."""
    return update(
        message={
            "message_id": 1,
            "date": 1_760_000_000,
            "chat": {"id": person, "type": "private", "first_name": "Ann"},
            "from": {"id": person, "is_bot": False, "first_name": "Ann", "language_code": "en"},
            **content,
        }
    )


def tap(person: int, data: Any, message_id: int = 1) -> dict[str, Any]:
    """An update with a button tap in a private chat."""
    found = message(person, message_id=message_id, text="…")["message"]
    return update(
        callback_query={
            "id": str(next(_numbers)),
            "from": found["from"],
            "message": {**found, "from": {"id": 1, "is_bot": True, "first_name": "Bot"}},
            "chat_instance": "1",
            "data": data,
        }
    )


def tap_on(entry: Entry, person: int, name: str, data: str, *, general: bool = False) -> Any:
    """An update with a tap on a message that stands; in `general`, on its like outside a topic."""
    shown = dict(entry.raw)
    if general:
        shown = {
            key: value
            for key, value in shown.items()
            if key not in ("message_thread_id", "is_topic_message", "reply_to_message")
        }
    return update(
        callback_query={
            "id": str(next(_numbers)),
            "from": {"id": person, "is_bot": False, "first_name": name, "language_code": "en"},
            "message": shown,
            "chat_instance": "1",
            "data": data,
        }
    )


def in_group(chat: int, person: int, name: str, text: str) -> dict[str, Any]:
    """An update with a command in a group's General."""
    return update(
        message={
            "message_id": next(_messages),
            "date": 1_760_000_000,
            "chat": {"id": chat, "type": "supergroup", "title": "Desk", "is_forum": True},
            "from": {"id": person, "is_bot": False, "first_name": name, "language_code": "en"},
            **_command(text),
        }
    )


def _command(text: str) -> dict[str, Any]:
    length = len(text.partition(" ")[0])
    return {"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": length}]}


def command(person: int, text: str) -> dict[str, Any]:
    """An update with a command in a private chat, a message of its own."""
    return message(person, message_id=next(_messages), **_command(text))
