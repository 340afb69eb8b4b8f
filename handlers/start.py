"""The first meeting, and every further /start."""

from domain.desks import Desk
from domain.incoming import Command, Incoming
from domain.outgoing import Outgoing
from domain.ports import Effect, Tools, Work
from domain.text import Text
from handlers import forms, menu, privacy
from handlers.surveys import ballots, conversation, link
from handlers.turn import Turn


async def start(incoming: Incoming, tools: Tools) -> Effect:
    """Greet. A deep link `d_KEY` names the owner's desk, `s_KEY` begins a survey.

    Other words are just a start. Somebody who was here before gets a short word and loses nothing;
    the notice comes once per version.
    """
    turn = await Turn.begin(incoming, tools)
    if (survey := link.linked(turn)) is not None:
        return await _survey(turn, survey)
    desk = _linked_desk(incoming, tools)
    gone = (turn.reply(Text("survey.gone")),) if link.is_gone(turn) else ()
    seen = turn.caller.notice_version
    if seen == tools.policy.privacy.version:
        again = (*gone, *_of_desk(turn, desk), turn.reply(_again(turn), menu.BUTTONS))
        return _greets(turn, desk, *again, *forms.reminder(turn))
    greeting = _first_words(turn) if seen is None else _again(turn)
    body, buttons = privacy.question(tools.policy)
    outgoing: tuple[Outgoing, ...] = (
        turn.reply(greeting),
        *gone,
        *_of_desk(turn, desk),
        turn.reply(body, buttons),
        turn.reply(Text("menu.title"), menu.BUTTONS),
        *forms.reminder(turn),
    )
    return _greets(turn, desk, *outgoing)


async def _survey(turn: Turn, survey: link.Linked) -> Effect:
    """Begin a survey; somebody new reads the notice before. An open form comes first."""
    if turn.form is not None and turn.form.flow not in (conversation.FLOW, ballots.FLOW):
        return turn.says(turn.reply(Text("survey.form_open")), *forms.reminder(turn))
    if turn.caller.notice_version == turn.tools.policy.privacy.version:
        return await link.from_link(turn, survey)
    body, buttons = privacy.question(turn.tools.policy)
    first = [] if turn.caller.notice_version else [turn.reply(_first_words(turn))]
    return await link.from_link(turn, survey, (*first, turn.reply(body, buttons)))


def _greets(turn: Turn, desk: Desk | None, *outgoing: Outgoing) -> Effect:
    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        await privacy.note_shown(turn, work, owner.id)
        if desk is not None and owner.desk != desk.key:
            await work.owners.set_desk(owner.id, desk.key)
        await work.outbox.put(*outgoing)

    return effect


def _linked_desk(incoming: Incoming, tools: Tools) -> Desk | None:
    """Return the desk that a deep link names; None for a link to something else."""
    content = incoming.content
    if not isinstance(content, Command) or not content.arguments.startswith("d_"):
        return None
    key = content.arguments.removeprefix("d_")
    return next((desk for desk in tools.policy.desks if desk.key == key), None)


def _of_desk(turn: Turn, desk: Desk | None) -> tuple[Outgoing, ...]:
    """Return the word that names the desk, where there is more than one to belong to."""
    if desk is None or len(turn.tools.policy.desks) == 1:
        return ()
    return (turn.reply(Text("desk.yours", desk=desk.name)),)


async def start_in_group(incoming: Incoming, tools: Tools) -> Effect:
    """In a group there is only a polite word: owners are looked after in private."""
    turn = await Turn.begin(incoming, tools)
    hint = turn.reply(Text("start.in_group"), reply_to=incoming.message_id)

    async def effect(work: Work) -> None:
        await work.outbox.put(hint)

    return effect


def _first_words(turn: Turn) -> Text:
    brand = turn.tools.policy.brand.name
    if not turn.first_name:
        return Text("start.greeting_unnamed", brand=brand)
    return Text("start.greeting", name=turn.first_name, brand=brand)


def _again(turn: Turn) -> Text:
    if not turn.first_name:
        return Text("start.again_unnamed")
    return Text("start.again", name=turn.first_name)
