"""`/delete`: what staff take back does not stay with the owner."""

from domain.canned import CannedReply
from domain.case_messages import Relay
from tests.handlers.staff.stage import ANN, BO, open_stage

AGAIN = CannedReply.model_validate(
    {"key": "again", "title": {"en": "Once more"}, "text": {"en": "Once more, please."}}
)


async def test_delete_takes_the_owners_copy_back() -> None:
    stage = await open_stage()
    await stage.desk.says(ANN, "oops", topic=stage.topic)
    oops = stage.desk.last_written.id
    await stage.desk.says(BO, "/delete", topic=stage.topic, reply_to=oops)
    assert "oops" in stage.owner_sees()
    await stage.desk.says(ANN, "/delete", topic=stage.topic, reply_to=oops)
    assert "oops" not in stage.owner_sees()
    assert [one.relay for one in stage.said if one.text == "oops"] == [Relay.DELETED]


async def test_what_is_deleted_on_its_way_does_not_stay_with_the_owner() -> None:
    stage = await open_stage()
    await stage.taps(ANN, "claim")
    stage.shop.places.remove(stage.talk.place)
    await stage.desk.says(ANN, "oops", topic=stage.topic)
    oops = stage.desk.last_written.id
    await stage.desk.says(ANN, "/delete", topic=stage.topic, reply_to=oops)
    assert "still on its way" in stage.desk.in_topic(stage.topic)[-1].text
    stage.shop.places.append(stage.talk.place)
    await stage.shop.settle()
    assert "oops" not in stage.owner_sees()
    assert [one.relay for one in stage.said if one.text == "oops"] == [Relay.DELETED]
    assert stage.case.first_response_at is None
    assert stage.desk.chat.written[oops].reaction is None


async def test_a_canned_reply_is_taken_back_by_what_shows_it() -> None:
    stage = await open_stage(canned_replies=(AGAIN,))
    await stage.taps(ANN, "claim")
    await stage.desk.says(ANN, "/canned once", topic=stage.topic)
    choices = stage.desk.in_topic(stage.topic)[-1]
    await stage.desk.taps_data(ANN, next(iter(choices.buttons.values())), choices.id)
    said = stage.said[-1]
    assert said.text in stage.owner_sees()
    await stage.desk.says(BO, "/delete", topic=stage.topic, reply_to=choices.id)
    assert said.text in stage.owner_sees()
    await stage.desk.says(ANN, "/delete", topic=stage.topic, reply_to=choices.id)
    assert said.text not in stage.owner_sees()
