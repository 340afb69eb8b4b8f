"""What is different between two states of an entry, and putting two people's changes together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from domain.knowledge import EntryStatus, FaqEntry, FaqText, Scope


class Part(StrEnum):
    """The parts of an entry that change by themselves."""

    STATUS = "status"
    CATEGORY = "category"
    SCOPE = "scope"
    DATES = "dates"
    QUESTION = "question"
    ANSWER = "answer"
    VARIANTS = "variants"
    IMAGE = "image"


Dates: TypeAlias = tuple[date | None, date | None]
Value: TypeAlias = str | tuple[str, ...] | Scope | EntryStatus | Dates | None
"""What a part holds. None: the entry has nothing in that language, or no picture."""


@dataclass(frozen=True, slots=True)
class Change:
    """One part that changed; `locale` where the part is one of a language."""

    part: Part
    before: Value
    after: Value
    locale: str | None = None

    @property
    def where(self) -> tuple[Part, str | None]:
        """Which part of which language it is."""
        return self.part, self.locale


@dataclass(frozen=True, slots=True)
class Merged:
    """Two changes of one entry put together; `clashes` are the parts that both changed.

    Where they clash, `entry` has mine.
    """

    entry: FaqEntry
    clashes: tuple[Change, ...]


def difference(before: FaqEntry, after: FaqEntry) -> tuple[Change, ...]:
    """Return what changed, in the order in which it is read."""
    return tuple(change for change in _compared(before, after) if change.before != change.after)


def _compared(before: FaqEntry, after: FaqEntry) -> Iterator[Change]:
    yield Change(Part.STATUS, before.status, after.status)
    yield Change(Part.CATEGORY, before.category, after.category)
    yield Change(Part.SCOPE, before.scope, after.scope)
    yield Change(
        Part.DATES,
        (before.valid_from, before.valid_until),
        (after.valid_from, after.valid_until),
    )
    for locale in dict.fromkeys((*before.texts, *after.texts)):
        old, new = before.texts.get(locale), after.texts.get(locale)
        for part in (Part.QUESTION, Part.ANSWER, Part.VARIANTS, Part.IMAGE):
            yield Change(part, _of(old, part), _of(new, part), locale)


def _of(text: FaqText | None, part: Part) -> Value:
    if text is None:
        return None
    match part:
        case Part.QUESTION:
            return text.question
        case Part.ANSWER:
            return text.answer
        case Part.VARIANTS:
            return text.variants
        case _:
            return text.image


def merged(base: FaqEntry, mine: FaqEntry, theirs: FaqEntry) -> Merged:
    """Put my changes of `base` onto what others have made of it meanwhile."""
    own = difference(base, mine)
    changed_by_both = {one.where: one for one in difference(base, theirs)}
    clashes = tuple(
        changed_by_both[one.where]
        for one in own
        if one.where in changed_by_both and changed_by_both[one.where].after != one.after
    )
    return Merged(_applied(own, theirs), clashes)


def _applied(changes: Iterable[Change], entry: FaqEntry) -> FaqEntry:
    for change in changes:
        match change.part, change.after:
            case Part.STATUS, EntryStatus() as status:
                entry = replace(entry, status=status)
            case Part.CATEGORY, str() as category:
                entry = replace(entry, category=category)
            case Part.SCOPE, Scope() as scope:
                entry = replace(entry, scope=scope)
            case Part.DATES, (begins, ends) if not isinstance(begins, str):
                entry = replace(entry, valid_from=begins, valid_until=_date(ends))
            case _:
                entry = _with_text(entry, change)
    texts = {locale: text for locale, text in entry.texts.items() if text.question}
    return replace(entry, texts=texts)


def _date(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _with_text(entry: FaqEntry, change: Change) -> FaqEntry:
    if change.locale is None:
        return entry
    text = entry.texts.get(change.locale, FaqText("", ""))
    match change.part, change.after:
        case Part.QUESTION, str() | None as words:
            text = replace(text, question=words or "")
        case Part.ANSWER, str() | None as words:
            text = replace(text, answer=words or "")
        case Part.VARIANTS, tuple() as variants:
            text = replace(text, variants=tuple(str(one) for one in variants))
        case Part.IMAGE, str() | None as image:
            text = replace(text, image=image)
    return replace(entry, texts={**entry.texts, change.locale: text})
