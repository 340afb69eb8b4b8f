"""From the owner into the case's topic: everything, in order, pointing at the right message."""

import re
from datetime import timedelta

import pytest

from domain.case_messages import Relay
from domain.incoming import MediaKind, Said
from domain.outgoing import Gone
from handlers import table
from tests.fakes.talk import BOT, Talk
from tests.handlers.cases.at_desk import (
    answers,
    card_of,
    case_of,
    events_of,
    owner_and_desk,
    texts,
    with_case,
)


async def test_while_a_person_has_the_case_the_bot_is_silent() -> None:
    talk, desk = await with_case(claimed=True)
    assert await talk.says("How do I charge at home?") == []
    assert texts(await desk.receives()) == ["Li: How do I charge at home?"]
    written = talk.chat.written[max(talk.chat.written)]
    assert written.reaction == "👀"
    assert talk.questions == []


async def test_beside_an_unclaimed_case_the_bot_still_answers() -> None:
    talk, desk = await with_case()
    [answer] = await talk.says("How do I charge at home?")
    assert answer.text.endswith("\n\nAbout charge-home. All is well.")
    assert texts(await desk.receives()) == ["Li: How do I charge at home?"]


JOINED = (
    "Your case Q-2026-000001 is with our team already, and I have added this to it. "
    "Main will answer you by 11:30 tomorrow."
)


async def test_beside_an_unclaimed_case_what_the_bot_cannot_answer_is_with_staff() -> None:
    talk, desk = await with_case()
    [word] = await talk.says("It only happens on Sundays, strangely.")
    assert (word.text, list(word.buttons)) == (JOINED, [])
    assert texts(await desk.receives()) == ["Li: It only happens on Sundays, strangely."]
    assert await talk.says("And only when it is cold, oddly enough.") == []
    assert events_of(talk.shop).count("acknowledged") == 1
    [answer] = await talk.says("How do I charge at home?")
    assert answer.text.endswith("\n\nAbout charge-home. All is well.")
    await talk.shop.waits(timedelta(minutes=11))
    [word] = await talk.says("It squeaks again, louder than before.")
    assert word.text == JOINED


async def test_nothing_is_promised_that_cannot_be_kept_any_more() -> None:
    talk, _ = await with_case()
    await talk.shop.waits(timedelta(days=7))
    talk.receives()
    [word] = await talk.says("It only happens on Sundays, strangely.")
    assert word.text == (
        "Your case Q-2026-000001 is open with our team, and I have added this to it."
    )


async def test_without_a_group_the_owner_is_told_all_the_same() -> None:
    talk = Talk()
    await talk.says("/person My door squeaks.")
    [word] = await talk.says("It only happens on Sundays, strangely.")
    assert word.text.startswith("Your case Q-2026-000001 is with our team already")


async def test_the_case_goes_on_in_the_language_that_the_owner_writes() -> None:
    talk, desk = await with_case(claimed=True)
    assert (await case_of(talk.shop)).locale == "en"
    await talk.says("车门还是有异响，周日比较明显")
    case = await case_of(talk.shop)
    assert case.locale == "zh-Hans"
    assert "Owner: Li · Chinese" in card_of(desk).text
    await talk.says("ok")
    assert (await case_of(talk.shop)).locale == "zh-Hans"
    caller = await talk.caller()
    assert caller.wrote_in == "zh-Hans"


async def test_small_talk_is_passed_on_as_well() -> None:
    talk, desk = await with_case()
    [reply] = await talk.says("thank you")
    assert reply.text.startswith("You are welcome.")
    assert texts(await desk.receives()) == ["Li: thank you"]


@pytest.mark.parametrize("kind", list(MediaKind))
async def test_every_kind_of_message_is_copied(kind: MediaKind) -> None:
    talk, desk = await with_case(claimed=True)
    assert await talk.sends(kind) == []
    [copy] = await desk.receives()
    assert copy.kind is kind
    assert copy.copy_of is not None
    assert copy.topic_id == desk.topic().id


async def test_a_picture_keeps_its_caption() -> None:
    talk, desk = await with_case(claimed=True)
    await talk.sends(MediaKind.PHOTO, "Look at this")
    [copy] = await desk.receives()
    assert copy.text == "Look at this"


