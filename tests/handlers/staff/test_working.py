"""Claiming, giving, resolving, lists: what staff do with cases."""

import pytest

from domain.canned import CannedReply
from domain.case_messages import Author
from domain.cases import CaseEnd, CaseKind, CasePriority, CaseStatus
from domain.incoming import Person
from domain.staff import Role
from tests.fakes.desk import Desk
from tests.fakes.talk import Talk
from tests.handlers.staff.stage import ANN, BO, CHEN, STRANGER, WEI, Stage, open_stage


def last(stage: Stage) -> str:
    return stage.desk.in_topic(stage.topic)[-1].text


async def test_of_two_who_claim_one_has_it() -> None:
    stage = await open_stage()
    await stage.taps(ANN, "claim")
    assert stage.desk.notice == "It is yours."
    assert "Ann" in stage.owner_sees()[-1]
    await stage.desk.taps_data(BO, f"case:claim:{stage.case.id}")
    assert stage.desk.notice == "Already with Ann."
    await stage.desk.taps_data(ANN, f"case:claim:{stage.case.id}")
    assert stage.desk.notice == "You have it already."
    assert stage.case.assignee == ANN.id


async def test_a_case_is_given_to_a_colleague_on_duty_only() -> None:
    stage = await open_stage()
    await stage.desk.says(BO, "/duty off")
    await stage.taps(ANN, "assign")
    card = stage.desk.in_topic(stage.topic)[0]
    assert "Bo" not in card.buttons
    await stage.desk.taps(ANN, "Wei", topic=stage.topic)
    assert stage.case.assignee == WEI.id
    assert "Wei" in last(stage)


async def test_nobody_gives_away_anothers_case_but_who_leads() -> None:
    stage = await open_stage()
    await stage.taps(ANN, "claim")
    await stage.desk.taps_data(BO, f"case:give:{stage.case.id}:{BO.id}")
    assert stage.case.assignee == ANN.id
    await stage.desk.taps_data(WEI, f"case:give:{stage.case.id}:{BO.id}")
    assert stage.case.assignee == BO.id


async def test_a_case_is_given_to_nobody_from_elsewhere() -> None:
    stage = await open_stage()
    await stage.desk.taps_data(ANN, f"case:give:{stage.case.id}:{STRANGER.id}")
    assert stage.case.assignee is None


async def test_handing_over_to_the_queue() -> None:
    stage = await open_stage()
    await stage.taps(ANN, "claim")
    await stage.desk.says(ANN, "/handover", topic=stage.topic)
    await stage.desk.taps(ANN, "Back to the queue", topic=stage.topic)
    assert stage.case.assignee is None


async def test_a_priority_changes_the_deadline() -> None:
    stage = await open_stage()
    before = stage.case.first_response_due
    assert before is not None
    await stage.taps(ANN, "priority")
    await stage.desk.taps_data(ANN, f"case:rank:{stage.case.id}:urgent")
    assert stage.case.priority is CasePriority.URGENT
    assert stage.case.first_response_due is not None
    assert stage.case.first_response_due < before
    await stage.desk.taps_data(ANN, f"case:rank:{stage.case.id}:dire")
    assert stage.case.priority is CasePriority.URGENT


async def test_resolving_closes_the_topic_and_asks_the_owner() -> None:
    stage = await open_stage()
    await stage.desk.says(ANN, "all done", topic=stage.topic)
    topic = stage.desk.topic(stage.case.number)
    await stage.taps(ANN, "resolve")
    assert stage.case.status is CaseStatus.RESOLVED
    assert topic.is_closed
    assert stage.talk.last.buttons
    await stage.taps(ANN, "reopen")
    assert stage.case.status.is_active
    assert not topic.is_closed


async def test_nobody_resolves_a_colleagues_case() -> None:
    stage = await open_stage()
    await stage.taps(ANN, "claim")
    await stage.desk.taps_data(BO, f"case:resolve:{stage.case.id}")
    assert stage.case.status is CaseStatus.OPEN
    assert "Ann" in (stage.desk.notice or "")


@pytest.mark.parametrize(
    "data", ["case:claim:{}", "case:resolve:{}", "case:note:{}", "case:assign:{}", "case:canned:{}"]
)
async def test_buttons_do_nothing_for_strangers_and_hidden_admins(data: str) -> None:
    stage = await open_stage()
    for person, as_chat in ((STRANGER, False), (ANN, True)):
        await stage.desk.taps_data(person, data.format(stage.case.id), as_chat=as_chat)
        assert stage.desk.notice
        assert stage.case.version == 1 or stage.case.assignee is None
        assert stage.case.status is CaseStatus.OPEN
        assert not stage.case.note_mode


