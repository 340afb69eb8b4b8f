"""Anonymous complaints: those in charge have them, and nobody is shown whose they are."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.cases import CaseStatus
from domain.incoming import MediaKind, Person, Place
from domain.staff import Role
from handlers.staff import table as staff
from handlers.staff.taps import _TAPS
from tests.fakes.desk import GROUP, Desk
from tests.fakes.phone import Message
from tests.handlers.complaints.stage import (
    ANN,
    SUPERVISORS,
    WEI,
    Complaining,
    complaining,
    policy,
)

ZOLTAN = Person(987_654_321, "Zoltan", "Quux", username="zquux", language_code="en")
PLATE, VIN = "沪Z98765", "1M8GDM9AXKP042788"
TELLING = (
    "Zoltan",
    "Quux",
    "zquux",
    "987654321",
    "987_654_321",
    PLATE,
    "98765",
    VIN,
    "owner:",
    "unmute:",
)
"""What must stand nowhere that staff can look at."""


async def hidden(
    words: str = "The advisor shouts at people.", *, before: tuple[str, ...] = ()
) -> Complaining:
    """Return the stage after Zoltan, with a car, has complained anonymously.

    `before` is what he wrote first.
    """
    stage = await complaining(ZOLTAN)
    for said in (*before, "/car", "Lyra 2024", PLATE, "/cancel"):
        await stage.talk.says(said)
    await stage.talk.says("/complain")
    await stage.talk.taps("🔒 Anonymously")
    await stage.talk.says(words)
    await stage.talk.taps_data("complain:car:1")
    await stage.talk.taps("To the summary")
    await stage.talk.taps("✓ Send")
    in_charge(stage)
    await stage.shop.settle()
    stage.talk.chat.look()
    return stage


def in_charge(stage: Complaining) -> Desk:
    """Go with the desk to the supervisors' chat."""
    if stage.desk.place.chat_id != SUPERVISORS:
        stage.desk.move(SUPERVISORS)
    return stage.desk


def card(stage: Complaining) -> Message:
    return next(one for one in stage.desk.messages if one.is_pinned or "Claim" in str(one.buttons))


def shown_to_staff(stage: Complaining) -> Iterator[str]:
    """Yield every word, button and topic of the chats of staff, and what is logged of actions."""
    for (_, chat_id), chat in stage.shop.telegram.chats.items():
        if chat_id >= 0:
            continue
        for message in chat.messages:
            yield message.text
            yield message.html
            yield from message.buttons
            yield from message.buttons.values()
        yield from (topic.name for topic in chat.topics.values())
    for line in stage.shop.state.staff.audit:
        yield f"{line.action} {line.subject} {line.data}"
    for event in stage.shop.state.handoff.events:
        yield f"{event.kind} {event.data}"


def gives_away(stage: Complaining) -> list[str]:
    return [words for words in shown_to_staff(stage) if any(one in words for one in TELLING)]


async def test_it_goes_to_those_in_charge_without_a_name() -> None:
    stage = await hidden()
    case = stage.case
    assert (case.is_anonymous, case.vehicle_id, case.desk) == (True, None, "riverside")
    group = stage.shop.telegram.chat(Place(1, GROUP))
    assert not any(case.number in one.text for one in group.messages)
    assert "Owner: 🔒 anonymous · English" in card(stage).text
    assert "Car: Lyra 2024" in card(stage).text
    assert any("🔒 The advisor shouts" in one.text for one in stage.desk.messages)
    assert "without your name" in stage.talk.messages[-1].text
    assert gives_away(stage) == []


async def test_the_bot_keeps_the_way_back() -> None:
    stage = await hidden()
    await stage.desk.says(WEI, "When was that?", reply_to=card(stage).id)
    assert any("When was that?" in one.text for one in stage.talk.receives())
    await stage.talk.says("Last Friday.")
    await stage.desk.receives()
    assert any("🔒 Last Friday." in one.text for one in stage.desk.messages)
    assert gives_away(stage) == []


async def test_before_more_than_words_is_passed_on_the_owner_is_asked() -> None:
    stage = await hidden()
    for kind in (MediaKind.PHOTO, MediaKind.VOICE, MediaKind.CONTACT):
        before = len(stage.desk.messages)
        asked = (await stage.talk.sends(kind))[-1]
        assert "can show who you are" in asked.text
        await stage.desk.receives()
        assert len(stage.desk.messages) == before
    await stage.talk.taps("Keep back")
    await stage.desk.receives()
    assert not any(one.kind for one in stage.desk.messages)
    await stage.talk.sends(MediaKind.PHOTO)
    await stage.talk.taps("Pass on")
    await stage.desk.receives()
    assert [one.kind for one in stage.desk.messages if one.kind] == [MediaKind.PHOTO]
    await stage.talk.taps_data("complain:pass:1:1:999")
    assert gives_away(stage) == []


