"""Calls that change what stands: edits, deletions, reactions, pins; and topics."""

from typing import TypeAlias

from bot.rendering.form import Form, Params, caption_of, target_of, text_of
from bot.rendering.messages import more_text
from bot.rendering.splitting import CAPTION_LIMIT, split_html
from domain.outgoing import (
    Call,
    Delete,
    EditButtons,
    EditCaption,
    EditMedia,
    EditText,
    EditTopic,
    MakeTopic,
    Pin,
    React,
)
from domain.text import Body, Plain

Editing: TypeAlias = EditText | EditCaption | EditMedia | EditButtons
Marking: TypeAlias = Delete | React | Pin
Arranging: TypeAlias = MakeTopic | EditTopic

_MOST_DELETED = 100
_TOPIC_NAME = 128


def edit(form: Form, action: Editing) -> list[Call]:
    """Return the calls that change a message; words that do not fit follow as new ones."""
    target = target_of(action.target)
    match action:
        case EditButtons():
            params = target | form.markup(action.buttons)
            return [Call("edit_message_reply_markup", params)]
        case EditText():
            first, *rest = split_html(form.html(action.body))
            calls = [Call("edit_message_text", target | text_of(first))]
        case EditCaption():
            first, *rest = split_html(form.html(action.caption), CAPTION_LIMIT)
            calls = [Call("edit_message_caption", target | caption_of(first))]
        case EditMedia(media=part):
            first, *rest = split_html(form.html(part.caption or Plain("")), CAPTION_LIMIT)
            media = {"type": part.kind.value, "media": part.file_id}
            if first:
                media |= caption_of(first)
            calls = [Call("edit_message_media", target | {"media": media})]
    calls += more_text(form, rest, ())
    calls[-1].params.update(form.markup(action.buttons))
    return calls


def mark(action: Marking) -> list[Call]:
    """Return the calls that delete, react to or pin messages."""
    match action:
        case Delete():
            # Telegram wants them strictly increasing, 100 at most
            ids = sorted(set(action.message_ids))
            starts = range(0, len(ids), _MOST_DELETED)
            return [
                Call("delete_messages", {"message_ids": ids[start : start + _MOST_DELETED]})
                for start in starts
            ]
        case React():
            # as Telegram lists them: without the sign that asks for a coloured picture
            plain = action.emoji.replace("\ufe0f", "") if action.emoji else None
            reaction = [{"type": "emoji", "emoji": plain}] if plain else []
            params: Params = {"message_id": action.message_id, "reaction": reaction}
            return [Call("set_message_reaction", params)]
        case Pin():
            quietly = {"disable_notification": True}
            return [Call("pin_chat_message", target_of(action.target) | quietly)]


def arrange(form: Form, action: Arranging) -> list[Call]:
    """Return the calls for a topic; a closed one is opened before it is renamed."""
    if isinstance(action, MakeTopic):
        name = _topic_name(form, action.name)
        return [Call("create_forum_topic", {"name": name})]
    where = form.place()
    if action.is_deleted:
        return [Call("delete_forum_topic", where)]
    calls = []
    if action.is_closed is False:
        calls.append(Call("reopen_forum_topic", dict(where)))
    if action.name is not None:
        params = {"name": _topic_name(form, action.name)} | where
        calls.append(Call("edit_forum_topic", params))
    if action.is_closed:
        calls.append(Call("close_forum_topic", dict(where)))
    return calls


def _topic_name(form: Form, name: Body) -> str:
    """Return a name in one line, of 1 to 128 characters."""
    words = " ".join(form.words.plain(name, form.outgoing.locale).split())
    if len(words) > _TOPIC_NAME:
        words = words[: _TOPIC_NAME - 1].rstrip() + "…"
    return words or "…"
