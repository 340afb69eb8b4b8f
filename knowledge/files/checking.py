"""Rows become entries: every value checked, every mistake named."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from domain.faq_file import Problem
from domain.faq_limits import LONGEST_ANSWER, LONGEST_KEY, LONGEST_QUESTION, MOST_VARIANTS
from domain.knowledge import GENERAL, EntryStatus, FaqEntry, FaqText, Scope
from domain.locale import canonical
from domain.markup import check_markup
from domain.text import Text
from knowledge.files.rows import LISTS, REQUIRED, RawRow

_SHARED = (
    "category", "status", "brand", "models", "year_from", "year_to", "valid_from", "valid_until",
)  # fmt: skip
_T = TypeVar("_T")


@dataclass(slots=True)
class _Draft:
    """An entry as its rows so far make it, and where each thing was said first."""

    first: RawRow
    texts: dict[str, FaqText] = field(default_factory=dict)
    rows: dict[str, RawRow] = field(default_factory=dict)
    shared: dict[str, object] = field(default_factory=dict)
    said: dict[str, RawRow] = field(default_factory=dict)


class _Checker:
    """Checks the rows of one bank; `problems` grows, nothing is raised."""

    def __init__(self, languages: Sequence[str]) -> None:
        self._languages = languages
        self._drafts: dict[str, _Draft] = {}
        self.problems: list[Problem] = []

    def take(self, row: RawRow) -> None:
        """Check a row and add it to its entry, as far as it can be read."""
        for name in REQUIRED:
            if not row.cells.get(name):
                self._wrong(row, name, Text("faq.file.missing", column=name))
        key, locale = self._key(row), self._locale(row)
        text = self._text(row)
        shared = {name: self._shared(row, name) for name in _SHARED if row.cells.get(name)}
        if key is None or locale is None:
            return
        draft = self._drafts.setdefault(key, _Draft(row))
        first = draft.rows.setdefault(locale, row)
        if first is not row:
            twice = Text(
                "faq.file.key_twice", key=key, locale=locale, file=first.file, row=first.number
            )
            self._wrong(row, "key", twice)
            return
        if text is not None:
            draft.texts[locale] = text
        self._share(draft, row, shared)

    def _share(self, draft: _Draft, row: RawRow, shared: dict[str, object]) -> None:
        for name, value in shared.items():
            if draft.shared.setdefault(name, value) != value:
                first = draft.said[name]
                differs = Text(
                    "faq.file.differs",
                    column=name,
                    key=str(draft.first.cells["key"]),
                    file=first.file,
                    row=first.number,
                )
                self._wrong(row, name, differs)
            draft.said.setdefault(name, row)

    def entries(self) -> tuple[FaqEntry, ...]:
        """Return the entries in the order of their first rows."""
        return tuple(self._entry(key, draft) for key, draft in self._drafts.items())

    def _entry(self, key: str, draft: _Draft) -> FaqEntry:
        get = draft.shared.get
        since, until = _as(int, get("year_from")), _as(int, get("year_to"))
        if since is not None and until is not None and since > until:
            self._wrong(draft.first, "year_to", Text("faq.file.years_reversed"))
        begins, ends = _as(date, get("valid_from")), _as(date, get("valid_until"))
        if begins is not None and ends is not None and begins > ends:
            self._wrong(draft.first, "valid_until", Text("faq.file.dates_reversed"))
        return FaqEntry(
            key=key,
            category=_as(str, get("category")) or GENERAL,
            texts=draft.texts,
            status=_as(EntryStatus, get("status")) or EntryStatus.PUBLISHED,
            scope=Scope(
                brand=_as(str, get("brand")),
                models=_as(tuple, get("models")) or (),
                year_from=since,
                year_to=until,
            ),
            valid_from=begins,
            valid_until=ends,
        )

    def _wrong(self, row: RawRow, column: str, text: Text) -> None:
        self.problems.append(Problem(row.file, row.number, column, text))

    def _key(self, row: RawRow) -> str | None:
        key = _one_line(row.cells.get("key", ""))
        if not key:
            return None
        if len(key) > LONGEST_KEY:
            self._wrong(row, "key", Text("faq.file.too_long", n=len(key), most=LONGEST_KEY))
            return None
        if "|" in key or " " in key:
            self._wrong(row, "key", Text("faq.file.key_letters", key=key))
            return None
        return key

    def _locale(self, row: RawRow) -> str | None:
        given = _one_line(row.cells.get("locale", ""))
        if not given:
            return None
        locale = canonical(given)
        if locale in self._languages:
            return locale
        known = ", ".join(self._languages)
        self._wrong(row, "locale", Text("faq.file.locale", locale=given, known=known))
        return None

    def _text(self, row: RawRow) -> FaqText | None:
        question = self._phrasing(row, "question", row.cells.get("question", ""))
        variants = [self._phrasing(row, "variants", one) for one in self._list(row, "variants")]
        if len(variants) > MOST_VARIANTS:
            text = Text("faq.file.too_many_variants", n=len(variants), most=MOST_VARIANTS)
            self._wrong(row, "variants", text)
        answer = self._answer(row)
        if question is None or answer is None:
            return None
        others = dict.fromkeys(one for one in variants if one and one != question)
        return FaqText(question, answer, tuple(others))

    def _phrasing(self, row: RawRow, column: str, words: object) -> str | None:
        line = _one_line(words)
        if len(line) > LONGEST_QUESTION:
            text = Text("faq.file.too_long", n=len(line), most=LONGEST_QUESTION)
            self._wrong(row, column, text)
            return None
        return line or None

    def _answer(self, row: RawRow) -> str | None:
        given = row.cells.get("answer")
        if not isinstance(given, str):
            return None
        markup = check_markup(given)
        for text in markup.problems:
            self._wrong(row, "answer", text)
        length = len(markup.plain.strip())
        if not length:
            self._wrong(row, "answer", Text("faq.file.missing", column="answer"))
            return None
        if length > LONGEST_ANSWER:
            self._wrong(row, "answer", Text("faq.file.too_long", n=length, most=LONGEST_ANSWER))
            return None
        return markup.html

    def _list(self, row: RawRow, column: str) -> tuple[str, ...]:
        """Return a list cell; in the flat formats `|` and line breaks separate."""
        cell = row.cells.get(column, "")
        if isinstance(cell, str):
            parts = cell.replace("|", "\n").split("\n")
            return tuple(part.strip() for part in parts if part.strip())
        for part in cell:
            if "|" in part or "\n" in part:
                self._wrong(row, column, Text("faq.file.separator", value=part[:50]))
        return cell

    def _shared(self, row: RawRow, name: str) -> object:
        if name in LISTS:
            return tuple(dict.fromkeys(self._list(row, name)))
        value = _one_line(row.cells[name])
        match name:
            case "status":
                return self._parsed(row, name, value, lambda v: EntryStatus(v.lower()))
            case "year_from" | "year_to":
                return self._parsed(row, name, value, _year)
            case "valid_from" | "valid_until":
                return self._parsed(row, name, value, date.fromisoformat)
        return value

    def _parsed(self, row: RawRow, name: str, value: str, parse: Callable[[str], _T]) -> _T | None:
        try:
            return parse(value)
        except ValueError:
            texts = {
                "status": Text("faq.file.status", value=value),
                "year_from": Text("faq.file.year", value=value),
                "year_to": Text("faq.file.year", value=value),
            }
            self._wrong(row, name, texts.get(name, Text("faq.file.date", value=value)))
            return None


def check_rows(
    rows: Iterable[RawRow], languages: Sequence[str]
) -> tuple[tuple[FaqEntry, ...], list[Problem]]:
    """Return the entries that the rows make, and everything that is wrong with them."""
    checker = _Checker(languages)
    for row in rows:
        checker.take(row)
    entries = checker.entries()
    return entries, checker.problems


def _one_line(words: object) -> str:
    return " ".join(words.split()) if isinstance(words, str) else ""


def _year(value: str) -> int:
    year = int(value)
    if not 1950 <= year <= 2100:
        raise ValueError(value)
    return year


def _as(kind: type[_T], value: object) -> _T | None:
    return value if isinstance(value, kind) else None
