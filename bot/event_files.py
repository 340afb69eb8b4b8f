"""Reads files of events: CSV or XLSX, a row an event."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.errors import OwnerlineError
from domain.policy import Policy
from domain.surveys.events import By, NewEvent
from domain.text import Text

COLUMNS = ("telegram_id", "phone", "vin", "kind", "time", "desk", "amount")
_BY = {"telegram_id": By.TELEGRAM, "phone": By.PHONE, "vin": By.VIN}
_KIND = re.compile(r"[a-z0-9][a-z0-9_-]{0,23}")
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_NOON = time(12)
_SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event with its row in the file, counted as a spreadsheet does."""

    row: int
    event: NewEvent


class EventsRefused(OwnerlineError):
    """A file has mistakes: nothing of it is taken. `problems` names each by row."""

    def __init__(self, problems: Sequence[tuple[int, Text]]) -> None:
        super().__init__(Text("events.refused", n=len(problems)))
        self.problems = tuple(problems)


def read_events(path: Path, policy: Policy) -> list[EventRow]:
    """Read a file. A time without a zone is by the clock of its desk, else of the default one.

    Raises `EventsRefused` naming every row that is wrong, `OwnerlineError` for no such file.
    """
    rows = iter(_rows(path))
    heading = [str(cell or "").strip().lower() for cell in next(rows, (1, []))[1]]
    unknown = [name for name in heading if name and name not in COLUMNS]
    if unknown or "kind" not in heading or "time" not in heading or not _BY.keys() & set(heading):
        told = Text("events.heading", columns=", ".join(COLUMNS), file=path.name)
        raise OwnerlineError(told)
    events: list[EventRow] = []
    problems: list[tuple[int, Text]] = []
    for number, values in rows:
        cells = {name: value for name, value in zip(heading, values, strict=False) if name}
        if all(_words(value) == "" for value in cells.values()):
            continue
        try:
            events.append(EventRow(number, _event(cells, policy)))
        except _Wrong as wrong:
            problems.append((number, wrong.text))
    if problems:
        raise EventsRefused(problems)
    return events


class _Wrong(Exception):
    """A row is wrong."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.id)
        self.text = text


def _rows(path: Path) -> Iterator[tuple[int, Sequence[object]]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OwnerlineError(Text("events.unreadable", file=str(path), reason=reason)) from None
    if path.suffix.lower() == ".xlsx":
        yield from _workbook(path.name, data)
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise OwnerlineError(Text("events.encoding", file=str(path))) from None
    separator = max(_SEPARATORS, key=text.split("\n", 1)[0].count)
    yield from enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1)


def _workbook(name: str, data: bytes) -> Iterator[tuple[int, Sequence[object]]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - 0.3 s that only workbooks need

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        page = book.worksheets[0]
        page.reset_dimensions()  # what the file claims of its size may be wrong
        rows = [tuple(row) for row in page.iter_rows(values_only=True)]
    except Exception as error:  # noqa: BLE001 - openpyxl throws whatever a broken file brings up
        reason = type(error).__name__
        raise OwnerlineError(Text("events.unreadable", file=name, reason=reason)) from None
    yield from enumerate(rows, start=1)


def _event(cells: dict[str, object], policy: Policy) -> NewEvent:
    names = tuple(
        (by, _name(by, _words(cells[column])))
        for column, by in _BY.items()
        if _words(cells.get(column))
    )
    if not names:
        raise _Wrong(Text("events.no_owner"))
    kind = _words(cells.get("kind")).lower()
    if not _KIND.fullmatch(kind):
        raise _Wrong(Text("events.kind", kind=kind))
    desk = _words(cells.get("desk")) or None
    if desk is not None and desk not in {one.key for one in policy.desks}:
        known = ", ".join(one.key for one in policy.desks)
        raise _Wrong(Text("events.desk", desk=desk, known=known))
    at = _time(cells.get("time"), ZoneInfo(policy.desk_of(desk).time_zone))
    return NewEvent(kind, names, at, desk, _amount(cells.get("amount")))


def _name(by: By, words: str) -> str:
    bare = re.sub(r"[\s()./-]", "", words)
    if by is By.TELEGRAM and re.fullmatch(r"[1-9]\d{0,17}", bare):
        return bare
    if by is By.PHONE and re.fullmatch(r"(?:\+|00)?\d{5,15}", bare):
        return re.sub(r"^00", "+", bare)
    if by is By.VIN and _VIN.fullmatch(bare.upper()):
        return bare.upper()
    raise _Wrong(Text("events.name", by=by.value, name=words))


def _time(value: object, zone: ZoneInfo) -> datetime:
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, _NOON)
    if not isinstance(value, datetime):
        words = _words(value)
        try:
            value = datetime.fromisoformat(words)
        except ValueError:
            raise _Wrong(Text("events.time", time=words)) from None
        if len(words) == len("2026-01-01"):
            value = datetime.combine(value.date(), _NOON)
    return value if value.tzinfo else value.replace(tzinfo=zone)


def _amount(value: object) -> float | None:
    words = _words(value).replace(",", "")
    if not words:
        return None
    try:
        return float(words)
    except ValueError:
        raise _Wrong(Text("events.amount", amount=words)) from None


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
