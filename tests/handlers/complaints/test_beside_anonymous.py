"""An owner with an anonymous complaint and a case in their name: what is whose stays apart."""

from datetime import timedelta

from domain.case_messages import Relay
from domain.cases import Case
from domain.incoming import MediaKind, Place
from tests.fakes.desk import GROUP
from tests.fakes.phone import Message
from tests.handlers.complaints.stage import SUPERVISORS, Complaining
from tests.handlers.complaints.test_anonymous import hidden

HELD = "face"
"""The file of a picture that shows who complains."""


async def both() -> tuple[Complaining, Case, Case]:
    """Return the stage, the case that Zoltan is named in, and the newer one where he is not."""
    stage = await hidden(before=("/person My door squeaks.",))
    named, anonymous = stage.cases
    assert (named.is_anonymous, anonymous.is_anonymous) == (False, True)
    return stage, named, anonymous


async def keeps_back(stage: Complaining, anonymous: Case) -> None:
    """Send a picture in reply to the complaint's receipt, and keep it back."""
    said = stage.talk.messages
    receipt = next(one for one in reversed(said) if anonymous.number in one.text)
    await stage.talk.sends(MediaKind.PHOTO, file_id=HELD, reply_to=receipt.id)
    await stage.talk.taps("Keep back")


def asked_which(stage: Complaining) -> list[Message]:
    return [one for one in stage.talk.messages if "Which one" in one.text]


def chat(stage: Complaining, chat_id: int) -> list[Message]:
    stage.shop.telegram.deliver(Place(1, chat_id))
    return stage.shop.telegram.chat(Place(1, chat_id)).messages


async def test_what_is_kept_back_goes_to_no_other_case() -> None:
    stage, named, anonymous = await both()
    await stage.talk.says("When is my car ready?")
    [question] = asked_which(stage)
    await keeps_back(stage, anonymous)
    button = next(one for words, one in question.buttons.items() if named.number in words)
    await stage.talk.taps_data(button, question.id)
    await stage.shop.waits(timedelta(minutes=6))
    shown = chat(stage, GROUP)
    assert any("When is my car ready?" in one.text for one in shown)
    assert not any(one.kind or one.file == HELD for one in shown)
    kept = next(one for one in stage.shop.state.handoff.messages.values() if one.file_id == HELD)
    assert kept.case_id == anonymous.id


async def test_an_album_for_the_complaint_that_still_gathers_goes_to_no_other_case() -> None:
    stage, named, anonymous = await both()
    await stage.talk.says("When is my car ready?")
    [question] = asked_which(stage)
    receipt = next(one for one in reversed(stage.talk.messages) if anonymous.number in one.text)
    for one in ("P1", "P2"):
        await stage.talk.sends(MediaKind.PHOTO, file_id=one, album_id="A", reply_to=receipt.id)
    button = next(one for words, one in question.buttons.items() if named.number in words)
    await stage.talk.taps_data(button, question.id)
    await stage.shop.waits(timedelta(minutes=6))
    assert not any(one.kind or one.album for one in chat(stage, GROUP))
    members = [one for one in stage.shop.state.handoff.messages.values() if one.album_id]
    assert {(one.case_id, one.relay) for one in members} == {(anonymous.id, Relay.HELD)}


async def test_after_something_was_kept_back_the_owner_is_asked_which_case() -> None:
    stage, named, anonymous = await both()
    await keeps_back(stage, anonymous)
    await stage.talk.says("When is my car ready? I am Zoltan Quux.")
    [question] = asked_which(stage)
    button = next(one for words, one in question.buttons.items() if named.number in words)
    await stage.talk.taps_data(button, question.id)
    await stage.shop.waits(timedelta(minutes=6))
    assert not any("Zoltan" in one.text for one in chat(stage, SUPERVISORS))
    assert any("I am Zoltan Quux" in one.text for one in chat(stage, GROUP))


async def test_without_a_choice_what_is_kept_back_stays_so() -> None:
    stage, _, anonymous = await both()
    await keeps_back(stage, anonymous)
    await stage.talk.says("It was on Friday.")
    await stage.shop.waits(timedelta(minutes=6))
    shown = chat(stage, SUPERVISORS)
    assert any("It was on Friday." in one.text for one in shown)
    assert not any(one.kind for one in shown)
    assert not any("can show who you are" in one.text for one in stage.talk.messages)
