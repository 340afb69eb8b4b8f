"""Editing what the bot has sent."""

from sandbox.chats import MEDIA_FIELDS, Message
from sandbox.delivery import announce
from sandbox.entries import body_of, buttons
from sandbox.errors import bad_request
from sandbox.formatting import caption_fields, message_text
from sandbox.json_types import Json
from sandbox.markup import inline_keyboard
from sandbox.methods.media import input_media
from sandbox.methods.registry import Request, method
from sandbox.methods.targets import find_chat, find_message, require_inside
from sandbox.rendering import to_html
from sandbox.world import World

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_CAPTIONED = frozenset(MEDIA_FIELDS) - {"video_note", "sticker"}


@method("editMessageText", shows=True)
def _edit_message_text(request: Request) -> Json | bool:
    message = _own(request)
    if "text" not in message.payload:
        raise bad_request("there is no text in the message to edit")
    text, entities = message_text(request.world, request.params)
    fields: Json = {"text": text}
    if entities:
        fields["entities"] = entities
    if preview := request.params.object("link_preview_options"):
        fields["link_preview_options"] = preview
    return _apply(request, message, fields, ("text", "entities", "link_preview_options"))


@method("editMessageCaption", shows=True)
def _edit_message_caption(request: Request) -> Json | bool:
    message = _own(request)
    if not _CAPTIONED.intersection(message.payload):
        raise bad_request("there is no caption in the message to edit")
    return _apply(request, message, caption_fields(request.world, request.params), _CAPTION)


@method("editMessageMedia", shows=True)
def _edit_message_media(request: Request) -> Json | bool:
    message = _own(request)
    fields = input_media(request.world, request.params.object("media"), request.params)
    if "media_group_id" in message.payload and not {"photo", "video"} & fields.keys():
        raise bad_request("message type can't be changed in an album")
    dropped = ("text", "entities", "link_preview_options", *MEDIA_FIELDS, *_CAPTION)
    return _apply(request, message, fields, dropped)


@method("editMessageReplyMarkup", shows=True)
def _edit_message_reply_markup(request: Request) -> Json | bool:
    return _apply(request, _own(request), {}, ())


def _own(request: Request) -> Message:
    params = request.params
    inline_id = params.text("inline_message_id")
    if inline_id:
        return _inline(request, inline_id)
    chat = find_chat(request)
    require_inside(request, chat)
    message = find_message(request, chat, "edit")
    if message.sender is not request.bot or message.service or not message.editable:
        raise bad_request("message can't be edited")
    return message


def _inline(request: Request, inline_id: str) -> Message:
    found = request.bot.inline_messages.get(inline_id)
    if found is not None:
        message = request.world.chat(found[0], request.bot).find(found[1])
        if message is not None:
            return message
    raise bad_request("MESSAGE_ID_INVALID")


def _apply(
    request: Request, message: Message, fields: Json, replaced: tuple[str, ...]
) -> Json | bool:
    """Put the new content in; without reply_markup the inline keyboard goes."""
    world = request.world
    markup = inline_keyboard(request.params.values.get("reply_markup"))
    before = {name: message.payload[name] for name in replaced if name in message.payload}
    if before == fields and message.payload.get("reply_markup") == markup:
        raise bad_request(_NOT_MODIFIED)
    request.charge(message.chat)
    remember(message)
    gone = {*replaced, "reply_markup"}
    payload = {name: value for name, value in message.payload.items() if name not in gone}
    payload |= fields
    payload["edit_date"] = world.clock.stamp()
    if markup is not None:
        payload["reply_markup"] = markup
    _replace(world, message, payload)
    return True if request.params.text("inline_message_id") else message.payload


def remember(message: Message) -> None:
    """Put the present state among the message's edits."""
    text, entities = body_of(message.payload)
    message.edits.append(
        {
            "date": message.payload.get("edit_date", message.payload["date"]),
            "text": text,
            "html": to_html(text, entities),
            "buttons": buttons(message.payload.get("reply_markup")),
        }
    )
    del message.edits[:-100]


def _replace(world: World, message: Message, payload: Json) -> None:
    message.payload = payload
    announce(world, message, edited=True)
