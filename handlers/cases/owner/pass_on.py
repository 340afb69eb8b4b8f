"""An owner's message goes to their case: kept, put into its room, its clock set going again."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import case_steps, sla
from domain.calendar import calendar_of
from domain.case_messages import Author, CaseMessage, Relay
from domain.cases import Case, CaseStatus
from domain.errors import Conflict
from domain.incoming import Shared
from domain.pipeline import DueTimer
from domain.ports import Effect, Tools, Work, nothing
from domain.small_talk import small_talk
from domain.text import Text
from handlers.cases.clock import clocks, waiting
from handlers.cases.desks import desk_of
from handlers.cases.owner.kept import Carried
from handlers.cases.room.card import CardView, view_of
from handlers.cases.room.case_room import CaseRoom, of_case
from handlers.cases.room.relay import Pace, pace_of, put_in_room, room_target
from handlers.cases.taking import take
from handlers.timing import Due
from handlers.turn import Turn

ALBUM = "case_album"
_ALBUM_SETTLES = timedelta(seconds=3)
"""Members of an album come as messages of their own, with no sign which is the last."""

_GATHERED = (Relay.GATHERING, Relay.NONE)
"""An album that came before the program knew the first of them is kept as the second."""

_PROSE = re.compile(r"[\u4e00-\u9fff]{2}|\S\s+\S+\s+\S")
"""What shows the language that somebody writes; a name, a number or a plate does not."""

CHANGED = Text("storage.changed_meanwhile")


@dataclass(frozen=True, slots=True)
class PassOn:
    """What was read to pass a message on to a case."""

    turn: Turn
    case: Case
    view: CardView
    pace: Pace
    replied: CaseMessage | None
    reply_to: int | str | None

    async def put(self, work: Work) -> CaseMessage:
        """Keep the message and queue it. Raises `Conflict` if the case is over meanwhile."""
        turn = self.turn
        case = await active(work, self.case)
        content = turn.incoming.content
        album = content.album_id if isinstance(content, Shared) else None
        relay = Relay.GATHERING if album else Relay.PENDING
        answered = self.replied.id if self.replied else None
        kept = await Carried.of(turn).say(work, case.id, relay, answered)
        await self._queue(work, kept, album)
        if self.pace.is_first_slowed:
            await work.outbox.put(turn.reply(Text("relay.slowed")))
        case = await self._in_their_language(work, case)
        await goes_on(work, turn.tools, case, self.view)
        return kept

    async def _in_their_language(self, work: Work, case: Case) -> Case:
        """Let the case go on in the language that the owner is answered in by now."""
        if self.turn.locale == case.locale:
            return case
        case = await work.cases.change(case, locale=self.turn.locale)
        await work.outbox.put(self.view.changed(case))
        return case

    async def _queue(self, work: Work, kept: CaseMessage, album: str | None) -> None:
        now = self.turn.tools.clock.now()
        if album is None:
            await put_in_room(
                work,
                self.view.room,
                [kept],
                reply_to=self.reply_to,
                not_before=self.pace.not_before(now),
            )
            return
        place = self.turn.place
        data = {"case": kept.case_id, "bot_id": place.bot_id, "chat_id": place.chat_id}
        key = f"{place.bot_id}:{place.chat_id}:{album}"
        await work.timers.set(ALBUM, key, now + _ALBUM_SETTLES, data | {"album": album})


async def pass_on(turn: Turn, case: Case, replied: CaseMessage | None = None) -> PassOn:
    """Read what is needed to pass the turn's message on. `replied`: what it is a reply to."""
    words = Carried.of(turn).text
    if _PROSE.search(words) and not small_talk(words):
        turn = turn.heard(words)
    view = await view_of(turn.tools, case)
    pace = await pace_of(turn.tools, case.id)
    reply_to = await room_target(turn.tools, view.room, replied)
    return PassOn(turn, case, view, pace, replied, reply_to)


def passed(passing: PassOn) -> Effect:
    """Return the effect that passes a message on and says nothing: staff will."""

    async def effect(work: Work) -> None:
        await passing.turn.meet(work)
        await passing.put(work)

    return effect


async def active(work: Work, case: Case) -> Case:
    """Lock a case that was read as active. Raises `Conflict` if it is over meanwhile."""
    current = await work.cases.locked(case.id)
    if current is None or not current.status.is_active or current.desk != case.desk:
        raise Conflict(CHANGED)
    return current


async def goes_on(work: Work, tools: Tools, case: Case, view: CardView) -> Case:
    """The owner has written: a case that waited on them waits no longer, and its clock goes on."""
    if case.status is not CaseStatus.WAITING:
        return case
    now = tools.clock.now()
    waited = waited_until(tools, case, now) - case.waited
    case = await take(work, case, case_steps.continued(case, waited, now))
    await waiting.over(work, case)
    case = await clocks.set_anew(tools, work, case)
    await work.outbox.put(view.changed(case))
    return case


def waited_until(tools: Tools, case: Case, at: datetime) -> timedelta:
    """Return the time of waiting on the owner up to a moment, as the case's clock counts it."""
    calendar = calendar_of(desk_of(tools.policy, case.desk))
    return sla.waited(case, calendar, tools.policy.sla, at)


async def album_complete(timer: DueTimer, tools: Tools) -> Due:
    """Put an album into the room once no more of it has come for a while."""
    data = timer.data
    members = [
        one
        for one in await tools.cases.album(
            int(data["bot_id"]), int(data["chat_id"]), str(data["album"])
        )
        if one.relay in _GATHERED and one.author is Author.OWNER
    ]
    case = await tools.cases.case(members[0].case_id) if members else None
    if case is None:
        return Due(nothing)
    room: CaseRoom = await of_case(tools, case)
    replied = None
    if members[0].reply_to is not None:
        replied = await tools.cases.message(members[0].reply_to)
    reply_to = await room_target(tools, room, replied)
    pace = await pace_of(tools, case.id)
    not_before = pace.not_before(tools.clock.now())

    async def effect(work: Work) -> None:
        await put_in_room(work, room, members, reply_to=reply_to, not_before=not_before)

    return Due(effect)
