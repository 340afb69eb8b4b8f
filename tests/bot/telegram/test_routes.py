"""Which conversation an update belongs to, in private and in groups."""

from typing import Any

import pytest

from bot.telegram import routes
from bot.telegram.routes import conversation_for
from domain.incoming import Incoming
from domain.ports import Effect, Tools, nothing
from handlers import table
from tests.bot.telegram.test_convert import BO, change
from tests.bot.telegram.test_edge import ANN, FORUM, command, message, parsed, said, tapped


@pytest.mark.parametrize(
    ("update", "conversation"),
    [
        (command("/start", 6), table.COMMANDS["start"].conversation),
        (command("/help@care_bot", 14), table.COMMANDS["help"].conversation),
        (command("/unheard_of", 11), table.UNKNOWN_COMMAND),
        (said("how do I charge?"), table.WORDS),
        (tapped("ask:up:1"), table.BUTTONS["ask"]),
        (tapped("menu"), table.BUTTONS["menu"]),
        (tapped("menuet:1"), table.UNKNOWN_BUTTON),
        ({"update_id": 1, "message": message(voice={"file_id": "f", "file_unique_id": "u",
                                                    "duration": 1})}, table.MEDIA),
        ({"update_id": 1, "message": message(pinned_message=message(text="x"))}, None),
        ({"update_id": 1, "edited_message": message(text="x")}, table.EDITED),
        ({"update_id": 1}, None),
    ],
)  # fmt: skip
def test_routes(update: dict[str, Any], conversation: object) -> None:
    assert conversation_for(parsed(update)) is conversation


def test_a_command_for_another_bot_is_not_ours_to_answer_as_that_command() -> None:
    assert conversation_for(parsed(command("/help@other_bot", 15))) is table.UNKNOWN_COMMAND


GROUP_NAMES = (
    "GROUP_UNKNOWN_COMMAND", "GROUP_UNKNOWN_BUTTON", "GROUP_WORDS", "GROUP_MEDIA", "GROUP_EDITED",
    "GROUP_MEMBERSHIP", "GROUP_MEMBERS", "GROUP_TOPICS", "SEARCH",
)  # fmt: skip


class Named:
    """A conversation that can be told from the others."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def __call__(self, incoming: Incoming, tools: Tools) -> Effect:
        del incoming, tools
        return nothing


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table in which every conversation of groups is another one."""
    for name in GROUP_NAMES:
        monkeypatch.setattr(table, name, Named(name))
    monkeypatch.setattr(table, "GROUP_COMMANDS", {"note": Named("note"), "case": Named("case")})
    monkeypatch.setattr(table, "GROUP_BUTTONS", {"case": Named("case:"), "ask": Named("ask:")})
    in_group = tuple(routes._group())
    monkeypatch.setattr(routes, "_ROUTES", {"private": routes._IN_PRIVATE, "supergroup": in_group})


def of(update: dict[str, Any]) -> str | None:
    conversation = conversation_for(parsed(update))
    return conversation.name if isinstance(conversation, Named) else None


VOICE = {"file_id": "f", "file_unique_id": "u", "duration": 1}


def in_group(**fields: Any) -> dict[str, Any]:
    return {"update_id": 1, "message": message(FORUM, **fields)}


@pytest.mark.usefixtures("named")
@pytest.mark.parametrize(
    ("update", "name"),
    [
        (command("/note", 5, FORUM), "note"),
        (command("/NOTE@Care_Bot", 14, FORUM), "note"),
        (command("/case@other_bot", 15, FORUM), None),
        (command("/unheard_of", 11, FORUM), "GROUP_UNKNOWN_COMMAND"),
        (command("/unheard_of@care_bot", 20, FORUM), "GROUP_UNKNOWN_COMMAND"),
        (command("/unheard_of@other_bot", 21, FORUM), None),
        (in_group(text="hi"), "GROUP_WORDS"),
        (in_group(text="//note"), "GROUP_WORDS"),
        (in_group(voice=VOICE), "GROUP_MEDIA"),
        (in_group(game={"title": "t", "description": "d", "photo": []}), "GROUP_MEDIA"),
        (in_group(pinned_message=message(FORUM, text="x")), None),
        (in_group(new_chat_members=[BO]), None),
        (in_group(message_thread_id=4, forum_topic_closed={}), "GROUP_TOPICS"),
        (in_group(message_thread_id=4, forum_topic_created={"name": "n", "icon_color": 1}),
         "GROUP_TOPICS"),
        ({"update_id": 1, "edited_message": message(FORUM, text="x")}, "GROUP_EDITED"),
        (tapped("case:1", FORUM), "case:"),
        (tapped("ask:up:1", FORUM), "ask:"),
        (tapped("menu", FORUM), "GROUP_UNKNOWN_BUTTON"),
        (change("my_chat_member", BO, status="member"), "GROUP_MEMBERSHIP"),
        (change("chat_member", BO, status="left"), "GROUP_MEMBERS"),
        ({"update_id": 1, "inline_query": {"id": "1", "from": ANN, "query": "", "offset": ""}},
         "SEARCH"),
    ],
)  # fmt: skip
def test_routes_of_groups(update: dict[str, Any], name: str | None) -> None:
    assert of(update) == name


@pytest.mark.usefixtures("named")
def test_a_button_of_a_group_does_nothing_in_private_and_the_other_way_round() -> None:
    assert conversation_for(parsed(tapped("case:1"))) is table.UNKNOWN_BUTTON
    assert of(tapped("ask:up:1", FORUM)) == "ask:"
    assert conversation_for(parsed(tapped("ask:up:1"))) is table.BUTTONS["ask"]


def test_a_channel_is_none_of_our_business() -> None:
    channel = {"id": -100, "type": "channel", "title": "News"}
    assert conversation_for(parsed({"update_id": 1, "channel_post": message(channel)})) is None
