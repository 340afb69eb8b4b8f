"""Looking at cases: a card shown again, and the way back to a card's own buttons."""

from domain.cases import Case
from domain.incoming import Tapped
from domain.outgoing import EditButtons, Outgoing, Priority
from domain.ports import Effect
from domain.text import Body, Joined, Text
from handlers.cases.desks import desk_of
from handlers.cases.room.card import buttons_of, card, view_of
from handlers.staff.lists import files, timeline
from handlers.staff.turn import StaffTurn


async def back(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Put a card's own buttons back."""
    del rest
    content = turn.incoming.content
    if not isinstance(content, Tapped) or content.message_id is None:
        return turn.notices(Text("notice.old_button"))
    action = EditButtons(content.message_id, buttons_of(case))
    return turn.says(Outgoing(turn.place, action, turn.locale, Priority.CARD))


async def show(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Show a case's card where it was asked for, with its latest timeline."""
    del rest
    return turn.says(await shown(turn, case))


async def shown(turn: StaffTurn, case: Case) -> Outgoing:
    """Return a case's card as a message."""
    body, buttons = card(await view_of(turn.tools, case), case)
    more: tuple[Body, ...] = (await timeline.latest(turn.tools, case),)
    if (kept := await files.summary(turn.tools, case)) is not None:
        more = (*more, kept)
    topic = await _link(turn, case)
    if topic:
        more = (*more, Text("staff.topic_link", url=topic))
    return turn.reply(Joined((body, *more)), buttons if case.desk == turn.desk.key else ())


async def _link(turn: StaffTurn, case: Case) -> str | None:
    """Return the address of the case's topic. Supergroup ids begin with -100 (Telegram)."""
    chat_id = desk_of(turn.tools.policy, case.desk).chat_id
    if chat_id is None or not str(chat_id).startswith("-100"):
        return None
    topic_id = await turn.tools.staff.topic(case.bot_id, chat_id, case.topic)
    return f"https://t.me/c/{str(chat_id)[4:]}/{topic_id}" if topic_id else None
