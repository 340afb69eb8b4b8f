"""Who is in charge of a desk, and how they are told what is late or wrong."""

from domain.desks import Desk
from domain.incoming import Place
from domain.outgoing import Buttons, MakeTopic, Outgoing, Priority, SendText
from domain.ports import Tools
from domain.staff import Right
from domain.text import Body, Text
from handlers.cases.desks import language_of_staff


async def tell(
    tools: Tools, bot_id: int, desk: Desk, body: Body, buttons: Buttons = ()
) -> tuple[Outgoing, ...]:
    """Return a message to those in charge of a desk.

    The first of these that there is: the chat that the policy names for them, a topic of their own
    in the desk's forum, the desk's group, their private chats.
    """
    locale = language_of_staff(tools.policy, desk)
    action = SendText(body, buttons)
    if desk.supervisors_chat_id is not None:
        return (Outgoing(Place(bot_id, desk.supervisors_chat_id), action, locale),)
    if desk.chat_id is None:
        places = await private_chats(tools, bot_id, desk)
        return tuple(Outgoing(place, action, locale) for place in places)
    group = Place(bot_id, desk.chat_id)
    room = await tools.staff.room(bot_id, desk.chat_id)
    if not room.makes_topics:
        return (Outgoing(group, action, locale),)
    topic = topic_of(desk)
    make = MakeTopic(topic, Text("case.supervisors_topic"))
    return (
        Outgoing(group, make, locale, Priority.REPLY),
        Outgoing(group, action, locale, Priority.REPLY, topic=topic),
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
