"""The labelled messages of the safety lane, and how well the recogniser does on them.

`python -m tests.bench.safety` prints the figures of the open half and what went wrong;
`--sealed` prints those of the sealed half, and none of its messages.
"""

import csv
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from domain.safety.recognise import emergency_in

_HERE = Path(__file__).parent
_LABELLED = _HERE.parent / "labelled"
_OTHER_TRADES = _HERE / "eval"


class Half(StrEnum):
    """Which half of the labelled messages."""

    OPEN = "open"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message, and whether it is an emergency."""

    text: str
    language: str
    is_emergency: bool


@dataclass(slots=True)
class Score:
    """How many of which kind, and what went wrong."""

    emergencies: int = 0
    near_misses: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of emergencies that were recognised."""
        return 1 - len(self.missed) / self.emergencies

    @property
    def false_alarms(self) -> float:
        """The share of near misses that were taken for emergencies."""
        return len(self.false) / self.near_misses


def messages(half: Half) -> list[Labelled]:
    """Read a half."""
    with (_LABELLED / f"safety_{half}.csv").open(encoding="utf-8", newline="") as file:
        return [
            Labelled(row["message"], row["language"], row["emergency"] == "1")
            for row in csv.DictReader(file)
        ]


def harmless_questions() -> list[Labelled]:
    """Return the questions to banks and assistants that the FAQ is measured on."""
    found: set[str] = set()
    for path in sorted(_OTHER_TRADES.glob("*/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found.update((row["question"], *(row.get("variants") or "").split("|")))
    return [Labelled(text, "", is_emergency=False) for text in sorted(found) if text]


def measured(labelled: Iterable[Labelled]) -> Score:
    """Let the recogniser decide on every message."""
    score = Score()
    for message in labelled:
        taken = emergency_in(message.text) is not None
        if message.is_emergency:
            score.emergencies += 1
            if not taken:
                score.missed.append(message.text)
        else:
            score.near_misses += 1
            if taken:
                score.false.append(message.text)
    return score


def main() -> None:
    """Print recall and false alarms per language."""
    half = Half.SEALED if "--sealed" in sys.argv[1:] else Half.OPEN
    labelled = messages(half)
    for language in sorted({message.language for message in labelled}):
        score = measured(message for message in labelled if message.language == language)
        print(
            f"{half} {language}: recall {score.recall:.1%} "
            f"({score.emergencies - len(score.missed)} of {score.emergencies}), "
            f"false alarms {score.false_alarms:.1%} "
            f"({len(score.false)} of {score.near_misses})"
        )
        if half is Half.OPEN:
            for text in (*score.missed, *score.false):
                print(f"  {text!r}")


if __name__ == "__main__":
    main()
