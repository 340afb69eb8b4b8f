"""What staff write: replies, notes, and what is neither."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from domain.case_messages import Author, Relay
from domain.cases import CaseEventKind, CaseStatus
from domain.incoming import MediaKind
from domain.outgoing import Gone
from tests.handlers.staff.stage import ANN, BO, STRANGER, WEI, Stage, open_stage

KINDS = list(MediaKind)


async def test_who_replies_first_has_the_case_and_the_owner_is_told_who() -> None:
    stage = await open_stage()
    await stage.desk.says(ANN, "Good morning, which car is it?", topic=stage.topic)
    assert (stage.case.assignee, stage.case.assignee_name) == (ANN.id, "Ann")
    joined, reply = stage.owner_sees()[-2:]
    assert "Ann" in joined
    assert stage.case.number in joined
    assert reply == "Good morning, which car is it?"
    assert stage.desk.last_written.reaction == "👌"


async def test_the_clock_stops_when_the_owner_has_it_at_the_time_it_was_written() -> None:
    stage = await open_stage()
    written = stage.shop.clock.now()
    await stage.desk.says(ANN, "hello", topic=stage.topic)
    assert stage.case.first_response_at == written
    assert stage.case.status is CaseStatus.WAITING


async def test_who_wrote_while_the_answer_was_on_its_way_is_not_waited_for() -> None:
    stage = await open_stage()
    written = stage.shop.clock.now()
    stage.shop.places.remove(stage.talk.place)
    await stage.desk.says(ANN, "Which car is it?", topic=stage.topic)
    await stage.talk.says("Hello? The heater smells odd.")
    stage.shop.places.append(stage.talk.place)
    await stage.shop.settle()
    assert "Which car is it?" in stage.owner_sees()
    assert stage.case.first_response_at == written
    await stage.shop.waits(timedelta(days=30))
    await stage.desk.says(ANN, "We look at the heater.", topic=stage.topic)
    timeline = await stage.shop.store.cases.timeline(stage.case.id)
    steps = [(event.kind, event.at) for event in timeline]
    assert (CaseEventKind.FIRST_RESPONSE, written) in steps
    assert steps[-1] == (CaseEventKind.WAITING, stage.shop.clock.now())
    assert stage.case.waiting_since == stage.shop.clock.now()


async def test_a_further_answer_moves_the_end_of_waiting() -> None:
    stage = await open_stage()
    await stage.desk.says(ANN, "Which car is it?", topic=stage.topic)
    timers = stage.shop.state.timers
    before = {kind: at for (kind, _), (at, _) in timers.items()}
    await stage.shop.waits(timedelta(hours=3))
    await stage.desk.says(ANN, "And since when?", topic=stage.topic)
    after = {kind: at for (kind, _), (at, _) in stage.shop.state.timers.items()}
    for kind in ("case_remind", "case_expire"):
        assert after[kind] > before[kind]


async def test_a_reply_to_an_owner_who_blocked_the_bot_tells_the_case() -> None:
    stage = await open_stage()
    await stage.taps(ANN, "claim")
    reason = "Forbidden: bot was blocked by the user"
    stage.shop.telegram.fails_next(stage.talk.place, reason, Gone.CHAT)
    await stage.desk.says(ANN, "hello", topic=stage.topic)
    lines = [one.text for one in stage.desk.in_topic(stage.topic)]
    assert "The owner did not get this: they have blocked the bot." in "\n".join(lines)
    assert sum(one.startswith("⚠ The owner has blocked the bot.") for one in lines) == 1
    card = next(one for one in stage.desk.in_topic(stage.topic) if "Owner: " in one.text)
    assert "⚠ The owner has blocked the bot" in card.text
    await stage.talk.blocks()
    lines = [one.text for one in stage.desk.in_topic(stage.topic)]
    assert sum(one.startswith("⚠ The owner has blocked the bot.") for one in lines) == 1
    timeline = await stage.shop.store.cases.timeline(stage.case.id)
    kinds = [event.kind for event in timeline]
    assert kinds.count(CaseEventKind.OWNER_BLOCKED) == 1
    assert kinds.count(CaseEventKind.RELAY_FAILED) == 1


async def test_a_reply_that_does_not_arrive_stops_no_clock_and_is_said_so() -> None:
    stage = await open_stage()
    await stage.taps(ANN, "claim")
    stage.shop.telegram.fails_next(stage.talk.place, "Bad Request: no", Gone.NOTHING)
    await stage.desk.says(ANN, "hello", topic=stage.topic)
    assert stage.case.first_response_at is None
    assert stage.case.status is CaseStatus.OPEN
    assert stage.desk.last_written.reaction == "💔"
    assert "did not get this" in stage.desk.in_topic(stage.topic)[-1].text
    assert [one.relay for one in stage.said if one.text == "hello"] == [Relay.FAILED]


async def test_another_ones_words_are_asked_about_first() -> None:
    stage = await open_stage()
    await stage.desk.says(ANN, "I have this", topic=stage.topic)
    seen = stage.owner_sees()
    await stage.desk.says(BO, "me too", topic=stage.topic)
    assert stage.owner_sees() == seen
    assert stage.desk.last_written.reaction == "🤔"
    await stage.desk.taps(BO, "Send to the owner", topic=stage.topic)
    assert stage.owner_sees() == [*seen, "me too"]
    assert stage.case.assignee == ANN.id
    assert stage.desk.last_written.reaction == "👌"


async def test_or_it_is_kept_as_a_note_and_then_cannot_be_sent() -> None:
    stage = await open_stage()
    await stage.desk.says(ANN, "I have this", topic=stage.topic)
    await stage.desk.says(BO, "not for the owner", topic=stage.topic)
    [send] = [
        data
        for one in stage.desk.in_topic(stage.topic)
        for label, data in one.buttons.items()
        if label == "Send to the owner"
    ]
    await stage.desk.taps(ANN, "Keep as a note", topic=stage.topic)
    seen = stage.owner_sees()
    await stage.desk.taps_data(BO, send)
    assert stage.owner_sees() == seen
    assert [one.author for one in stage.said if one.text == "not for the owner"] == [Author.NOTE]


Writing = Callable[[Stage], Awaitable[object]]


def _by(how: str) -> Writing:
    async def write(stage: Stage) -> None:
        desk, topic = stage.desk, stage.topic
        match how:
            case "mark":
                await desk.says(ANN, "//secret", topic=topic)
            case "full width mark":
                await desk.says(ANN, "／／ secret", topic=topic)
            case "command":
                await desk.says(ANN, "/note secret", topic=topic)
            case "reply to a note":
                await desk.says(ANN, "// first", topic=topic)
                await desk.says(ANN, "secret", topic=topic, reply_to=desk.last_written.id)
            case "note mode":
                await stage.taps(ANN, "note")
                await desk.says(ANN, "secret", topic=topic)

    return write


HOW = ["mark", "full width mark", "command", "reply to a note", "note mode"]


@pytest.mark.parametrize("how", HOW)
async def test_a_note_never_reaches_the_owner(how: str) -> None:
    stage = await open_stage()
    await stage.taps(ANN, "claim")
    seen = stage.owner_sees()
    await _by(how)(stage)
    assert stage.owner_sees() == seen
    assert stage.desk.last_written.reaction == "✍"
    assert stage.case.first_response_at is None
    assert [one.text for one in stage.said if one.author is Author.NOTE][-1] == "secret"
    # editing never turns it into a message
    await stage.desk.edits(ANN, stage.desk.last_written.id, "secret, and more")
    assert stage.owner_sees() == seen
    assert [one.author for one in stage.said if "and more" in one.text] == [Author.NOTE]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", ["caption", "reply to a note", "note mode"])
async def test_a_note_of_any_kind_never_reaches_the_owner(kind: MediaKind, how: str) -> None:
    stage = await open_stage()
    desk, topic = stage.desk, stage.topic
    await stage.taps(ANN, "claim")
    seen = len(stage.talk.messages)
    match how:
        case "caption":
            await desk.sends(ANN, kind, "// secret", topic=topic)
        case "reply to a note":
            await desk.says(ANN, "// first", topic=topic)
            await desk.sends(ANN, kind, topic=topic, reply_to=desk.last_written.id)
        case "note mode":
            await stage.taps(ANN, "note")
            await desk.sends(ANN, kind, topic=topic)
    assert len(stage.talk.messages) == seen
    await desk.edits(ANN, desk.last_written.id, "now for the owner?")
    assert len(stage.talk.messages) == seen
    assert stage.case.first_response_at is None


@pytest.mark.parametrize("words", ["/备注 secret", "/nosuch secret", "／secret"])
async def test_what_looks_like_a_command_goes_to_nobody(words: str) -> None:
    stage = await open_stage()
    await stage.taps(ANN, "claim")
    seen = stage.owner_sees()
    await stage.desk.says(ANN, words, topic=stage.topic)
    assert stage.owner_sees() == seen
    assert "went to nobody" in stage.desk.in_topic(stage.topic)[-1].text


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not MediaKind.OTHER])
async def test_media_of_every_kind_reach_the_owner(kind: MediaKind) -> None:
    stage = await open_stage()
    await stage.desk.sends(ANN, kind, "see here", topic=stage.topic)
    copy = stage.talk.messages[-1]
    assert (copy.kind, copy.copy_of) == (
        kind,
        (stage.desk.place.chat_id, stage.desk.last_written.id),
    )


async def test_an_edit_reaches_the_owner_and_the_old_text_is_kept() -> None:
    stage = await open_stage()
    await stage.desk.says(ANN, "at nine", topic=stage.topic)
    await stage.desk.edits(ANN, stage.desk.last_written.id, "at ten")
    assert stage.owner_sees()[-1] == "at ten"
    [message] = [one for one in stage.said if one.text == "at ten"]
    assert message.earlier == ("at nine",)


@pytest.mark.parametrize(
    "kind", [MediaKind.PHOTO, MediaKind.VIDEO, MediaKind.DOCUMENT, MediaKind.AUDIO]
)
async def test_another_picture_takes_the_place_of_the_owners_copy(kind: MediaKind) -> None:
    stage = await open_stage()
    await stage.desk.sends(ANN, kind, "the bill", topic=stage.topic, file_id="F1")
    await stage.desk.edits(ANN, stage.desk.last_written.id, "the right bill", file="F2")
    copy = stage.talk.messages[-1]
    assert (copy.kind, copy.file, copy.text) == (kind, "F2", "the right bill")
    said = stage.said[-1]
    assert (said.file_id, said.text, said.earlier) == ("F2", "the right bill", ("the bill",))


async def test_where_it_cannot_its_writer_is_told() -> None:
    stage = await open_stage()
    await stage.desk.sends(ANN, MediaKind.VOICE, "listen", topic=stage.topic, file_id="F1")
    await stage.desk.edits(ANN, stage.desk.last_written.id, "listen", file="F2")
    assert stage.talk.messages[-1].file == "F1"
    assert "the picture or file is not" in stage.desk.in_topic(stage.topic)[-1].text


async def test_what_was_sent_does_not_become_a_note_by_editing() -> None:
    stage = await open_stage()
    await stage.desk.says(ANN, "at nine", topic=stage.topic)
    await stage.desk.edits(ANN, stage.desk.last_written.id, "// at nine")
    assert stage.owner_sees()[-1] == "at nine"
    assert "has this message already" in stage.desk.in_topic(stage.topic)[-1].text


async def test_strangers_and_anonymous_admins_reach_nobody() -> None:
    stage = await open_stage()
    seen = stage.owner_sees()
    await stage.desk.says(STRANGER, "hi", topic=stage.topic)
    assert "confirmed" in stage.desk.in_topic(stage.topic)[-1].text
    assert "Sam" in stage.desk.in_topic(stage.desk.topic("Supervisors").id)[-1].text
    await stage.desk.says(ANN, "hi", topic=stage.topic, as_chat=True)
    assert "as the group" in stage.desk.in_topic(stage.topic)[-1].text
    assert stage.owner_sees() == seen
    assert stage.case.assignee is None


async def test_talk_outside_of_cases_stays_there() -> None:
    stage = await open_stage()
    seen = stage.owner_sees()
    assert await stage.desk.says(ANN, "lunch?") == []
    assert stage.owner_sees() == seen


async def test_writing_in_a_case_that_is_over_asks_whether_to_reopen() -> None:
    stage = await open_stage()
    await stage.desk.says(ANN, "done", topic=stage.topic)
    await stage.taps(ANN, "resolve")
    assert stage.case.status is CaseStatus.RESOLVED
    await stage.desk.says(ANN, "one more", topic=stage.topic)
    assert "one more" not in stage.owner_sees()
    await stage.desk.taps(ANN, "Send to the owner", topic=stage.topic)
    assert stage.owner_sees()[-1] == "one more"
    assert stage.case.status.is_active


async def test_what_is_sent_into_a_case_that_is_over_opens_it_whole() -> None:
    stage = await open_stage()
    await stage.desk.says(ANN, "hello", topic=stage.topic)
    await stage.taps(ANN, "resolve")
    await stage.desk.says(ANN, "one more thing", topic=stage.topic)
    await stage.desk.taps(ANN, "Send to the owner", topic=stage.topic)
    assert stage.owner_sees()[-1] == "one more thing"
    assert (stage.case.reopened, stage.case.status) == (1, CaseStatus.WAITING)
    kinds = {kind for kind, _ in stage.shop.state.timers}
    assert "case_settle" not in kinds
    assert {"sla_breach", "case_expire"} <= kinds
    assert not stage.desk.topic(stage.case.number).is_closed


async def test_supervisors_may_decide_for_others() -> None:
    stage = await open_stage()
    await stage.desk.says(ANN, "I have this", topic=stage.topic)
    await stage.desk.says(BO, "me too", topic=stage.topic)
    await stage.desk.taps(WEI, "Send to the owner", topic=stage.topic)
    assert stage.owner_sees()[-1] == "me too"
