"""A case goes to another desk while its owner's words still wait for the old desk's group.

Message ids of two groups say nothing of each other: a copy counts in the chat it was sent to.
"""

from dataclasses import dataclass

from domain.case_messages import CaseMessage, Twin
from domain.incoming import Person
from domain.outgoing import Gone
from domain.pipeline import Outcome
from tests.fakes.desk import ANN, BO, Desk
from tests.fakes.phone import Message
from tests.fakes.talk import Shop, Talk
from tests.handlers.cases.at_desk import TWO_DESKS, texts

CHEN = Person(7002, "Chen", language_code="en")
EVA = Person(7003, "Eva", language_code="en")
NUMBER = "Q-2026-000002"


@dataclass
class Moved:
    """Li's case began in the north and is in the south now; `late`: Li's words in the north."""

    north: Desk
    south: Desk
    li: Talk

    @property
    def late(self) -> Message:
        return next(one for one in self.north.messages if one.text.endswith("It also rattles."))

    async def fill_up_to_its_id(self) -> tuple[Talk, Message]:
        """Let Chen write in the south until a message there has the id of the late one."""
        chen = Talk(self.li.shop, CHEN)
        await chen.says("/start d_south")
        await chen.says("/person The heater smells.")
        while max(one.id for one in self.south.messages) < self.late.id:
            await chen.says("It smells of oil.")
        there = next(one for one in self.south.messages if one.id == self.late.id)
        assert there.text.endswith("It smells of oil.")
        return chen, there

    @property
    def said(self) -> CaseMessage:
        messages = self.li.shop.state.handoff.messages.values()
        return next(one for one in messages if one.text == "It also rattles.")

    def only_copy_is(self, message: Message | None) -> None:
        """Let Li's words have no copy but one in the south, as was noted once by mistake."""
        twins, said, place = self.li.shop.state.handoff.twins, self.said, self.south.place
        twins[:] = [one for one in twins if one.case_message_id != said.id or one.is_source]
        if message is not None:
            twins.append(Twin(place.bot_id, place.chat_id, message.id, said.id, is_source=False))

    async def holds(self, message: Message) -> set[int]:
        """Return the cases that a message in the south belongs to."""
        place = self.south.place
        said = await self.li.shop.tools.cases.said_at(place.bot_id, place.chat_id, message.id)
        return {one.case_id for one in said}


async def waits_for_north(*, forum: bool) -> Moved:
    """Return both desks after a transfer that was quicker than the north's group.

    Eva's words let the north's message ids run ahead of the south's.
    """
    shop = Shop(TWO_DESKS)
    north = Desk(shop, key="north", forum=forum)
    south = Desk(shop, key="south", forum=forum)
    await north.employs(ANN)
    await south.employs(BO)
    eva, li = Talk(shop, EVA), Talk(shop)
    await eva.says("/start d_north")
    await eva.says("/person My roof leaks.")
    for _ in range(4):
        await eva.says("It drips.")
    await li.says("/start d_north")
    await li.says("/person My door squeaks.")
    card = next(one for one in north.messages if NUMBER in one.text)
    shop.places.remove(north.place)
    await li.says("It also rattles.")
    if forum:
        await north.says(ANN, "/transfer South", topic=north.topic(NUMBER).id)
    else:
        await north.says(ANN, "/transfer South", reply_to=card.id)
    assert shop.state.handoff.cases[2].desk == "south"
    return Moved(north, south, li)


async def arrives_late(*, forum: bool) -> Moved:
    moved = await waits_for_north(forum=forum)
    moved.li.shop.places.append(moved.north.place)
    await moved.li.shop.settle()
    return moved


async def test_an_answer_to_another_owner_stays_theirs() -> None:
    moved = await arrives_late(forum=False)
    chen, there = await moved.fill_up_to_its_id()
    await moved.south.says(BO, "Your PIN is 1234.", reply_to=there.id)
    moved.li.receives()
    chen.receives()
    assert "Your PIN is 1234." in texts(chen.messages)
    assert "Your PIN is 1234." not in texts(moved.li.messages)


async def test_an_edit_changes_no_copy_that_is_of_another_case_too() -> None:
    moved = await arrives_late(forum=True)
    _, there = await moved.fill_up_to_its_id()
    moved.only_copy_is(there)
    before = there.text
    mine = next(id for id, one in moved.li.chat.written.items() if one.text == "It also rattles.")
    await moved.li.edits(mine, "It also rattles when it is cold.")
    await moved.li.shop.settle()
    assert there.text == before
    words = moved.south.in_topic(moved.south.topic(NUMBER).id)[-1].text
    assert words.endswith("It also rattles when it is cold.")


async def test_the_copy_counts_where_it_was_sent() -> None:
    moved = await arrives_late(forum=True)
    tools, place = moved.li.shop.tools, moved.north.place
    said = await tools.cases.said_at(place.bot_id, place.chat_id, moved.late.id)
    assert [one.text for one in said] == ["It also rattles."]


async def test_what_the_old_group_never_takes_is_in_the_new_one_all_the_same() -> None:
    moved = await waits_for_north(forum=True)
    shop = moved.li.shop
    shop.state.block(moved.north.place, shop.clock.now(), "kicked")
    await shop.settle()
    there = moved.south.in_topic(moved.south.topic(NUMBER).id)
    assert "It also rattles." in "\n".join(texts(there))
    assert moved.said.relay == "sent"


async def test_what_fails_behind_a_case_and_is_not_with_it_yet_is_sent_after_it() -> None:
    moved = await waits_for_north(forum=True)
    shop = moved.li.shop
    late = next(one for one in shop.state.waiting if one.ref == moved.said.ref)
    shop.state.waiting.remove(late)
    moved.only_copy_is(None)
    moved.south.chat.look()
    shop.state.follow(late, Outcome.DEAD, shop.clock.now(), reason="kicked", gone=Gone.CHAT)
    await shop.settle()
    assert "Li: It also rattles." in texts(await moved.south.receives())


async def test_a_message_of_two_cases_is_never_guessed() -> None:
    moved = await arrives_late(forum=False)
    chen, there = await moved.fill_up_to_its_id()
    moved.only_copy_is(there)
    assert await moved.holds(there) == {2, 3}
    for words in ("Your PIN is 1234.", "/resolve"):
        moved.south.chat.look()
        await moved.south.says(BO, words, reply_to=there.id)
        assert "belongs to more than one case" in moved.south.messages[-1].text
    moved.li.receives()
    chen.receives()
    assert "Your PIN is 1234." not in texts(moved.li.messages) + texts(chen.messages)
    assert all(one.status.is_active for one in moved.li.shop.state.handoff.cases.values())
