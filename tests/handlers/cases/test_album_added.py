"""Albums of an owner with several cases stay whole, and go where their first member went."""

from datetime import timedelta

from domain.case_messages import CaseMessage, Relay
from domain.incoming import MediaKind
from tests.fakes.talk import Talk
from tests.handlers.cases.at_desk import opens_another, with_case


async def adds_to_the_first(talk: Talk) -> None:
    """Tap "add to this case" for the first of two."""
    await opens_another(talk)
    await talk.taps_data("mine:add:1")


async def sends_album(talk: Talk, *file_ids: str) -> None:
    for one in file_ids:
        await talk.sends(MediaKind.PHOTO, file_id=one, album_id="A")


def of_album(talk: Talk) -> list[CaseMessage]:
    return [one for one in talk.shop.state.handoff.messages.values() if one.album_id == "A"]


async def test_what_is_added_may_be_an_album() -> None:
    talk, desk = await with_case()
    await adds_to_the_first(talk)
    desk.chat.look()
    before = len(talk.messages)
    await sends_album(talk, "P1", "P2", "P3")
    await talk.shop.waits(timedelta(minutes=10))
    said = [one.text for one in talk.messages[before:]]
    assert len(said) == 1
    assert "Q-2026-000001" in said[0]
    assert {(one.case_id, one.relay) for one in of_album(talk)} == {(1, Relay.SENT)}
    assert [one.file for one in await desk.receives() if one.kind] == ["P1", "P2", "P3"]


async def test_a_member_that_comes_late_goes_there_too() -> None:
    talk, _ = await with_case()
    await adds_to_the_first(talk)
    await sends_album(talk, "P1", "P2")
    await talk.shop.waits(timedelta(minutes=1))
    await sends_album(talk, "P3")
    await talk.shop.waits(timedelta(minutes=10))
    assert {(one.case_id, one.relay) for one in of_album(talk)} == {(1, Relay.SENT)}
    assert len(of_album(talk)) == 3


async def test_an_album_that_still_gathers_is_no_open_question() -> None:
    talk, _ = await with_case()
    await adds_to_the_first(talk)
    await sends_album(talk, "P1", "P2")
    await talk.says("When is it ready?")
    assert "Which one" in talk.messages[-1].text
    await talk.shop.waits(timedelta(minutes=10))
    assert {(one.case_id, one.relay) for one in of_album(talk)} == {(1, Relay.SENT)}
