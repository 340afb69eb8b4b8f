"""Both sides of a case together: what the owner writes, what staff do with it."""

from datetime import timedelta

from domain.case_messages import Relay
from domain.cases import CaseEnd, CaseEventKind, CaseStatus
from tests.fakes.talk import Talk
from tests.handlers.cases.at_desk import has_written
from tests.handlers.staff.stage import ANN, BO, CHEN, WEI, open_stage


async def test_a_reply_points_at_the_owners_own_message() -> None:
    stage = await open_stage()
    await stage.talk.says("and one more thing")
    source = max(stage.talk.chat.written)
    relayed = next(one for one in stage.desk.in_topic(stage.topic) if "one more thing" in one.text)
    await stage.desk.says(ANN, "yes?", topic=stage.topic, reply_to=relayed.id)
    assert stage.talk.messages[-1].reply_to == source


async def test_a_plain_group_works_by_replies_to_the_card() -> None:
    stage = await open_stage(forum=False)
    card = next(one for one in stage.desk.messages if "Claim" in "".join(one.buttons))
    await stage.desk.says(ANN, "just chatting")
    assert stage.case.assignee is None
    await stage.desk.says(ANN, "good morning", reply_to=card.id)
    assert stage.owner_sees()[-1] == "good morning"
    assert stage.case.assignee == ANN.id
    await stage.talk.says("thanks, it is the Lyra")
    relayed = stage.desk.messages[-1]
    assert stage.case.number in relayed.text
    assert relayed.reply_to == card.id
    await stage.desk.says(ANN, "thank you", reply_to=relayed.id)
    assert stage.owner_sees()[-1] == "thank you"


async def test_cases_of_one_owner_are_merged_with_what_was_said() -> None:
    stage = await open_stage()
    question, topic = stage.case, stage.topic
    await stage.talk.says("it rattles at 80")
    await stage.desk.says(ANN, "/complaint it rattles", topic=topic)
    complaint = stage.case
    await stage.desk.says(ANN, f"/merge {complaint.number}", topic=topic)
    question = stage.cases[0]
    assert (question.status, question.end) == (CaseStatus.CLOSED, CaseEnd.MERGED)
    assert question.merged_into == complaint.id
    there = stage.desk.in_topic(stage.desk.topic(complaint.number).id)
    assert any("rattles at 80" in one.text for one in there)
    assert complaint.number in stage.owner_sees()[-1]


async def test_what_a_muted_owner_wrote_is_not_shown_by_a_merge() -> None:
    stage = await open_stage()
    topic = stage.topic
    await stage.desk.says(ANN, "/complaint it rattles", topic=topic)
    complaint = stage.case
    async with stage.shop.store.works.alone() as work:
        await work.staff.mute(stage.shop.state.people[stage.talk.person.id], by=1, muted=True)
    card = next(one for one in stage.talk.messages if stage.cases[0].number in one.text)
    await stage.talk.says("Buy my watches!", reply_to=card.id)
    kept = [one for one in stage.said if one.text == "Buy my watches!"]
    assert [(one.case_id, one.relay) for one in kept] == [(stage.cases[0].id, Relay.MUTED)]
    await stage.desk.says(ANN, f"/merge {complaint.number}", topic=topic)
    assert stage.cases[0].merged_into == complaint.id
    assert not any("watches" in one.text for one in stage.desk.messages)


async def test_a_long_case_is_merged_whole() -> None:
    stage = await open_stage()
    question, topic = stage.case, stage.topic
    words = [f"Sound number {n:03}." for n in range(220)]
    await has_written(stage.talk, question, words, Relay.SENT)
    await stage.desk.says(ANN, "/complaint it rattles", topic=topic)
    complaint = stage.case
    await stage.desk.says(ANN, f"/merge {complaint.number}", topic=topic)
    moved = {one.text for one in stage.said if one.case_id == complaint.id}
    assert set(words) <= moved
    there = stage.desk.in_topic(stage.desk.topic(complaint.number).id)
    seen = "\n".join(one.text for one in there)
    assert [one for one in words if one not in seen] == []


async def test_a_merged_case_leaves_nothing_behind_and_its_owners_words_wake_the_other() -> None:
    stage = await open_stage()
    topic = stage.topic
    await stage.desk.says(ANN, "/complaint it rattles", topic=topic)
    await stage.desk.says(ANN, "We look at it.", topic=stage.desk.topic("C-2026").id)
    assert stage.case.status.value == "waiting"
    await stage.desk.says(ANN, f"/merge {stage.case.number}", topic=topic)
    assert stage.case.status is CaseStatus.OPEN
    question = stage.cases[0]
    left = [key for kind, key in stage.shop.state.timers if key.split(":")[0] == str(question.id)]
    assert left == []


