"""Messages that are more than text: a sensible word for each kind; a caption is read."""

from datetime import timedelta

from domain.incoming import Incoming, MediaKind, Place, Shared
from domain.outgoing import Outgoing, SendText
from domain.pipeline import DueTimer
from domain.ports import Effect, Tools, Work, effects, nothing
from domain.text import Text
from handlers import forms, free_text, safety
from handlers.cases.owner import hear as case_hears
from handlers.cases.owner.acknowledging import acknowledged, with_emergency
from handlers.cases.owner.person import offer_media
from handlers.cases.owner.standing import standing_of
from handlers.curation import bulk as faq_in_bulk
from handlers.timing import Due
from handlers.turn import Turn

ALBUM = "album"
_ALBUM_SETTLES = timedelta(seconds=3)
"""Members of an album come as messages of their own, with no sign which is the last."""

_WORDS = {
    MediaKind.PHOTO: Text("media.photo"),
    MediaKind.VIDEO: Text("media.video"),
    MediaKind.VIDEO_NOTE: Text("media.video"),
    MediaKind.ANIMATION: Text("media.video"),
    MediaKind.VOICE: Text("media.voice"),
    MediaKind.AUDIO: Text("media.voice"),
    MediaKind.DOCUMENT: Text("media.document"),
    MediaKind.STICKER: Text("media.sticker"),
    MediaKind.LOCATION: Text("media.location"),
    MediaKind.CONTACT: Text("media.contact"),
    MediaKind.OTHER: Text("media.other"),
}


async def media(incoming: Incoming, tools: Tools) -> Effect:
    """Read the caption as words; without one, say what the bot can do with such a message."""
    shared = incoming.content
    if not isinstance(shared, Shared):
        return nothing
    turn = await Turn.begin(incoming, tools)
    if (taken := await _taken(turn, shared)) is not None:
        return taken
    if shared.caption.strip():
        turn = turn.heard(shared.caption)
        only_words = () if shared.album_id else (turn.reply(Text("media.read_caption_only")),)
        return await free_text.hear(turn, shared.caption, then=only_words)
    if shared.album_id:
        return _wait_for_the_rest(turn, shared.kind, shared.album_id)
    # a sticker is a greeting: there is nothing in it for staff to look at
    is_sticker = shared.kind is MediaKind.STICKER
    offer = () if is_sticker else offer_media(incoming.message_id, shared.kind)
    # in reply to it, so that the button's tap brings the file along
    word = turn.reply(_WORDS[shared.kind], offer, reply_to=incoming.message_id)
    return forms.reminding(turn, turn.says(word, *forms.reminder(turn)))


async def _taken(  # noqa: PLR0911 - one line for each who may take it
    turn: Turn, shared: Shared
) -> Effect | None:
    """Let it go to a case, if one is meant; a caption that tells of danger comes before that.

    Beside an unclaimed case a caption is read, too.
    """
    if (taken := await forms.take_first(turn, shared.caption)) is not None:
        return taken
    if (taken := await faq_in_bulk.take(turn)) is not None:
        return taken
    standing = await standing_of(turn)
    if (told := await safety.take(turn, standing, shared.caption)) is not None:
        return told
    if (taken := await case_hears.replied(turn, standing, shared.caption)) is not None:
        return taken
    if (taken := await forms.take_media(turn)) is not None:
        return taken
    if (taken := await case_hears.taken(turn, standing)) is not None:
        return taken
    if shared.caption.strip() or not standing.active:
        return None
    passed_on = await case_hears.beside(turn, standing)
    case = standing.meant
    if case is None:
        return passed_on
    if case.is_emergency:
        return effects((passed_on, await with_emergency(turn, case, anyway=False)))
    return effects((passed_on, await acknowledged(turn, case)))


async def album_settled(timer: DueTimer, tools: Tools) -> Due:
    """Say one word for all of an album."""
    del tools
    data = timer.data
    place = Place(int(data["bot_id"]), int(data["chat_id"]))
    words = _WORDS[MediaKind(data["kind"])]
    reply = Outgoing(place, SendText(words), str(data["locale"]))

    async def effect(work: Work) -> None:
        await work.outbox.put(reply)

    return Due(effect)


def _wait_for_the_rest(turn: Turn, kind: MediaKind, album_id: str) -> Effect:
    place = turn.place
    data = {
        "bot_id": place.bot_id,
        "chat_id": place.chat_id,
        "locale": turn.locale,
        "kind": kind.value,
    }
    due_at = turn.tools.clock.now() + _ALBUM_SETTLES

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await work.timers.set(ALBUM, f"{place.bot_id}:{place.chat_id}:{album_id}", due_at, data)

    return effect