async def test_beside_an_unclaimed_case_a_picture_is_not_refused() -> None:
    talk, desk = await with_case()
    [word] = await talk.sends(MediaKind.PHOTO)
    assert word.text == JOINED
    assert [one.kind for one in await desk.receives()] == [MediaKind.PHOTO]


async def test_who_wrote_first_what_was_forwarded_is_said() -> None:
    talk, desk = await with_case(claimed=True)
    said = Said("Recall of the <b>", "Recall of the &lt;b&gt;", origin="Car News")
    await talk.hears(said, table.WORDS)
    await talk.sends(MediaKind.PHOTO, "Look", origin="Bo <i>")
    await talk.sends(MediaKind.PHOTO, origin="Bo")
    await talk.sends(MediaKind.VIDEO_NOTE, origin="Bo")
    assert texts(await desk.receives()) == [
        "Li forwards from Car News:\nRecall of the <b>",
        "Forwarded from Bo <i>\nLook",
        "Forwarded from Bo",
        "Li forwards from Bo:",
        "",
    ]


async def test_an_album_that_was_forwarded_says_so_once() -> None:
    talk, desk = await with_case(claimed=True)
    await talk.sends(MediaKind.PHOTO, "The door", album_id="A", file_id="P1", origin="Bo")
    await talk.sends(MediaKind.PHOTO, album_id="A", file_id="P2", origin="Bo")
    await talk.shop.waits(timedelta(seconds=4))
    assert texts(await desk.receives()) == ["Forwarded from Bo\nThe door", ""]


async def test_an_album_is_kept_together() -> None:
    talk, desk = await with_case(claimed=True)
    await talk.sends(MediaKind.PHOTO, "The door", album_id="A", file_id="P1")
    await talk.shop.waits(timedelta(seconds=2))
    await talk.sends(MediaKind.PHOTO, album_id="A", file_id="P2")
    await talk.shop.waits(timedelta(seconds=2))
    assert await desk.receives() == []
    await talk.shop.waits(timedelta(seconds=2))
    first, second = await desk.receives()
    assert first.album == second.album is not None
    assert (first.file, first.text, second.file) == ("P1", "The door", "P2")
    sources = [one.id for one in talk.chat.written.values() if one.kind is MediaKind.PHOTO]
    twins = talk.shop.state.handoff.twins
    assert {one.message_id for one in twins if one.message_id in sources}
    said = await talk.shop.tools.cases.said_at(BOT, desk.place.chat_id, second.id)
    assert [one.file_id for one in said] == ["P2"]


async def test_a_member_of_an_album_that_comes_late_follows() -> None:
    talk, desk = await with_case(claimed=True)
    await talk.sends(MediaKind.PHOTO, album_id="A", file_id="P1")
    await talk.sends(MediaKind.PHOTO, album_id="A", file_id="P2")
    await talk.shop.waits(timedelta(seconds=5))
    assert len(await desk.receives()) == 2
    await talk.sends(MediaKind.PHOTO, album_id="A", file_id="P3")
    await talk.shop.waits(timedelta(seconds=5))
    assert [one.file for one in await desk.receives()] == ["P3"]


async def test_a_reply_points_at_the_right_message_in_the_topic() -> None:
    talk, desk = await with_case(claimed=True)
    await talk.says("First")
    await talk.says("Second")
    first, _ = await desk.receives()
    written = sorted(talk.chat.written)[-2]
    await talk.says("I mean this", reply_to=written)
    [reply] = await desk.receives()
    assert reply.reply_to == first.id


async def test_a_reply_to_what_was_queued_a_moment_ago_goes_by_its_name() -> None:
    talk, desk = await with_case(claimed=True)
    talk.shop.places.remove(desk.place)  # the group is busy
    await talk.says("First")
    await talk.says("I mean this", reply_to=max(talk.chat.written))
    talk.shop.places.append(desk.place)
    first, reply = await desk.receives()
    assert reply.reply_to == first.id


