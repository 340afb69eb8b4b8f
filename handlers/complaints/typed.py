"""Words and media while a complaint is being written.

Nothing that is written gets lost: what is no answer to the open step belongs to the story. An
answer to another step is taken for that one, and the open step stays open.
"""

from dataclasses import replace

from domain.asking_for_person import asks_for_person
from domain.complaining import complains
from domain.complaints.categories import chosen_by, named_by
from domain.complaints.draft import Draft, Step
from domain.complaints.signs import wish_in, wishes_in
from domain.form_words import FormWord, form_word
from domain.incoming import Edited, MediaKind, Shared
from domain.outgoing import Button, Outgoing, SendText
from domain.plate import read_plate
from domain.ports import Effect, Work
from domain.question_words import clearly_asks
from domain.small_talk import has_words, small_talk
from domain.text import Text
from domain.vin import find_vin
from handlers.car.choose import read_model
from handlers.complaints import begin, send
from handlers.complaints.form import at_step, changes, go, on_from, open_step, prompt, steps_asked
from handlers.complaints.taps import dropped
from handlers.scope import mentioned
from handlers.turn import Turn

_LONGEST_CAR = 40
_LONGEST_PLACE = 500
_LONGEST_CALL = 80
"""Characters of words that do nothing but ask for a person; longer ones are of the story."""
_WITH_NO = (Step.CAR, Step.PROOF, Step.PLACE, Step.WISH)
"""Steps at which "no" means: nothing of that."""


async def take(turn: Turn, words: str) -> Effect | None:
    """Take words for the open complaint; None when they are clearly meant for something else."""
    at = open_step(turn)
    if at is None:
        return None
    step, draft = at
    if step is Step.OFFER:
        return _at_offer(turn, draft, words)
    moved = await _moved(turn, step, draft, words)
    if moved is not None:
        return moved
    if _is_for_others(step, words):
        return None
    if not (read_plate(words) or find_vin(words)):
        turn = turn.heard(words)
    if asks_for_person(words) and len(words) < _LONGEST_CALL:
        return _person_reads(turn, draft)
    return _answered(turn, step, draft, words)


async def take_media(turn: Turn) -> Effect | None:
    """Take pictures, videos, documents, voice: they go along with the story."""
    at = open_step(turn)
    if at is None:
        return None
    step, draft = at
    shared = turn.incoming.content
    if isinstance(shared, Shared) and shared.kind is MediaKind.LOCATION and step is Step.PLACE:
        return on_from(turn, _with_message(turn, draft).having_answered(Step.PLACE))
    if isinstance(shared, Shared) and shared.caption:
        turn = turn.heard(shared.caption)
    return _noted(turn, step, draft)


def edited(turn: Turn, content: Edited) -> Effect | None:
    """Take the new words of a message of the story; None if it is none of it."""
    at = open_step(turn)
    if at is None:
        return None
    step, draft = at
    if not any(piece.message_id == content.message_id for piece in draft.pieces):
        return None
    changed = draft.with_edit(content.message_id, content.text, content.html)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await go(work, turn, step, changed)

    return effect


def _at_offer(turn: Turn, draft: Draft, words: str) -> Effect | None:
    """While they are asked whether it is one: yes, no, or more of the story."""
    match form_word(words):
        case FormWord.YES:
            return begin.accepted(turn, draft)
        case FormWord.NO | FormWord.CANCEL:
            return dropped(turn, draft, Text("complaint.not_one"))
    if complains(words):
        return _noted(turn.heard(words), Step.OFFER, draft)
    return None


def _is_for_others(step: Step, words: str) -> bool:
    """Whether words are small talk, or a question that the bot may answer meanwhile."""
    if small_talk(words) or not has_words(words):
        return True
    return step is not Step.STORY and clearly_asks(words) and not wishes_in(words)


async def _moved(turn: Turn, step: Step, draft: Draft, words: str) -> Effect | None:
    """Take words that move the form."""
    word = form_word(words)
    if word is FormWord.CANCEL:
        return dropped(turn, draft, Text("form.cancelled"))
    if word is FormWord.BACK:
        asked = steps_asked(turn)
        place = asked.index(step) if step in asked else len(asked)
        return at_step(turn, asked[max(place - 1, 0)], draft)
    if step is Step.SUMMARY:
        return await _at_summary(turn, draft, word)
    no_more = word is FormWord.NO and step in _WITH_NO
    if word in (FormWord.DONE, FormWord.SKIP) or no_more:
        if step is Step.STORY and not draft.pieces:
            return _again(turn, step, draft)
        return begin.told_all(turn, draft, step)
    return None


