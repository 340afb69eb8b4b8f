"""FAQs of a given size: the sample brand's, and public phrasings or made-up ones to fill it up."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

from domain.knowledge import FaqEntry, FaqText
from knowledge.files.reading import read_bank
from tests.bench.child import ROOT

SAMPLE = ROOT / "bot" / "sample" / "faq"
EVAL = Path(__file__).parent / "eval"
LANGUAGES = ("en", "zh-Hans")
ENTRIES = 300
LARGE = 5000
"""Entries of the largest FAQ, a maker's."""

_THINGS = (
    "invoice", "parcel", "refund", "voucher", "password", "login", "subscription", "membership",
    "order", "delivery", "address", "account", "profile", "newsletter", "contract", "deposit",
    "ticket", "seat", "luggage", "booking", "room", "key", "card", "pin", "loan", "rent", "meter",
    "bill", "router", "cable", "phone", "tablet", "laptop", "printer", "camera", "speaker",
    "battery", "charger", "antenna", "filter",
)  # fmt: skip
_DOINGS = (
    "cancel", "change", "renew", "return", "track", "repair", "replace", "upgrade", "pause",
    "transfer", "share", "register", "delete", "extend", "verify", "print",
)  # fmt: skip
_PLACES = (
    "online", "in the app", "abroad", "at the counter", "by post", "on a Sunday", "for a friend",
    "at night",
)  # fmt: skip
_WAYS = (
    "how do i {doing} the {thing} {place}", "can i {doing} my {thing} {place}",
    "i want to {doing} a {thing} {place}", "{doing} {thing} {place}",
    "is it possible to {doing} the {thing} {place}", "where can i {doing} the {thing} {place}",
    "what do i need to {doing} my {thing} {place}", "{place}, how is a {thing} {doing}ed",
    "help me {doing} this {thing} {place}", "{thing}: {doing} it {place}?",
)  # fmt: skip


def sample_entries() -> tuple[FaqEntry, ...]:
    """Return the sample brand's FAQ."""
    return read_bank(SAMPLE, LANGUAGES)


def filling_entries(count: int) -> tuple[FaqEntry, ...]:
    """Return entries of other trades (CLINC150's and BANKING77's phrasings), ten phrasings each."""
    found: list[FaqEntry] = []
    for name in ("clinc150_10shot", "banking77_10shot"):
        entries = read_bank(EVAL / name / "bank.csv", LANGUAGES)
        taken = {entry.key for entry in found}
        found += [
            replace(entry, key=f"{entry.key}-{name}") if entry.key in taken else entry
            for entry in entries
        ]
    if count > len(found):
        raise ValueError(f"there are {len(found)} entries to fill up with")
    return tuple(found[:count])


def bench_entries() -> tuple[FaqEntry, ...]:
    """Return the FAQ of the run: the sample brand's, filled up to `ENTRIES`."""
    sample = sample_entries()
    return sample + filling_entries(max(0, ENTRIES - len(sample)))


def made_up_entries(count: int) -> tuple[FaqEntry, ...]:
    """Return that many entries with ten phrasings each: public ones first, then by pattern."""
    public = filling_entries(min(count, 200))
    return public + tuple(_patterned(count - len(public)))


def _patterned(count: int) -> Iterator[FaqEntry]:
    for number, (place, doing, thing) in enumerate(product(_PLACES, _DOINGS, _THINGS)):
        if number >= count:
            return
        first, *others = (way.format(doing=doing, thing=thing, place=place) for way in _WAYS)
        text = FaqText(first, f"About {thing}.", tuple(others))
        yield FaqEntry(f"made-up-{number:05d}", "general", {"en": text})


def write_csv(path: Path, entries: Iterable[FaqEntry]) -> None:
    """Write entries as a FAQ file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("key", "category", "locale", "question", "answer", "variants"))
        for entry in entries:
            for locale, text in entry.texts.items():
                variants = "|".join(one.replace("|", "/") for one in text.variants)
                rows.writerow(
                    (entry.key, entry.category, locale, text.question, text.answer, variants)
                )
