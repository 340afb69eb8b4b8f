"""The first meeting, and every further /start."""

from domain.incoming import Incoming
from domain.outgoing import Outgoing
from domain.ports import Effect, Tools, Work
from domain.text import Text
from handlers import forms, menu, privacy
from handlers.turn import Turn


async def start(incoming: Incoming, tools: Tools) -> Effect:
    """Greet. Whatever a deep link carries is not looked at: unknown words are just a start.

    Somebody who was here before gets a short word and loses nothing; the notice comes once per
    version.
    """
    turn = await Turn.begin(incoming, tools)
    seen = turn.caller.notice_version
    if seen == tools.policy.privacy.version:
        return turn.says(turn.reply(_again(turn), menu.BUTTONS), *forms.reminder(turn))
    greeting = _first_words(turn) if seen is None else _again(turn)
    body, buttons = privacy.question(tools.policy)
    outgoing: tuple[Outgoing, ...] = (
        turn.reply(greeting),
        turn.reply(body, buttons),
        turn.reply(Text("menu.title"), menu.BUTTONS),
        *forms.reminder(turn),
    )

    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        await privacy.note_shown(turn, work, owner.id)
        await work.outbox.put(*outgoing)

    return effect


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
