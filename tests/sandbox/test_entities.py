"""The HTML parser: never anything but entities or Telegram's complaint."""

import contextlib
import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.entities import clean, parse_html, units
from sandbox.errors import ApiError
from sandbox.rendering import find_entities, to_html

TAGS = ("b", "i", "u", "s", "code", "pre", "tg-spoiler", "blockquote")
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
soup = st.lists(
    st.one_of(
        words,
        st.sampled_from(
            ["<", ">", "&", "&lt;", "&#x1F600;", "</b>", "</>", "<a href=", "'", '"', "="]
        ),
        st.sampled_from([f"<{tag}>" for tag in TAGS]),
        st.sampled_from([f"</{tag}>" for tag in TAGS]),
        st.sampled_from(['<a href="http://a.io">', "</a>", '<span class="tg-spoiler">', "</span>"]),
    ),
    max_size=20,
).map("".join)

CASES = [
    ("a&amp;b &lt;c&gt; &quot;&#65;&#x42; &nbsp;", 'a&b <c> "AB &nbsp;', []),
    ("<b>x</b>", "x", [("bold", 0, 1)]),
    ("😀<b>x</b>", "😀x", [("bold", 2, 1)]),
    ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    ("<b></b>x", "x", []),
    ("<STRONG>x</strong>", "x", [("bold", 0, 1)]),
    ("<b>x</>", "x", [("bold", 0, 1)]),
    ("<a href='a.io'>x</a>", "x", [("text_link", 0, 1)]),
    ("<a>a.io</a>", "a.io", [("text_link", 0, 4)]),
    ("<a href='nowhere'>x</a>", "x", []),
    ("<span class='tg-spoiler'>x</span>", "x", [("spoiler", 0, 1)]),
    ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
    ("<pre><code class='language-py'>x</code></pre>", "x", [("pre", 0, 1)]),
    ("<tg-emoji emoji-id='5'>x</tg-emoji>", "x", [("custom_emoji", 0, 1)]),
]


@pytest.mark.parametrize(("source", "text", "entities"), CASES)
def test_parsed(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    found, parsed = parse_html(source)
    assert found == text
    assert [(one["type"], one["offset"], one["length"]) for one in parsed] == entities


COMPLAINTS = [
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<a href='x", "Unclosed start tag at byte offset 0"),
    ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    (
        "<a href>y</a>",
        'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
    ),
    ("<a href=http://x>y</a>", "Unexpected end of name token at byte offset 8"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
    ("车<p>", 'Unsupported start tag "p" at byte offset 3'),
]


@pytest.mark.parametrize(("source", "complaint"), COMPLAINTS)
def test_refused(source: str, complaint: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"


@given(soup)
def test_anything_is_parsed_or_refused_by_telegrams_rules(source: str) -> None:
    with contextlib.suppress(ApiError):
        text, entities = clean(*parse_html(source))
        check(text, entities)


@given(words)
def test_plain_text_comes_through(text: str) -> None:
    assert parse_html(html.escape(text))[0] == text
    check(text, find_entities(text, []))


@given(st.lists(st.tuples(st.sampled_from(TAGS[:4]), words), max_size=6))
def test_rendering_and_parsing_agree(parts: list[tuple[str, str]]) -> None:
    source = "".join(f"<{tag}>{html.escape(text)}</{tag}>" for tag, text in parts)
    text, entities = parse_html(source)
    again, same = parse_html(to_html(text, entities))
    assert (again, same) == (text, entities)


def check(text: str, entities: list[dict[str, object]]) -> None:
    """Within the text, in UTF-16 code units, never through the middle of a character."""
    coded = text.encode("utf-16-le")
    assert units(text) == len(coded) // 2
    for entity in entities:
        start, length = entity["offset"], entity["length"]
        assert isinstance(start, int)
        assert isinstance(length, int)
        assert start >= 0 < length
        assert start + length <= units(text)
        coded[start * 2 : (start + length) * 2].decode("utf-16-le")
    parse_html(to_html(text, entities))


FOUND = [
    ("call /help now", [("bot_command", 5, 5)]),
    ("/help@my_bot", [("bot_command", 0, 12)]),
    ("a/b and 1/2", []),
    ("see https://a.io/x, please", [("url", 4, 14)]),
    ("see example.com.", [("url", 4, 11)]),
    ("me@example.com", [("email", 0, 14)]),
    ("@someone #tag $USD", [("mention", 0, 8), ("hashtag", 9, 4), ("cashtag", 14, 4)]),
    ("刹车 /help", [("bot_command", 3, 5)]),
]


@pytest.mark.parametrize(("text", "entities"), FOUND)
def test_found_in_plain_text(text: str, entities: list[tuple[str, int, int]]) -> None:
    found = [(one["type"], one["offset"], one["length"]) for one in find_entities(text, [])]
    assert found == entities
