"""Complaints whose owner nobody is to know: the general manager's mailbox.

They go to those in charge of a desk, in a chat of their own, and are offered only where there is
one. The bot keeps the way back to answer. Words may give away who wrote them, and so may what is
more than words: before that is passed on, its owner is told and asked.
"""

from domain.case_messages import Author, Relay
from domain.complaints.draft import Draft
from domain.desks import Desk
from domain.outgoing import Button, Buttons
from domain.ports import Effect, Work
from domain.text import Body, Text
from handlers.cases.desks import desk_of, desk_of_owner
from handlers.cases.room.case_room import of_case
from handlers.cases.room.relay import put_in_room
from handlers.cases.said import all_said
from handlers.complaints.own import own_complaint
from handlers.turn import Turn, as_id


def desk_for(turn: Turn, draft: Draft) -> Desk | None:
    """Return the desk whose supervisors get it: that it is about, the owner's, any with a chat."""
    policy = turn.tools.policy
    about = desk_of(policy, draft.desk) if draft.desk else None
    near = [about, desk_of_owner(policy, turn.caller.owner), policy.desk, *policy.desks]
    return next((desk for desk in near if desk and desk.supervisors_chat_id is not None), None)


def choice(turn: Turn, draft: Draft) -> Buttons:
    """Return the button that makes it anonymous, or takes that back; none where it cannot be."""
    if draft.is_anonymous:
        return ((Button(Text("button.named_again"), "complain:anon"),),)
    if desk_for(turn, draft) is None:
        return ()
    return ((Button(Text("button.anonymous"), "complain:anon"),),)


def warning(draft: Draft) -> tuple[Body, Buttons]:
    """Return what is asked before anything but words goes along."""
    buttons: Buttons = (
        (Button(Text("button.media_along"), "complain:along"),),
        (Button(Text("button.media_out"), "complain:without"),),
        (Button(Text("button.to_summary"), "complain:sum"),),
    )
    return Text("complaint.media_warning", n=len(draft.media)), buttons


async def decided(turn: Turn, rest: list[str], *, passes: bool) -> Effect | None:
    """Pass on what was kept back, or keep it back; `rest`: case, first and last message."""
    numbers = [as_id(one) for one in rest]
    found = await own_complaint(turn, rest[0]) if len(rest) == 3 and None not in numbers else None
    if found is None:
        return None
    case, _ = found
    first, last = numbers[1] or 0, numbers[2] or 0
    said = await all_said(turn.tools, case)
    held = [
        one
        for one in said
        if first <= one.id <= last
        and one.author is Author.OWNER
        and one.relay is Relay.HELD
        and one.kind is not None
    ]
    if not held:
        return turn.notices(Text("notice.passed_on_already"))
    room = await of_case(turn.tools, case)
    done = Text("complaint.passed_on") if passes else Text("complaint.kept_back")

    async def effect(work: Work) -> None:
        await turn.meet(work)
        if passes:
            await put_in_room(work, room, held, agreed=True)
        await work.outbox.put(turn.show(done))

    return effect
