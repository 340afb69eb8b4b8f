"""Updates become values: what came in, in which lane, for which conversation."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, Update

from bot.receiving.intake import Malformed, new_update
from bot.telegram.convert.updates import incoming_of
from bot.telegram.lanes import lane_of
from domain.incoming import (
    BotMembership,
    ChatKind,
    Command,
    Edited,
    Incoming,
    MediaKind,
    Place,
    Said,
    Shared,
    Tapped,
)

BOT = 9
PRIVATE = {"id": 7, "type": "private", "first_name": "Ann"}
FORUM = {"id": -100, "type": "supergroup", "title": "Desk", "is_forum": True}
ANN = {"id": 7, "is_bot": False, "first_name": "Ann", "last_name": "Lee", "language_code": "en"}


def message(chat: dict[str, Any] = PRIVATE, **fields: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 1_760_000_000, "chat": chat, "from": ANN, **fields}


def command(text: str, length: int, chat: dict[str, Any] = PRIVATE) -> dict[str, Any]:
    entity = {"type": "bot_command", "offset": 0, "length": length}
    return {"update_id": 1, "message": message(chat, text=text, entities=[entity])}


def parsed(update: dict[str, Any]) -> Update:
    found = Update.de_json(update, Named())
    assert found is not None
    return found


class Named(Bot):
    """A bot that was introduced: commands may name it."""

    def __init__(self) -> None:
        super().__init__("9:x")

    @property
    def username(self) -> str:
        return "care_bot"


def incoming(update: dict[str, Any]) -> Incoming:
    found = incoming_of(BOT, parsed(update))
    assert found is not None
    return found


def said(text: str, **fields: Any) -> dict[str, Any]:
    return {"update_id": 1, "message": message(text=text, **fields)}


def test_words() -> None:
    found = incoming(said("hello & <you>"))
    assert found.place == Place(BOT, 7)
    assert found.chat_kind is ChatKind.PRIVATE
    assert found.sender.name == "Ann Lee"
    assert found.content == Said("hello & <you>", "hello &amp; &lt;you&gt;")
    assert found.at.tzinfo is not None


def test_a_reply_names_its_message_but_a_topics_first_message_is_none() -> None:
    real = said("yes", reply_to_message=message(text="?") | {"message_id": 3})
    assert incoming(real).content == Said("yes", "yes", reply_to=3)
    created = message(FORUM, forum_topic_created={"name": "T", "icon_color": 1}) | {"message_id": 4}
    in_topic = message(
        FORUM, text="yes", message_thread_id=4, is_topic_message=True, reply_to_message=created
    )
    found = incoming({"update_id": 1, "message": in_topic})
    assert found.content == Said("yes", "yes")
    assert found.place == Place(BOT, -100, 4)


@pytest.mark.parametrize(
    ("text", "length", "content"),
    [
        ("/start", 6, Command("start")),
        ("/START d_riverside", 6, Command("start", "d_riverside", "d_riverside")),
        ("/help@care_bot  me ", 14, Command("help", "me", "me")),
    ],
)
def test_commands(text: str, length: int, content: Command) -> None:
    assert incoming(command(text, length)).content == content


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"sticker": {"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 1,
                      "height": 1, "is_animated": False, "is_video": False}}, MediaKind.STICKER),
        ({"voice": {"file_id": "f", "file_unique_id": "u", "duration": 1}}, MediaKind.VOICE),
        ({"location": {"latitude": 1.0, "longitude": 2.0}}, MediaKind.LOCATION),
        ({"contact": {"phone_number": "1", "first_name": "B"}}, MediaKind.CONTACT),
        ({"animation": {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1,
                        "duration": 1},
          "document": {"file_id": "f", "file_unique_id": "u"}}, MediaKind.ANIMATION),
        ({"game": {"title": "t", "description": "d", "photo": []}}, MediaKind.OTHER),
        ({"something_from_the_future": {"x": 1}}, MediaKind.OTHER),
    ],
)  # fmt: skip
def test_other_kinds(fields: dict[str, Any], kind: MediaKind) -> None:
    content = incoming({"update_id": 1, "message": message(**fields)}).content
    assert isinstance(content, Shared)
    assert content.kind is kind


def test_of_a_photo_the_largest_is_taken() -> None:
    sizes = [
        {"file_id": name, "file_unique_id": name, "width": 1, "height": 1} for name in ("s", "l")
    ]
    found = incoming({"update_id": 1, "message": message(photo=sizes, caption="see")})
    assert found.content == Shared(MediaKind.PHOTO, "l", "see", html="see", unique_id="l")


def tapped(data: str, chat: dict[str, Any] = PRIVATE) -> dict[str, Any]:
    rows = [[{"text": "Helpful", "callback_data": data}]]
    asked = message(chat, text="?", reply_markup={"inline_keyboard": rows})
    tap = {"id": "77", "from": ANN, "chat_instance": "1", "message": asked, "data": data}
    return {"update_id": 1, "callback_query": tap}


def test_a_tap() -> None:
    assert incoming(tapped("ask:up:1")).content == Tapped("ask:up:1", "77", 5, "Helpful")


def test_an_edit_and_a_block() -> None:
    edit = {"update_id": 1, "edited_message": message(text="new", edit_date=1_760_000_100)}
    assert incoming(edit).content == Edited(5, "new", "new")
    member = {"user": ANN, "status": "member"}
    gone = {"user": ANN, "status": "kicked", "until_date": 0}
    change = {
        "chat": PRIVATE, "from": ANN, "date": 1_760_000_000,
        "old_chat_member": member, "new_chat_member": gone,
    }  # fmt: skip
    blocked = incoming({"update_id": 1, "my_chat_member": change})
    assert blocked.content == BotMembership(present=False)


@pytest.mark.parametrize(
    ("update", "key"),
    [
        (said("x"), "c7"),
        ({"edited_message": message(text="x")}, "c7"),
        (tapped("x"), "c7"),
        ({"message": message(FORUM, message_thread_id=4, is_topic_message=True)}, "c-100/4"),
        ({"message": message(FORUM, message_thread_id=4)}, "c-100"),
        ({"message": message(FORUM, message_thread_id=4, forum_topic_closed={})}, "c-100/4"),
        ({"message": message(FORUM, text="in General")}, "c-100"),
        ({"chat_member": {"chat": FORUM, "from": ANN}}, "c-100"),
        ({"my_chat_member": {"chat": FORUM, "from": ANN}}, "c-100"),
        ({"message_reaction": {"chat": FORUM}}, "c-100"),
        ({"inline_query": {"id": "1", "from": ANN, "query": ""}}, "u7"),
        ({"callback_query": {"id": "1", "from": ANN, "inline_message_id": "3"}}, "u7"),
        ({"poll": {"id": "1"}}, "x"),
        ({"message": None}, "x"),
        ({"message": {"chat": []}}, "x"),
        ({"message": {"chat": {"id": "seven"}}}, "x"),
    ],
)
def test_lanes(update: dict[str, Any], key: str) -> None:
    assert lane_of(BOT, update).key == key


KEYS = st.sampled_from(["chat", "from", "id", "message", "is_topic_message"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["message", "callback_query", "poll", "a"]), JSON))
def test_the_strangest_update_has_a_lane(update: dict[str, Any]) -> None:
    assert lane_of(BOT, update).bot_id == BOT


@pytest.mark.parametrize("payload", [[], None, "x", {}, {"update_id": "1"}, {"update_id": True},
                                     {"update_id": 2**63}])  # fmt: skip
def test_what_is_no_update_is_refused(payload: object) -> None:
    with pytest.raises(Malformed):
        new_update(BOT, payload)
