import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.incoming import MediaKind, Said, Shared
from handlers.staff.relay import notes

MARKED = ["// ask the workshop", "//ask", "  // x", "／／问车间", "/／ x", "/note x", "/NOTE x"]
COMMAND_LIKE = ["/备注 问车间", "/notes x", "/ note", "／note2", "/resolve", "/"]
UNSEEN = ["\u200b", "\u200e", "\u200f", "\u2060", "\ufeff", "\u3164", " \u200b\n"]
SLASHES = ["/", "／", "∕", "⁄", "⧸"]
PLAIN = ["hello", "either/or // not at the begin", "http://x.example", "10/3", ""]


@pytest.mark.parametrize("words", MARKED)
def test_a_mark_at_the_begin_makes_a_note(words: str) -> None:
    assert notes.is_marked(Said(words))
    assert notes.is_marked(Shared(MediaKind.PHOTO, "F", words))
    assert not notes.looks_like_command(Said(words))


@pytest.mark.parametrize("words", COMMAND_LIKE)
def test_what_begins_with_a_slash_is_meant_for_the_bot(words: str) -> None:
    assert not notes.is_marked(Said(words))
    assert notes.looks_like_command(Said(words))


@pytest.mark.parametrize("unseen", UNSEEN)
def test_what_nobody_sees_before_a_mark_does_not_hide_it(unseen: str) -> None:
    for words in MARKED:
        assert notes.is_marked(Said(unseen + words))
    for words in COMMAND_LIKE:
        assert notes.looks_like_command(Said(unseen + words))
    assert notes.without_mark(f"{unseen}// {unseen}ask") == "ask"


@pytest.mark.parametrize("first", SLASHES)
@pytest.mark.parametrize("second", SLASHES)
def test_what_looks_like_a_slash_is_one(first: str, second: str) -> None:
    assert notes.without_mark(f"{first}{second} ask") == "ask"
    assert notes.without_mark(f"{first}note ask") == "ask"
    assert notes.looks_like_command(Said(f"{first}resolve"))


@pytest.mark.parametrize("words", PLAIN)
def test_other_words_are_neither(words: str) -> None:
    assert not notes.is_marked(Said(words))
    assert not notes.looks_like_command(Said(words))


def test_the_mark_is_taken_off() -> None:
    assert notes.without_mark("// ask the workshop") == "ask the workshop"
    assert notes.without_mark("/note ask") == "ask"
    assert notes.without_mark("no mark") is None


@given(st.text())
def test_nothing_that_begins_with_a_slash_counts_as_words_for_the_owner(words: str) -> None:
    for mark in SLASHES:
        said = Said(mark + words)
        assert notes.is_marked(said) or notes.looks_like_command(said)
