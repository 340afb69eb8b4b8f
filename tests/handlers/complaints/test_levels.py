"""Who is not content takes it up; each level has its clock; the last one names who is outside."""

from datetime import timedelta

from domain.cases import CaseEventKind, CasePriority, CaseStatus
from domain.incoming import Place
from tests.fakes.phone import Message
from tests.handlers.complaints.stage import ANN, SUPERVISORS, WEI, Complaining, complaining


async def decided(*, verdict: str = "unjustified") -> Complaining:
    stage = await complaining()
    await stage.sends()
    await decides(stage, verdict=verdict)
    return stage


async def decides(stage: Complaining, *, verdict: str = "unjustified", who: str = "ann") -> None:
    person = WEI if who == "wei" else ANN
    await stage.desk.taps_data(person, f"case:decide:{stage.case.id}:{verdict}")
    await stage.desk.says(person, "/reason This is ordinary wear.", topic=stage.topic)
    stage.talk.receives()


def told_to_supervisors(stage: Complaining) -> list[Message]:
    there = Place(1, SUPERVISORS)
    stage.shop.telegram.deliver(there)
    return stage.shop.telegram.chat(there).messages


async def test_who_is_not_content_takes_it_up_a_level() -> None:
    stage = await decided()
    [told] = await stage.talk.taps("No, I am not content")
    assert "Service management has it now and answers you by" in told.text
    case, complaint = stage.case, stage.complaint
    assert (case.status, case.assignee, case.priority) == (
        CaseStatus.OPEN,
        None,
        CasePriority.HIGH,
    )
    assert (complaint.level, complaint.verdict, complaint.is_decided) == (1, None, False)
    assert "Level: Service management, answers by" in stage.card.text
    assert any("has it now" in one.text for one in told_to_supervisors(stage))
    kinds = [event.kind for event in stage.shop.state.handoff.events]
    assert kinds.count(CaseEventKind.TAKEN_UP) == 1
    assert not stage.desk.topic(case.number).is_closed


async def test_above_the_desk_only_those_in_charge_decide() -> None:
    stage = await decided()
    await stage.talk.taps("No, I am not content")
    await stage.desk.taps_data(ANN, "case:decide:1:justified")
    assert "Service management: those in charge decide there" in (stage.desk.notice or "")
    assert stage.complaint.verdict is None
    await decides(stage, verdict="justified", who="wei")
    assert stage.complaint.is_decided


async def test_the_last_level_names_the_outside_bodies() -> None:
    stage = await decided()
    for _ in range(2):
        await stage.talk.taps("No, I am not content")
        await decides(stage, who="wei")
    assert stage.complaint.level == 2
    [outside] = await stage.talk.taps("No, I am not content")
    assert "12315" in outside.text
    assert "Arbitration" in outside.text
    assert stage.case.status is CaseStatus.RESOLVED
    assert stage.complaint.level == 2


async def test_each_level_has_its_clock() -> None:
    stage = await decided()
    await stage.talk.taps("No, I am not content")
    before = len(told_to_supervisors(stage))
    await stage.shop.waits(timedelta(days=3))
    late = [one.text for one in told_to_supervisors(stage)[before:]]
    assert "C-2026-000001: Service management has not answered in time." in late


async def test_a_level_that_answered_is_not_late() -> None:
    stage = await decided()
    await stage.talk.taps("No, I am not content")
    await decides(stage, who="wei")
    await stage.shop.waits(timedelta(days=2, hours=20))
    assert not any("not answered in time" in one.text for one in told_to_supervisors(stage))


async def test_opening_a_closed_one_again_takes_it_up_too() -> None:
    stage = await decided()
    await stage.talk.taps("✓ Yes, that settles it")
    assert stage.case.status is CaseStatus.CLOSED
    await stage.talk.taps_data("mine:again:1")
    assert (stage.case.status, stage.complaint.level) == (CaseStatus.OPEN, 1)


async def test_one_that_was_closed_undecided_opens_at_its_level() -> None:
    stage = await complaining()
    await stage.sends()
    await stage.talk.says("/status")
    await stage.talk.taps_data("mine:closed:1")
    await stage.talk.taps_data("mine:again:1")
    assert (stage.case.status, stage.complaint.level) == (CaseStatus.OPEN, 0)


async def test_a_second_tap_changes_nothing() -> None:
    stage = await decided()
    await stage.talk.taps("No, I am not content")
    await stage.talk.taps_data("complain:further:1")
    assert stage.talk.notice
    assert stage.complaint.level == 1


async def test_it_is_asked_some_days_later_whether_it_held() -> None:
    stage = await decided(verdict="justified")
    [settled] = await stage.talk.taps("✓ Yes, that settles it")
    assert "in some days I will ask" in settled.text
    await stage.shop.waits(timedelta(days=4))
    assert not any("Did what we did" in one.text for one in stage.talk.messages)
    await stage.shop.waits(timedelta(days=1, hours=1))
    assert "Did what we did for you hold?" in stage.talk.last.text
    stars = (await stage.talk.taps("Yes, all is well"))[-1]
    assert list(stars.buttons) == [f"{n} ⭐" for n in range(1, 6)]
    [thanks] = await stage.talk.taps("4 ⭐")
    assert "4 of 5" in thanks.text
    assert (stage.complaint.held, stage.complaint.handling) == (True, 4)
    assert stage.complaint.followed_up_at is not None
    assert "Asked later: it held." in stage.card.text
    await stage.shop.waits(timedelta(days=30))
    asked = [one for one in stage.talk.messages if "Did what we did" in one.text]
    assert len(asked) <= 1


async def test_no_opens_it_again_at_the_next_level() -> None:
    stage = await decided(verdict="justified")
    await stage.talk.taps("✓ Yes, that settles it")
    await stage.shop.waits(timedelta(days=6))
    await stage.talk.taps("No, it is not")
    assert (stage.complaint.held, stage.complaint.level) == (False, 1)
    assert stage.case.status is CaseStatus.OPEN
    await stage.talk.taps_data("complain:held:1:no")
    assert stage.complaint.level == 1


async def test_one_nobody_objects_to_is_closed_and_followed_up() -> None:
    stage = await decided()
    await stage.shop.waits(timedelta(days=4))
    assert stage.case.status is CaseStatus.CLOSED
    await stage.shop.waits(timedelta(days=6))
    assert "Did what we did for you hold?" in stage.talk.last.text


async def test_withdrawn_ones_are_not_followed_up() -> None:
    stage = await complaining()
    await stage.sends()
    await stage.talk.taps_data("mine:closed:1")
    await stage.shop.waits(timedelta(days=30))
    assert not any("Did what we did" in one.text for one in stage.talk.messages)


async def test_buttons_with_nonsense_in_them_do_nothing() -> None:
    stage = await decided()
    for data in ("further:x", "further:99", "held:1:maybe", "held:1", "handling:1:9", "accept:1"):
        await stage.talk.taps_data(f"complain:{data}")
        assert stage.talk.notice, data
    assert stage.complaint.level == 0
