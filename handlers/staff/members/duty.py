"""`/duty`: whether somebody is offered cases now."""

from domain.ports import Effect, Work
from domain.text import Text
from handlers.staff.turn import StaffTurn

_ON = {"on", "1", "yes", "上班", "在岗", "开"}
_OFF = {"off", "0", "no", "下班", "离岗", "关"}


async def duty(turn: StaffTurn, words: str) -> Effect:
    """Go on or off duty: `/duty on`, `/duty off`; alone it changes to the other."""
    word = words.strip().casefold()
    now_on = turn.member is not None and turn.member.on_duty
    on = not now_on if word not in _ON | _OFF else word in _ON
    return await _switch(turn, on=on)


async def _switch(turn: StaffTurn, *, on: bool) -> Effect:
    told = turn.reply(Text("staff.on_duty") if on else Text("staff.off_duty"))

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await work.staff.set_on_duty(turn.actor, on_duty=on)
        await turn.acting.audit(work, "on_duty" if on else "off_duty", turn.desk.key)
        await work.outbox.put(told)

    return effect
