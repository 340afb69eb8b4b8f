"""What an import of FAQ entries would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from domain.knowledge import EntryStatus, FaqEntry, FaqText


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The difference between the FAQ and a file: entries as they shall be, by what happens."""

    added: tuple[FaqEntry, ...] = ()
    changed: tuple[FaqEntry, ...] = ()
    unchanged: tuple[FaqEntry, ...] = ()
    archived: tuple[FaqEntry, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether applying it would change nothing."""
        return not (self.added or self.changed or self.archived)


def plan_import(
    current: Mapping[str, FaqEntry], incoming: Iterable[FaqEntry], *, archive_missing: bool = False
) -> ImportPlan:
    """Compare a file with the FAQ.

    A language that the file leaves out of an entry stays as it is, and so does every entry that
    the file leaves out, unless `archive_missing` (`--replace`), which archives those.
    """
    added: list[FaqEntry] = []
    changed: list[FaqEntry] = []
    unchanged: list[FaqEntry] = []
    seen: set[str] = set()
    for entry in incoming:
        seen.add(entry.key)
        before = current.get(entry.key)
        if before is None:
            added.append(entry)
            continue
        merged = replace(entry, texts=_merged_texts(before, entry))
        (unchanged if merged == before else changed).append(merged)
    archived = [
        replace(entry, status=EntryStatus.ARCHIVED)
        for key, entry in sorted(current.items())
        if archive_missing and key not in seen and entry.status is not EntryStatus.ARCHIVED
    ]
    return ImportPlan(tuple(added), tuple(changed), tuple(unchanged), tuple(archived))


def _merged_texts(before: FaqEntry, entry: FaqEntry) -> dict[str, FaqText]:
    texts = dict(before.texts)
    for locale, text in entry.texts.items():
        kept_image = texts[locale].image if locale in texts else None
        texts[locale] = replace(text, image=text.image or kept_image)
    return texts