async def test_a_message_is_moved_to_another_case_of_the_same_owner_only() -> None:
    stage = await open_stage()
    topic = stage.topic
    await stage.talk.says("it rattles at 80")
    await stage.desk.says(ANN, "/complaint noise", topic=topic)
    complaint = stage.case
    relayed = next(one for one in stage.desk.in_topic(topic) if "rattles" in one.text)
    await stage.desk.says(ANN, f"/move {complaint.number}", topic=topic, reply_to=relayed.id)
    there = stage.desk.in_topic(stage.desk.topic(complaint.number).id)
    assert any("rattles at 80" in one.text for one in there)
    assert [one.case_id for one in stage.said if "rattles at" in one.text] == [complaint.id]
    other = Talk(stage.shop, CHEN)
    await other.says("/person")
    await other.says("something else")
    await stage.desk.says(ANN, f"/move {stage.case.number}", topic=topic, reply_to=relayed.id)
    assert "not another case of the same owner" in stage.desk.in_topic(topic)[-1].text


async def test_a_topic_deleted_by_hand_is_made_again_with_what_was_said() -> None:
    stage = await open_stage(words="the heater smells odd")
    await stage.desk.says(ANN, "since when?", topic=stage.topic)
    old = stage.topic
    stage.desk.deletes_topic(old)
    await stage.talk.says("since Monday")
    assert stage.topic != old
    there = "\n".join(one.text for one in stage.desk.in_topic(stage.topic))
    for words in ("the heater smells odd", "since when?", "since Monday"):
        assert words in there


async def test_every_step_is_in_the_timeline() -> None:
    stage = await open_stage()
    await stage.desk.says(ANN, "hello", topic=stage.topic)
    await stage.shop.waits(timedelta(minutes=5))
    await stage.talk.says("thanks")
    await stage.taps(ANN, "resolve")
    timeline = await stage.shop.store.cases.timeline(stage.case.id)
    kinds = [event.kind for event in timeline]
    for kind in (
        CaseEventKind.OPENED,
        CaseEventKind.CLAIMED,
        CaseEventKind.FIRST_RESPONSE,
        CaseEventKind.CONTINUED,
        CaseEventKind.RESOLVED,
    ):
        assert kind in kinds
    assert kinds == [event.kind for event in sorted(timeline, key=lambda event: event.at)]


async def test_every_step_of_staff_is_in_the_audit_log_under_their_name() -> None:
    stage = await open_stage()
    topic = stage.topic
    await stage.taps(ANN, "claim")
    await stage.desk.taps_data(ANN, f"case:release:{stage.case.id}")
    await stage.desk.taps_data(WEI, f"case:give:{stage.case.id}:{ANN.id}")
    await stage.desk.taps_data(ANN, f"case:rank:{stage.case.id}:high")
    await stage.taps(ANN, "note")
    await stage.taps(ANN, "note")
    await stage.desk.says(ANN, "one", topic=topic)
    await stage.desk.says(ANN, "/delete", topic=topic, reply_to=max(stage.desk.chat.written))
    await stage.desk.says(BO, "two", topic=topic)
    await stage.desk.taps(BO, "Send to the owner", topic=topic)
    await stage.taps(ANN, "resolve")
    await stage.desk.says(ANN, "/reopen", topic=topic)
    await stage.desk.says(ANN, "/complaint it rattles", topic=topic)
    await stage.desk.says(ANN, f"/merge {stage.case.number}", topic=topic)
    await stage.desk.says(ANN, "/spam", topic=stage.topic)
    await stage.desk.says(WEI, "/unspam", topic=stage.topic)
    done = [(one.actor, one.action) for one in stage.shop.state.staff.audit]
    for step in (
        (ANN.id, "claimed"), (ANN.id, "released"), (WEI.id, "assigned"), (ANN.id, "priority"),
        (ANN.id, "note_mode"), (ANN.id, "deleted_for_owner"), (BO.id, "sent_as_well"),
        (ANN.id, "resolved"), (ANN.id, "reopened"), (ANN.id, "complaint_opened"),
        (ANN.id, "closed"), (WEI.id, "unmuted"),
    ):  # fmt: skip
        assert step in done, step
