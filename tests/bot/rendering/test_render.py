"""What conversations say becomes calls: escaped, in the reader's language, split."""

import pytest

from bot.rendering.catalog import Catalog
from bot.rendering.renderer import HtmlRenderer
from domain.incoming import MediaKind, Place
from domain.outgoing import (
    Action,
    AlbumPart,
    Button,
    Call,
    Copy,
    Delete,
    EditButtons,
    EditCaption,
    EditMedia,
    EditText,
    EditTopic,
    Link,
    MakeTopic,
    Outgoing,
    Pin,
    React,
    SendAlbum,
    SendFile,
    SendPhoto,
    SendText,
)
from domain.text import Html, Joined, Localized, Plain, Text

RENDERER = HtmlRenderer(Catalog.load())
CHAT = Place(9, 7)


def render(action: Action, locale: str = "en", to: Place = CHAT) -> list[Call]:
    return list(RENDERER.render(Outgoing(to, action, locale)))


def test_names_and_questions_are_escaped() -> None:
    greeting = Text("start.again", name="<b>Ann & Co</b>")
    assert "&lt;b&gt;Ann &amp; Co&lt;/b&gt;" in RENDERER.words(greeting, "en")
    assert RENDERER.words(Plain("a < b"), "en") == "a &lt; b"
    assert RENDERER.words(Html("<b>x</b>"), "en") == "<b>x</b>"


def test_the_language_reaches_into_parameters() -> None:
    brand = Localized((("en", "Solvane"), ("zh-Hans", "索凡")))
    assert "索凡" in RENDERER.words(Text("start.greeting_unnamed", brand=brand), "zh-Hans")
    assert "Solvane" in RENDERER.words(Text("start.greeting_unnamed", brand=brand), "en")


def test_parts_are_joined_and_empty_ones_left_out() -> None:
    joined = Joined((Plain("a"), Plain(""), Plain("b")))
    assert RENDERER.words(joined, "en") == "a\n\nb"


def test_a_message_with_buttons() -> None:
    buttons = ((Button(Plain("A & B"), "a"), Link(Text("button.topics"), "https://brand.example")),)
    (call,) = render(SendText(Plain("hi"), buttons, reply_to=3, silent=True), to=Place(9, -1, 4))
    assert call.method == "send_message"
    assert call.params["text"] == "hi"
    assert call.params["message_thread_id"] == 4
    assert call.params["disable_notification"] is True
    assert call.params["reply_parameters"]["message_id"] == 3
    first, second = call.params["reply_markup"]["inline_keyboard"][0]
    assert first == {"text": "A & B", "callback_data": "a"}
    assert second["url"] == "https://brand.example"


def test_of_a_long_message_the_first_part_replies_and_the_last_has_the_buttons() -> None:
    action = SendText(Plain("word " * 2000), ((Button(Plain("A"), "a"),),), reply_to=3)
    first, *_, last = render(action)
    assert "reply_parameters" in first.params
    assert "reply_markup" not in first.params
    assert "reply_parameters" not in last.params
    assert "reply_markup" in last.params


@pytest.mark.parametrize(("target", "named"), [(5, "message_id"), ("card:1", "ref")])
def test_edits_name_their_target(target: int | str, named: str) -> None:
    (text,) = render(EditText(target, Plain("new")))
    assert (text.method, text.params[named]) == ("edit_message_text", target)
    (buttons,) = render(EditButtons(target))
    assert (buttons.method, buttons.params) == ("edit_message_reply_markup", {named: target})


def test_a_long_caption_becomes_a_message_of_its_own() -> None:
    (short,) = render(SendPhoto("f", Plain("x")))
    assert (short.method, short.params["caption"]) == ("send_photo", "x")
    photo, text = render(SendPhoto("f", Plain("x" * 1025), ((Button(Plain("A"), "a"),),)))
    assert "caption" not in photo.params
    assert "reply_markup" in text.params


def test_callback_data_has_a_length() -> None:
    with pytest.raises(ValueError, match="1 to 64 bytes"):
        Button(Plain("A"), "数" * 22)


BUTTONS = ((Button(Plain("A"), "a"),),)
TOPIC = Place(9, -100, 4)


def test_a_copy_is_as_it_is_or_has_words_of_ours() -> None:
    (plain,) = render(Copy(7, 5, buttons=BUTTONS, reply_to="m:1"), to=TOPIC)
    assert plain.method == "copy_message"
    assert (plain.params["from_chat_id"], plain.params["message_id"]) == (7, 5)
    assert plain.params["message_thread_id"] == 4
    assert plain.params["reply_parameters"]["message_id"] == "m:1"
    assert "caption" not in plain.params
    assert "reply_markup" in plain.params
    (said,) = render(Copy(7, 5, Html("<b>a</b>")))
    assert (said.params["caption"], said.params["parse_mode"]) == ("<b>a</b>", "HTML")


def test_words_too_long_for_a_copys_caption_follow_and_take_its_own_away() -> None:
    copy, text = render(Copy(7, 5, Plain("x" * 1025), BUTTONS))
    assert copy.params["caption"] == ""
    assert "reply_markup" not in copy.params
    assert text.params["text"] == "x" * 1025
    assert "reply_markup" in text.params


def test_an_album_is_one_call() -> None:
    parts = (
        AlbumPart(MediaKind.PHOTO, "p", Html("<i>see</i>")),
        AlbumPart(MediaKind.VIDEO, "v"),
    )
    (call,) = render(SendAlbum(parts, reply_to=3), to=TOPIC)
    assert call.method == "send_media_group"
    assert call.params["media"] == [
        {"type": "photo", "media": "p", "caption": "<i>see</i>", "parse_mode": "HTML"},
        {"type": "video", "media": "v"},
    ]
    assert call.params["reply_parameters"]["message_id"] == 3
    assert call.params["message_thread_id"] == 4


