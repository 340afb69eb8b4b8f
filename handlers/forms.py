"""Open forms: which conversation goes on with what somebody writes while one is open."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from domain.asking_for_person import asks_for_person
from domain.car_trouble import tells_of_trouble
from domain.incoming import Incoming, Shared
from domain.outgoing import Outgoing
from domain.ports import Effect, Tools, Work, effects
from domain.text import Text
from handlers.car import form as car_form
from handlers.car import typed as car_typed
from handlers.cases.owner import add as case_add
from handlers.cases.owner import rating as case_rating
from handlers.cases.owner import time_zone
from handlers.complaints import form as complaint_form
from handlers.complaints import taps as complaint_taps
from handlers.complaints import typed as complaint_typed
from handlers.curation import steps as faq_steps
from handlers.curation import written as faq_written
from handlers.staff.members import appointing
from handlers.surveys import ballots
from handlers.surveys import conversation as surveys
from handlers.surveys import form as survey_form
from handlers.turn import Turn

_REMINDED = "reminded"
"""In a form's data: its open step was repeated once after an answer to something else."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a form takes words (None: they are not meant for it), and its open step as messages.

    `take_media` takes a message that is more than text, as it is. `is_first` says whether the words
    come to it before anything else, the safety lane too: somebody of staff is writing for others.
    `cancel` ends it, where more is to be done for that than to close it. `chooses` says whether the
    open step asks for one of a few things, so that other words are not for it (see `take`); where a
    step asks for words, the form itself says which it keeps.
    """

    take: Callable[[Turn, str], Awaitable[Effect | None]]
    reminder: Callable[[Turn], tuple[Outgoing, ...]]
    take_media: Callable[[Turn], Awaitable[Effect | None]] | None = None
    is_first: Callable[[Turn], bool] = lambda _: False
    cancel: Callable[[Turn], Effect] | None = None
    chooses: Callable[[Turn], bool] = lambda _: False


FORMS: Mapping[str, Form] = {
    car_form.FLOW: Form(car_typed.take, car_form.reminder, chooses=lambda _: True),
    case_add.FLOW: Form(case_add.take, case_add.reminder, case_add.take_media),
    case_rating.FLOW: Form(
        case_rating.take, case_rating.reminder, chooses=case_rating.waits_for_stars
    ),
    ballots.FLOW: Form(ballots.take, ballots.reminder),
    surveys.FLOW: Form(survey_form.take, survey_form.reminder, survey_form.take_media),
    time_zone.FLOW: Form(time_zone.take, time_zone.reminder, chooses=lambda _: True),
    appointing.FLOW: Form(appointing.take, appointing.reminder, appointing.take_media),
    faq_steps.FLOW: Form(
        faq_written.take, faq_written.reminder, faq_written.take_media, faq_steps.is_at_it
    ),
    complaint_form.FLOW: Form(
        complaint_typed.take,
        complaint_form.reminder,
        complaint_typed.take_media,
        cancel=complaint_taps.cancelled,
    ),
}


async def take(turn: Turn, words: str) -> Effect | None:
    """Let the open form take the words; None when none is open or they are not meant for it.

    A step that chooses never has the wish for a person, nor what tells of trouble with the car.
    """
    form = _open(turn)
    if form is None or (form.chooses(turn) and _is_pressing(words)):
        return None
    return await form.take(turn, words)


def _is_pressing(words: str) -> bool:
    return asks_for_person(words) or tells_of_trouble(words)


async def take_first(turn: Turn, words: str) -> Effect | None:
    """Let a form that comes before everything take the words, or the message they stand under."""
    form = _open(turn)
    if form is None or not form.is_first(turn):
        return None
    if isinstance(turn.incoming.content, Shared):
        return await form.take_media(turn) if form.take_media else None
    return await form.take(turn, words)


async def take_media(turn: Turn) -> Effect | None:
    """Let the open form take something that is more than text, if it takes such things."""
    form = _open(turn)
    return await form.take_media(turn) if form and form.take_media else None


def reminder(turn: Turn) -> tuple[Outgoing, ...]:
    """Return the open form's step once more, to follow an answer; nothing without a form.

    Whoever was reminded of a step already (`reminding`) gets one line.
    """
    form = _open(turn)
    said = form.reminder(turn) if form else ()
    if said and turn.form is not None and turn.form.data.get(_REMINDED):
        return (turn.reply(Text("form.still_open")),)
    return said


def reminding(turn: Turn, effect: Effect) -> Effect:
    """Return the effect of a reply that holds `reminder`, and the note that it was said."""
    dialog = turn.form
    if dialog is None or dialog.data.get(_REMINDED) or not reminder(turn):
        return effect
    reminded, expires_at = {**dialog.data, _REMINDED: True}, dialog.expires_at

    async def noted(work: Work) -> None:
        await work.dialogs.advance(
            turn.place,
            turn.incoming.sender.id,
            dialog.version,
            dialog.step,
            reminded,
            expires_at=expires_at,
        )

    return effects((effect, noted))


async def cancel(incoming: Incoming, tools: Tools) -> Effect:
    """End the open form, and say so; or say that there was none."""
    turn = await Turn.begin(incoming, tools)
    return cancelled(turn)


def cancelled(turn: Turn) -> Effect:
    """Return the effect that ends the open form."""
    form = _open(turn)
    if form is not None and form.cancel is not None:
        return form.cancel(turn)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        closed = await work.dialogs.close(turn.place, turn.incoming.sender.id)
        outcome = Text("form.cancelled") if closed and turn.form else Text("form.nothing_open")
        await work.outbox.put(turn.reply(outcome))

    return effect


def _open(turn: Turn) -> Form | None:
    return FORMS.get(turn.form.flow) if turn.form else None
