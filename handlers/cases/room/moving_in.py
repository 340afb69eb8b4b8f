"""A desk has its group now: cases that began before it did get their topic and card there.

They began in a chat of whoever is in charge. What their owners write goes to the group as soon as
the policy names it, and must not stand there without a card to reply to.
"""

from datetime import datetime

from domain.incoming import Place
from domain.pipeline import DueTimer
from domain.ports import Tools, Work, nothing
from handlers.cases.desks import desk_in
from handlers.cases.room.anew import anew
from handlers.timing import Due

MOVING_IN = "desk_moving_in"
_AT_ONCE = 20
"""Cases of one unit of work; a group takes as many messages a minute (Telegram)."""


async def group_known(work: Work, place: Place, at: datetime) -> None:
    """Look for such cases, now that it is known what the bot may do in a desk's group."""
    data = {"bot_id": place.bot_id, "chat_id": place.chat_id}
    await work.timers.set(MOVING_IN, f"{place.bot_id}:{place.chat_id}", at, data)


async def moving_in(timer: DueTimer, tools: Tools) -> Due:
    """Make the rooms of some such cases, and look again if there may be more."""
    bot_id, chat_id = int(timer.data["bot_id"]), int(timer.data["chat_id"])
    desk = desk_in(tools.policy, chat_id)
    if desk is None:
        return Due(nothing)
    cases = await tools.cases.without_card(bot_id, desk.key, chat_id, limit=_AT_ONCE)
    rooms = [await anew(tools, case) for case in cases]

    async def effect(work: Work) -> None:
        for room in rooms:
            current = await work.cases.locked(room.case.id)
            if current is not None and current.status.is_active and current.desk == desk.key:
                await room.of(current).put(work)

    return Due(effect, tools.clock.now() if len(cases) == _AT_ONCE else None)
