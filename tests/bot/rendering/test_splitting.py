"""Long messages are split so that every piece is valid and nothing is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.splitting import split_html, visible_length


def words_of(markup: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^<>]*>", "", markup))


def is_balanced(markup: str) -> bool:
    opened: list[str] = []
    for closing, name in re.findall(r"<(/?)([a-z-]+)[^<>]*>", markup):
        if not closing:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened


def test_a_short_message_stays_as_it_is() -> None:
    assert split_html("<b>hello</b>\n\nyou") == ["<b>hello</b>\n\nyou"]


def test_it_is_cut_at_a_paragraphs_end() -> None:
    first, second = "a" * 60, "b" * 60
    assert split_html(f"{first}\n\n{second}", limit=100) == [first, second]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("aaaa aaaa\nbbbb bbbb", ["aaaa aaaa", "bbbb bbbb"]),
        ("aaaa. bbbb bbbb", ["aaaa.", "bbbb bbbb"]),
        ("第一句话。第二句话说完了", ["第一句话。", "第二句话说完了"]),
        ("aaaabbbbccccdddd", ["aaaabbbbcccc", "dddd"]),
    ],
)
def test_else_at_a_lines_a_sentences_a_words_end(text: str, pieces: list[str]) -> None:
    assert split_html(text, limit=12 if "a" in text else 8) == pieces


def test_open_tags_are_closed_and_opened_again() -> None:
    pieces = split_html(
        f'<b>{"a" * 50}\n\n<a href="https://e.example">{"b" * 50}</a></b>', limit=60
    )
    assert pieces == [
        f"<b>{'a' * 50}\n\n</b>",
        f'<b><a href="https://e.example">{"b" * 50}</a></b>',
    ]


def test_an_entity_is_one_character_and_an_emoji_two() -> None:
    assert visible_length("a&lt;b&amp;") == 4
    assert visible_length("<b>😀</b>") == 2


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "b", "i", "code"]), st.text("ab 。\n😀&<", max_size=80)),
        max_size=8,
    ),
    st.integers(20, 60),
)
def test_every_piece_fits_is_balanced_and_all_words_arrive(
    parts: list[tuple[str, str]], limit: int
) -> None:
    markup = ""
    for tag, words in parts:
        escaped = words.replace("&", "&amp;").replace("<", "&lt;")
        markup += f"<{tag}>{escaped}</{tag}>" if tag else escaped
    pieces = split_html(markup, limit)
    assert all(visible_length(piece) <= limit for piece in pieces)
    assert all(is_balanced(piece) for piece in pieces)
    assert words_of("".join(pieces)) == words_of(markup)