async def test_what_the_owner_keeps_back_is_in_no_list_of_files() -> None:
    stage = await hidden()
    await stage.talk.sends(MediaKind.DOCUMENT, file_name="Zoltan Quux.pdf")
    await stage.shop.waits(timedelta(minutes=1))
    assert len(stage.shop.state.handoff.attachments) == 1
    before = len(stage.desk.messages)
    await stage.desk.says(WEI, "/files", reply_to=card(stage).id)
    assert not any("pdf" in one.text for one in stage.desk.messages[before:])
    await stage.desk.taps_data(WEI, f"case:file:{stage.case.id}:1", card(stage).id)
    assert stage.desk.notice
    await stage.talk.taps("Pass on")
    await stage.shop.settle()
    await stage.desk.says(WEI, "/files", reply_to=card(stage).id)
    assert "document-1" in stage.desk.messages[-1].text
    assert gives_away(stage) == []


async def test_the_form_warns_before_pictures_go_along() -> None:
    stage = await complaining(ZOLTAN)
    await stage.talk.says("/complain It is dirty.")
    await stage.talk.sends(MediaKind.PHOTO, "the seats")
    await stage.talk.taps("To the summary")
    await stage.talk.taps("🔒 Anonymously")
    assert "🔒 Anonymous, to the management" in stage.talk.last.text
    [warned] = await stage.talk.taps("✓ Send")
    assert "A picture can show your plate" in warned.text
    assert stage.cases == []
    await stage.talk.taps("Leave them out")
    await stage.talk.taps("✓ Send")
    in_charge(stage)
    await stage.desk.receives()
    assert stage.case.asked == "It is dirty.\nthe seats"
    assert not any(one.kind for one in stage.desk.messages)


async def test_with_pictures_if_they_want_it_so() -> None:
    stage = await complaining(ZOLTAN)
    await stage.talk.says("/complain It is dirty.")
    await stage.talk.sends(MediaKind.PHOTO, "the seats")
    await stage.talk.taps("To the summary")
    await stage.talk.taps("🔒 Anonymously")
    await stage.talk.taps("✓ Send")
    await stage.talk.taps("Send it all")
    in_charge(stage)
    await stage.desk.receives()
    assert [one.kind for one in stage.desk.messages if one.kind] == [MediaKind.PHOTO]
    assert gives_away(stage) == []


async def test_it_is_offered_only_where_somebody_can_take_it() -> None:
    rules = policy()
    desks = tuple(one.model_copy(update={"supervisors_chat_id": None}) for one in rules.desks)
    stage = await complaining(ZOLTAN, rules=rules.model_copy(update={"desks": desks}))
    await stage.talk.says("/complain It is dirty.")
    await stage.talk.taps("To the summary")
    assert not any("Anonymously" in label for label in stage.talk.last.buttons)
    await stage.talk.taps_data("complain:anon")
    assert stage.talk.notice
    await stage.talk.taps("✓ Send")
    assert not stage.case.is_anonymous


async def test_the_desk_cannot_reach_it() -> None:
    stage = await hidden()
    number = stage.case.number
    case = stage.case
    stage.desk.move(GROUP)
    for who in (ANN, WEI):
        for name in ("queue", "mine", "case"):
            for words in (f"/{name}", f"/{name} {number}"):
                heard = await stage.desk.says(who, words)
                assert not any("The advisor" in one.text for one in heard)
                assert not any(f"case:show:{case.id}" in one.buttons.values() for one in heard)
        for what in _TAPS:
            await stage.desk.taps_data(who, f"case:{what}:{case.id}")
            assert stage.desk.notice, what
    assert stage.case == case


async def test_an_agent_in_the_supervisors_chat_does_nothing_to_it() -> None:
    stage = await hidden()
    case = stage.case
    for what in _TAPS:
        await stage.desk.taps_data(ANN, f"case:{what}:{case.id}", card(stage).id)
    for name in staff.COMMANDS:
        await stage.desk.says(ANN, f"/{name} x", reply_to=card(stage).id)
    await stage.desk.says(ANN, "hello", reply_to=card(stage).id)
    assert stage.shop.state.handoff.cases[case.id] == replace(case, owner_name="")


