"""What groups bring: members, topics, rights, forwards, files, searches, edits."""

from typing import Any

import pytest

from bot.telegram.convert.updates import incoming_of, moved_to
from domain.incoming import (
    BotMembership,
    ChatKind,
    Command,
    Edited,
    FileRef,
    MediaKind,
    MemberChanged,
    Person,
    Place,
    Said,
    Searched,
    Shared,
    Tapped,
    TopicChange,
    TopicChanged,
)
from tests.bot.telegram.test_edge import ANN, BOT, FORUM, incoming, message, parsed, said

AT = 1_760_000_000
BO = {"id": 8, "is_bot": False, "first_name": "Bo"}
CARE_BOT = {"id": BOT, "is_bot": True, "first_name": "Care", "username": "care_bot"}
CREATED = {"name": "Q-2026-000001", "icon_color": 1}


def in_topic(**fields: Any) -> dict[str, Any]:
    inside = {"message_thread_id": 4, "is_topic_message": True, **fields}
    return {"update_id": 1, "message": message(FORUM, **inside)}


@pytest.mark.parametrize(
    ("fields", "content"),
    [
        ({"forum_topic_created": CREATED}, TopicChanged(TopicChange.MADE, 4, "Q-2026-000001")),
        ({"forum_topic_edited": {"name": "new"}}, TopicChanged(TopicChange.RENAMED, 4, "new")),
        ({"forum_topic_closed": {}}, TopicChanged(TopicChange.CLOSED, 4)),
        ({"forum_topic_reopened": {}}, TopicChanged(TopicChange.REOPENED, 4)),
    ],
)
def test_what_happens_to_a_topic_is_told_also_when_the_bot_did_it(
    fields: dict[str, Any], content: TopicChanged
) -> None:
    found = incoming(in_topic(**fields))
    assert (found.content, found.place, found.in_forum) == (content, Place(BOT, -100, 4), True)
    ours = message(FORUM, message_thread_id=4, is_topic_message=True, **fields)
    assert incoming({"update_id": 1, "message": ours | {"from": CARE_BOT}}).sender.is_bot


@pytest.mark.parametrize(
    "fields",
    [
        {"pinned_message": message(FORUM, text="x")},
        {"new_chat_members": [BO]},
        {"left_chat_member": BO},
        {"new_chat_title": "Desk 2"},
        {"forum_topic_edited": {"icon_custom_emoji_id": "1"}},
        {"general_forum_topic_hidden": {}},
        {"video_chat_started": {}},
        {"delete_chat_photo": True},
        {"boost_added": {"boost_count": 1}},
        {"migrate_from_chat_id": -7},
    ],
)
def test_what_nobody_said_is_no_message(fields: dict[str, Any]) -> None:
    assert incoming_of(BOT, parsed(in_topic(**fields))) is None


def test_a_group_that_became_a_supergroup() -> None:
    group = {"id": -7, "type": "group", "title": "D"}
    moved = {"update_id": 1, "message": message(group, migrate_to_chat_id=-1007)}
    assert incoming_of(BOT, parsed(moved)) is None
    assert moved_to(parsed(moved)) == (-7, -1007)
    assert moved_to(parsed(said("x"))) is None


def change(kind: str, user: dict[str, Any], chat: dict[str, Any] = FORUM, **new: Any) -> Any:
    return {
        "update_id": 1,
        kind: {
            "chat": chat, "from": ANN, "date": AT,
            "old_chat_member": {"user": user, "status": "member"},
            "new_chat_member": {"user": user, **new},
        },
    }  # fmt: skip


RIGHTS = dict.fromkeys(
    ("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages",
     "can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info",
     "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
     "can_send_reactions", "can_manage_tags"),
    False,
)  # fmt: skip
RESTRICTED = dict.fromkeys(
    ("can_send_messages", "can_send_polls", "can_send_other_messages",
     "can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages",
     "can_manage_topics", "can_send_audios", "can_send_documents", "can_send_photos",
     "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_edit_tag",
     "can_react_to_messages"),
    False,
)  # fmt: skip


@pytest.mark.parametrize(
    ("new", "membership"),
    [
        ({"status": "member"}, BotMembership(present=True, has_topics=True)),
        ({"status": "left"}, BotMembership(present=False, has_topics=True)),
        (
            {"status": "administrator", **RIGHTS, "can_manage_topics": True,
             "can_pin_messages": True},
            BotMembership(True, is_admin=True, has_topics=True, can_manage_topics=True,
                          can_pin=True),
        ),
        (
            {"status": "administrator", **RIGHTS, "can_delete_messages": True},
            BotMembership(True, is_admin=True, has_topics=True, can_delete=True),
        ),
    ],
)  # fmt: skip
def test_what_the_bot_may_do_in_a_group(new: dict[str, Any], membership: BotMembership) -> None:
    found = incoming(change("my_chat_member", CARE_BOT, **new))
    assert (found.content, found.chat_kind) == (membership, ChatKind.GROUP)


@pytest.mark.parametrize(
    ("new", "present"),
    [
        ({"status": "member"}, True),
        ({"status": "creator", "is_anonymous": False}, True),
        ({"status": "left"}, False),
        ({"status": "kicked", "until_date": 0}, False),
        ({"status": "restricted", "is_member": True, "until_date": 0, **RESTRICTED}, True),
        ({"status": "restricted", "is_member": False, "until_date": 0, **RESTRICTED}, False),
    ],
)
def test_who_comes_and_goes(new: dict[str, Any], present: bool) -> None:
    found = incoming(change("chat_member", BO, **new))
    assert found.content == MemberChanged(Person(8, "Bo"), present=present)
    assert found.sender.id == ANN["id"], "who did it"


