"""Entries become a file that reads back as the same entries."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import yaml

from domain.errors import OwnerlineError
from domain.knowledge import FaqEntry
from domain.text import Text
from knowledge.files.rows import FIELDS

Row = dict[str, str | int | list[str]]


def write_bank(path: Path, entries: Iterable[FaqEntry]) -> None:
    """Write entries in the format that the path ends in, in one step.

    Raises `OwnerlineError` for an ending that is no FAQ format, and `OSError`.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise OwnerlineError(Text("faq.file.format", known=", ".join(WRITERS)))
    new = path.with_name(path.name + ".new")
    new.write_bytes(writer(rows_of(entries)))
    new.replace(path)


def rows_of(entries: Iterable[FaqEntry]) -> Iterator[Row]:
    """Return one row per key and locale, in the order of fields, empty fields left out."""
    for entry in entries:
        for locale, text in entry.texts.items():
            row = {
                "key": entry.key,
                "category": entry.category,
                "locale": locale,
                "question": text.question,
                "answer": text.answer,
                "variants": list(text.variants),
                "status": entry.status.value,
                "brand": entry.scope.brand,
                "models": list(entry.scope.models),
                "year_from": entry.scope.year_from,
                "year_to": entry.scope.year_to,
                "valid_from": entry.valid_from and entry.valid_from.isoformat(),
                "valid_until": entry.valid_until and entry.valid_until.isoformat(),
            }
            yield {name: value for name, value in row.items() if value}


def _flat(row: Row) -> list[str]:
    cells = []
    for name in FIELDS:
        value = row.get(name, "")
        cells.append("\n".join(value) if isinstance(value, list) else str(value))
    return cells


def _csv(rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(FIELDS)
    writer.writerows(_flat(row) for row in rows)
    return text.getvalue().encode("utf-8-sig")  # Excel takes it for Latin-1 without the mark


def _xlsx(rows: Iterable[Row]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - 0.3 s that only workbooks need
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    workbook = Workbook(write_only=True)
    page = workbook.create_sheet("FAQ")
    page.append(list(FIELDS))
    for row in rows:
        cells = []
        for value in _flat(row):
            cell = WriteOnlyCell(page, value=value)
            cell.data_type = "s"  # text, even where it begins with "="
            cells.append(cell)
        page.append(cells)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _jsonl(rows: Iterable[Row]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _yaml(rows: Iterable[Row]) -> bytes:
    text = yaml.dump(list(rows), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return text.encode()


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks, as an editor would write them."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)

WRITERS: dict[str, Callable[[Iterable[Row]], bytes]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".jsonl": _jsonl,
    ".yaml": _yaml,
    ".yml": _yaml,
}