async def test_it_joins_no_other_case() -> None:
    """Whether two cases could be merged would tell that they are of one owner."""
    stage = await hidden()
    await stage.talk.says("/person My door squeaks.")
    question = stage.case
    for words in (f"/merge {question.number}", f"/move {question.number}", "/transfer lakeside"):
        before = len(stage.desk.messages)
        await stage.desk.says(WEI, words, reply_to=card(stage).id)
        said = " ".join(one.text for one in stage.desk.messages[before:])
        assert "other owner" not in said
    assert all(one.status is not CaseStatus.CLOSED for one in stage.cases)
    stage.desk.move(GROUP)
    topic = stage.desk.topic(question.number).id
    heard = await stage.desk.says(ANN, "/merge C-2026-000001", topic=topic)
    assert "C-2026-000001" in " ".join(one.text for one in heard)  # none that they may see


async def test_earlier_ones_and_later_ones_do_not_tell() -> None:
    stage = await hidden()
    stage.desk.move(GROUP)
    await stage.shop.waits(timedelta(minutes=5))
    await stage.sends("The radio hums.")
    named = next(one for one in stage.desk.messages if one.is_pinned)
    assert "earlier" not in named.text
    assert "C-2026-000001" not in named.text


async def test_everything_staff_can_see(caplog: pytest.LogCaptureFixture) -> None:
    """Walk through all that can happen to it; nothing that staff can look at gives it away."""
    caplog.set_level(logging.DEBUG)
    stage = await hidden()
    case_id = stage.case.id
    talk, desk = stage.talk, stage.desk
    await desk.employs(replace(WEI, id=8004, username="max"), role=Role.SUPERVISOR)
    await desk.taps_data(WEI, f"case:claim:{case_id}", card(stage).id)
    for number in range(12):
        await talk.says(f"And part {number}.")
    await talk.edits(max(talk.chat.written), "And part twelve.")
    await talk.sends(MediaKind.PHOTO, "look", origin="Zoltan Quux")
    await talk.taps("Pass on")
    await talk.says("forwarded words", reply_to=None)
    for what in sorted(_TAPS):
        for rest in ("", ":1", ":brakes", ":work", ":maker", ":urgent", ":lakeside"):
            if what not in ("resolve", "release", "decide"):
                await desk.taps_data(WEI, f"case:{what}:{case_id}{rest}", card(stage).id)
    for name in sorted(staff.COMMANDS):
        if name not in ("close", "reason", "resolve"):
            for words in ("", "goodwill 5 x", "2027-01-01 x", "greeting", "C-2026-000001"):
                await desk.says(WEI, f"/{name} {words}".strip(), reply_to=card(stage).id)
    await stage.shop.waits(timedelta(days=1))
    await talk.taps_data("complain:decline:1:1")
    await desk.taps_data(WEI, f"case:decide:{case_id}:partly", card(stage).id)
    await desk.says(WEI, "/reason We talked to him.", reply_to=card(stage).id)
    await talk.taps_data(f"complain:further:{case_id}")
    await stage.shop.waits(timedelta(days=9))
    await talk.blocks()
    await desk.says(WEI, "Are you there?", reply_to=card(stage).id)
    await talk.blocks(back=True)
    await stage.shop.waits(timedelta(days=9))
    assert gives_away(stage) == []
    assert not any(one in record.getMessage() for record in caplog.records for one in TELLING)


async def test_an_emergency_of_the_same_owner_does_not_name_it() -> None:
    stage = await hidden()
    hidden_one = stage.case
    await stage.talk.says("My brakes failed and the car is on fire, help!")
    emergency = stage.case
    assert emergency.id != hidden_one.id
    for words in shown_to_staff(stage):
        assert not (emergency.number in words and hidden_one.number in words), words
    events = stage.shop.state.handoff.events
    told = [one for one in events if one.case_id == hidden_one.id and emergency.number in str(one)]
    assert told == []


async def test_a_message_meant_for_it_does_not_name_it_elsewhere() -> None:
    stage = await hidden()
    await stage.talk.says("/person My door squeaks.")
    await stage.talk.says("About the shouting: it was on Friday.")
    await stage.talk.taps_data(f"mine:to:{stage.cases[0].id}:{stage.cases[-1].id}")
    await stage.desk.receives()
    assert any("🔒 About the shouting" in one.text for one in stage.desk.messages)
    group = stage.shop.telegram.chat(Place(1, GROUP))
    assert not any("C-2026" in one.text or "shouting" in one.text for one in group.messages)
    supervisors = stage.shop.telegram.chat(Place(1, SUPERVISORS))
    assert not any(one in each.text for each in supervisors.messages for one in TELLING)
