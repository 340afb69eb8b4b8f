"""Calls that send: text, pictures, copies, albums, files of ours."""

from typing import TypeAlias

from bot.rendering.form import Form, Params, caption_of, text_of
from bot.rendering.splitting import CAPTION_LIMIT, split_html, visible_length
from domain.outgoing import Buttons, Call, Copy, SendAlbum, SendFile, SendPhoto, SendText

Sending: TypeAlias = SendText | SendPhoto | Copy | SendAlbum | SendFile


def send(form: Form, action: Sending) -> list[Call]:
    """Return the calls for an action that sends something new."""
    match action:
        case SendText():
            return _send_text(form, action)
        case SendPhoto():
            photo = {"photo": action.file_id} | form.place(action.reply_to)
            caption = form.html(action.caption)
            return _captioned(form, Call("send_photo", photo), caption, action.buttons)
        case Copy():
            return _copy(form, action)
        case SendAlbum():
            return _send_album(form, action)
        case SendFile():
            kind = "photo" if action.as_photo else "document"
            # the sender reads the file when it sends it: rows hold no files
            file = {"file_key": action.key, "file_name": action.name}
            call = Call(f"send_{kind}", file | form.place(action.reply_to))
            return _captioned(form, call, form.html(action.caption) if action.caption else "", ())


def more_text(form: Form, pieces: list[str], buttons: Buttons) -> list[Call]:
    """Return messages for words that did not fit; the last has the buttons."""
    calls = [Call("send_message", text_of(piece) | form.place()) for piece in pieces]
    if calls:
        calls[-1].params.update(form.markup(buttons))
    return calls


def _send_text(form: Form, action: SendText) -> list[Call]:
    first, *rest = split_html(form.html(action.body))
    call = Call("send_message", text_of(first) | form.place(action.reply_to))
    calls = [call, *more_text(form, rest, ())]
    calls[-1].params.update(form.markup(action.buttons))
    if action.silent:
        for each in calls:
            each.params["disable_notification"] = True
    return calls


def _captioned(form: Form, call: Call, caption: str, buttons: Buttons) -> list[Call]:
    """Put words and buttons under what the call sends; what is too long follows as text."""
    if visible_length(caption) <= CAPTION_LIMIT:
        if caption:
            call.params.update(caption_of(caption))
        call.params.update(form.markup(buttons))
        return [call]
    return [call, *more_text(form, split_html(caption), buttons)]


def _copy(form: Form, action: Copy) -> list[Call]:
    source: Params = {"from_chat_id": action.from_chat, "message_id": action.message_id}
    call = Call("copy_message", source | form.place(action.reply_to))
    if action.caption is None:
        # untouched: only so does a premium user's caption over 1024 come along
        call.params.update(form.markup(action.buttons))
        return [call]
    caption = form.html(action.caption)
    call.params.update(caption_of(""))
    return _captioned(form, call, caption, action.buttons)


def _send_album(form: Form, action: SendAlbum) -> list[Call]:
    media: list[Params] = []
    too_long: list[str] = []
    for part in action.parts:
        medium: Params = {"type": part.kind.value, "media": part.file_id}
        caption = form.html(part.caption) if part.caption else ""
        if visible_length(caption) > CAPTION_LIMIT:
            too_long += split_html(caption)
        elif caption:
            medium |= caption_of(caption)
        media.append(medium)
    where = form.place(action.reply_to)
    if len(media) == 1:
        # the others never came, or could not be kept: Telegram takes no album of one
        (only,) = media
        kind, file_id = only.pop("type"), only.pop("media")
        call = Call(f"send_{kind}", {kind: file_id} | only | where)
    else:
        call = Call("send_media_group", {"media": media} | where)
    return [call, *more_text(form, too_long, ())]
