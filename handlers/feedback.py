"""What the owner makes of an answer: the buttons under answers and suggestions."""

from dataclasses import replace

from domain.cases import CaseOrigin
from domain.incoming import Incoming, Tapped
from domain.knowledge import Feedback, Question
from domain.outgoing import Button, Buttons, EditButtons, Outgoing
from domain.ports import Effect, Tools, Work, effects
from domain.text import Text
from handlers import answers, replies
from handlers.car_chosen import chosen
from handlers.cases.owner.conversation import lately, was_no_help
from handlers.cases.owner.person import hand_over
from handlers.cases.owner.standing import standing_of
from handlers.cases.owner.wish import wish_of
from handlers.turn import Turn, as_id

_OLD_BUTTON = Text("notice.old_button")


async def feedback(incoming: Incoming, tools: Tools) -> Effect:
    """Take a tap under an answer. The last word counts; another owner's question is unknown."""
    turn = await Turn.begin(incoming, tools)
    match turn.tapped:
        case ["ask", "car", number, *choice]:
            question = await _question(turn, number)
            if question:
                return await chosen(turn, question, choice)
        case ["ask", "full", number]:
            question = await _question(turn, number)
            if question and question.shown:
                return await _original(turn, question.id, question.shown)
        case ["ask", "noted"]:
            return turn.notices(Text("notice.noted"))
        case ["ask", "up" | "down" | "none" | "pick" as what, number, *rest]:
            question = await _question(turn, number)
            if question:
                return await _take(turn, question, what, rest)
    return turn.notices(_OLD_BUTTON)


async def _original(turn: Turn, question_id: int, key: str) -> Effect:
    """Show the curators' own words of an answer that was worded by a model."""
    entry = await replies.live_entry(turn, key)
    if entry is None:
        return turn.notices(Text("notice.entry_gone"))
    buttons = answers.feedback_buttons(question_id)
    return turn.says(answers.shown(turn, entry, buttons))


async def _question(turn: Turn, number: str) -> Question | None:
    question_id, owner = as_id(number), turn.caller.owner
    if question_id is None or owner is None:
        return None
    return await turn.tools.reads.question(question_id, owner.id)


async def _take(turn: Turn, question: Question, what: str, rest: list[str]) -> Effect:
    match what:
        case "up":
            thanks = _buttons(turn, Text("button.thanks_helpful"))
            return _record(turn, question, Feedback.HELPFUL, *thanks)
        case "down":
            return await _not_helpful(turn, question)
        case "none":
            dont_know = turn.show(replies.DO_NOT_KNOW, replies.other_ways("none", question.id))
            return _record(turn, question, Feedback.NONE_FITS, dont_know)
        case _:
            return await _pick(turn, question, rest)


async def _not_helpful(turn: Turn, question: Question) -> Effect:
    """Say sorry and offer a person; the second time in a conversation, get one at once."""
    noted = _buttons(turn, Text("button.thanks_not_helpful"))
    if question.feedback is Feedback.NOT_HELPFUL:
        return _record(turn, question, Feedback.NOT_HELPFUL, *noted)
    recorded = _record(turn, question, Feedback.NOT_HELPFUL, *noted)
    if was_no_help(await lately(turn), but=question.id):
        wish = await wish_of(turn, CaseOrigin.NOT_HELPFUL, question_id=question.id)
        wish = replace(wish, unasked=True)
        return effects((recorded, await hand_over(turn, await standing_of(turn), wish)))
    sorry = turn.reply(Text("ask.not_helpful"), replies.other_ways("down", question.id))
    return _record(turn, question, Feedback.NOT_HELPFUL, *noted, sorry)


async def _pick(turn: Turn, question: Question, rest: list[str]) -> Effect:
    """Show the suggestion that was chosen; the others stay, another may be wanted too."""
    place = as_id(rest[0]) if len(rest) == 1 else None
    if place is None or place >= len(question.candidates):
        return turn.notices(_OLD_BUTTON)
    key = question.candidates[place].key
    entry = await replies.live_entry(turn, key)
    if entry is None:
        return turn.notices(Text("notice.entry_gone"))
    buttons = answers.feedback_buttons(question.id)
    answer = answers.shown(turn, entry, buttons)
    return _record(turn, question, Feedback.CHOSEN, answer, shown=key)


def _record(
    turn: Turn, question: Question, word: Feedback, *outgoing: Outgoing, shown: str | None = None
) -> Effect:
    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        if not await work.questions.record_feedback(question.id, owner.id, word, shown=shown):
            work.notice(_OLD_BUTTON)
            return
        await work.outbox.put(*outgoing)

    return effect


def _buttons(turn: Turn, label: Text) -> tuple[Outgoing, ...]:
    """Let the tapped message's buttons give way to one that says thank you."""
    content = turn.incoming.content
    if not isinstance(content, Tapped) or content.message_id is None:
        return ()
    thanks: Buttons = ((Button(label, "ask:noted"),),)
    return (Outgoing(turn.place, EditButtons(content.message_id, thanks), turn.locale),)
