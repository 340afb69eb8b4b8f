"""Buttons, keyboards and inline queries."""

import asyncio
from collections.abc import Iterator

from sandbox.accounts import Bot, InlineAsk, Tap, User
from sandbox.chats import Chat, Message
from sandbox.control.people import open_chat, say
from sandbox.control.requests import Order, route
from sandbox.delivery import announce, tell
from sandbox.entries import entry
from sandbox.errors import ControlError
from sandbox.formatting import formatted
from sandbox.json_types import Json
from sandbox.markup import inline_keyboard
from sandbox.params import Params
from sandbox.posting import Place, create
from sandbox.world import World

KEPT_TAPS = 5_000


async def _tap(order: Order) -> Json:
    chat, user = order.chat, order.user
    text, data = order.get("text"), order.get("data")
    if text is None and data is None:
        raise ControlError("text or data is needed")
    message, button = _find(order, chat, text, data)
    if message is None or button is None:
        return _press_key(order, chat, user, str(text))
    if "url" in button:
        return order.done(kind="url", url=button["url"])
    if "callback_data" not in button:
        return order.done(kind="other", button=button)
    tap = _make_tap(order.world, message, user, button["callback_data"])
    answer = await _within(tap.answer, order.wait)
    return order.done(kind="callback", query_id=tap.id, answer=answer)


def _find(
    order: Order, chat: Chat, text: str | None, data: str | None
) -> tuple[Message, Json] | tuple[None, None]:
    """The newest message with such an inline button, or the one that message_id names."""
    if order.get("message_id") is not None:
        message = order.message(chat)
        for button in _inline_buttons(message):
            if _fits(button, text, data):
                return message, button
        raise ControlError("the message has no such button", 404)
    for message in reversed(chat.messages.values()):
        if message.deleted:
            continue
        for button in _inline_buttons(message):
            if _fits(button, text, data):
                return message, button
    if text is None or not any(key["text"] == text for key in _keys(chat)):
        raise ControlError(f"no button {text or data}", 404)
    return None, None


def _fits(button: Json, text: str | None, data: str | None) -> bool:
    if data is not None:
        return bool(button.get("callback_data") == data)
    return bool(button["text"] == text)


def _inline_buttons(message: Message) -> Iterator[Json]:
    for row in message.payload.get("reply_markup", {}).get("inline_keyboard", ()):
        yield from row


def _keys(chat: Chat) -> Iterator[Json]:
    for row in (chat.keyboard or {}).get("rows", ()):
        yield from row


def _press_key(order: Order, chat: Chat, user: User, text: str) -> Json:
    """A key of the reply keyboard sends its text, the user's contact or place."""
    key = next(key for key in _keys(chat) if key["text"] == text)
    fields: Json
    if key["request_contact"]:
        name = {"first_name": user.first_name, "user_id": user.id}
        fields = {"contact": {"phone_number": f"+4930{user.id:08d}", **name}}
    elif key["request_location"]:
        fields = {"location": {"latitude": 52.52, "longitude": 13.405}}
    else:
        plain, entities = formatted(order.world, text)
        fields = {"text": plain, **({"entities": entities} if entities else {})}
    if (chat.keyboard or {}).get("one_time"):
        chat.keyboard = None
    message = say(order.world, user, Place(chat), [fields])[0]
    return order.done(kind="sent", message=entry(message))


def _make_tap(world: World, message: Message, user: User, data: str) -> Tap:
    bot = message.sender if isinstance(message.sender, Bot) else _via(world, message)
    number = str(7_000_000_000_000_000 + world.unique())
    chat = message.chat
    future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
    tap = Tap(number, user.id, chat.id, message.id, world.clock.now(), future)
    bot.taps[number] = tap
    if len(bot.taps) > KEPT_TAPS:
        del bot.taps[next(iter(bot.taps))]
    shown = message.payload
    if message.deleted:
        shown = {"chat": chat.payload, "message_id": message.id, "date": 0}
    body = {
        "id": number,
        "from": user.payload,
        "message": shown,
        "chat_instance": chat.instance,
        "data": data,
    }
    tell(world, bot, "callback_query", body, chat.id)
    return tap


def _via(world: World, message: Message) -> Bot:
    bot = world.bot_by_id(message.payload.get("via_bot", {}).get("id", 0))
    if bot is None:
        raise ControlError("no bot answers for this button")
    return bot


async def _within(future: asyncio.Future[Json], seconds: float) -> Json | None:
    if seconds > 0:
        await asyncio.wait([future], timeout=seconds)
    return future.result() if future.done() else None


async def _inline(order: Order) -> Json:
    world, bot, user = order.world, order.bot, order.user
    number = str(8_000_000_000_000_000 + world.unique())
    query = str(order.get("query", ""))
    future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
    bot.asks[number] = InlineAsk(number, user.id, query, world.clock.now(), future)
    if len(bot.asks) > KEPT_TAPS:
        del bot.asks[next(iter(bot.asks))]
    body = {
        "id": number,
        "from": user.payload,
        "chat_type": order.get("chat_type", "sender"),
        "query": query,
        "offset": str(order.get("offset", "")),
    }
    tell(world, bot, "inline_query", body, user.id)
    answer = await _within(future, order.wait)
    return order.done(**(answer or {"query_id": number, "results": None}))


def _choose(order: Order) -> Json:
    world, bot, user = order.world, order.bot, order.user
    ask = bot.asks.get(str(order.need("query_id")))
    if ask is None or not ask.answer.done():
        raise ControlError("no such inline query", 404)
    wanted = str(order.need("result_id"))
    results = ask.answer.result()["results"]
    result = next((one for one in results if str(one.get("id")) == wanted), None)
    if result is None:
        raise ControlError("no such result", 404)
    chat = order.chat
    open_chat(world, chat)
    fields, markup = _result_fields(world, result)
    fields["via_bot"] = bot.payload
    message = create(world, Place(chat, order.integer("thread") or None), user, fields, markup)
    chosen = {"result_id": wanted, "from": user.payload, "query": ask.query}
    if markup is not None:
        inline_id = f"AgAAA{world.unique():08d}"
        bot.inline_messages[inline_id] = (chat.id, message.id)
        chosen["inline_message_id"] = inline_id
    announce(world, message)
    tell(world, bot, "chosen_inline_result", chosen, user.id)
    return order.done(message=entry(message))


def _result_fields(world: World, result: Json) -> tuple[Json, Json | None]:
    markup = inline_keyboard(result.get("reply_markup"))
    content = result.get("input_message_content")
    if not isinstance(content, dict) or "message_text" not in content:
        return {"text": str(result.get("title") or result.get("caption") or "·")}, markup
    source = Params(content)
    text, entities = formatted(
        world, source.text("message_text"), source.text("parse_mode"), content.get("entities")
    )
    return {"text": text, **({"entities": entities} if entities else {})}, markup


ROUTES = [
    route("POST", "/tap", _tap),
    route("POST", "/inline", _inline),
    route("POST", "/inline/choose", _choose),
]
