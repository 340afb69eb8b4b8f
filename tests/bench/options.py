"""What is asked of a run: which measurements, how long, and where the figures go."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

NAMES = (
    "start", "throughput", "steady", "idle", "postgres", "group", "counting", "cases", "scores",
    "waves", "gaps", "decisions", "evaluation",
)  # fmt: skip
"""The measurements, in the order they are made."""


@dataclass(frozen=True, slots=True)
class Options:
    """`rounds`: how often each throughput is measured (the median counts); `each`: messages a
    chat and round, by kind of load; `seconds`: of the steady load, of idling, of a busy group.
    """

    names: frozenset[str]
    rounds: int
    each: dict[str, int]
    steady_seconds: int
    idle_seconds: int
    group_seconds: int
    is_quick: bool
    folders: tuple[Path, ...]
    out: Path | None


def read_options(arguments: Sequence[str] | None = None) -> Options:
    """Read the command line and the variable EVAL."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=NAMES, metavar="NAME", help=", ".join(NAMES))
    parser.add_argument(
        "--quick", action="store_true", help="short slices, to see whether it works"
    )
    parser.add_argument("--rounds", type=int, help="rounds of each throughput")
    parser.add_argument(
        "--eval", type=Path, action="append", metavar="DIR",
        help="one more folder of sets (folders with bank.csv and questions.csv); also: EVAL=DIR",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, help="write the figures to this Markdown file")
    given = parser.parse_args(arguments)
    folders = list(given.eval or ())
    if os.environ.get("EVAL"):
        folders.append(Path(os.environ["EVAL"]))
    for folder in folders:
        if not folder.is_dir():
            parser.error(f"{folder} is not a folder")
    quick: bool = given.quick
    return Options(
        names=frozenset(given.only or NAMES),
        rounds=given.rounds or (1 if quick else 3),
        each={"echo": 3, "help": 2, "question": 1} if quick
        else {"echo": 15, "help": 10, "question": 5},
        steady_seconds=6 if quick else 30,
        idle_seconds=5 if quick else 15,
        group_seconds=60 if quick else 300,
        is_quick=quick,
        folders=tuple(folders),
        out=given.out,
    )  # fmt: skip
