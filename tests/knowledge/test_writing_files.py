"""What is written reads back as the same entries, whatever stands in them."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import OwnerlineError
from domain.knowledge import EntryStatus, FaqEntry, FaqText, Scope
from domain.markup import check_markup
from knowledge.files.reading import read_bank
from knowledge.files.rows import clean_text
from knowledge.files.writing import write_bank

_LINES = st.text(max_size=40).map(lambda t: " ".join(clean_text(t).split()))
_PHRASINGS = _LINES.map(lambda t: t.replace("|", "/")).filter(bool)
_KEYS = _LINES.map(lambda t: t.replace("|", "").replace(" ", "")).filter(bool)
_ANSWERS = (
    st.text(min_size=1, max_size=80)
    .map(lambda t: check_markup(clean_text(t)).html)
    .filter(lambda t: bool(t.strip()) and not check_markup(t).problems)
    .filter(lambda t: bool(check_markup(t).plain.strip()))
)


@st.composite
def _texts(draw: st.DrawFn) -> FaqText:
    question = draw(_PHRASINGS)
    others = draw(st.lists(_PHRASINGS, max_size=3, unique=True))
    variants = tuple(other for other in others if other != question)
    return FaqText(question, draw(_ANSWERS), variants)


_YEARS = st.none() | st.integers(1950, 2100)
_DATES = st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))


@st.composite
def _entries(draw: st.DrawFn) -> FaqEntry:
    years = sorted(year for year in (draw(_YEARS), draw(_YEARS)) if year)
    dates = sorted(day for day in (draw(_DATES), draw(_DATES)) if day)
    locales = draw(st.sampled_from([("en",), ("zh-Hans",), ("en", "zh-Hans")]))
    return FaqEntry(
        key=draw(_KEYS),
        category=draw(_KEYS),
        texts={locale: draw(_texts()) for locale in locales},
        status=draw(st.sampled_from(EntryStatus)),
        scope=Scope(
            brand=draw(st.none() | _KEYS),
            models=tuple(draw(st.lists(_KEYS, max_size=3, unique=True))),
            year_from=years[0] if years else None,
            year_to=years[1] if len(years) > 1 else None,
        ),
        valid_from=dates[0] if dates else None,
        valid_until=dates[1] if len(dates) > 1 else None,
    )


_BANKS = st.lists(_entries(), min_size=1, max_size=4, unique_by=lambda entry: entry.key)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl", "yaml"])
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(bank=_BANKS)
def test_reads_back_the_same(tmp_path: Path, ending: str, bank: list[FaqEntry]) -> None:
    file = tmp_path / f"faq.{ending}"
    write_bank(file, bank)
    assert read_bank(file, ("en", "zh-Hans")) == tuple(bank)


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    bank = (FaqEntry("a", "general", {"en": FaqText("=1+1", "=SUM(A1)", ("+1", "-1", "@x"))}),)
    write_bank(tmp_path / "faq.xlsx", bank)
    assert read_bank(tmp_path / "faq.xlsx", ("en",)) == bank


def test_an_ending_that_is_no_format(tmp_path: Path) -> None:
    with pytest.raises(OwnerlineError):
        write_bank(tmp_path / "faq.doc", ())


def test_an_empty_bank_is_written(tmp_path: Path) -> None:
    for ending in ("csv", "xlsx", "jsonl", "yaml"):
        write_bank(tmp_path / f"faq.{ending}", ())
        assert (tmp_path / f"faq.{ending}").exists()
