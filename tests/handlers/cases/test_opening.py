"""How a case begins, and what owner and staff see of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.case_messages import Author
from domain.cases import CaseEnd, CaseKind, CaseOrigin, CasePriority
from domain.errors import Conflict
from domain.incoming import ChatKind, Command, Incoming, MediaKind, Person
from domain.owners import Owner
from domain.staff import Role
from handlers import table
from tests.fakes.desk import ANN, Desk
from tests.fakes.talk import LI, UPDATES, Shop, Talk
from tests.handlers.cases.at_desk import (
    FORUM,
    ONE,
    TWO,
    TWO_DESKS,
    card_of,
    case_of,
    claims,
    events_of,
    opens_another,
    owner_and_desk,
    texts,
    with_case,
)

RECEIPT = (
    "✓ I have passed this on to a person. Your case is Q-2026-000001.\n"
    "Main will answer you by 11:30 tomorrow.\n\n"
    "What you write here from now on goes to them as well."
)


async def test_a_question_without_an_answer_goes_to_a_person() -> None:
    talk, desk = await owner_and_desk()
    [do_not_know] = await talk.says("What is the meaning of life?")
    assert list(do_not_know.buttons) == ["🙋 Talk to a person", "Topics"]
    [receipt] = await talk.taps("🙋")
    assert receipt.text == RECEIPT
    [topic] = desk.chat.topics.values()
    assert topic.name == "Q-2026-000001 What is the meaning of life?"
    card, asked = await desk.receives()
    assert asked.text == "Li: What is the meaning of life?"
    assert card.topic_id == asked.topic_id == topic.id
    assert card.is_pinned
    assert card.text.splitlines() == [
        "Q-2026-000001 · Question · open",
        "",
        "Owner: Li · English",
        "",
        "Asked: What is the meaning of life?",
        "The bot did not know.",
        "",
        "With: nobody yet",
        "First answer by 11:30 tomorrow (4 business hours left)",
    ]
    assert card_of(desk).buttons == {
        "🙋 Claim": "case:claim:1",
        "Assign": "case:assign:1",
        "Priority": "case:priority:1",
        "📝 Notes on": "case:note:1",
        "Canned reply": "case:canned:1",
        "✓ Resolve": "case:resolve:1",
    }
    case = await case_of(talk.shop)
    assert (case.origin, case.priority) == (CaseOrigin.NO_ANSWER, CasePriority.NORMAL)
    assert events_of(talk.shop) == ["opened", "topic_made"]


async def test_outside_hours_the_receipt_says_when_the_desk_opens() -> None:
    talk, _ = await owner_and_desk()
    await talk.shop.waits(timedelta(hours=4))
    [receipt] = await talk.says("/person")
    assert "Main is closed right now and opens at 09:00 tomorrow." in receipt.text
    assert "You will have an answer by 13:00 tomorrow." in receipt.text


async def test_the_card_shows_who_it_is_and_which_car() -> None:
    talk, desk = await owner_and_desk()
    talk.person = replace(LI, last_name="Na", username="lina")
    await talk.says("/car")
    await talk.taps("Lyra")
    await talk.taps("2023")
    await talk.says("京A12345")
    await talk.says("/cancel")
    await talk.says("How do I charge at home?")
    await talk.says("/person")
    card = card_of(desk)
    assert "Owner: Li Na (@lina) · English" in card.text
    assert "Car: Lyra 2023 · 京A12345" in card.text
    assert "Asked: How do I charge at home?" in card.text
    assert "The bot said: How do I charge at home?\nAbout charge-home. All is well." in card.text


async def test_what_was_asked_before_stands_in_the_topic() -> None:
    talk, desk = await owner_and_desk()
    for words in ("How do I charge?", "you are a waste of electricity", "1HGCM82633A00435",
                  "Can it fly?", "How do I charge at home?", "Can it swim?",
                  "What is the meaning of life?"):  # fmt: skip
        await talk.says(words)
    await talk.taps("🙋")
    _, asked, before = await desk.receives()
    assert asked.text == "Li: What is the meaning of life?"
    assert before.text.splitlines() == [
        "Before that they asked:",
        "• Can it fly?",
        "→ no answer",
        "• How do I charge at home?",
        "→ How do I charge at home?",
        "• Can it swim?",
        "→ no answer",
    ]


@pytest.mark.parametrize("wish", ["taps", "/person", "转人工"])
async def test_a_picture_that_was_asked_about_goes_along(wish: str) -> None:
    talk, desk = await owner_and_desk()
    await talk.sends(MediaKind.PHOTO, "what is this light?", file_id="LIGHT")
    if wish == "taps":
        await talk.taps("🙋")
    else:
        await talk.says(wish)
    [picture] = [one for one in desk.messages if one.kind]
    assert (picture.file, picture.text) == ("LIGHT", "what is this light?")
    [kept] = [one for one in talk.shop.state.handoff.messages.values() if one.kind]
    assert (kept.author, kept.text) == (Author.OWNER, "what is this light?")
    await desk.says(ANN, "It is the oil.", topic=desk.topic("Q-2026").id)
    assert talk.receives()[-1].text.endswith("It is the oil.")


async def test_what_a_case_has_already_is_not_brought_again() -> None:
    talk, desk = await with_case()
    await talk.says("Can it fly?")
    desk.chat.look()
    await talk.says("/person")
    lines = [one.text for one in await desk.receives()]
    assert lines == ["Asked for a person again. It was about: Can it fly?"]


async def test_what_was_asked_long_ago_does_not_belong_to_it() -> None:
    talk, desk = await owner_and_desk()
    await talk.says("How do I charge at home?")
    await talk.shop.waits(timedelta(minutes=31))
    await talk.says("/person")
    assert "Asked" not in card_of(desk).text


async def test_words_after_the_command_go_along() -> None:
    talk, desk = await owner_and_desk()
    await talk.says("/person My door squeaks.")
    card, words = await desk.receives()
    assert "Asked: My door squeaks." in card.text
    assert words.text == "Li: My door squeaks."
    assert desk.topic().name == "Q-2026-000001 My door squeaks."


async def test_not_helpful_twice_brings_a_person() -> None:
    talk, desk = await owner_and_desk()
    await talk.says("How do I charge at home?")
    first = talk.last
    await talk.says("How do I charge on the road?")
    second = talk.last
    await talk.taps_data(first.buttons["👎 Not helpful"], first.id)
    assert desk.chat.topics == {}
    _, receipt = await talk.taps_data(second.buttons["👎 Not helpful"], second.id)
    assert receipt.text == (
        "I am sorry: two of my answers did not help you. So I have asked a person to look at it."
        f"\n\n{RECEIPT}"
    )
    assert "Asked: How do I charge on the road?" in card_of(desk).text
    assert (await case_of(talk.shop)).origin is CaseOrigin.NOT_HELPFUL


async def test_and_the_person_can_be_declined() -> None:
    talk, desk = await owner_and_desk()
    for words in ("How do I charge at home?", "How long is the warranty?"):
        await talk.says(words)
        await talk.taps("👎")
    [done] = await talk.taps("Thank you, I need nobody")
    assert done.text == "✓ Case Q-2026-000001 is closed."
    assert (await case_of(talk.shop)).end is CaseEnd.WITHDRAWN
    assert desk.topic().is_closed


async def test_not_helpful_in_two_conversations_is_not_twice() -> None:
    talk, desk = await owner_and_desk()
    await talk.says("How do I charge at home?")
    await talk.taps("👎")
    await talk.shop.waits(timedelta(hours=1))
    await talk.says("How do I charge on the road?")
    await talk.taps("👎")
    assert desk.chat.topics == {}


async def test_a_picture_that_the_bot_cannot_see_goes_to_a_person() -> None:
    talk, desk = await owner_and_desk()
    [word] = await talk.sends(MediaKind.PHOTO)
    assert list(word.buttons) == ["🙋 Show it to a person"]
    await talk.taps("🙋")
    _, copy = await desk.receives()
    assert copy.kind is MediaKind.PHOTO
    assert copy.copy_of == (LI.id, max(talk.chat.written))


async def test_a_second_wish_joins_the_open_case() -> None:
    talk, desk = await with_case()
    [joined] = await talk.says("/person It squeaks louder now.")
    assert joined.text == (
        "Your case Q-2026-000001 is with our team already, and I have added this to it. "
        "Main will answer you by 11:30 tomorrow."
    )
    assert texts(await desk.receives()) == ["Li: It squeaks louder now."]
    assert len(talk.shop.state.handoff.cases) == 1
    await claims(talk.shop)
    [with_ann] = await talk.says("/person")
    assert with_ann.text.startswith("Ann is looking after your case Q-2026-000001")
    assert events_of(talk.shop).count("joined") == 2


async def test_two_at_once_in_two_processes_are_one_case() -> None:
    talk, _ = await owner_and_desk()
    shop = talk.shop
    await talk.says("hi")

    def wish(words: str) -> Incoming:
        number = next(UPDATES)
        content = Command("person", words, words)
        return Incoming(number, talk.place, ChatKind.PRIVATE, LI, shop.clock.now(), content, number)

    person = table.COMMANDS["person"].conversation
    one, two = wish("One"), wish("Two")
    first, second = await person(one, shop.tools), await person(two, shop.tools)
    async with shop.store.works.for_update(1, one.update_id) as work:
        await first(work)
    with pytest.raises(Conflict):
        async with shop.store.works.for_update(1, two.update_id) as work:
            await second(work)
    again = await person(two, shop.tools)
    async with shop.store.works.for_update(1, two.update_id) as work:
        await again(work)
    await shop.settle()
    assert len(shop.state.handoff.cases) == 1
    said = await shop.tools.cases.messages(1)
    assert [one.text for one in said if one.text] == ["One", "Two"]


async def test_every_complaint_has_a_topic_of_its_own() -> None:
    talk, desk = await with_case()
    case = await opens_another(talk)
    assert case.number == "C-2026-000001"
    assert len(desk.chat.topics) == 2


@pytest.mark.parametrize("kind", [CaseKind.COMPLAINT, CaseKind.EMERGENCY, CaseKind.FOLLOW_UP])
async def test_of_other_kinds_each_is_a_case_and_a_topic_of_its_own(kind: CaseKind) -> None:
    talk, desk = await with_case()
    first = await opens_another(talk, kind=kind)
    second = await opens_another(talk, kind=kind)
    topics = [desk.topic(one.number).id for one in (first, second)]
    assert len({first.id, second.id, 1}) == 3
    assert len({*topics, desk.topic("Q-2026").id}) == 3


async def test_the_card_names_the_tier() -> None:
    talk, desk = await with_case()
    await opens_another(talk, tier="gold")
    assert "Tier: gold" in card_of(desk).text


async def test_an_emergency_is_urgent_and_its_clock_never_sleeps() -> None:
    talk, desk = await with_case()
    case = await opens_another(talk, kind=CaseKind.EMERGENCY)
    assert case.priority is CasePriority.URGENT
    assert case.first_response_due == talk.shop.clock.now() + timedelta(minutes=15)
    assert "🚨 Emergency" in card_of(desk).text


async def test_who_is_new_becomes_an_owner_with_their_case() -> None:
    talk, _ = await owner_and_desk()
    assert talk.shop.state.owners == {}
    await talk.says("/person")
    assert talk.shop.state.owners == {1: Owner(1, "Li")}
    assert (await case_of(talk.shop)).owner_id == 1


async def test_a_desk_without_a_group_opens_cases_and_tells_who_is_in_charge() -> None:
    bare = FORUM.desk.model_copy(update={"chat_id": None})
    shop = Shop(FORUM.model_copy(update={"desks": (bare,)}), admins=[9001])
    boss = Talk(shop, Person(9001, "Boss"))
    talk = Talk(shop, LI)
    [receipt] = await talk.says("/person My door squeaks.")
    assert receipt.text == RECEIPT
    card, words = boss.receives()
    assert "Asked: My door squeaks." in card.text
    assert "⚠ Here it can only be read" in card.text
    assert card.buttons == {}
    assert words.text == "Q-2026-000001\nLi: My door squeaks."


async def test_a_supervisor_is_in_charge_before_an_admin_is() -> None:
    bare = FORUM.desk.model_copy(update={"chat_id": None})
    shop = Shop(FORUM.model_copy(update={"desks": (bare,)}), admins=[9001])
    desk = Desk(shop)
    await desk.employs(ANN, role=Role.SUPERVISOR)
    boss, ann, talk = Talk(shop, Person(9001, "Boss")), Talk(shop, ANN), Talk(shop, LI)
    await talk.says("/person")
    assert boss.receives() == []
    assert len(ann.receives()) == 1


async def test_a_desk_with_nobody_keeps_the_case_all_the_same() -> None:
    bare = FORUM.desk.model_copy(update={"chat_id": None})
    shop = Shop(FORUM.model_copy(update={"desks": (bare,)}))
    talk = Talk(shop, LI)
    await talk.says("/person My door squeaks.")
    assert talk.last.text == RECEIPT
    said = await shop.tools.cases.messages(1)
    assert [one.text for one in said if one.text] == ["My door squeaks."]


async def two_desks() -> tuple[Talk, Desk, Desk]:
    shop = Shop(TWO_DESKS)
    north, south = Desk(shop, key="north"), Desk(shop, key="south")
    assert (north.place.chat_id, south.place.chat_id) == (ONE, TWO)
    return Talk(shop, LI), north, south


async def test_who_has_no_desk_is_looked_after_by_the_default_one_at_once() -> None:
    talk, north, south = await two_desks()
    [receipt] = await talk.says("/person")
    assert "North will answer you" in receipt.text
    assert len(north.chat.topics) == 1
    assert south.chat.topics == {}


async def test_the_receipt_offers_another_desk() -> None:
    talk, north, south = await two_desks()
    await talk.says("/person My door squeaks.")
    [which] = await talk.taps("Another desk")
    assert which.text == "Shall South look after you instead?"
    assert list(which.buttons) == ["South", "No, North is fine"]
    [stays] = await talk.taps("No, North")
    assert stays.text == "✓ Case Q-2026-000001 stays with North."
    await talk.taps("Another desk")
    moved, receipt = await talk.taps("South")
    assert moved.text == "✓ South has your request now, in place of North."
    assert "South will answer you by" in receipt.text
    case = await case_of(talk.shop)
    assert (case.desk, case.number) == ("south", "Q-2026-000001")
    whole = "\n".join(texts(south.messages))
    assert "Asked: My door squeaks." in whole
    assert "Li: My door squeaks." in whole
    assert "The owner chose another desk: South" in north.messages[-1].text
    assert north.topic().is_closed
    await talk.says("It is the left one.")
    assert south.messages[-1].text == "Li: It is the left one."


async def test_a_case_that_somebody_has_stays_where_it_is() -> None:
    talk, _, south = await two_desks()
    await talk.says("/person")
    await talk.taps("Another desk")
    await claims(talk.shop)
    [word] = await talk.taps("South")
    assert word.text == "South looks after you from now on. A case that is open stays where it is."
    assert (await case_of(talk.shop)).desk == "north"
    assert south.chat.topics == {}
    assert talk.shop.state.owners[1].desk == "south"


async def test_a_deep_link_names_the_desk() -> None:
    talk, north, south = await two_desks()
    words = texts(await talk.says("/start d_south"))
    assert "South looks after you." in words
    [receipt] = await talk.says("/person")
    assert "South will answer you" in receipt.text or "South is closed" in receipt.text
    assert receipt.buttons == {}
    assert north.chat.topics == {}
    assert len(south.chat.topics) == 1


async def test_a_deep_link_works_for_who_is_known_and_an_unknown_one_is_a_start() -> None:
    talk, _, _ = await two_desks()
    await talk.says("/start")
    await talk.says("/start d_south")
    assert talk.shop.state.owners[1].desk == "south"
    await talk.says("/start d_west")
    assert talk.shop.state.owners[1].desk == "south"


async def test_anothers_case_cannot_be_moved() -> None:
    talk, _, _ = await two_desks()
    await talk.says("/person")
    other = Talk(talk.shop, Person(7009, "Eve"))
    await other.says("hi")
    await other.taps_data("mine:desk:1:south")
    assert other.notice == "This button is from an older message and no longer works."
    assert (await case_of(talk.shop)).desk == "north"


async def test_the_desk_buttons_of_a_case_that_is_over_are_old() -> None:
    talk, _, _ = await two_desks()
    await talk.says("/start d_north")
    await talk.says("/person")
    await talk.taps_data("mine:closed:1")
    for data in ("mine:desk:1:south", "mine:desks:1"):
        await talk.taps_data(data)
        assert talk.notice == "This button is from an older message and no longer works."
    assert (await case_of(talk.shop)).desk == "north"
    assert talk.shop.state.owners[1].desk == "north"
