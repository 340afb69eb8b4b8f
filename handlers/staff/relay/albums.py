"""Albums of staff: held until they are whole, since any caption may make all of it a note."""

from collections.abc import Sequence
from datetime import timedelta

from domain.case_messages import Author, CaseMessage
from domain.cases import Case
from domain.incoming import Place, Shared
from domain.pipeline import DueTimer
from domain.ports import Effect, Tools, Work, nothing
from domain.text import Text
from handlers.cases.desks import desk_of, language_of_staff
from handlers.cases.room.card import view_of
from handlers.staff.acting import Acting
from handlers.staff.relay import notes
from handlers.staff.relay.messages import say
from handlers.staff.relay.relaying import answering
from handlers.staff.relay.replying import Reply
from handlers.staff.turn import NOTED, StaffTurn
from handlers.timing import Due

STAFF_ALBUM = "staff_album"

_WITH_CAPTION = timedelta(seconds=3)
_WITHOUT = timedelta(seconds=12)
"""Members of an album come one by one, seconds apart at worst (5 to 11 s were seen), with no sign
which is the last. Telegram puts the caption on the first; while none was seen, one may still come
and say that all of it is a note."""


def hold(turn: StaffTurn, case: Case, part: Shared) -> Effect:
    """Keep a member of an album, undecided, and wait for the rest.

    One whose caption was meant for the bot is said to go to nobody; kept as a note, it holds back
    the others, which come without a caption.
    """
    place, album_id = turn.place, part.album_id or ""
    wait = _WITH_CAPTION if part.caption.strip() else _WITHOUT
    due_at = turn.tools.clock.now() + wait
    to_note = any(one.author is Author.NOTE for one in turn.replied)
    is_note = to_note or case.note_mode or notes.stays_inside(part.caption)
    refused = notes.looks_like_command(part)
    data = {
        "case": case.id,
        "bot_id": place.bot_id,
        "chat_id": place.chat_id,
        "topic_id": place.topic_id,
        "album_id": album_id,
        "actor": turn.actor,
        "name": turn.incoming.sender.name,
    }

    async def effect(work: Work) -> None:
        await turn.meet(work)
        author = Author.NOTE if is_note else Author.ASKED
        await say(turn, work, case, author)
        key = f"{place.bot_id}:{place.chat_id}:{album_id}"
        await work.timers.set(STAFF_ALBUM, key, due_at, data)
        if refused:
            await work.outbox.put(turn.reply(Text("staff.command_not_sent")))

    return effect


async def album_whole(timer: DueTimer, tools: Tools) -> Due:
    """Decide on an album once nothing more of it came: a note if any member of it is one."""
    data = timer.data
    case = await tools.cases.case(int(data["case"]))
    parts = await tools.cases.album(
        int(data["bot_id"]), int(data["chat_id"]), str(data["album_id"])
    )
    if case is None or not parts:
        return Due(nothing)
    topic_id = data["topic_id"]
    place = Place(int(data["bot_id"]), int(data["chat_id"]), int(topic_id) if topic_id else None)
    locale = language_of_staff(tools.policy, desk_of(tools.policy, case.desk))
    by = Acting(tools, int(data["actor"]), str(data["name"]), place, locale)
    replied = await tools.cases.message(parts[0].reply_to) if parts[0].reply_to else None
    hand = Reply(by, await answering(tools, case, replied), await view_of(tools, case))

    async def effect(work: Work) -> None:
        locked = await work.cases.locked(case.id)
        if locked is not None:
            await _settle(work, locked, hand, parts)

    return Due(effect)


async def _settle(work: Work, case: Case, hand: Reply, parts: Sequence[CaseMessage]) -> None:
    undecided = [one for one in parts if one.author is Author.ASKED]
    if any(one.author is Author.NOTE or notes.stays_inside(one.text) for one in parts):
        for one in undecided:
            await work.cases.set_author(one.id, Author.NOTE, was=Author.ASKED)
        await work.outbox.put(*hand.by.reactions(parts[:1], NOTED))
        if any(one.author is Author.STAFF for one in parts):
            # a straggler says that it is a note when the others have gone out
            late = hand.by.says(Text("staff.note_too_late"), reply_to=parts[0].message_id)
            await work.outbox.put(late)
    elif undecided:
        await hand.decide(work, case, undecided)
