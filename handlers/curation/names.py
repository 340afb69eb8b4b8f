"""What states and languages of entries are called."""

from collections.abc import Mapping

from domain.knowledge import EntryStatus, FaqEntry
from domain.text import Plain, Text
from handlers.language import name_of

STATUS_NAMES: Mapping[EntryStatus, Text] = {
    EntryStatus.PUBLISHED: Text("curation.published"),
    EntryStatus.DRAFT: Text("curation.draft"),
    EntryStatus.ARCHIVED: Text("curation.archived"),
}
STATUS_MARKS: Mapping[EntryStatus, str] = {
    EntryStatus.PUBLISHED: "",
    EntryStatus.DRAFT: "✎ ",
    EntryStatus.ARCHIVED: "✕ ",
}
"""Before a question in a list; what is published needs none."""


def language_of(locale: str) -> Text | Plain:
    """Return a language's name, in the reader's language."""
    return name_of(locale)


def question_in(entry: FaqEntry, locale: str) -> str:
    """Return an entry's question in a language, else in the first it has; its key without any."""
    text = entry.texts.get(locale) or next(iter(entry.texts.values()), None)
    return (text.question if text else "") or entry.key
