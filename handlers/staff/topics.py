"""What happens to topics by hand or by accident: closed, deleted, made twice."""

import re

from domain.incoming import Incoming, Place, TopicChange, TopicChanged
from domain.outgoing import EditTopic, Outgoing, Priority
from domain.pipeline import DueTimer
from domain.ports import Effect, Tools, Work, nothing
from domain.text import Text
from handlers.cases.room.case_room import of_case
from handlers.staff.turn import StaffTurn
from handlers.timing import Due

_NUMBER = re.compile(r"^[A-Z]-\d{4}-\d{6,}")


async def topic_changed(incoming: Incoming, tools: Tools) -> Effect:
    """Follow what the forum says of its topics."""
    content = incoming.content
    turn = await StaffTurn.begin(incoming, tools)
    if turn is None or not isinstance(content, TopicChanged):
        return nothing
    # an admin who stays hidden acts as a bot of Telegram's, and other bots may be admins, too
    ours = incoming.sender.id == turn.place.bot_id
    match content.change:
        case TopicChange.MADE if ours:
            return await _made(turn, content)
        case TopicChange.CLOSED if not ours:
            return await _closed(turn)
    return nothing


async def _made(turn: StaffTurn, made: TopicChanged) -> Effect:
    """Our own topic: the first that is known of a case stands, a later one is its twin.

    The service message may come before the call's answer is noted, as after a crash between the
    two; then it is what tells us of the topic.
    """
    number = _NUMBER.match(made.name)
    case = await turn.tools.cases.numbered(number.group()) if number else None
    if case is None or case.desk != turn.desk.key:
        return nothing
    place = turn.place
    twin = deleting(Place(place.bot_id, place.chat_id, made.topic_id), turn.locale)

    async def effect(work: Work) -> None:
        if not await work.staff.topic_made(place.bot_id, place.chat_id, case.topic, made.topic_id):
            await work.outbox.put(twin)

    return effect


async def _closed(turn: StaffTurn) -> Effect:
    """A topic closed by hand does not close its case: it is opened again, with a word how to."""
    case = turn.case
    if case is None or not case.status.is_active or case.desk != turn.desk.key:
        return nothing
    room = await of_case(turn.tools, case)
    return turn.says(
        *room.change_topic(is_closed=False), room.say(Text("staff.topic_reopened"), silent=True)
    )


def deleting(place: Place, locale: str) -> Outgoing:
    """Return the deletion of a topic."""
    return Outgoing(place, EditTopic(is_deleted=True), locale, Priority.CARD)


async def topic_twin(timer: DueTimer, tools: Tools) -> Due:
    """Delete a topic that was made although another stands under its name."""
    data = timer.data
    place = Place(int(data["bot_id"]), int(data["chat_id"]), int(data["topic_id"]))
    gone = deleting(place, tools.policy.languages[0])

    async def effect(work: Work) -> None:
        await work.outbox.put(gone)

    return Due(effect)
