import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.word_changes import Edit, Stretch, compared

KEPT, GONE, NEW = Edit.KEPT, Edit.GONE, Edit.NEW


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("same", "same", [(KEPT, "same")]),
        ("", "all new", [(NEW, "all new")]),
        ("every 10 months", "every 12 months", [
            (KEPT, "every "), (GONE, "10"), (NEW, "12"), (KEPT, " months"),
        ]),
        ("质保三年", "质保五年", [(KEPT, "质保"), (GONE, "三"), (NEW, "五"), (KEPT, "年")]),
        ("a <b>bold</b> word", "a bold word", [
            (KEPT, "a "), (GONE, "<b>"), (KEPT, "bold"), (GONE, "</b>"), (KEPT, " word"),
        ]),
    ],
)  # fmt: skip
def test_words_are_compared(before: str, after: str, found: list[tuple[Edit, str]]) -> None:
    assert compared(before, after) == tuple(Stretch(edit, words) for edit, words in found)


@given(st.text(max_size=40), st.text(max_size=40))
def test_both_texts_can_be_read_from_it(before: str, after: str) -> None:
    found = compared(before, after)
    assert "".join(one.words for one in found if one.edit is not NEW) == before
    assert "".join(one.words for one in found if one.edit is not GONE) == after


def test_long_texts_are_compared_by_lines() -> None:
    before = "".join(f"line {number}\n" for number in range(2_000))
    found = compared(before, before.replace("line 7\n", "row 7\n"))
    assert [one.words for one in found if one.edit is GONE] == ["line 7\n"]
