"""An emergency that was none: the owner or staff say so, and it goes on as an ordinary question."""

from datetime import timedelta

from domain.cases import CaseKind, CasePriority
from tests.fakes.desk import ANN, Desk
from tests.fakes.talk import Talk
from tests.handlers.cases.at_desk import (
    card_of,
    case_of,
    claims,
    events_of,
    owner_and_desk,
    texts,
    with_case,
)
from tests.handlers.staff.stage import STRANGER

WAY_OUT = "This was no emergency"
ORDINARY = "It is handled as an ordinary question from now on."


async def with_emergency() -> tuple[Talk, Desk]:
    talk, desk = await owner_and_desk()
    await talk.says("My car is on fire!")
    desk.chat.look()
    return talk, desk


async def test_the_owner_calls_it_off_and_staff_keep_the_case() -> None:
    talk, desk = await with_emergency()
    opened = await case_of(talk.shop)
    assert list(talk.last.buttons) == [WAY_OUT]
    [question] = await talk.taps(WAY_OUT)
    assert question.text.startswith("Is nobody in danger?")
    assert (await case_of(talk.shop)).is_emergency
    [word] = await talk.taps("Nobody is in danger")
    assert word.text == (
        "Good to hear. Our team has case E-2026-000001 still and handles it as an ordinary "
        "question. Main will answer you by 11:30 tomorrow. If nothing is left to "
        "do, you can close it."
    )
    case = await case_of(talk.shop)
    assert (case.kind, case.number, case.status.is_active) == (
        CaseKind.EMERGENCY, "E-2026-000001", True,
    )  # fmt: skip
    assert (case.priority, case.is_emergency) == (CasePriority.NORMAL, False)
    assert opened.first_response_due is not None
    assert case.first_response_due == opened.first_response_due - timedelta(minutes=15) + timedelta(
        hours=19
    )
    assert events_of(talk.shop)[-1] == "called_off"
    seen = texts(await desk.receives())
    told = f"E-2026-000001: the owner says that it was no emergency. {ORDINARY}"
    assert seen.count(told) == 2  # in its topic, and where the supervisors were alarmed
    assert card_of(desk).text.startswith("E-2026-000001 · Emergency that was none · open")
    assert "No emergency" not in card_of(desk).buttons


async def test_its_short_clock_is_not_broken_any_more() -> None:
    talk, desk = await with_emergency()
    await talk.taps(WAY_OUT)
    await talk.taps("Nobody is in danger")
    await desk.receives()
    await talk.shop.waits(timedelta(minutes=20))
    assert await desk.receives() == []
    assert "breached" not in events_of(talk.shop)


async def test_its_new_clock_warns_although_the_short_one_did() -> None:
    talk, desk = await with_emergency()
    await talk.shop.waits(timedelta(minutes=8))
    assert events_of(talk.shop).count("warned") == 1
    await talk.taps(WAY_OUT)
    await talk.taps("Nobody is in danger")
    await talk.shop.waits(timedelta(hours=17))  # 09:38 at the desk: half of four hours is at 09:30
    assert events_of(talk.shop).count("warned") == 2
    assert any("50" in one.text for one in await desk.receives())


async def test_a_wrong_tap_changes_nothing() -> None:
    talk, _ = await with_emergency()
    await talk.taps(WAY_OUT)
    [word] = await talk.taps("It is an emergency")
    assert word.text == "Our staff has this as well, in case E-2026-000001."
    assert (await case_of(talk.shop)).is_emergency


async def test_it_is_called_off_once_and_only_while_it_is_open() -> None:
    talk, _ = await with_emergency()
    await talk.taps(WAY_OUT)
    await talk.taps("Nobody is in danger")
    for data in ("mine:calm:1", "mine:calmed:1"):
        await talk.taps_data(data)
        assert talk.notice == "It is handled as an ordinary question already."
    await talk.taps("Close it")
    await talk.taps("Yes, close it")
    for data in ("mine:calm:1", "mine:calmed:1"):
        await talk.taps_data(data)
        assert talk.notice == "This case is closed already."
    assert events_of(talk.shop).count("called_off") == 1


async def test_danger_after_that_is_a_new_emergency() -> None:
    talk, _ = await with_emergency()
    await talk.taps(WAY_OUT)
    await talk.taps("Nobody is in danger")
    _, truth = await talk.says("the brakes failed")
    assert "E-2026-000002" in truth.text
    assert (await case_of(talk.shop, 2)).is_emergency


async def test_an_ordinary_case_has_no_way_out_of_an_emergency() -> None:
    talk, desk = await with_case()
    assert "No emergency" not in card_of(desk).buttons
    await talk.taps_data("mine:calmed:1")
    assert events_of(talk.shop).count("called_off") == 0


async def test_staff_call_it_off_by_one_tap_and_the_owner_is_told() -> None:
    talk, desk = await with_emergency()
    await desk.taps(ANN, "No emergency")
    [told] = talk.receives()
    assert told.text == (
        "Our team has looked at case E-2026-000001 and handles it as an ordinary question from "
        "now on. Main will answer you by 11:30 tomorrow. If somebody is in danger "
        "after all, call the emergency number and write to me at once."
    )
    assert desk.notice == "An ordinary question from now on. The owner is told."
    assert not (await case_of(talk.shop)).is_emergency
    line = f"E-2026-000001: Ann says that it is no emergency. {ORDINARY}"
    assert texts(desk.messages).count(line) == 2
    audit = [(one.actor, one.action) for one in talk.shop.state.staff.audit]
    assert (ANN.id, "called_off") in audit


async def test_or_by_a_command_in_its_topic_and_nothing_is_promised_twice() -> None:
    talk, desk = await with_emergency()
    await claims(talk.shop)
    await desk.says(ANN, "/noemergency", topic=desk.topic("E-2026").id)
    [told] = talk.receives()
    assert "will answer you by" not in told.text
    await desk.says(ANN, "/noemergency", topic=desk.topic("E-2026").id)
    assert desk.messages[-1].text == "That is so already."


async def test_a_stranger_in_the_group_cannot() -> None:
    talk, desk = await with_emergency()
    await desk.taps_data(STRANGER, "case:calm:1")
    assert (await case_of(talk.shop)).is_emergency