@pytest.mark.parametrize(
    "data", ["case", "case:claim", "case:claim:x", "case:claim:99999", "case:nosuch:1", "staff:x"]
)
async def test_forged_and_old_buttons_say_so(data: str) -> None:
    stage = await open_stage()
    await stage.desk.taps_data(ANN, data)
    assert stage.desk.notice
    assert stage.case.assignee is None


CANNED = CannedReply.model_validate(
    {
        "key": "again",
        "title": {"en": "Once more", "zh-Hans": "再说一次"},
        "text": {
            "en": "About {vehicle}, {owner}: {number} <b> & more",
            "zh-Hans": "关于{vehicle}，{agent}",
        },
    }
)


async def test_a_canned_reply_is_found_by_its_words() -> None:
    stage = await open_stage(canned_replies=(CANNED,))
    await stage.desk.says(ANN, "/canned nosuchword", topic=stage.topic)
    assert "No canned reply" in last(stage)
    await stage.desk.says(ANN, "/canned once", topic=stage.topic)
    assert "Once more" in stage.desk.in_topic(stage.topic)[-1].buttons


async def test_a_canned_reply_is_kept_as_it_goes_out_with_all_that_fills_it() -> None:
    stage = await open_stage(canned_replies=(CANNED,))
    await stage.taps(ANN, "canned")
    await stage.desk.taps(ANN, "Once more", topic=stage.topic)
    words = f"About your car, Li: {stage.case.number} <b> & more"
    assert stage.owner_sees()[-1] == words
    assert [one.text for one in stage.said if one.author is Author.STAFF] == [words]
    assert words in last(stage)
    assert stage.case.first_response_at == stage.shop.clock.now()


async def test_canned_replies_go_out_in_the_owners_language() -> None:
    stage = await open_stage(canned_replies=(CANNED,))
    other = Talk(stage.shop, Person(7005, "王芳", language_code="zh-hans"))
    await other.says("/person 车门有异响")
    await stage.desk.says(ANN, "/canned 再说", topic=stage.topic)
    await stage.desk.taps(ANN, "Once more", topic=stage.topic)
    other.receives()
    assert other.messages[-1].text == "关于您的爱车，Ann"


async def test_queue_lists_unclaimed_first_and_mine_only_mine() -> None:
    stage = await open_stage()
    await stage.taps(ANN, "claim")
    other = Talk(stage.shop, CHEN)
    await other.says("/person")
    await other.says("my app is broken")
    await stage.desk.receives()
    first, second = stage.cases
    [shown] = await stage.desk.says(ANN, "/queue")
    assert shown.text.index(second.number) < shown.text.index(first.number)
    [shown] = await stage.desk.says(ANN, "/mine")
    assert first.number in shown.text
    assert second.number not in shown.text
    [shown] = await stage.desk.says(BO, "/mine")
    assert "no cases" in shown.text
    [shown] = await stage.desk.says(BO, f"/case {second.number.lower()}")
    assert "Chen" in shown.text
    [shown] = await stage.desk.says(BO, "/case Q-2026-999999")
    assert "no case" in shown.text


async def test_spam_mutes_until_a_supervisor_takes_it_back() -> None:
    stage = await open_stage()
    topic = stage.topic
    await stage.desk.says(ANN, "/spam", topic=topic)
    await stage.desk.taps(ANN, "No", topic=topic)
    assert stage.case.status is CaseStatus.OPEN
    await stage.desk.says(ANN, "/spam", topic=topic)
    await stage.desk.taps(ANN, "Yes, it is spam", topic=topic)
    assert (stage.case.status, stage.case.end) == (CaseStatus.CLOSED, CaseEnd.SPAM)
    told = stage.desk.in_topic(stage.desk.topic("Supervisors").id)[-1]
    seen = len(stage.desk.messages)
    await stage.talk.says("buy my coins")
    assert not any("coins" in one.text for one in stage.desk.messages[seen:])
    await stage.desk.taps_data(BO, told.buttons["Take it back"], told.id)
    owner_id = stage.case.owner_id
    assert await stage.shop.store.staff.is_muted(owner_id)
    await stage.desk.taps_data(WEI, told.buttons["Take it back"], told.id)
    assert not await stage.shop.store.staff.is_muted(owner_id)
    assert stage.case.status is CaseStatus.OPEN
    assert not stage.desk.topic(stage.case.number).is_closed
    assert "opened case" in stage.owner_sees()[-1]


