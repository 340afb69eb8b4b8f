"""Text as a sender gives it, to the text and entities of a message."""

from typing import Any

from sandbox.entities import clean, parse_html, units
from sandbox.errors import bad_request
from sandbox.json_types import Json
from sandbox.params import Params
from sandbox.rendering import find_entities
from sandbox.world import World

MAX_TEXT = 4096
MAX_CAPTION = 1024
_PREFIX = "tg://user?id="


def formatted(
    world: World, text: str, parse_mode: str = "", entities: Any = None
) -> tuple[str, list[Json]]:
    """Parsed, trimmed, with links and commands found. Lengths are not checked."""
    known: list[Json] = []
    match parse_mode.lower():
        case "html":
            text, known = parse_html(text)
        case "":
            known = _given(text, entities)
        case "markdown" | "markdownv2":
            raise bad_request(
                f"can't parse entities: the sandbox does not read {parse_mode}; send HTML"
            )
        case _:
            raise bad_request("unsupported parse_mode")
    text, known = clean(text, known)
    if known:
        known = [_mention(world, entity) for entity in known]
    return text, find_entities(text, known)


def message_text(world: World, params: Params) -> tuple[str, list[Json]]:
    """The text of sendMessage and editMessageText, 1-4096 characters."""
    found, entities = formatted(
        world, params.text("text"), params.text("parse_mode"), params.json("entities")
    )
    if not found:
        raise bad_request("message text is empty")
    if len(found) > MAX_TEXT:
        raise bad_request("message is too long")
    return found, entities


def caption_fields(world: World, source: Params, *, untouched: Json | None = None) -> Json:
    """Caption and caption_entities, at most 1024 characters."""
    if untouched is not None and "caption" not in source:
        names = ("caption", "caption_entities")
        return {name: untouched[name] for name in names if name in untouched}
    caption, entities = formatted(
        world, source.text("caption"), source.text("parse_mode"), source.json("caption_entities")
    )
    if len(caption) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    found: Json = {}
    if caption:
        found["caption"] = caption
        if entities:
            found["caption_entities"] = entities
        if source.boolean("show_caption_above_media"):
            found["show_caption_above_media"] = True
    return found


def _given(text: str, entities: Any) -> list[Json]:
    """The entities parameter, clipped to the text."""
    if not entities:
        return []
    if not isinstance(entities, list):
        raise bad_request("can't parse entities: expected an Array")
    length = units(text)
    kept: list[Json] = []
    for entity in entities:
        if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
            raise bad_request("can't parse MessageEntity: expected an Object")
        try:
            start, size = int(entity["offset"]), int(entity["length"])
        except (KeyError, TypeError, ValueError):
            raise bad_request("can't parse MessageEntity: Can't find field \"offset\"") from None
        if start < 0 or size <= 0 or start >= length:
            continue
        kept.append({**entity, "offset": start, "length": min(size, length - start)})
    return sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))


def _mention(world: World, entity: Json) -> Json:
    """A link to tg://user?id=… is a mention, where the person is known."""
    url = entity.get("url", "")
    if entity["type"] != "text_link" or not url.startswith(_PREFIX):
        return entity
    digits = url.removeprefix(_PREFIX)
    user = world.users.get(int(digits)) if digits.isdecimal() and len(digits) < 16 else None
    if user is None:
        return entity
    place = {"offset": entity["offset"], "length": entity["length"]}
    return {"type": "text_mention", **place, "user": user.payload}
