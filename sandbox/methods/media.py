"""Photos, documents, voice notes and the rest: uploads, file ids, albums."""

from collections.abc import Callable
from typing import Any

from sandbox.chats import MEDIA_FIELDS
from sandbox.delivery import announce
from sandbox.errors import ApiError, bad_request
from sandbox.files import DOWNLOAD_LIMIT, PHOTO_LIMIT, PLACEHOLDER, UPLOAD_LIMIT, File, image_size
from sandbox.formatting import caption_fields
from sandbox.json_types import Json
from sandbox.methods.registry import METHODS, Method, Request
from sandbox.methods.registry import method as enter
from sandbox.methods.sending import send
from sandbox.methods.targets import place_for
from sandbox.params import Params, Upload
from sandbox.posting import create
from sandbox.world import World

_NAMES = {
    "photo": "sendPhoto",
    "document": "sendDocument",
    "video": "sendVideo",
    "audio": "sendAudio",
    "voice": "sendVoice",
    "video_note": "sendVideoNote",
    "animation": "sendAnimation",
    "sticker": "sendSticker",
}
_NO_CAPTION = frozenset({"video_note", "sticker"})
_TOGETHER = ({"photo", "video"}, {"document"}, {"audio"})


def media_fields(file: File) -> Json:
    """The content fields of a message with this file."""
    payload = file.payload()
    if file.kind == "animation":
        return {"animation": payload, "document": _as_document(file)}
    return {file.kind: payload}


def _as_document(file: File) -> Json:
    named = {"file_name": file.name} if file.name else {}
    return {**file.ids(), **named, "mime_type": file.mime_type}


def take_file(world: World, kind: str, given: Any, source: Params, files: Params) -> File:
    """An upload, an attach:// name, a file_id, or an address on the web."""
    upload = files.files.get(kind) if given in (None, "") else None
    if isinstance(given, str) and given.startswith("attach://"):
        upload = files.files.get(given.removeprefix("attach://"))
    if upload is not None:
        return _store(world, kind, upload, source)
    if not isinstance(given, str) or not given:
        raise bad_request(f"there is no {kind} in the request")
    if given.startswith(("http://", "https://")):
        return _placeholder(world, kind, given)
    found = world.files.find(given)
    if found is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if found.kind == kind or {found.kind, kind} <= {"document", "animation", "video", "audio"}:
        return found
    raise bad_request(f"can't use file of type {_title(found.kind)} as {_title(kind)}")


def _title(kind: str) -> str:
    return kind.replace("_", " ").title().replace(" ", "")


def _store(world: World, kind: str, upload: Upload, source: Params) -> File:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > UPLOAD_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "photo":
        if len(upload.content) > PHOTO_LIMIT:
            raise bad_request("file is too big for a photo")
        if image_size(upload.content) is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
    return world.files.add(
        kind,
        upload.content,
        name=upload.name,
        mime_type=None if kind in {"photo", "sticker"} else upload.mime_type,
        width=source.integer("width") or source.integer("length"),
        height=source.integer("height") or source.integer("length"),
        duration=source.integer("duration"),
    )


def _placeholder(world: World, kind: str, url: str) -> File:
    """Nothing is fetched from the network: a picture of one pixel stands for it."""
    name = url.rpartition("/")[2].partition("?")[0] or None
    mime_type = "image/png" if kind == "photo" else None
    return world.files.add(kind, PLACEHOLDER, name=name, mime_type=mime_type)


def _sender(kind: str) -> Callable[[Request], Json]:
    def send_one(request: Request) -> Json:
        place_for(request)
        params = request.params
        file = take_file(request.world, kind, params.values.get(kind), params, params)
        fields = media_fields(file)
        if kind not in _NO_CAPTION:
            fields |= caption_fields(request.world, params)
        if kind in {"photo", "video", "animation"} and params.boolean("has_spoiler"):
            fields["has_media_spoiler"] = True
        return send(request, fields)

    return send_one


for _kind in MEDIA_FIELDS:
    METHODS[_NAMES[_kind].lower()] = Method(_NAMES[_kind], _sender(_kind), shows=True)


def input_media(world: World, value: Any, files: Params) -> Json:
    """An InputMedia, as the content fields of a message."""
    if not isinstance(value, dict) or value.get("type") not in MEDIA_FIELDS:
        raise bad_request("can't parse InputMedia: type must be photo, video, audio or document")
    source = Params(value)
    file = take_file(world, value["type"], value.get("media"), source, files)
    fields = media_fields(file) | caption_fields(world, source)
    if value.get("has_spoiler"):
        fields["has_media_spoiler"] = True
    return fields


@enter("sendMediaGroup", shows=True)
def _send_media_group(request: Request) -> list[Json]:
    place = place_for(request)
    items = request.params.array("media")
    if not items:
        raise bad_request("there are no messages to send")
    if not 2 <= len(items) <= 10:
        few = len(items) < 2
        raise bad_request(
            "media group must include 2-10 items"
            if few
            else "too many messages to send as an album"
        )
    kinds = {item.get("type") for item in items if isinstance(item, dict)}
    if not any(kinds <= together for together in _TOGETHER):
        raise bad_request("can't mix these kinds of media in an album")
    fields = [input_media(request.world, item, request.params) for item in items]
    request.charge(place.chat, len(items))
    group = {"media_group_id": str(13_000_000_000 + request.world.unique())}
    made = [create(request.world, place, request.bot, {**group, **one}) for one in fields]
    for message in made:
        announce(request.world, message)
    return [message.payload for message in made]


@enter("getFile")
def _get_file(request: Request) -> Json:
    file = request.world.files.find(request.params.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if file.size > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**file.ids(), "file_path": file.path}
