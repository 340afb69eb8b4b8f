"""Dates, times and lengths of time in both languages."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.rendering.catalog import Catalog
from bot.rendering.dates import moment_words, quantity_words, span_words
from bot.rendering.renderer import HtmlRenderer
from domain.text import Day, Moment, Percent, Quantity, Span, Text

CATALOG = Catalog.load()
SHANGHAI = "Asia/Shanghai"
MONDAY = datetime(2026, 11, 9, 2, tzinfo=UTC)
"""Ten o'clock in Shanghai."""


def said(moment: Moment) -> list[str]:
    return [moment_words(moment, locale, CATALOG) for locale in ("en", "zh-Hans")]


def test_a_date_and_a_time() -> None:
    assert said(Moment(MONDAY, SHANGHAI)) == ["Mon 9 Nov, 10:00", "11月9日周一 10:00"]
    adverb = Moment(MONDAY, SHANGHAI, as_adverb=True)
    assert said(adverb) == ["on Mon 9 Nov at 10:00", "11月9日周一 10:00"]


@pytest.mark.parametrize(
    ("hours_before", "plain", "adverb"),
    [
        (0, ["10:00 today", "今天 10:00"], ["at 10:00 today", "今天 10:00"]),
        (10, ["10:00 today", "今天 10:00"], ["at 10:00 today", "今天 10:00"]),
        (11, ["10:00 tomorrow", "明天 10:00"], ["at 10:00 tomorrow", "明天 10:00"]),
        (
            40,
            ["Mon 9 Nov, 10:00", "11月9日周一 10:00"],
            ["on Mon 9 Nov at 10:00", "11月9日周一 10:00"],
        ),
    ],
)
def test_days_that_have_a_name_by_the_readers_clock(
    hours_before: int, plain: list[str], adverb: list[str]
) -> None:
    now = MONDAY - timedelta(hours=hours_before)
    assert said(Moment(MONDAY, SHANGHAI, now)) == plain
    assert said(Moment(MONDAY, SHANGHAI, now, as_adverb=True)) == adverb


def test_another_year_is_said() -> None:
    now = datetime(2025, 6, 1, tzinfo=UTC)
    assert said(Moment(MONDAY, SHANGHAI, now)) == [
        "Mon 9 Nov 2026, 10:00",
        "2026年11月9日周一 10:00",
    ]


def test_the_zone_is_named_by_its_city() -> None:
    berlin = Moment(MONDAY, "Europe/Berlin", MONDAY, named=True)
    assert said(berlin) == ["03:00 today (Berlin time)", "今天 03:00（柏林时间）"]


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span(timedelta(seconds=59)), ["less than a minute", "不到 1 分钟"]),
        (Span(timedelta(minutes=20)), ["20 min", "20分钟"]),
        (Span(timedelta(hours=3)), ["3 h", "3小时"]),
        (Span(timedelta(hours=3, minutes=20, seconds=59)), ["3 h 20 min", "3小时20分钟"]),
        (Span(-timedelta(hours=3, minutes=20)), ["3 h 20 min", "3小时20分钟"]),
        (Span(timedelta(hours=47)), ["47 h", "47小时"]),
        (Span(timedelta(hours=72)), ["3 d", "3天"]),
        (Span(timedelta(hours=75, minutes=50)), ["3 d 3 h", "3天3小时"]),
        (Span(timedelta(hours=75, minutes=50), business=True), ["75 h 50 min", "75小时50分钟"]),
    ],
)
def test_lengths_of_time(span: Span, words: list[str]) -> None:
    assert [span_words(span, locale, CATALOG) for locale in ("en", "zh-Hans")] == words


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Day(date(2026, 11, 9)), ["9 Nov 2026", "2026年11月9日"]),
        (Day(date(2026, 11, 9), short=True), ["9 Nov", "11月9日"]),
        (Percent(0.834), ["83%", "83%"]),
        (Percent(0.999), ["99%", "99%"]),
        (Percent(0.001), ["1%", "1%"]),
        (Percent(1.0), ["100%", "100%"]),
        (Percent(0.0), ["0%", "0%"]),
        (Moment(MONDAY, SHANGHAI), ["Mon 9 Nov, 10:00", "11月9日周一 10:00"]),
        (Span(timedelta(hours=3)), ["3 h", "3小时"]),
    ],
)
def test_quantities(quantity: Quantity, words: list[str]) -> None:
    assert [quantity_words(quantity, locale, CATALOG) for locale in ("en", "zh-Hans")] == words


def test_a_language_that_is_not_shipped_is_spoken_to_in_english() -> None:
    assert moment_words(Moment(MONDAY, SHANGHAI), "de", CATALOG) == "Mon 9 Nov, 10:00"


def test_they_are_parameters_of_a_message() -> None:
    renderer = HtmlRenderer(CATALOG)
    text = Text("promise.by", desk="A & B", by=Moment(MONDAY, SHANGHAI))
    assert renderer.words(text, "en") == "A &amp; B will answer you by Mon 9 Nov, 10:00."
    within = Text("promise.within", desk="滨江店", within=Span(timedelta(minutes=15)))
    assert renderer.words(within, "zh-Hans") == "滨江店的工作人员会在15分钟内联系您。"
