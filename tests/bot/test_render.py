"""What conversations say becomes calls: escaped, in the reader's language, split."""

import pytest

from bot.catalog import Catalog
from bot.render import HtmlRenderer
from domain.incoming import Place
from domain.outgoing import (
    Action,
    Button,
    Call,
    EditButtons,
    EditText,
    Link,
    Outgoing,
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
