from datetime import date

import pytest

from domain.faq_words import answer_of, dates_of, key_of, lines_of, years_of
from domain.knowledge import FaqEntry, FaqText

JAN, DEC = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("words", "dates"),
    [
        ("2026-01-01 to 2026-12-31", (JAN, DEC)),
        ("2026-1-1 2026-12-31", (JAN, DEC)),
        ("从 2026-01-01 到 2026-12-31", (JAN, DEC)),
        ("from 2026-01-01", (JAN, None)),
        ("2026-01-01起", (JAN, None)),
        ("2026-01-01 -", (JAN, None)),
        ("until 2026-12-31", (None, DEC)),
        ("2026-12-31", (None, DEC)),
        ("2026-12-31 to 2026-01-01", None),
        ("2026-02-30", None),
        ("next year", None),
        ("", None),
    ],
)
def test_dates(words: str, dates: object) -> None:
    assert dates_of(words) == dates


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("2022-2024", (2022, 2024)),
        (" 2022 – 2024 ", (2022, 2024)),
        ("2022至2024", (2022, 2024)),
        ("2022-", (2022, None)),
        ("-2024", (None, 2024)),
        ("2023", (2023, 2023)),
        ("2024-2022", None),
        ("1890", None),
        ("-", None),
        ("", None),
        ("all", None),
    ],
)
def test_years(words: str, years: object) -> None:
    assert years_of(words) == years


def test_lines_are_ways_to_ask_each_once() -> None:
    assert lines_of("- one way\n\n* another   way\none way\n") == ("one way", "another way")


def test_an_answer_is_checked_and_hyphens_become_a_list() -> None:
    read = answer_of('<b>Two</b> kinds:\n- a &lt; b\n* <a href="https://x.y">c</a>')
    assert read.html == '<b>Two</b> kinds:\n• a &lt; b\n• <a href="https://x.y">c</a>'
    assert (read.length, read.problems) == (len("Two kinds:\n• a < b\n• c"), ())
    assert answer_of("<b>open").problems
    assert answer_of("<video>no</video>").problems
    assert answer_of("x" * 20_001).problems


@pytest.mark.parametrize(
    ("question", "taken", "key"),
    [
        ("How do I charge at home?", (), "charge-home"),
        ("How do I charge at home?", ("charge-home",), "charge-home-7"),
        ("¿Dónde está?", (), "donde-esta"),
        ("在家怎么充电？", (), "service-7"),
        ("What is it?", (), "service-7"),
        ("a" * 300, (), "a" * 80),
    ],
)
def test_a_key_comes_from_the_question(question: str, taken: tuple[str, ...], key: str) -> None:
    entry = FaqEntry("", "service", {"en": FaqText(question, "x")})
    assert key_of(entry, 7, taken) == key
