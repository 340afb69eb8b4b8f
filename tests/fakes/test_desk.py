"""The drivers: what waits goes to the right chat and topic, and what follows is done."""

from collections.abc import Mapping
from typing import Any

from domain.incoming import MediaKind, Place, Said, Tapped
from domain.outgoing import (
    Button,
    Copy,
    EditText,
    Gone,
    MakeTopic,
    Outgoing,
    Pin,
    React,
    SendText,
    Then,
)
from domain.pipeline import DueTimer
from domain.ports import Tools, Work
from domain.text import Plain
from handlers.timing import Due
from tests.fakes.desk import ANN, Desk
from tests.fakes.talk import BOT, LI, Shop, Talk

FOLLOWED: list[Mapping[str, Any]] = []


async def follow(timer: DueTimer, tools: Tools) -> Due:
    del tools

    async def effect(work: Work) -> None:
        del work
        FOLLOWED.append(timer.data)

    return Due(effect)


def shop() -> Shop:
    FOLLOWED.clear()
    return Shop(jobs={"sent": follow})


async def put(shop: Shop, *outgoing: Outgoing) -> None:
    async with shop.store.works.alone() as work:
        await work.outbox.put(*outgoing)
    await shop.settle()


def to(desk: Desk, action: Any, **more: Any) -> Outgoing:
    return Outgoing(desk.place, action, "en", **more)


async def test_a_topic_is_made_and_what_is_for_it_goes_there() -> None:
    desk = Desk(shop())
    card = SendText(Plain("card"), ((Button(Plain("Claim"), "x:1"),),))
    await put(
        desk.shop,
        to(desk, MakeTopic("case:1", Plain("Q-1 brakes")), then=Then("sent", {"n": 1})),
        to(desk, card, topic="case:1", ref="card:1", then=Then("sent", {"n": 2})),
        to(desk, Pin("card:1"), topic="case:1"),
    )
    topic = desk.topic("brakes")
    [message] = desk.in_topic(topic.id)
    assert (message.text, message.is_pinned, list(message.buttons)) == ("card", True, ["Claim"])
    assert [(one["n"], one["outcome"], one["topic_id"]) for one in FOLLOWED] == [
        (1, "sent", topic.id),
        (2, "sent", None),
    ]
    assert FOLLOWED[1]["message_ids"] == [message.id]
    await put(desk.shop, to(desk, EditText("card:1", Plain("changed")), topic="case:1"))
    assert [one.text for one in desk.in_topic(topic.id)] == ["changed"]


async def test_a_topic_that_stands_is_not_made_again() -> None:
    desk = Desk(shop())
    make = to(desk, MakeTopic("case:1", Plain("Q-1")), then=Then("sent"))
    await put(desk.shop, make, make)
    assert len(desk.chat.topics) == 1
    assert FOLLOWED[0]["topic_id"] == FOLLOWED[1]["topic_id"]


async def test_a_deleted_topic_is_lost_and_said_so() -> None:
    desk = Desk(shop())
    await put(desk.shop, to(desk, MakeTopic("case:1", Plain("Q-1"))))
    topic = desk.topic()
    desk.deletes_topic(topic.id)
    await put(desk.shop, to(desk, SendText(Plain("x")), topic="case:1", then=Then("sent")))
    assert (FOLLOWED[0]["outcome"], FOLLOWED[0]["gone"]) == ("dead", "topic")
    assert await desk.shop.store.staff.topic(BOT, desk.place.chat_id, "case:1") is None
    await put(desk.shop, to(desk, MakeTopic("case:1", Plain("Q-1"))))
    assert desk.topic().id != topic.id


async def test_texts_of_a_bundle_go_as_one_and_each_hears_of_it() -> None:
    desk = Desk(shop(), forum=False)
    texts = [
        to(desk, SendText(Plain(word)), bundle="case:1", ref=f"m:{word}", then=Then("sent"))
        for word in ("one", "two")
    ]
    await put(desk.shop, *texts, to(desk, SendText(Plain("other"))))
    bundled, other = desk.messages
    assert (bundled.text, other.text) == ("one\n\ntwo", "other")
    assert [one["message_ids"] for one in FOLLOWED] == [[bundled.id], [bundled.id]]
    await put(desk.shop, to(desk, SendText(Plain("reply"), reply_to="m:one")))
    assert desk.messages[-1].reply_to == bundled.id


async def test_what_an_owner_wrote_can_be_copied_and_reacted_to() -> None:
    bot = shop()
    talk, desk = Talk(bot), Desk(bot)
    await talk.sends(MediaKind.VOICE, "listen")
    [(source, _)] = talk.chat.written.items()
    await put(
        bot,
        to(desk, Copy(talk.place.chat_id, source), then=Then("sent")),
        Outgoing(talk.place, React(source, "👀"), "en"),
    )
    copy = desk.messages[-1]
    assert (copy.kind, copy.text) == (MediaKind.VOICE, "listen")
    assert copy.copy_of == (talk.place.chat_id, source)
    assert talk.chat.written[source].reaction == "👀"


async def test_a_send_fails_on_demand_and_a_chat_that_is_gone_takes_all_with_it() -> None:
    bot = shop()
    talk = Talk(bot)
    await talk.says("hello")
    texts = [Outgoing(talk.place, SendText(Plain(n)), "en", then=Then("sent")) for n in "abc"]
    bot.telegram.fails_next(talk.place, "Bad Request: no")
    bot.telegram.fails_next(talk.place, "Forbidden: bot was blocked by the user", Gone.CHAT)
    await put(bot, texts[0])
    await put(bot, *texts[1:])
    assert [(one["outcome"], one["gone"], one["reason"]) for one in FOLLOWED][:2] == [
        ("dead", "", "Bad Request: no"),
        ("dead", "chat", "Forbidden: bot was blocked by the user"),
    ]
    assert FOLLOWED[2]["gone"] == "chat"
    reach = await bot.store.reads.reach(BOT, bot.state.people[LI.id])
    assert reach is not None
    assert reach.blocked


async def test_staff_write_and_tap_in_their_topic() -> None:
    desk = Desk(shop())
    await desk.employs(ANN)
    await put(
        desk.shop,
        to(desk, MakeTopic("case:1", Plain("Q-1"))),
        to(desk, SendText(Plain("card"), ((Button(Plain("Claim"), "x:1"),),)), topic="case:1"),
    )
    topic = desk.topic().id
    await desk.says(ANN, "hello", topic=topic)
    assert (desk.last_written.text, desk.last_written.topic_id) == ("hello", topic)
    heard: list[Any] = []

    async def hear(incoming: Any, tools: Tools) -> Any:
        del tools
        heard.append(incoming)

        async def effect(work: Work) -> None:
            del work

        return effect

    place = Place(BOT, desk.place.chat_id, topic)
    await desk.does(ANN, Said("again"), hear, topic)
    await desk.does(ANN, Tapped("x:1", "tap", desk.messages[0].id), hear, topic)
    assert [one.place for one in heard] == [place, place]
    assert heard[1].message_id == desk.messages[0].id
    member = await desk.shop.store.staff.member(ANN.id)
    assert member is not None
    assert member.role_at(desk.key) is not None