async def test_words_that_wait_are_sent_as_one_and_each_finds_its_copy() -> None:
    talk, desk = await with_case(claimed=True)
    talk.shop.places.remove(desk.place)
    await talk.says("One")
    await talk.says("Two")
    talk.shop.places.append(desk.place)
    [both] = await desk.receives()
    assert both.text == "Li: One\n\nLi: Two"
    said = await talk.shop.tools.cases.said_at(BOT, desk.place.chat_id, both.id)
    assert [one.text for one in said] == ["One", "Two"]
    assert {one.relay for one in said} == {Relay.SENT}


async def test_an_edit_reaches_the_topic_and_the_old_text_is_kept() -> None:
    talk, desk = await with_case(claimed=True)
    await talk.says("It is the left dor")
    [copy] = await desk.receives()
    await talk.edits(max(talk.chat.written), "It is the left door")
    [changed] = await desk.receives()
    assert (changed.id, changed.text) == (copy.id, "Li: It is the left door")
    said = await talk.shop.tools.cases.said_at(BOT, desk.place.chat_id, copy.id)
    assert said[0].earlier == ("It is the left dor",)


async def test_an_edit_of_bundled_words_leaves_the_others_as_they_are() -> None:
    talk, desk = await with_case(claimed=True)
    talk.shop.places.remove(desk.place)
    await talk.says("One")
    first = max(talk.chat.written)
    await talk.says("Two")
    talk.shop.places.append(desk.place)
    [both] = await desk.receives()
    await talk.edits(first, "Eins")
    [changed] = await desk.receives()
    assert (changed.id, changed.text) == (both.id, "Li: Eins\n\nLi: Two")


async def test_an_edit_waits_until_the_copy_is_known() -> None:
    talk, desk = await with_case(claimed=True)
    talk.shop.places.remove(desk.place)
    await talk.says("It is the left dor")
    await talk.edits(max(talk.chat.written), "It is the left door")
    talk.shop.places.append(desk.place)
    await desk.receives()
    await talk.shop.waits(timedelta(seconds=6))
    assert desk.messages[-1].text == "Li: It is the left door"


async def test_an_edited_caption_reaches_the_copy() -> None:
    talk, desk = await with_case(claimed=True)
    await talk.sends(MediaKind.PHOTO, "Lok", file_id="P")
    [copy] = await desk.receives()
    await talk.edits(max(talk.chat.written), "Look")
    assert [(one.id, one.text) for one in await desk.receives()] == [(copy.id, "Look")]


async def test_what_cannot_be_copied_is_said_on_both_sides() -> None:
    talk, desk = await with_case(claimed=True)
    talk.shop.telegram.fails_next(desk.place, "Bad Request: message can't be copied")
    [word] = await talk.sends(MediaKind.OTHER)
    assert word.text.startswith("I could not pass this message on to our team")
    assert word.reply_to == max(talk.chat.written)
    [line] = await desk.receives()
    assert "it could not be copied here" in line.text
    assert "something of a kind that the bot does not know" in line.text
    assert "relay_failed" in events_of(talk.shop)
    message = talk.shop.state.handoff.messages[max(talk.shop.state.handoff.messages) - 1]
    assert message.relay is Relay.FAILED


async def test_a_topic_deleted_by_hand_is_made_anew_with_what_was_said() -> None:
    talk, desk = await with_case(claimed=True)
    await talk.says("The first word")
    await talk.sends(MediaKind.PHOTO, "A picture", file_id="P")
    old = desk.topic()
    desk.deletes_topic(old.id)
    await desk.receives()
    await talk.says("The last word")
    new = desk.topic()
    assert new.id != old.id
    standing = [one.text for one in desk.in_topic(new.id)]
    assert standing[0].startswith("Q-2026-000001 · Question")
    assert card_of(desk).is_pinned
    assert "— What was said so far —" in standing
    whole = "\n".join(standing)
    assert whole.count("The first word") == 1
    assert whole.count("The last word") == 1
    assert [one.file for one in desk.in_topic(new.id) if one.kind] == ["P"]
    assert events_of(talk.shop).count("topic_lost") == 1
    await talk.says("One more")
    assert desk.messages[-1].text == "Li: One more"
    assert desk.messages[-1].topic_id == new.id


