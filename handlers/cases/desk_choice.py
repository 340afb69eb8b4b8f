"""Several desks, and an owner who belongs to none yet: they choose before a case is opened.

What they want is kept in a form meanwhile, and beside it in a timer: whoever does not choose is
looked after by the default desk.
"""

from datetime import timedelta

from domain.case_messages import Relay
from domain.cases import Case
from domain.desks import Desk
from domain.errors import Conflict
from domain.incoming import Place
from domain.outgoing import Button, Buttons, Outgoing
from domain.pipeline import DueTimer
from domain.ports import Effect, Tools, Work, nothing
from domain.text import Text
from handlers.cases.hand_over import hand_over_to, open_wished, wanted_of
from handlers.cases.opening import prepare
from handlers.cases.pass_on import CHANGED
from handlers.cases.relay import put_in_room
from handlers.cases.room import CaseRoom, of_case
from handlers.cases.standing import ACTIVE, Standing, standing_of
from handlers.cases.wish import Wish
from handlers.timing import Due
from handlers.turn import Turn

FLOW = "hand_off"
UNCHOSEN = "case_desk"
_PATIENCE = timedelta(minutes=5)


def is_needed(turn: Turn) -> bool:
    """Whether the owner is to choose a desk."""
    owner = turn.caller.owner
    known = {desk.key for desk in turn.tools.policy.desks}
    return len(known) > 1 and (owner is None or owner.desk not in known)


async def ask(turn: Turn, wish: Wish, first: tuple[Outgoing, ...]) -> Effect:
    """Keep the wish and ask for the desk."""
    now = turn.tools.clock.now()
    question = turn.reply(Text("desk.which"), buttons(turn.tools.policy.desks, "person:at"))
    person = turn.incoming.sender.id
    data = wish.data()

    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        await work.dialogs.open(
            turn.place, person, FLOW, "desk", data, expires_at=now + 2 * _PATIENCE
        )
        kept = {
            "wish": data,
            "bot_id": turn.place.bot_id,
            "chat_id": turn.place.chat_id,
            "owner": owner.id,
            "person": person,
            "locale": turn.locale,
        }
        await work.timers.set(UNCHOSEN, key_of(turn.place), now + _PATIENCE, kept)
        await work.outbox.put(*first, question)

    return effect


def buttons(desks: tuple[Desk, ...], data: str) -> Buttons:
    """Return a button for each desk."""
    return tuple((Button(desk.name, f"{data}:{desk.key}"),) for desk in desks)


def wish_in(turn: Turn) -> Wish | None:
    """Return the wish that waits for a desk, if one does."""
    form = turn.form
    return Wish.read(form.data) if form and form.flow == FLOW else None


def key_of(place: Place) -> str:
    """Return the timer's key."""
    return f"{place.bot_id}:{place.chat_id}"


async def take(turn: Turn, words: str) -> Effect | None:
    """Take a desk's name as the choice; other words are no choice."""
    wanted = words.strip().casefold()
    for desk in turn.tools.policy.desks:
        if wanted in {desk.key, *(name.casefold() for _, name in desk.name.words)}:
            return await chosen(turn, desk)
    return None


async def chosen(turn: Turn, desk: Desk) -> Effect:
    """The owner belongs to that desk from now on; what they wanted goes there."""
    wish = wish_in(turn)
    if wish is None:
        return turn.notices(Text("notice.old_button"))
    opening = await hand_over_to(turn, await standing_of(turn), wish, desk)

    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        await work.owners.set_desk(owner.id, desk.key)
        await work.dialogs.close(turn.place, turn.incoming.sender.id)
        if not await work.timers.cancel(UNCHOSEN, key_of(turn.place)):
            raise Conflict(CHANGED)  # the default desk was given it at this very moment
        await work.outbox.put(turn.show(Text("desk.chosen", desk=desk.name)))
        await opening(work)

    return effect


def reminder(turn: Turn) -> tuple[Outgoing, ...]:
    """Return the question once more."""
    if wish_in(turn) is None:
        return ()
    choices = buttons(turn.tools.policy.desks, "person:at")
    return (turn.reply(Text("desk.still_which"), choices),)


async def unchosen(timer: DueTimer, tools: Tools) -> Due:
    """Open the case at the default desk: the owner is not to wait for their own answer."""
    data = timer.data
    place = Place(int(data["bot_id"]), int(data["chat_id"]))
    reach = await tools.reads.reach(place.bot_id, int(data["owner"]))
    if reach is None:
        return Due(nothing)
    wish = Wish.read(data["wish"])
    desk = tools.policy.desk
    cases = await tools.cases.of_owner(place.bot_id, reach.owner.id, ACTIVE)
    there = Standing(tuple(cases)).question_at(desk.key)
    if there is not None:  # staff wrote to them meanwhile
        room = await of_case(tools, there)
        return Due(_into(there, room, wish))
    opening = await prepare(tools, wanted_of(place, str(data["locale"]), wish, desk))
    person = int(data["person"])
    caller = await tools.reads.caller(place, person)
    is_open = caller.dialog is not None and caller.dialog.flow == FLOW

    async def effect(work: Work) -> None:
        if is_open:
            await work.dialogs.close(place, person)
        await open_wished(work, opening, wish, reach)

    return Due(effect)


def _into(case: Case, room: CaseRoom, wish: Wish) -> Effect:
    async def effect(work: Work) -> None:
        if wish.carried is not None:
            kept = await work.cases.say(wish.carried.to(case.id, Relay.PENDING))
            await put_in_room(work, room, [kept])

    return effect
