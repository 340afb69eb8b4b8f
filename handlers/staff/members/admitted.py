"""Who may do something in a desk's group, and what everybody else is told."""

from domain.outgoing import Button, Buttons, Outgoing
from domain.ports import Effect, Work
from domain.staff import Right
from domain.text import Text
from handlers.cases import supervisors
from handlers.staff.turn import StaffTurn


async def refusal(turn: StaffTurn, right: Right = Right.WORK_CASES) -> Effect | None:
    """Return what somebody is told who may not; None for who may.

    An anonymous admin is nobody we can name. An unconfirmed member is told so each time; the
    supervisors hear of them once, with a button that confirms.
    """
    if turn.incoming.sent_as_chat:
        return turn.notices(Text("staff.anonymous"))
    if turn.may(right):
        return None
    if turn.may(Right.WORK_CASES):
        return turn.notices(Text("staff.not_allowed"))
    return await _not_confirmed(turn)


async def stranger_told(turn: StaffTurn, user_id: int, name: str) -> tuple[Outgoing, ...]:
    """Return what supervisors are told of a member whom nobody confirmed."""
    body = Text("staff.stranger", name=name, desk=turn.desk.name)
    return await supervisors.tell(
        turn.tools, turn.place.bot_id, turn.desk, body, confirm_buttons(turn.desk.key, user_id)
    )


def confirm_buttons(desk: str, user_id: int) -> Buttons:
    """Return the buttons by which a supervisor confirms somebody, or leaves it."""
    confirm = Button(Text("button.confirm_member"), f"staff:confirm:{desk}:{user_id}")
    leave = Button(Text("button.leave_member"), f"staff:leave:{desk}:{user_id}")
    return ((confirm, leave),)


async def _not_confirmed(turn: StaffTurn) -> Effect:
    place = turn.place
    told = await stranger_told(turn, turn.actor, turn.incoming.sender.name)
    refused = turn.notices(Text("staff.not_confirmed"))

    async def effect(work: Work) -> None:
        if await work.staff.announce(place.bot_id, place.chat_id, turn.incoming.sender):
            await work.outbox.put(*told)
        await refused(work)

    return effect
