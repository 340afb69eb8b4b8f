"""How a complaint is taken: asked back, told step by step, sent; nothing of it gets lost."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.cases import CaseKind, CaseOrigin, CasePriority
from domain.complaints.severity import Severity
from domain.complaints.signs import Wish
from domain.incoming import MediaKind
from tests.handlers.complaints.stage import ANN, LI, MEI, Complaining, complaining

ANGRY = "Your workshop scratched my car and nobody answers, this is unacceptable!"
ANGRY_ZH = "你们服务太差了，车修了三次还没修好，我要投诉！"


async def test_words_that_complain_are_asked_back_and_never_forced() -> None:
    stage = await complaining()
    [offer] = await stage.talk.says(ANGRY)
    assert "Shall I take this up as a complaint?" in offer.text
    assert list(offer.buttons) == [
        "Yes, take it up as a complaint",
        "No, just answer me",
        "🙋 Talk to a person",
    ]
    assert stage.cases == []
    replies = await stage.talk.taps("No, just")
    assert "no complaint then" in replies[0].text
    assert "I cannot answer" in replies[1].text or replies[1].buttons
    assert (await stage.talk.caller()).dialog is None
    assert stage.cases == []


async def test_chinese_words_are_asked_back_in_chinese() -> None:
    stage = await complaining(MEI)
    [offer] = await stage.talk.says(ANGRY_ZH)
    assert "作为投诉处理" in offer.text
    [asked] = await stage.talk.taps("是的")
    assert asked.text.startswith("谢谢您告诉我们")
    [topic] = await stage.talk.says("就这些")
    assert "哪方面" in topic.text or "哪辆车" in topic.text


async def test_a_person_instead_takes_the_words_along() -> None:
    stage = await complaining()
    await stage.talk.says(ANGRY)
    await stage.talk.taps("🙋")
    assert (stage.case.kind, stage.case.asked) == (CaseKind.QUESTION, ANGRY)


async def test_the_whole_form() -> None:
    stage = await complaining()
    talk = stage.talk
    [story] = await talk.says("/complain")
    assert "Please tell me what happened" in story.text
    [noted] = await talk.says("The bonnet loses its paint after two winters.")
    assert "Noted (1 message so far)" in noted.text
    await talk.sends(MediaKind.PHOTO, "see here")
    [topic] = await talk.taps("That is all")
    assert topic.text == "Which car is it about? Tap it, or write model, plate or VIN."
    [place] = await talk.says("Lyra 2024")
    assert "Where and when" in place.text
    [wish] = await talk.says("since December, at home")
    assert wish.text == "What would you like us to do?"
    [summary] = await talk.taps("A repair")
    assert summary.text.splitlines() == [
        "Your complaint",
        "The bonnet loses its paint after two winters. see here",
        "",
        "About: The car itself › Body, paint, doors",
        "Car: Lyra 2024",
        "Where and when: since December, at home",
        "Wanted: A repair",
        "With 1 picture or file",
        "",
        "Shall I send it like this?",
    ]
    sent, receipt = await talk.taps("✓ Send")
    assert sent.text == "✓ Sent."
    assert receipt.text == (
        "✓ Your complaint is with us as C-2026-000001.\n\n"
        "What I understood:\n"
        "About: The car itself › Body, paint, doors\n"
        "Car: Lyra 2024\n"
        "Where and when: since December, at home\n"
        "Wanted: A repair\n\n"
        "Solvane Riverside will answer you by 09:30 tomorrow.\n"
        "A decision, with its reason, comes by Wed 4 Mar, 16:30.\n\n"
        "What you write here from now on goes to them as well. /status shows how it stands."
    )
    await stage.desk.receives()
    case = stage.case
    assert (case.kind, case.origin, case.desk) == (
        CaseKind.COMPLAINT,
        CaseOrigin.COMPLAINT,
        "riverside",
    )
    assert [(car.model, car.year) for car in talk.cars] == [("lyra", 2024)]
    assert case.vehicle_id == 1
    assert "About: The car itself › Body, paint, doors" in stage.card.text
    assert "Severity: minor" in stage.card.text
    room = stage.in_room()
    assert any("The bonnet loses" in words for words in room)
    assert any(one.kind is MediaKind.PHOTO for one in stage.desk.in_topic(stage.topic))
    assert (await talk.caller()).dialog is None


async def test_everything_may_be_skipped_but_the_first() -> None:
    stage = await complaining()
    await stage.talk.says("/complain")
    [again] = await stage.talk.says("skip")
    assert "Please tell me what happened" in again.text
    await stage.talk.says("It is cold inside.")
    await stage.talk.taps("That is all")
    for _ in range(5):
        if "Shall I send it" in stage.talk.last.text:
            break
        await stage.talk.taps("Skip")
    assert "Shall I send it" in stage.talk.last.text
    await stage.talk.says("yes")
    assert stage.complaint.details.category is None


async def test_back_goes_back_and_a_change_comes_back_to_the_summary() -> None:
    stage = await complaining()
    talk = stage.talk
    await talk.says("/complain It is cold inside.")
    await talk.taps("That is all")
    assert "What is it about?" in talk.last.text
    await talk.taps("Skip")
    assert "Which car" in talk.last.text
    await talk.taps("‹ Back")
    assert "What is it about?" in talk.last.text
    await talk.taps("Workshop visit")
    await talk.taps("Waiting too long")
    await talk.taps("To the summary")
    assert "About: Workshop visit › Waiting too long" in talk.last.text
    await talk.taps("Change something")
    await talk.taps("What you want")
    await talk.taps("An apology")
    assert "Wanted: An apology" in talk.last.text
    assert "Shall I send it" in talk.last.text


async def test_twelve_messages_of_one_story_are_all_there() -> None:
    stage = await complaining()
    parts = [f"Part {number} of what happened. " + "word " * 330 for number in range(1, 13)]
    await stage.talk.says("/complain")
    for part in parts:
        await stage.talk.says(part)
    for photo in range(20):
        await stage.talk.sends(MediaKind.PHOTO, file_id=f"P{photo}", album_id="A")
    await stage.talk.sends(MediaKind.VIDEO, file_id="V", size=40_000_000)
    await stage.talk.taps("To the summary")
    await stage.talk.taps("✓ Send")
    await stage.desk.receives()
    said = list(stage.shop.state.handoff.messages.values())
    assert [one.text for one in said if one.text.startswith("Part")] == parts
    room = "\n".join(stage.in_room())
    assert all(f"Part {number} of" in room for number in range(1, 13))
    there = stage.desk.in_topic(stage.topic)
    assert sum(one.kind is MediaKind.PHOTO for one in there) == 20
    assert sum(one.kind is MediaKind.VIDEO for one in there) == 1


async def test_an_answer_before_its_question_is_asked() -> None:
    stage = await complaining()
    await stage.talk.says("/complain The app logs me out every day.")
    await stage.talk.taps("That is all")
    assert "Which car" in stage.talk.last.text
    await stage.talk.says("I want my money back for the subscription, all of it!")
    assert "Which car" in stage.talk.last.text
    await stage.talk.taps("Skip")
    await stage.talk.says("last week")
    await stage.talk.taps("To the summary")
    assert "Wanted: Money back" in stage.talk.last.text
    await stage.talk.taps("✓ Send")
    details = stage.complaint.details
    assert (details.category, details.wish) == ("app", Wish.REFUND)
    assert "money back for the subscription" in stage.case.asked


async def test_the_language_is_that_of_the_last_words() -> None:
    stage = await complaining()
    await stage.talk.says("/complain The seat is torn.")
    [noted] = await stage.talk.says("而且空调也坏了")
    assert "已记下（共 2 条）" in noted.text
    await stage.talk.taps_data("complain:sum")
    await stage.talk.taps_data("complain:send")
    assert stage.case.locale == "zh-Hans"
    assert stage.case.asked == "The seat is torn.\n而且空调也坏了"


async def test_start_in_the_middle_loses_nothing() -> None:
    stage = await complaining()
    await stage.talk.says("/complain The seat is torn.")
    await stage.talk.taps("That is all")
    step = stage.talk.last.text
    replies = await stage.talk.says("/start")
    assert any(step in reply.text for reply in replies)
    await stage.talk.taps("To the summary")
    assert "The seat is torn." in stage.talk.last.text


async def test_a_question_meanwhile_is_answered_and_the_form_goes_on() -> None:
    stage = await complaining()
    await stage.talk.says("/complain The seat is torn.")
    await stage.talk.taps("That is all")
    replies = await stage.talk.says("how long does that take?")
    assert "Your complaint is not sent yet." in replies[-1].text
    assert stage.cases == []


async def test_another_form_takes_its_place_and_it_is_asked_about_afterwards() -> None:
    stage = await complaining()
    await stage.talk.says("/complain The seat is torn.")
    await stage.talk.says("/car")
    await stage.talk.taps("Lyra")
    await stage.shop.waits(timedelta(hours=2))
    assert not any("did not send it" in one.text for one in stage.talk.messages)
    await stage.talk.says("cancel")
    await stage.shop.waits(timedelta(hours=1))
    asked = stage.talk.last
    assert "“The seat is torn.”" in asked.text
    await stage.talk.taps("To the summary")
    await stage.talk.taps("✓ Send")
    assert stage.case.asked == "The seat is torn."


async def test_a_second_complaint_does_not_displace_a_half_written_one() -> None:
    stage = await complaining()
    await stage.talk.says("/complain The seat is torn.")
    await stage.talk.says("/car")
    await stage.talk.says(ANGRY)
    await stage.talk.taps("Yes, take")
    await stage.talk.taps("To the summary")
    await stage.talk.taps("✓ Send")
    await stage.talk.says("/cancel")
    await stage.shop.waits(timedelta(hours=3))
    assert "“The seat is torn.”" in stage.talk.last.text
    await stage.talk.taps("To the summary")
    await stage.talk.taps("✓ Send")
    assert [one.asked for one in stage.cases] == [ANGRY, "The seat is torn."]


async def test_a_form_that_was_open_before_is_open_again() -> None:
    stage = await complaining()
    await stage.talk.says("/car")
    await stage.talk.says(ANGRY)
    await stage.talk.taps("Yes, take")
    await stage.talk.taps("To the summary")
    await stage.talk.taps("✓ Send")
    dialog = (await stage.talk.caller()).dialog
    assert dialog is not None
    assert (dialog.flow, dialog.step) == ("car", "model")


async def test_it_is_asked_once_about_what_was_not_sent() -> None:
    stage = await complaining()
    await stage.talk.says(ANGRY)
    await stage.shop.waits(timedelta(hours=2, minutes=1))
    asked = [one for one in stage.talk.messages if "I ask this once only" in one.text]
    assert len(asked) == 1
    await stage.shop.waits(timedelta(days=3))
    assert len([one for one in stage.talk.messages if "I ask this once" in one.text]) == 1
    await stage.talk.taps("Throw away")
    assert (await stage.talk.caller()).dialog is None
    assert stage.cases == []


async def test_cancelling_ends_it_for_good() -> None:
    stage = await complaining()
    await stage.talk.says("/complain The seat is torn.")
    await stage.talk.says("/cancel")
    await stage.shop.waits(timedelta(days=1))
    assert not any("once only" in one.text for one in stage.talk.messages)
    assert (await stage.talk.caller()).dialog is None


async def test_the_same_twice_in_a_minute_is_one() -> None:
    stage = await complaining()
    await stage.sends("It leaks.")
    await stage.talk.taps_data("complain:send")
    assert stage.talk.notice == "It is with us already, as C-2026-000001."
    await stage.sends("It leaks.")
    assert "I have this one already" in "\n".join(one.text for one in stage.talk.messages)
    assert len(stage.cases) == 1
    await stage.shop.waits(timedelta(minutes=2))
    await stage.sends("It leaks.")
    assert len(stage.cases) == 2


async def test_words_said_twice_are_kept_once_and_edits_count() -> None:
    stage = await complaining()
    await stage.talk.says("/complain")
    await stage.talk.says("It leeks.")
    await stage.talk.says("It leeks.")
    await stage.talk.edits(min(stage.talk.chat.written) + 1, "It leaks.")
    await stage.talk.taps("To the summary")
    await stage.talk.taps("✓ Send")
    assert stage.case.asked == "It leaks."


async def test_words_beside_an_open_complaint_go_to_it() -> None:
    stage = await complaining()
    await stage.sends()
    replies = await stage.talk.says(ANGRY)
    assert not any("as a complaint?" in one.text for one in replies)
    await stage.desk.receives()
    assert any(ANGRY in words for words in stage.in_room())


async def test_the_place_chooses_the_desk() -> None:
    stage = await complaining()
    await stage.talk.says("/complain They let me wait.")
    await stage.talk.taps_data("complain:step:place")
    await stage.talk.taps("Solvane Lakeside")
    await stage.talk.says("yesterday at 3")
    await stage.talk.taps("To the summary")
    await stage.talk.taps("✓ Send")
    assert stage.case.desk == "lakeside"
    assert stage.complaint.details.place == "yesterday at 3"


async def test_the_car_is_theirs_by_plate_or_name() -> None:
    stage = await complaining()
    for words in ("/car", "Lyra 2024", "京A12345", "/cancel", "/complain It hums."):
        await stage.talk.says(words)
    await stage.talk.taps("That is all")
    if "What is it about" in stage.talk.last.text:
        await stage.talk.taps("Skip")
    assert "Lyra 2024 · 京A12345" in stage.talk.last.buttons
    await stage.talk.says("京A·12345")
    await stage.talk.taps("To the summary")
    assert "Car: Lyra 2024" in stage.talk.last.text
    await stage.talk.taps("✓ Send")
    assert stage.case.vehicle_id == 1
    assert len(stage.talk.cars) == 1


@pytest.mark.parametrize(
    ("words", "severity", "why"),
    [
        ("The radio is dull.", Severity.MINOR, "minor"),
        ("Last week the brakes failed on the motorway.", Severity.CRITICAL, "words of danger"),
        ("I will see my lawyer.", Severity.SERIOUS, "a lawyer, court or authority is named"),
        ("我要打12315", Severity.SERIOUS, "a lawyer, court or authority is named"),
        ("This goes to the press.", Severity.SERIOUS, "going public is spoken of"),
        ("You took 12,500 yuan too much.", Severity.SERIOUS, "amount of 12,500"),
        ("多收了我1.5万元", Severity.SERIOUS, "amount of 15,000"),
        ("The brake discs wear too fast.", Severity.SERIOUS, "its subject"),
    ],
)
async def test_the_card_says_how_severe_and_why(words: str, severity: Severity, why: str) -> None:
    stage = await complaining()
    await stage.sends(words)
    assert stage.complaint.severity is severity
    line = next(one for one in stage.card.text.splitlines() if one.startswith("Severity"))
    assert why in line


async def test_a_repeated_one_is_more_severe_and_earlier_ones_are_shown() -> None:
    stage = await complaining()
    await stage.sends("The radio hums.")
    await stage.shop.waits(timedelta(minutes=5))
    await stage.sends("The wipers smear.")
    assert "Severity: moderate (1 earlier complaint)" in stage.card.text
    await stage.shop.waits(timedelta(minutes=5))
    await stage.sends("The mirror is loose.")
    assert stage.complaint.severity is Severity.SERIOUS
    assert "Severity: serious (2 earlier complaints)" in stage.card.text
    assert "2 earlier complaints: C-2026-000002, C-2026-000001" in stage.card.text
    await stage.shop.waits(timedelta(days=366))
    await stage.sends("The boot squeaks.")
    assert "earlier" not in stage.card.text


async def test_severity_raises_the_priority() -> None:
    stage = await complaining()
    await stage.sends("Last week the brakes failed on the motorway.")
    assert stage.case.priority is CasePriority.URGENT


async def test_numbers_follow_the_desks_year() -> None:
    stage = await complaining()
    new_year = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)  # midnight in Shanghai
    stage.shop.clock.advance(new_year - stage.shop.clock.now())
    await stage.sends()
    assert stage.case.number == "C-2027-000001"


@pytest.mark.parametrize(
    "words",
    [
        "MY CAR IS BROKEN AND NOBODY CARES!!!",
        "service 太差了 totally unacceptable，我要 complain",
        "x" * 4000,
        "差" * 4000,
        "<b>&amp; 退一赔三 😡😡",
    ],
)
async def test_real_shapes_of_complaints(words: str) -> None:
    stage = await complaining()
    await stage.sends(words)
    assert stage.case.asked == words


async def test_a_low_rating_offers_to_complain_about_the_case() -> None:
    stage = await complaining()
    await stage.talk.says("/person My door squeaks.")
    await stage.desk.says(ANN, "Come by tomorrow.", topic=stage.topic)
    await stage.desk.says(ANN, "/resolve", topic=stage.topic)
    stage.talk.receives()
    await stage.talk.taps("Yes")
    await stage.talk.taps("1 ⭐")
    await stage.talk.taps("⚠ Make a complaint")
    await stage.talk.says("Nobody was there.")
    await stage.talk.taps("To the summary")
    await stage.talk.taps("✓ Send")
    question, complaint = stage.cases
    assert complaint.linked_to == question.id


async def test_buttons_of_nobodys_complaint_do_nothing() -> None:
    stage: Complaining = await complaining(LI)
    for data in ("send", "yes", "topic:brakes", "car:1", "wish:refund", "case:1", "nonsense"):
        await stage.talk.taps_data(f"complain:{data}")
        assert stage.talk.notice
    assert stage.cases == []