async def test_a_case_that_nobody_answered_is_resolved_only_when_asked() -> None:
    stage = await open_stage()
    await stage.taps(ANN, "resolve")
    assert stage.case.status.is_active
    assert "Nobody has answered the owner" in stage.desk.messages[-1].text
    before = stage.owner_sees()
    await stage.desk.taps(ANN, "Resolve it all the same")
    assert stage.case.status is CaseStatus.RESOLVED
    assert len(stage.owner_sees()) == len(before) + 1


async def test_spam_ends_all_that_was_set_for_the_case() -> None:
    stage = await open_stage()
    topic = stage.desk.topic(stage.case.number)
    await stage.desk.says(ANN, "Which car is it?", topic=topic.id)
    await stage.desk.says(ANN, "/spam", topic=topic.id)
    await stage.desk.taps(ANN, "Yes, it is spam", topic=topic.id)
    assert topic.is_closed
    kinds = {kind for kind, _ in stage.shop.state.timers}
    assert not kinds & {"sla_breach", "sla_warning", "case_remind", "case_expire", "case_settle"}


async def test_a_question_becomes_a_linked_complaint() -> None:
    stage = await open_stage()
    question = stage.case
    await stage.desk.says(ANN, "/complaint paint peels off", topic=stage.topic)
    assert (stage.case.kind, stage.case.linked_to) == (CaseKind.COMPLAINT, question.id)
    assert stage.case.number.startswith("C-")
    assert stage.case.number in stage.owner_sees()[-1]


async def test_staff_open_a_case_with_an_owner() -> None:
    stage = await open_stage()
    other = Talk(stage.shop, CHEN)
    await other.says("hello")
    await stage.desk.says(ANN, f"/contact {CHEN.id}")
    assert stage.case.opened_by == ANN.id
    await stage.desk.says(ANN, "your part is here", topic=stage.topic)
    assert other.messages[-1].text == "your part is here"
    await other.blocks()
    await stage.desk.says(ANN, f"/contact {CHEN.id}")
    assert "blocked" in stage.desk.messages[-1].text


async def test_leaving_the_group_ends_access_and_frees_cases() -> None:
    stage = await open_stage()
    topic = stage.topic
    await stage.taps(ANN, "claim")
    await stage.desk.leaves(ANN)
    assert stage.case.assignee is None
    await stage.desk.says(ANN, "still here?", topic=topic)
    assert "still here?" not in stage.owner_sees()
    # coming back is no way in: somebody confirms anew
    await stage.desk.joins(ANN)
    await stage.desk.says(ANN, "and now?", topic=topic)
    assert "and now?" not in stage.owner_sees()


async def test_a_supervisor_confirms_who_joins() -> None:
    stage = await open_stage()
    await stage.desk.joins(STRANGER)
    told = stage.desk.in_topic(stage.desk.topic("Supervisors").id)[-1]
    assert "Sam" in told.text
    await stage.desk.taps_data(ANN, told.buttons["Yes, confirm"], told.id)
    member = await stage.shop.store.staff.member(STRANGER.id)
    assert member is None or member.role_at("main") is None
    await stage.desk.taps_data(WEI, told.buttons["Yes, confirm"], told.id)
    member = await stage.shop.store.staff.member(STRANGER.id)
    assert member is not None
    assert member.role_at("main") is Role.AGENT
    await stage.desk.says(STRANGER, "hello from Sam", topic=stage.topic)
    assert stage.owner_sees()[-1] == "hello from Sam"


async def test_cards_warn_of_who_is_in_the_group_unconfirmed() -> None:
    stage = await open_stage()
    await stage.desk.joins(STRANGER)
    await stage.taps(ANN, "claim")
    card = next(one for one in stage.desk.in_topic(stage.topic) if "Owner: " in one.text)
    assert "⚠ In this group, though nobody has confirmed them: Sam." in card.text
    told = stage.desk.in_topic(stage.desk.topic("Supervisors").id)[-1]
    await stage.desk.taps_data(WEI, told.buttons["Yes, confirm"], told.id)
    await stage.taps(ANN, "note")
    assert "confirmed" not in card.text


async def test_a_topic_closed_by_hand_is_opened_again_while_the_case_goes_on() -> None:
    stage = await open_stage()
    topic = stage.desk.topic(stage.case.number)
    await stage.desk.closes(ANN, topic.id)
    assert not topic.is_closed


async def test_another_desks_group_has_no_say() -> None:
    stage = await open_stage()
    elsewhere = Desk(stage.shop)
    elsewhere.place = elsewhere.place.__class__(1, -100777)
    await elsewhere.taps_data(ANN, f"case:claim:{stage.case.id}")
    assert stage.case.assignee is None