async def test_several_calls_into_a_vanished_topic_make_one_new_one() -> None:
    talk, desk = await with_case(claimed=True)
    desk.deletes_topic(desk.topic().id)
    talk.shop.places.remove(desk.place)
    await talk.says("One")
    await talk.sends(MediaKind.PHOTO, file_id="P")
    await talk.says("Two")
    talk.shop.places.append(desk.place)
    await desk.receives()
    standing = [topic for topic in desk.chat.topics.values() if not topic.is_deleted]
    assert len(standing) == 1
    whole = "\n".join(one.text for one in desk.in_topic(standing[0].id))
    assert (whole.count("One"), whole.count("Two")) == (1, 1)
    assert [one.file for one in desk.in_topic(standing[0].id) if one.kind] == ["P"]
    assert {one.relay for one in talk.shop.state.handoff.messages.values() if one.text} == {
        Relay.SENT
    }


async def test_without_the_right_to_make_topics_the_case_stands_in_the_group() -> None:
    talk, desk = await owner_and_desk()
    talk.shop.telegram.fails_next(desk.place, "Bad Request: not enough rights to create a topic")
    await talk.says("/person My door squeaks.")
    await desk.receives()
    whole = "\n".join(one.text for one in desk.in_topic(None))
    assert "Q-2026-000001 · Question" in whole
    assert "My door squeaks." in whole


async def test_a_group_without_topics_works_by_replies_to_the_card() -> None:
    talk, desk = await with_case(forum=False, claimed=True)
    card = card_of(desk)
    await talk.says("It is the left one.")
    [line] = await desk.receives()
    assert line.text == "Q-2026-000001\nLi: It is the left one."
    assert line.reply_to == card.id
    await talk.sends(MediaKind.PHOTO, "Look")
    [copy] = await desk.receives()
    assert copy.text == "Q-2026-000001\nLook"
    assert copy.reply_to == card.id
    said = await talk.shop.tools.cases.said_at(BOT, desk.place.chat_id, card.id)
    assert [one.case_id for one in said] == [1]


async def test_a_flood_is_slowed_and_the_owner_told_once() -> None:
    talk, desk = await with_case(claimed=True)
    words = [reply for n in range(20) for reply in await talk.sends(MediaKind.PHOTO, f"{n}")]
    assert texts(words) == [
        "You are writing a lot at once. Everything reaches our team, in order, only a little later."
    ]
    assert len(await desk.receives()) < 12
    await talk.shop.waits(timedelta(minutes=2))
    captions = [one.text for one in desk.messages if one.kind]
    assert captions == [str(n) for n in range(20)]


async def test_what_is_written_after_a_flood_does_not_overtake_it() -> None:
    talk, desk = await with_case(claimed=True)
    desk.chat.look()
    flood = [f"word {n:02d}" for n in range(30)]
    for words in flood:
        await talk.says(words)
    await talk.shop.waits(timedelta(seconds=62))
    await talk.says("and word 30")
    for _ in range(20):
        await talk.shop.waits(timedelta(seconds=6))
    shown = re.findall(r"word \d\d", "\n".join(texts(desk.messages)))
    assert shown == [*flood, "word 30"]
    # and when all of it has arrived, nothing is slowed any more
    await talk.says("word 31")
    assert any("word 31" in one.text for one in await desk.receives())


async def test_an_owners_answer_ends_the_waiting() -> None:
    talk, desk = await with_case()
    await answers(talk.shop, "Which door is it?")
    assert (await case_of(talk.shop)).status.value == "waiting"
    await talk.shop.waits(timedelta(hours=1))
    await talk.says("The left one.")
    case = await case_of(talk.shop)
    assert case.status.value == "open"
    assert case.waited == timedelta(hours=1)
    assert "Question · open" in card_of(desk).text
    assert not [kind for kind, _ in talk.shop.state.timers if kind == "case_expire"]


async def test_a_group_that_cannot_be_reached_loses_nothing() -> None:
    talk, desk = await with_case(claimed=True)
    talk.shop.telegram.fails_next(desk.place, "Forbidden: bot was kicked", Gone.CHAT)
    [word] = await talk.says("Hello?")
    assert word.text.startswith("I could not pass this message on to our team")
    message = next(one for one in talk.shop.state.handoff.messages.values() if one.text == "Hello?")
    assert message.relay is Relay.FAILED
