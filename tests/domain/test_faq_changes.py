from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.faq_changes import Part, difference, merged
from domain.faq_data import entry_data, entry_of
from domain.knowledge import EntryStatus, FaqEntry, FaqText, Scope

OIL = FaqEntry(
    "oil",
    "service",
    {
        "en": FaqText("Which oil?", "0W-20.", ("what oil",)),
        "zh-Hans": FaqText("什么机油？", "0W-20。"),
    },
)

words = st.text(min_size=1, max_size=8)
texts = st.builds(FaqText, words, words, st.lists(words, max_size=3).map(tuple), st.none() | words)
days = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))
entries = st.builds(
    FaqEntry,
    st.just("oil"),
    words,
    st.dictionaries(st.sampled_from(["en", "zh-Hans", "de"]), texts, min_size=1),
    st.sampled_from(EntryStatus),
    st.builds(
        Scope, st.none() | words, st.lists(words, max_size=2).map(tuple), st.none() | st.just(2020)
    ),
    days,
    days,
)  # fmt: skip


@given(entries)
def test_an_entry_survives_as_data(entry: FaqEntry) -> None:
    back = entry_of(entry_data(entry))
    assert back == entry
    assert list(back.texts) == list(entry.texts)


@given(entries, entries)
def test_my_changes_of_what_nobody_else_touched_are_what_i_made(
    base: FaqEntry, mine: FaqEntry
) -> None:
    found = merged(base, mine, base)
    assert found.clashes == ()
    assert found.entry == mine


@given(entries, entries)
def test_without_changes_of_mine_theirs_stands(base: FaqEntry, theirs: FaqEntry) -> None:
    assert merged(base, base, theirs).entry == theirs


def text(entry: FaqEntry, locale: str, **changes: object) -> FaqEntry:
    changed = replace(entry.texts[locale], **changes)  # type: ignore[arg-type]
    return replace(entry, texts={**entry.texts, locale: changed})


def test_changes_of_different_parts_both_hold() -> None:
    mine = replace(text(OIL, "en", answer="5W-30."), category="engine")
    theirs = text(OIL, "zh-Hans", answer="5W-30。", variants=("机油型号",))
    found = merged(OIL, mine, theirs)
    assert found.clashes == ()
    assert found.entry.category == "engine"
    assert found.entry.texts["en"].answer == "5W-30."
    assert found.entry.texts["zh-Hans"].variants == ("机油型号",)


def test_the_same_part_changed_by_both_is_a_clash_and_mine_is_shown() -> None:
    found = merged(OIL, text(OIL, "en", answer="mine"), text(OIL, "en", answer="theirs"))
    [clash] = found.clashes
    assert (clash.part, clash.locale, clash.after) == (Part.ANSWER, "en", "theirs")
    assert found.entry.texts["en"].answer == "mine"


def test_the_same_change_by_both_is_none() -> None:
    both = text(OIL, "en", answer="5W-30.")
    assert merged(OIL, both, both).clashes == ()


def test_a_difference_names_each_part_once() -> None:
    after = replace(
        OIL,
        status=EntryStatus.ARCHIVED,
        texts={"en": OIL.texts["en"], "de": FaqText("Welches Öl?", "0W-20.")},
        valid_until=date(2026, 1, 1),
    )
    found = [(one.part, one.locale) for one in difference(OIL, after)]
    assert found == [
        (Part.STATUS, None),
        (Part.DATES, None),
        (Part.QUESTION, "zh-Hans"),
        (Part.ANSWER, "zh-Hans"),
        (Part.VARIANTS, "zh-Hans"),
        (Part.QUESTION, "de"),
        (Part.ANSWER, "de"),
        (Part.VARIANTS, "de"),
    ]
    assert difference(OIL, OIL) == ()
