"""What a curator writes in the chat, made into the words of an entry."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.faq_limits import LONGEST_ANSWER, LONGEST_KEY
from domain.knowledge import FaqEntry
from domain.markup import check_markup
from domain.text import Text

_BULLET = re.compile(r"^(\s*)[-*]\s+", re.MULTILINE)
_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_YEARS = re.compile(r"(?:(\d{4})\s*)?(?:[-–—~至到]\s*(\d{4})?)?")
_SAY_NOTHING = frozenset({
    "a", "an", "and", "are", "at", "can", "do", "does", "for", "how", "i", "in", "is", "it", "my",
    "of", "on", "or", "the", "to", "what", "when", "where", "which", "why",
})  # fmt: skip
_KEY_WORDS = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it will be kept, how long it reads, and what is wrong with it."""

    html: str
    length: int
    problems: tuple[Text, ...] = ()


def one_line(words: str) -> str:
    """Return words without line breaks and double spaces."""
    return " ".join(words.split())


def lines_of(words: str) -> tuple[str, ...]:
    """Return the lines that say something, each once: a way to ask is a line."""
    stripped = (one_line(_BULLET.sub("", line)) for line in words.splitlines())
    return tuple(dict.fromkeys(line for line in stripped if line))


def answer_of(html: str) -> Answer:
    """Read an answer in Telegram's HTML. Lines that begin with a hyphen become a list."""
    markup = check_markup(_BULLET.sub(r"\1• ", html.strip()))
    length = len(markup.plain.strip())
    problems = markup.problems
    if length > LONGEST_ANSWER:
        problems = (*problems, Text("curation.too_long", n=length, most=LONGEST_ANSWER))
    return Answer(markup.html, length, problems)


def key_of(entry: FaqEntry, number: int, taken: Iterable[str]) -> str:
    """Return a key for a new entry, of its first question in Latin letters, else its category.

    `number` is one that no other entry has: it makes the key unlike those `taken`.
    """
    words: list[str] = []
    for text in entry.texts.values():
        plain = unicodedata.normalize("NFKD", text.question).encode("ascii", "ignore").decode()
        found = re.findall(r"[a-z0-9]+", plain.casefold())
        words = [one for one in found if one not in _SAY_NOTHING][:_KEY_WORDS]
        if words:
            break
    key = "-".join(words)[: LONGEST_KEY - 20].strip("-")
    if key and key not in set(taken):
        return key
    return f"{key or entry.category.replace(' ', '-')[: LONGEST_KEY - 20]}-{number}"


def dates_of(words: str) -> tuple[date | None, date | None] | None:
    """Read "2026-01-01 to 2026-12-31", "from 2026-01-01", "until 2026-12-31"; None if it is none.

    A single date is the last day unless the words begin with "from", or a dash follows it.
    """
    found = _ISO.findall(words)
    try:
        days = [date(*(int(part) for part in one.split("-"))) for one in found]
    except ValueError:
        return None
    match days:
        case [only]:
            plain = words.strip().casefold()
            begins = plain.startswith(("from", "since", "从", "自")) or plain.endswith(
                ("-", "–", "起", "…", "to")
            )
            return (only, None) if begins else (None, only)
        case [begins, ends] if begins <= ends:
            return begins, ends
    return None


def years_of(words: str) -> tuple[int | None, int | None] | None:
    """Read "2022-2024", "2022-", "-2024" or "2022" (that year only); None if it is none."""
    plain = words.strip()
    found = _YEARS.fullmatch(plain)
    if not found or not any(found.groups()):
        return None
    since, until = (int(part) if part else None for part in found.groups())
    if since and not until and not re.search(r"[-–—~至到]", plain):
        until = since
    if any(year is not None and not 1950 <= year <= 2100 for year in (since, until)):
        return None
    return None if since and until and since > until else (since, until)
