"""Who is in charge of a desk, and how they are told what is late or wrong."""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from domain.desks import Desk
from domain.incoming import Place
from domain.outgoing import Buttons, MakeTopic, Outgoing, Priority, SendText
from domain.ports import Tools
from domain.staff import Right
from domain.text import Body, Text
from handlers.cases.desks import language_of_staff

Telling: TypeAlias = Callable[[Body, Buttons], tuple[Outgoing, ...]]
"""Makes a message to those in charge of a desk."""


async def tell(
    tools: Tools, bot_id: int, desk: Desk, body: Body, buttons: Buttons = ()
) -> tuple[Outgoing, ...]:
    """Return a message to those in charge of a desk."""
    return (await telling(tools, bot_id, desk))(body, buttons)


async def telling(tools: Tools, bot_id: int, desk: Desk) -> Telling:
    """Find out where those in charge of a desk are told things, for words that come later.

    The first of these that there is: the chat that the policy names for them, a topic of their own
    in the desk's forum, the desk's group, their private chats.
    """
    locale = language_of_staff(tools.policy, desk)
    if desk.supervisors_chat_id is not None:
        return partial(_each, (Place(bot_id, desk.supervisors_chat_id),), locale)
    if desk.chat_id is None:
        return partial(_each, await private_chats(tools, bot_id, desk), locale)
    group = Place(bot_id, desk.chat_id)
    room = await tools.staff.room(bot_id, desk.chat_id)
    if not room.makes_topics:
        return partial(_each, (group,), locale)
    return partial(_in_topic, group, topic_of(desk), locale)


def _each(
    places: tuple[Place, ...], locale: str, body: Body, buttons: Buttons
) -> tuple[Outgoing, ...]:
    return tuple(Outgoing(place, SendText(body, buttons), locale) for place in places)


def _in_topic(
    group: Place, topic: str, locale: str, body: Body, buttons: Buttons
) -> tuple[Outgoing, ...]:
    make = MakeTopic(topic, Text("case.supervisors_topic"))
    return (
        Outgoing(group, make, locale, Priority.REPLY),
        Outgoing(group, SendText(body, buttons), locale, Priority.REPLY, topic=topic),
    )


def topic_of(desk: Desk) -> str:
    """Return the name by which the outbox finds the topic of a desk's supervisors."""
    return f"supervisors:{desk.key}"


async def private_chats(tools: Tools, bot_id: int, desk: Desk) -> tuple[Place, ...]:
    """Return where those in charge are found who have no group: their chat, else each alone.

    Where a desk has no supervisor, the admins are in charge.
    """
    if desk.supervisors_chat_id is not None:
        return (Place(bot_id, desk.supervisors_chat_id),)
    members = await tools.staff.members(desk.key)
    leading = [one.user_id for one in members if one.may(Right.LEAD_CASES, desk.key)]
    return tuple(Place(bot_id, user_id) for user_id in leading or sorted(tools.admins))
