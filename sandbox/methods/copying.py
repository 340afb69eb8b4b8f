"""Forwarding and copying."""

from sandbox.chats import MEDIA_FIELDS, Message
from sandbox.delivery import announce
from sandbox.errors import bad_request
from sandbox.formatting import caption_fields
from sandbox.json_types import Json
from sandbox.markup import reply_markup
from sandbox.methods.registry import Request, method
from sandbox.methods.targets import find_chat, find_message, place_for
from sandbox.posting import create, post

_CARRIED = (
    "text",
    "entities",
    "link_preview_options",
    *MEDIA_FIELDS,
    "location",
    "venue",
    "contact",
    "dice",
    "caption",
    "caption_entities",
    "show_caption_above_media",
    "has_media_spoiler",
)


@method("copyMessage", shows=True)
def _copy_message(request: Request) -> Json:
    place = place_for(request)
    source = find_chat(request, "from_chat_id")
    message = find_message(request, source, "copy")
    if message.service:
        raise bad_request("message can't be copied")
    fields = _content(message.payload)
    if any(name in fields for name in MEDIA_FIELDS):
        fresh = caption_fields(request.world, request.params, untouched=message.payload)
        fields = {name: fields[name] for name in fields if not name.startswith("caption")} | fresh
    markup = reply_markup(request.params.values.get("reply_markup"))
    request.charge(place.chat)
    return {"message_id": post(request.world, place, request.bot, fields, markup).id}


@method("copyMessages", shows=True)
def _copy_messages(request: Request) -> list[Json]:
    found = [message for message in _several(request) if not message.service]
    if not found:
        raise bad_request("there are no messages to copy")
    fields = [_content(message.payload) for message in found]
    if request.params.boolean("remove_caption"):
        fields = [
            {name: one[name] for name in one if not name.startswith("caption")} for one in fields
        ]
    return _post_all(request, found, fields)


@method("forwardMessage", shows=True)
def _forward_message(request: Request) -> Json:
    place = place_for(request)
    source = find_chat(request, "from_chat_id")
    message = find_message(request, source, "forward")
    if not _forwardable(message):
        raise bad_request("message can't be forwarded")
    request.charge(place.chat)
    made = post(request.world, place, request.bot, _forwarded(message))
    made.editable = False
    return made.payload


@method("forwardMessages", shows=True)
def _forward_messages(request: Request) -> list[Json]:
    found = [message for message in _several(request) if _forwardable(message)]
    if not found:
        raise bad_request("there are no messages to forward")
    return _post_all(request, found, [_forwarded(message) for message in found], editable=False)


def _several(request: Request) -> list[Message]:
    """The messages that are there, in the order asked for; missing ones are skipped."""
    source = find_chat(request, "from_chat_id")
    ids = request.params.ids("message_ids", increasing=True)
    return [message for one in ids if (message := source.find(one)) is not None]


def _post_all(
    request: Request, sources: list[Message], fields: list[Json], *, editable: bool = True
) -> list[Json]:
    """Post copies; members of one album stay together in a new album."""
    place = place_for(request)
    request.charge(place.chat, len(fields))
    albums: dict[str, str] = {}
    made: list[Message] = []
    for source, one in zip(sources, fields, strict=True):
        old = source.payload.get("media_group_id")
        if old is not None:
            albums.setdefault(old, str(13_000_000_000 + request.world.unique()))
            one["media_group_id"] = albums[old]
        message = create(request.world, place, request.bot, one)
        message.editable = editable
        made.append(message)
    for message in made:
        announce(request.world, message)
    return [{"message_id": message.id} for message in made]


def _content(payload: Json) -> Json:
    return {name: payload[name] for name in _CARRIED if name in payload}


def _forwardable(message: Message) -> bool:
    protected = message.payload.get("has_protected_content", False)
    return not message.service and not protected


def _forwarded(message: Message) -> Json:
    payload = message.payload
    fields = _content(payload)
    fields["forward_origin"] = payload.get("forward_origin") or {
        "type": "user",
        "sender_user": payload["from"],
        "date": payload["date"],
    }
    return fields
