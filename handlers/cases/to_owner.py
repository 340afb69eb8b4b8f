"""What the bot says to an owner about their case: kept with it, so that a reply finds the case."""

from datetime import datetime

from domain.case_messages import Author, CaseMessage, NewMessage, Relay
from domain.cases import Case
from domain.incoming import Place
from domain.outgoing import Buttons, Outgoing, SendText, Then
from domain.ports import Work
from domain.text import Body

TOLD = "case_told"
"""The timer of what came of it; see handlers/cases/told.py."""


def chat_of(case: Case) -> Place:
    """Return the owner's chat."""
    return Place(case.bot_id, case.owner_chat_id)


async def tell_owner(
    work: Work,
    case: Case,
    body: Body,
    at: datetime,
    *,
    buttons: Buttons = (),
    reply_to: int | str | None = None,
) -> CaseMessage:
    """Queue a word of the bot to the owner, in the case's language."""
    message = await work.cases.say(
        NewMessage(
            case_id=case.id,
            author=Author.BOT,
            author_id=None,
            author_name="",
            bot_id=case.bot_id,
            chat_id=case.owner_chat_id,
            message_id=None,
            written_at=at,
            relay=Relay.PENDING,
        )
    )
    then = Then(TOLD, {"case": case.id, "messages": [message.id]})
    action = SendText(body, buttons, reply_to)
    await work.outbox.put(Outgoing(chat_of(case), action, case.locale, ref=message.ref, then=then))
    return message
