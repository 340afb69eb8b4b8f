"""The labelled messages of the safety lane, and how well the recogniser does on them.

`python -m tests.bench.safety` prints the figures of the open half and what went wrong, by the rules
with the second opinion and by the rules alone; `--sealed` prints those of the sealed half, and none
of its messages.
"""

import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from domain.safety.verdict import verdict
from knowledge.danger.sense import DangerSense
from knowledge.embeddings.encoder import Encoder
from knowledge.embeddings.universal import UniversalEmbeddings
from knowledge.folding import fold

_HERE = Path(__file__).parent
LABELLED = _HERE.parent / "labelled"
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
    with (LABELLED / f"safety_{half}.csv").open(encoding="utf-8", newline="") as file:
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


def second_opinions(labelled: Sequence[Labelled], model: Encoder) -> Sequence[float | None]:
    """Return the log-odds of danger that the second opinion gives each message."""
    sense = DangerSense.for_model(model.name)
    assert sense is not None
    return sense.of(model.encode([fold(message.text) for message in labelled]))


def measured(labelled: Sequence[Labelled], dangers: Sequence[float | None] = ()) -> Score:
    """Let the rules decide on every message, with the second opinion where it is given."""
    score = Score()
    for message, danger in zip(labelled, dangers or (None,) * len(labelled), strict=True):
        taken = verdict(message.text, danger) is not None
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
    """Print recall and false alarms per language, with and without the second opinion."""
    half = Half.SEALED if "--sealed" in sys.argv[1:] else Half.OPEN
    labelled = messages(half)
    model = UniversalEmbeddings()
    for language in sorted({message.language for message in labelled}):
        some = [message for message in labelled if message.language == language]
        for how, dangers in (("both", second_opinions(some, model)), ("rules alone", [])):
            score = measured(some, dangers)
            print(
                f"{half} {language}, {how}: recall {score.recall:.1%} "
                f"({score.emergencies - len(score.missed)} of {score.emergencies}), "
                f"false alarms {score.false_alarms:.1%} "
                f"({len(score.false)} of {score.near_misses})"
            )
            if half is Half.OPEN:
                for text in (*score.missed, *score.false):
                    print(f"  {text!r}")


if __name__ == "__main__":
    main()