@pytest.mark.parametrize("kind", [MediaKind.PHOTO, MediaKind.DOCUMENT, MediaKind.AUDIO])
def test_what_is_left_of_an_album_is_sent_alone(kind: MediaKind) -> None:
    (call,) = render(SendAlbum((AlbumPart(kind, "f", Plain("x")),)))
    assert call.method == f"send_{kind}"
    assert (call.params[kind.value], call.params["caption"]) == ("f", "x")


def test_an_albums_long_caption_follows_it() -> None:
    parts = (AlbumPart(MediaKind.PHOTO, "p", Plain("x" * 1025)), AlbumPart(MediaKind.PHOTO, "q"))
    album, text = render(SendAlbum(parts))
    assert album.params["media"][0] == {"type": "photo", "media": "p"}
    assert text.params["text"] == "x" * 1025


@pytest.mark.parametrize(("as_photo", "method"), [(True, "send_photo"), (False, "send_document")])
def test_a_file_of_ours_is_named_not_held(as_photo: bool, method: str) -> None:
    (call,) = render(SendFile("reports/1.png", "May.png", Plain("May"), as_photo=as_photo))
    assert call.method == method
    assert (call.params["file_key"], call.params["file_name"]) == ("reports/1.png", "May.png")
    assert call.params["caption"] == "May"


def test_an_edited_caption_has_its_limit_too() -> None:
    (short,) = render(EditCaption("m:1", Plain("x"), BUTTONS))
    assert (short.method, short.params["ref"], short.params["caption"]) == (
        "edit_message_caption",
        "m:1",
        "x",
    )
    first, rest = render(EditCaption(5, Plain("x" * 1500), BUTTONS))
    assert (len(first.params["caption"]), len(rest.params["text"])) == (1024, 476)
    assert "reply_markup" in rest.params
    assert "reply_markup" not in first.params
    (emptied,) = render(EditCaption(5, Plain("")))
    assert emptied.params["caption"] == ""


def test_another_picture_goes_into_a_copy_with_its_caption() -> None:
    part = AlbumPart(MediaKind.PHOTO, "F2", Html("<b>new</b>"))
    (call,) = render(EditMedia("m:1", part, BUTTONS))
    assert (call.method, call.params["ref"]) == ("edit_message_media", "m:1")
    assert call.params["media"] == {
        "type": "photo", "media": "F2", "caption": "<b>new</b>", "parse_mode": "HTML",
    }  # fmt: skip
    assert "reply_markup" in call.params
    (bare,) = render(EditMedia(5, AlbumPart(MediaKind.VIDEO, "V")))
    assert bare.params["media"] == {"type": "video", "media": "V"}
    first, rest = render(EditMedia(5, AlbumPart(MediaKind.PHOTO, "F", Plain("x" * 1500))))
    assert (len(first.params["media"]["caption"]), len(rest.params["text"])) == (1024, 476)


def test_deleted_messages_are_named_in_order_a_hundred_at_a_time() -> None:
    first, second = render(Delete((*range(150, 1, -1), 7)))
    assert first.method == "delete_messages"
    assert first.params["message_ids"] == list(range(2, 102))
    assert second.params["message_ids"] == list(range(102, 151))


def test_a_reaction_comes_and_goes() -> None:
    (put,) = render(React(5, "✍️"))
    assert put.params == {"message_id": 5, "reaction": [{"type": "emoji", "emoji": "✍"}]}
    (taken,) = render(React(5, None))
    assert taken.params["reaction"] == []


def test_a_pin_makes_no_sound() -> None:
    (call,) = render(Pin("card:1"))
    assert call.method == "pin_chat_message"
    assert call.params == {"ref": "card:1", "disable_notification": True}


def test_a_topics_name_is_one_line_of_128_characters() -> None:
    (call,) = render(MakeTopic("case:1", Plain("Q-2026-000001 · a & b\nc")))
    assert call.method == "create_forum_topic"
    assert call.params == {"name": "Q-2026-000001 · a & b c"}
    (long,) = render(MakeTopic("case:1", Plain("车" * 200)))
    assert len(long.params["name"]) == 128
    (empty,) = render(MakeTopic("case:1", Plain(" ")))
    assert empty.params["name"]


@pytest.mark.parametrize(
    ("action", "methods"),
    [
        (EditTopic(name=Plain("x")), ["edit_forum_topic"]),
        (EditTopic(name=Plain("x"), is_closed=False), ["reopen_forum_topic", "edit_forum_topic"]),
        (EditTopic(name=Plain("x"), is_closed=True), ["edit_forum_topic", "close_forum_topic"]),
        (EditTopic(is_deleted=True), ["delete_forum_topic"]),
    ],
)
def test_topics_are_changed(action: EditTopic, methods: list[str]) -> None:
    calls = render(action, to=TOPIC)
    assert [call.method for call in calls] == methods
    assert all(call.params["message_thread_id"] == 4 for call in calls)


@pytest.mark.parametrize("label", [Plain(""), Plain("  \n")])
def test_a_button_without_a_label_does_not_cost_the_message(label: Plain) -> None:
    (call,) = render(SendText(Plain("hi"), ((Button(label, "a"),),)))
    assert call.params["reply_markup"]["inline_keyboard"] == [[{"text": "–", "callback_data": "a"}]]
