"""What an owner writes without a command: the one place that decides what it is."""

from domain.asking_for_hours import asks_for_hours
from domain.asking_for_person import asks_for_person
from domain.complaining import complains
from domain.incoming import Incoming, Said
from domain.knowledge import DecisionKind
from domain.outgoing import Outgoing
from domain.ports import Effect, Tools, effects, nothing
from domain.small_talk import has_words, small_talk
from handlers import ask, forms, opening_hours, safety
from handlers import small_talk as talk
from handlers.car.vin import unasked as unasked_vin
from handlers.cases.owner import hear as case_hears
from handlers.cases.owner import solved
from handlers.cases.owner.acknowledging import acknowledged, with_emergency
from handlers.cases.owner.person import asked_in_words
from handlers.cases.owner.standing import Standing, standing_of
from handlers.complaints.begin import offered
from handlers.scope import decide
from handlers.turn import Turn


async def free_text(incoming: Incoming, tools: Tools) -> Effect:
    """Decide what words are, and go on with the conversation they belong to."""
    if not isinstance(incoming.content, Said):
        return nothing
    return await hear(await Turn.begin(incoming, tools), incoming.content.text)


async def hear(turn: Turn, words: str, *, then: tuple[Outgoing, ...] = ()) -> Effect:
    """Go through the lanes in order; the first that takes the words has them.

    The order: safety; a reply to a case message; the open form's step, and survey words, whose form
    is open too; yes or no to whether a case is solved; a case that a person has claimed; asking for
    a person; a complaint; small talk; a question. (A VIN and nothing else is no question
    either; opening hours are told from the policy, unless the FAQ has an answer of its own.)

    An open form's step that chooses (a model, a year, stars, a city) has only what can be its
    answer: the wish for a person, and words that tell of trouble with the car, go past it
    (handlers/forms.py). A step that asks for words (a comment, a complaint's story, an addition to
    a case) keeps them, whatever else they might be; what is nothing but the wish for a person, and
    a clear question, the form itself lets go by where the owner could not mean it.

    Whether it is to be a complaint is asked back. Words beside a case that nobody has claimed go to
    it, and the bot answers them as well as it can; beside an emergency it answers nothing, and
    everything goes to staff.
    """
    standing = await standing_of(turn)
    if (taken := await _taken(turn, standing, words)) is not None:
        return taken
    urgent = standing.meant
    if urgent is not None and urgent.is_emergency:
        passed_on = await case_hears.beside(turn, standing)
        anyway = asks_for_person(words)
        return effects((passed_on, await with_emergency(turn, urgent, anyway=anyway)))
    if asks_for_person(words):
        return await asked_in_words(turn, standing, words)
    is_complaint = complains(words) and not standing.has_complaint
    if not standing.active:
        return await offered(turn, words) if is_complaint else await _bot(turn, words, then)
    passed_on = await case_hears.beside(turn, standing)
    if is_complaint:
        return effects((passed_on, await offered(turn, words)))
    case = standing.meant
    unless_known = await acknowledged(turn, case) if case else nothing
    return effects((passed_on, await _bot(turn, words, (), unless_known=unless_known)))


async def _taken(turn: Turn, standing: Standing, words: str) -> Effect | None:
    """Let those have the words who come before anything that is found out about them.

    Who writes an entry for owners may well write of danger: their form comes before safety.
    """
    if (taken := await forms.take_first(turn, words)) is not None:
        return taken
    if (told := await safety.take(turn, standing, words)) is not None:
        return told
    if (taken := await case_hears.replied(turn, standing, words)) is not None:
        return taken
    if (taken := await forms.take(turn, words)) is not None:
        return taken
    if not standing.active and (taken := await solved.in_words(turn, words)) is not None:
        return taken
    return await case_hears.taken(turn, standing)


async def _bot(
    turn: Turn, words: str, then: tuple[Outgoing, ...], *, unless_known: Effect | None = None
) -> Effect:
    """Let the bot itself reply. `unless_known`: what it says if it cannot, since staff will see."""
    if kind := small_talk(words):
        return forms.reminding(turn, talk.reply(turn, kind, words))
    if not has_words(words):
        no_words = forms.reminding(turn, talk.no_words(turn))
        return no_words if unless_known is None else nothing
    if (added := unasked_vin(turn, words)) is not None:
        return added
    turn = turn.heard(words)
    if asks_for_hours(words) and (await decide(turn, words)).kind is not DecisionKind.ANSWER:
        return opening_hours.told(turn)
    then = (*then, *forms.reminder(turn))
    return forms.reminding(turn, await ask.ask(turn, words, then=then, unless_known=unless_known))