async def _at_summary(turn: Turn, draft: Draft, word: FormWord | None) -> Effect | None:
    if word in (FormWord.YES, FormWord.DONE):
        return await send.send(turn, draft)
    if word is FormWord.NO:
        return turn.says(turn.reply(*changes(turn)))
    return None


def _answered(turn: Turn, step: Step, draft: Draft, words: str) -> Effect:
    match step:
        case Step.TOPIC:
            tree = turn.tools.policy.complaints.categories
            meant = named_by(tree, words) or chosen_by(tree, words)
            if meant is not None:
                known = replace(draft, category=meant.key).having_answered(step)
                return on_from(turn, _with_long(turn, known, words))
        case Step.CAR:
            if (found := _car(turn, draft, words)) is not None:
                return on_from(turn, _with_long(turn, found.having_answered(step), words))
        case Step.PLACE if wish_in(words) is None:
            told = replace(draft, place=words.strip()[:_LONGEST_PLACE]).having_answered(step)
            return on_from(turn, _with_long(turn, told, words, longest=_LONGEST_PLACE))
        case Step.WISH:
            told = replace(draft, wish=wish_in(words), wish_words=words.strip())
            return on_from(turn, told.having_answered(step))
    return _noted(turn, step, draft)


def _car(turn: Turn, draft: Draft, words: str) -> Draft | None:
    """Read which car is meant: one of theirs, a model with its year, else a short name of it."""
    vin, plate = find_vin(words), read_plate(words)
    for car in turn.caller.vehicles:
        if (vin and car.vin == vin) or (plate and car.plate == plate):
            return replace(draft, vehicle=car.id)
    named = read_model(turn, words)
    meant = mentioned(turn, words).vehicle
    if meant is not None and meant.id:
        return replace(draft, vehicle=meant.id)
    if named is not None:
        return replace(draft, vehicle=None, model=named[0].key, year=named[1])
    if meant is not None:
        return replace(draft, vehicle=None, model=meant.model, year=meant.year)
    if len(words) <= _LONGEST_CAR and wish_in(words) is None and not complains(words):
        return replace(draft, vehicle=None, car=words.strip())
    return None


def _noted(turn: Turn, step: Step, draft: Draft) -> Effect:
    """Keep a message of the story, and ask for the open step again. Bursts are answered once."""
    kept = _with_message(turn, draft).understood(turn.tools.policy.complaints.categories)
    if draft.is_full:
        full = turn.reply(Text("complaint.full"), prompt(turn, Step.SUMMARY, draft)[1])
        return turn.says(full)
    body, buttons = prompt(turn, step, kept)
    coalesce = f"complaint:{turn.place.chat_id}"
    shown = Outgoing(turn.place, SendText(body, buttons), turn.locale, coalesce=coalesce)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await go(work, turn, step, kept)
        await work.outbox.put(shown)

    return effect


def _with_message(turn: Turn, draft: Draft) -> Draft:
    piece = begin.piece_of(turn)
    return draft.with_piece(piece) if piece is not None and not draft.is_full else draft


def _with_long(turn: Turn, draft: Draft, words: str, *, longest: int = _LONGEST_CAR) -> Draft:
    """Let an answer that says more than was asked belong to the story, too."""
    return _with_message(turn, draft) if len(words) > longest else draft


def _again(turn: Turn, step: Step, draft: Draft) -> Effect:
    return turn.says(turn.reply(*prompt(turn, step, draft)))


def _person_reads(turn: Turn, draft: Draft) -> Effect:
    """Say that a person has it as soon as it is sent."""
    if not draft.pieces:
        ask = Button(Text("button.person"), "complain:person")
        return turn.says(turn.reply(Text("complaint.person_instead"), ((ask,),)))
    return at_step(turn, Step.SUMMARY, draft, Text("complaint.person_reads"), anew=True)
