"""A large FAQ imported: how long it takes, broken off and taken up again, and a small change."""

import re
import signal
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from domain.knowledge import FaqEntry
from tests.bench.bank import LARGE, made_up_entries, write_csv
from tests.bench.bots import SQLITE_TOKEN, Ownerline
from tests.bench.child import Failed
from tests.bench.report import Figure, Report, Table, at_most

_CHANGED = 50
_BROKEN_OFF = 20_000
"""Texts read by a model after which the first import is killed."""
_PROGRESS = re.compile(r"[\r\n]([^\s:]+): (\d+)/\d+ ")
"""Whole lines only: what is read may end in the middle of one."""


def measure_import(report: Report, folder: Path) -> Ownerline:
    """Import `LARGE` entries of ten phrasings; returns the installation that has them."""
    entries = made_up_entries(LARGE)
    file, changed = folder / "large.csv", folder / "changed.csv"
    write_csv(file, entries)
    write_csv(changed, _changed(entries))
    ownerline = Ownerline(SQLITE_TOKEN, "http://127.0.0.1:9", folder / "large")
    ownerline.command("db", "upgrade")
    first, read_first = _import(ownerline, file, broken_off=_BROKEN_OFF)
    rest, read_later = _import(ownerline, file)
    begun = time.perf_counter()
    ownerline.command("faq", "import", changed)
    again = time.perf_counter() - begun
    report.add(
        Figure(f"import of {LARGE} entries, in all", (first + rest) / 60, "min", at_most(20)),
        Figure(f"import again, {_CHANGED} changed", again, "s", at_most(30)),
    )
    shown = "Import of a large FAQ, killed and taken up again"
    head = ("part", "seconds", "texts read by models")
    rows = [
        ["until it was killed", f"{first:.0f}", str(read_first)],
        ["the rest", f"{rest:.0f}", str(read_later)],
        [f"{_CHANGED} changed", f"{again:.1f}", ""],
    ]
    report.tables.append(Table(shown, head, rows))
    return ownerline


def _import(
    ownerline: Ownerline, file: Path, *, broken_off: int | None = None
) -> tuple[float, int]:
    """Import, or kill it on the way; returns the seconds, and how many texts the models read."""
    begun = time.perf_counter()
    command = ownerline.started_command("faq", "import", file)
    assert command.stderr is not None
    read: dict[str, int] = {}
    said = ""
    while piece := command.stderr.readline(80):
        said = (said + piece)[-2000:]
        for model, done in _PROGRESS.findall(said):
            read[model] = int(done)
        if broken_off is not None and sum(read.values()) >= broken_off:
            command.send_signal(signal.SIGKILL)
            break
    ended = command.wait()
    if ended != (0 if broken_off is None else -signal.SIGKILL):
        raise Failed(f"the import failed, or was over before it could be broken off: {said}")
    return time.perf_counter() - begun, sum(read.values())


def _changed(entries: Sequence[FaqEntry]) -> list[FaqEntry]:
    """Change the answers of some, and the wordings of as many others."""
    found = []
    for number, entry in enumerate(entries):
        text = entry.texts["en"]
        if number < _CHANGED // 2:
            text = replace(text, answer=f"{text.answer} Changed.")
        elif number < _CHANGED:
            text = replace(text, variants=(*text.variants, f"{text.question} please"))
        found.append(replace(entry, texts={"en": text}))
    return found
