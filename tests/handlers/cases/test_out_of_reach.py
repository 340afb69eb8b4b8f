"""Owners who blocked the bot, and owners whom staff muted."""

from domain.case_messages import Relay
from domain.incoming import MediaKind
from domain.outgoing import Gone
from domain.text import Plain
from handlers.cases.to_owner import tell_owner
from tests.fakes.talk import Talk
from tests.handlers.cases.at_desk import (
    card_of,
    events_of,
    opens_another,
    owner_and_desk,
    texts,
    with_case,
)

MUTED = "Your messages are not passed on to our team at the moment"


async def test_a_case_says_once_that_its_owner_blocked_the_bot() -> None:
    talk, desk = await with_case()
    await talk.blocks()
    await talk.blocks()
    lines = [text for text in texts(await desk.receives()) if text.startswith("⚠ The owner has")]
    assert lines == [
        "⚠ The owner has blocked the bot. Answers do not get through until they unblock it."
    ]
    assert "⚠ The owner has blocked the bot: answers do not get through." in card_of(desk).text
    await talk.blocks(back=True)
    assert "The owner has unblocked the bot." in texts(await desk.receives())
    assert "blocked" not in card_of(desk).text
    assert events_of(talk.shop).count("owner_blocked") == 2


async def test_every_active_case_says_so() -> None:
    talk, desk = await with_case()
    await opens_another(talk)
    await talk.blocks()
    lines = [one for one in desk.messages if one.text.startswith("⚠ The owner has blocked")]
    assert {one.topic_id for one in lines} == set(desk.chat.topics)


async def test_who_has_no_case_blocks_in_silence() -> None:
    talk, desk = await with_case()
    other = Talk(talk.shop, talk.person.__class__(7009, "Eve"))
    await other.says("hi")
    desk.chat.look()
    await other.blocks()
    assert await desk.receives() == []


async def mute(talk: Talk) -> None:
    async with talk.shop.store.works.alone() as work:
        await work.staff.mute(talk.shop.state.people[talk.person.id], by=1, muted=True)


async def test_a_muted_owners_words_are_kept_and_not_relayed() -> None:
    talk, desk = await with_case(claimed=True)
    await mute(talk)
    [word] = await talk.says("Buy my watches!")
    assert word.text.startswith(MUTED)
    assert await talk.says("Cheap!") == []
    assert await talk.sends(MediaKind.PHOTO) == []
    assert await desk.receives() == []
    kept = [one for one in talk.shop.state.handoff.messages.values() if one.relay is Relay.MUTED]
    assert [one.text for one in kept if one.author_id == talk.person.id] == [
        "Buy my watches!", "Cheap!", "",
    ]  # fmt: skip


async def test_a_muted_owner_gets_answers_but_no_person() -> None:
    talk, desk = await with_case()
    await talk.says("/status")
    await talk.taps("Close it")
    await talk.taps("Yes, close it")
    await mute(talk)
    desk.chat.look()
    [answer] = await talk.says("How do I charge at home?")
    assert answer.text.endswith("\n\nAbout charge-home. All is well.")
    [word] = await talk.says("/person")
    assert word.text.startswith(MUTED)
    assert len(talk.shop.state.handoff.cases) == 1


async def test_a_word_that_is_refused_by_the_chat_tells_the_case_as_well() -> None:
    talk, desk = await with_case(claimed=True)
    await talk.says("hi")
    desk.chat.look()
    talk.shop.telegram.fails_next(talk.place, "Forbidden: bot was blocked by the user", Gone.CHAT)
    async with talk.shop.store.works.alone() as work:
        case = await work.cases.locked(1)
        assert case is not None
        await tell_owner(work, case, Plain("Hello?"), talk.shop.clock.now())
    await desk.receives()
    await talk.blocks()
    lines = [
        one for one in desk.messages if one.text.startswith("⚠ The owner has blocked the bot.")
    ]
    assert len(lines) == 1


async def test_who_is_displeased_is_offered_a_person() -> None:
    talk, _ = await owner_and_desk()
    [sorry] = await talk.says("You are useless")
    assert list(sorry.buttons) == ["🙋 Talk to a person"]
    [receipt] = await talk.taps("🙋")
    assert "Your case is Q-2026-000001." in receipt.text