def test_an_inline_query_is_taken_as_said_in_private() -> None:
    query = {"id": "55", "from": ANN, "query": "canned hello", "offset": "20"}
    found = incoming({"update_id": 1, "inline_query": query})
    assert found.content == Searched("55", "canned hello", "20")
    assert (found.place, found.chat_kind) == (Place(BOT, 7), ChatKind.PRIVATE)


def command(text: str, length: int, *more: dict[str, Any], **fields: Any) -> Command:
    entities = [{"type": "bot_command", "offset": 0, "length": length}, *more]
    content = incoming(in_topic(text=text, entities=entities, **fields)).content
    assert isinstance(content, Command)
    return content


def test_a_commands_arguments_keep_their_formatting_and_it_replies() -> None:
    bold = {"type": "bold", "offset": 7, "length": 4}
    code = {"type": "code", "offset": 14, "length": 1}
    asked = message(FORUM, text="?") | {"message_id": 3}
    found = command("/note  car 😀 <x ", 5, bold, code, reply_to_message=asked)
    assert found == Command("note", "car 😀 <x", "<b>car </b>😀 <code>&lt;</code>x", reply_to=3)


def test_formatting_that_begins_before_the_arguments_reaches_into_them() -> None:
    bold = {"type": "bold", "offset": 0, "length": 9}
    assert command("/note abc", 5, bold) == Command("note", "abc", "<b>abc</b>")
    assert command("/note", 5) == Command("note")


def test_a_caption_that_begins_with_a_command_is_none() -> None:
    entities = [{"type": "bot_command", "offset": 0, "length": 5}]
    voice = {"file_id": "f", "file_unique_id": "u", "duration": 1}
    found = incoming(in_topic(voice=voice, caption="/note x", caption_entities=entities))
    assert found.content == Shared(MediaKind.VOICE, "f", "/note x", html="/note x", unique_id="u")


def test_who_wrote_what_was_forwarded_if_they_let_it_be_known() -> None:
    user = {"type": "user", "date": AT, "sender_user": BO}
    hidden = {"type": "hidden_user", "date": AT, "sender_user_name": "Bo"}
    content = incoming(said("hi", forward_origin=user)).content
    assert content == Said("hi", "hi", forwarded_from=Person(8, "Bo"), origin="Bo")
    assert incoming(said("hi", forward_origin=hidden)).content == Said("hi", "hi", origin="Bo")
    channel = {"id": -1009, "type": "channel", "title": "News"}
    group = {"id": -1008, "type": "supergroup", "title": "Drivers"}
    for origin, name in (
        ({"type": "channel", "date": AT, "chat": channel, "message_id": 5}, "News"),
        ({"type": "chat", "date": AT, "sender_chat": group}, "Drivers"),
    ):
        content = incoming(said("hi", forward_origin=origin)).content
        assert content == Said("hi", "hi", origin=name)


def test_a_document_with_its_name_size_and_formatted_caption() -> None:
    document = {
        "file_id": "f",
        "file_unique_id": "u",
        "file_name": "r.pdf",
        "file_size": 900,
        "mime_type": "application/pdf",
    }
    bold = [{"type": "bold", "offset": 0, "length": 3}]
    fields: dict[str, Any] = {"document": document, "caption": "see", "caption_entities": bold}
    found = incoming({"update_id": 1, "message": message(**fields, media_group_id="g")})
    assert found.content == Shared(
        MediaKind.DOCUMENT, "f", "see", "g", html="<b>see</b>", file_name="r.pdf", size=900,
        unique_id="u", mime="application/pdf",
    )  # fmt: skip


def test_a_tap_brings_what_its_message_replies_to() -> None:
    photo = message(photo=[{"file_id": "p", "file_unique_id": "u", "width": 1, "height": 1}])
    tap = {
        "id": "1", "from": ANN, "chat_instance": "x", "data": "person",
        "message": message(text="A picture", message_id=9, reply_to_message=photo),
    }  # fmt: skip
    content = incoming({"update_id": 1, "callback_query": tap}).content
    assert isinstance(content, Tapped)
    assert content.under == Shared(MediaKind.PHOTO, "p", unique_id="u")
    tap["message"] = message(text="A word", message_id=9, reply_to_message=message(text="hi"))
    content = incoming({"update_id": 1, "callback_query": tap}).content
    assert isinstance(content, Tapped)
    assert content.under is None


def test_whose_contact_was_shared() -> None:
    contact = {"phone_number": "1", "first_name": "Ann", "user_id": 7}
    found = incoming({"update_id": 1, "message": message(contact=contact)})
    assert found.content == Shared(MediaKind.CONTACT, contact_of=7)


def test_an_edit_says_what_the_message_holds_now() -> None:
    photo = [{"file_id": "p", "file_unique_id": "u", "width": 1, "height": 1}]
    edit = {"update_id": 1, "edited_message": message(photo=photo, caption="<", edit_date=AT + 9)}
    assert incoming(edit).content == Edited(5, "<", "&lt;", MediaKind.PHOTO, "p", FileRef("p", "u"))


def test_an_anonymous_admin_is_nobody_we_can_name() -> None:
    group_bot = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    hidden = message(FORUM, text="hi", sender_chat=FORUM) | {"from": group_bot}
    assert incoming({"update_id": 1, "message": hidden}).sent_as_chat
    assert not incoming(said("hi")).sent_as_chat


def test_a_reply_to_a_topics_creation_is_none_even_where_telegram_shortens_it() -> None:
    first = message(FORUM) | {"message_id": 4}
    found = incoming(in_topic(text="hi", reply_to_message=first))
    assert found.content == Said("hi", "hi")


def test_a_private_chat_is_no_forum() -> None:
    assert not incoming(said("x")).in_forum
