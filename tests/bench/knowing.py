"""Measurements of the knowledge: time of a decision by size, and right answers on labelled sets."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.bank import ENTRIES, EVAL, LARGE
from tests.bench.bots import Ownerline
from tests.bench.child import ROOT, Failed, clean_environment, python
from tests.bench.importing import measure_import
from tests.bench.options import Options
from tests.bench.report import Figure, Report, Table, Target, at_least, at_most

_LIMITS = {ENTRIES: at_most(40), LARGE: at_most(80)}
_BETWEEN = 1000
_REJECTED_IN_SCOPE = 0.10
_TOP1 = {"clinc150_10shot": 92.0, "banking77_10shot": 87.0}
_OUT_OF_SCOPE = {"clinc150_10shot": 90.0}
_CROSS, _SAME, _CROSS_LOSS = "xsid_zh_to_en", "xsid_zh_to_zh", 5.0


def measure_decisions(options: Options, report: Report, folder: Path) -> None:
    """Time one decision by the size of the FAQ, up to `LARGE` entries of ten phrasings.

    The large one is imported first, which is measured, too.
    """
    rows = []
    for size in (ENTRIES,) if options.is_quick else (ENTRIES, _BETWEEN, LARGE):
        print(f"  {size} entries ...", flush=True)
        found = _decide(size, measure_import(report, folder) if size == LARGE else None)
        report.add(
            Figure(f"one decision, {size} entries: p50", found["p50"], "ms"),
            Figure(f"one decision, {size} entries: p95", found["p95"], "ms", _LIMITS.get(size)),
        )
        rows.append(_growth_row(found))
    head = (
        "entries", "phrasings", "p50 ms", "p95 ms", "vectors and index s", "judge s", "memory MB",
        "peak MB",
    )  # fmt: skip
    report.tables.append(Table("One decision, by the size of the FAQ", head, rows))


def _decide(size: int, kept: Ownerline | None) -> dict[str, Any]:
    done = subprocess.run(
        [str(part) for part in python("-m", "tests.bench.deciding", "kept" if kept else str(size))],
        capture_output=True, text=True, check=False, cwd=ROOT,
        env=kept.environment if kept else clean_environment(),
    )  # fmt: skip
    if done.returncode:
        raise Failed(f"deciding on {size} entries failed: {done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _growth_row(found: dict[str, Any]) -> list[str]:
    names = ("p50", "p95", "index_seconds", "judge_seconds", "memory", "peak")
    digits = (1, 1, 1, 1, 0, 0)
    shown = [f"{found[name]:.{n}f}" for name, n in zip(names, digits, strict=True)]
    return [str(found["entries"]), str(found["phrasings"]), *shown]


@dataclass(frozen=True, slots=True)
class SetFigures:
    """Of one labelled set, in percent; None where there is nothing to share out.

    `rejected`: of the unanswerable, not answered at the shipped thresholds; `rejected_at_10`:
    those below the score that a tenth of the answerable stay below.
    """

    name: str
    questions: int
    top1: float | None
    answered: float | None
    precision: float | None
    rejected: float | None
    rejected_at_10: float | None
    p95: float | None


def measure_sets(ownerline: Ownerline, options: Options, report: Report, folder: Path) -> None:
    """Ask every set through `ownerline faq evaluate`."""
    found: list[SetFigures] = []
    for number, (bank, questions) in enumerate(_sets((EVAL, *options.folders))):
        print(f"  {bank.parent.name} ...", flush=True)
        results = folder / f"results-{number}.jsonl"
        printed = ownerline.command(
            "faq", "evaluate", "--faq", bank, "--questions", questions, "--out", results, "--json"
        )
        one = _set_figures(bank.parent.name, json.loads(printed), results)
        found.append(one)
        report.add(*_targets(one))
        if options.is_quick:
            report.note("--quick: only the first set was asked")
            break
    report.add(*_across_languages({one.name: one for one in found}))
    head = (
        "set", "questions", "top-1 %", "answered %", "precision of answers %",
        "out of scope rejected %", "... at the score that rejects 10 % in scope", "p95 ms",
    )  # fmt: skip
    rows = [
        [one.name, str(one.questions), *map(_shown, (
            one.top1, one.answered, one.precision, one.rejected, one.rejected_at_10, one.p95))]
        for one in found
    ]  # fmt: skip
    report.tables.append(Table("Right answers on labelled sets", head, rows))


def _sets(folders: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    """Yield the (bank, questions) pairs of folders and of the folders in them."""
    for folder in folders:
        for place in (folder, *sorted(one for one in folder.iterdir() if one.is_dir())):
            bank, questions = place / "bank.csv", place / "questions.csv"
            if bank.is_file() and questions.is_file():
                yield bank.resolve(), questions.resolve()


def _set_figures(name: str, summary: dict[str, Any], results: Path) -> SetFigures:
    with results.open(encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    false_answers = summary["false_answers"]
    return SetFigures(
        name=name,
        questions=summary["questions"],
        top1=_percent(summary["top1"]),
        answered=_percent(summary["answered"]),
        precision=_percent(summary["precision"]),
        rejected=None if false_answers is None else 100 * (1 - false_answers),
        rejected_at_10=rejected_at(lines, _REJECTED_IN_SCOPE),
        p95=summary["ms_p95"],
    )


def rejected_at(lines: Sequence[dict[str, Any]], share: float) -> float | None:
    """Return the percentage of the unanswerable that are cut off with `share` of the answerable.

    That is: those below the score that `share` of the answerable stay below. None without either.
    """
    inside = sorted(line["score"] for line in lines if line["expected"])
    outside = [line["score"] for line in lines if not line["expected"]]
    if not inside or not outside:
        return None
    bound = inside[int(share * len(inside))]
    below = sum(1 for score in outside if score < bound)
    return 100 * below / len(outside)


def _targets(one: SetFigures) -> Iterator[Figure]:
    for what, value, bounds in (
        ("top-1", one.top1, _TOP1),
        ("out of scope rejected, at 10 % of in-scope", one.rejected_at_10, _OUT_OF_SCOPE),
    ):
        if value is not None and one.name in bounds:
            yield Figure(f"{one.name}: {what}", value, "%", at_least(bounds[one.name]))


def _across_languages(found: dict[str, SetFigures]) -> Iterator[Figure]:
    if _CROSS in found and _SAME in found:
        cross, same = found[_CROSS].top1, found[_SAME].top1
        if cross is not None and same is not None:
            what = "Chinese against the English bank: top-1 lost"
            yield Figure(what, same - cross, "%", Target(_CROSS_LOSS, is_most=True))


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"
