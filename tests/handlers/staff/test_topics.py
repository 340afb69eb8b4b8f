"""Topics that a crash has made twice, and what formatting becomes on its way."""

import pytest

from domain.incoming import Person, Said, TopicChange
from handlers import table
from tests.fakes.desk import ANN
from tests.fakes.phone import Topic
from tests.handlers.staff.stage import open_stage

HIDDEN_ADMIN = Person(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
"""In whose name Telegram shows what an admin does who stays hidden."""

OTHER_BOT = Person(9001, "Tidy", username="tidy_bot", is_bot=True)


async def test_a_topic_made_twice_is_recognised_by_its_service_message_and_removed() -> None:
    stage = await open_stage()
    stands = stage.desk.topic(stage.case.number)
    twin = Topic(9999, stands.name)
    stage.desk.chat.topics[twin.id] = twin
    await stage.desk.hears(TopicChange.MADE, twin.id)
    assert twin.is_deleted
    assert not stands.is_deleted
    await stage.talk.says("It rattles at 80")
    assert any("rattles at 80" in one.text for one in stage.desk.in_topic(stands.id))
    # what comes back for the one that stands changes nothing
    await stage.desk.hears(TopicChange.MADE, stands.id)
    assert not stands.is_deleted


async def test_what_staff_wrote_in_a_twin_before_it_went_belongs_to_the_case() -> None:
    stage = await open_stage()
    twin = Topic(9999, stage.desk.topic(stage.case.number).name)
    stage.desk.chat.topics[twin.id] = twin
    await stage.desk.hears(TopicChange.MADE, twin.id)
    await stage.desk.says(ANN, "Which car is it?", topic=twin.id)
    assert stage.owner_sees()[-1] == "Which car is it?"


@pytest.mark.parametrize("maker", [ANN, HIDDEN_ADMIN, OTHER_BOT], ids=lambda one: one.first_name)
async def test_anothers_topic_is_left_alone(maker: Person) -> None:
    stage = await open_stage()
    own = Topic(9999, f"{stage.case.number} for the workshop")
    stage.desk.chat.topics[own.id] = own
    await stage.desk.hears(TopicChange.MADE, own.id, maker)
    assert not own.is_deleted


@pytest.mark.parametrize("closer", [HIDDEN_ADMIN, OTHER_BOT], ids=lambda one: one.first_name)
async def test_a_topic_is_opened_again_whoever_closes_it(closer: Person) -> None:
    stage = await open_stage()
    topic = stage.desk.topic(stage.case.number)
    await stage.desk.closes(closer, topic.id)
    assert not topic.is_closed


async def test_a_topic_that_is_no_cases_is_left_alone() -> None:
    stage = await open_stage()
    foreign = Topic(9998, "Lunch")
    stage.desk.chat.topics[foreign.id] = foreign
    await stage.desk.hears(TopicChange.MADE, foreign.id)
    assert not foreign.is_deleted


async def test_formatting_is_kept_both_ways() -> None:
    stage = await open_stage()
    words = Said("so loud & <b>", "so <b>loud</b> &amp; &lt;b&gt;")
    await stage.talk.hears(words, table.WORDS)
    relayed = stage.desk.in_topic(stage.topic)[-1]
    assert relayed.html.endswith("so <b>loud</b> &amp; &lt;b&gt;")
    answer = Said("see it", '<a href="https://example.org">see</a> <i>it</i>')
    await stage.desk.does(ANN, answer, table.GROUP_WORDS, stage.topic)
    assert stage.talk.messages[-1].html == answer.html
