"""sendMessage and the small things: places, contacts, dice, typing, reactions."""

import re
from typing import Any

from sandbox.delivery import publish
from sandbox.errors import bad_request
from sandbox.formatting import message_text
from sandbox.json_types import Json
from sandbox.markup import reply_markup
from sandbox.methods.registry import Request, method
from sandbox.methods.targets import find_chat, find_message, place_for, writable_chat
from sandbox.posting import post

DICE = {"🎲": 6, "🎯": 6, "🏀": 5, "⚽": 5, "🎳": 6, "🎰": 64}
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
REACTIONS = frozenset(
    [
        "❤",
        "👍",
        "👎",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🤬",
        "😢",
        "🎉",
        "🤩",
        "🤮",
        "💩",
        "🙏",
        "👌",
        "🕊",
        "🤡",
        "🥱",
        "🥴",
        "😍",
        "🐳",
        "❤\u200d🔥",
        "🌚",
        "🌭",
        "💯",
        "🤣",
        "⚡",
        "🍌",
        "🏆",
        "💔",
        "🤨",
        "😐",
        "🍓",
        "🍾",
        "💋",
        "🖕",
        "😈",
        "😴",
        "😭",
        "🤓",
        "👻",
        "👨\u200d💻",
        "👀",
        "🎃",
        "🙈",
        "😇",
        "😨",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎅",
        "🎄",
        "☃",
        "💅",
        "🤪",
        "🗿",
        "🆒",
        "💘",
        "🙉",
        "🦄",
        "😘",
        "💊",
        "🙊",
        "😎",
        "👾",
        "🤷\u200d♂",
        "🤷",
        "🤷\u200d♀",
        "😡",
    ]
)
_PHONE = re.compile(r"[+0-9()\- ]{3,32}")


def send(request: Request, fields: Json, cost: int = 1) -> Json:
    """Post what a send method has made of its parameters; the answer is the Message."""
    place = place_for(request)
    markup = reply_markup(request.params.values.get("reply_markup"))
    request.charge(place.chat, cost)
    return post(request.world, place, request.bot, fields, markup).payload


@method("sendMessage", shows=True)
def _send_message(request: Request) -> Json:
    place = place_for(request)
    text, entities = message_text(request.world, request.params)
    fields: Json = {"text": text}
    if entities:
        fields["entities"] = entities
    preview = request.params.object("link_preview_options")
    if preview is None and request.params.boolean("disable_web_page_preview"):
        preview = {"is_disabled": True}
    if preview:
        fields["link_preview_options"] = preview
    markup = reply_markup(request.params.values.get("reply_markup"))
    request.charge(place.chat)
    return post(request.world, place, request.bot, fields, markup).payload


@method("sendLocation", shows=True)
def _send_location(request: Request) -> Json:
    return send(request, {"location": _location(request)})


@method("sendVenue", shows=True)
def _send_venue(request: Request) -> Json:
    location = _location(request)
    title, address = request.params.text("title"), request.params.text("address")
    if not title or not address:
        raise bad_request("venue title and address must be non-empty")
    venue = {"location": location, "title": title, "address": address}
    return send(request, {"venue": venue, "location": location})


@method("sendContact", shows=True)
def _send_contact(request: Request) -> Json:
    params = request.params
    phone, first_name = params.text("phone_number"), params.text("first_name")
    if not _PHONE.fullmatch(phone):
        raise bad_request("PHONE_NUMBER_INVALID" if phone else "phone number must be specified")
    if not first_name:
        raise bad_request("first name must be non-empty")
    contact: Json = {"phone_number": phone, "first_name": first_name}
    for name in ("last_name", "vcard"):
        if value := params.text(name):
            contact[name] = value
    return send(request, {"contact": contact})


@method("sendDice", shows=True)
def _send_dice(request: Request) -> Json:
    emoji = request.params.text("emoji") or "🎲"
    if emoji not in DICE:
        raise bad_request("wrong dice emoji specified")
    value = request.world.random.randint(1, DICE[emoji])
    return send(request, {"dice": {"emoji": emoji, "value": value}})


@method("sendChatAction")
def _send_chat_action(request: Request) -> bool:
    chat = writable_chat(request)
    action = request.params.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    body = {
        "chat_id": chat.id,
        "bot": chat.bot.id if chat.bot else None,
        "thread": request.params.integer("message_thread_id") or None,
        "action": action,
    }
    request.world.hub.publish("action", chat, lambda: body)
    return True


@method("setMessageReaction")
def _set_message_reaction(request: Request) -> bool:
    chat = find_chat(request)
    message = find_message(request, chat, "react")
    if message.service:
        raise bad_request("REACTION_INVALID")
    emoji = [_emoji(one) for one in request.params.array("reaction") or []]
    if len(emoji) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    message.reactions.pop(request.bot.id, None)
    if emoji:
        message.reactions[request.bot.id] = emoji
    publish(request.world, message, "reaction")
    return True


def _emoji(reaction: Any) -> str:
    if isinstance(reaction, dict) and reaction.get("type") == "emoji":
        emoji = str(reaction.get("emoji", "")).replace("\ufe0f", "")
        if emoji in REACTIONS:
            return emoji
    raise bad_request("REACTION_INVALID")


def _location(request: Request) -> Json:
    latitude, longitude = request.params.number("latitude"), request.params.number("longitude")
    if latitude is None:
        raise bad_request("latitude is empty")
    if longitude is None:
        raise bad_request("longitude is empty")
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise bad_request("wrong location specified")
    return {"latitude": latitude, "longitude": longitude}
