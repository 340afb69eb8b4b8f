"""The figures of a run, beside what they should be; as text and as Markdown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.bench.loads import LoadFigures


@dataclass(frozen=True, slots=True)
class Target:
    """A bound: at most or at least so much."""

    bound: float
    is_most: bool

    def holds(self, value: float) -> bool:
        """Whether a value is within it."""
        return value <= self.bound if self.is_most else value >= self.bound


def at_most(bound: float) -> Target:
    """Return an upper bound."""
    return Target(bound, is_most=True)


def at_least(bound: float) -> Target:
    """Return a lower bound."""
    return Target(bound, is_most=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value, with its unit and, if there is one, its target."""

    what: str
    value: float
    unit: str
    target: Target | None = None

    @property
    def is_missed(self) -> bool:
        """Whether there is a target that does not hold."""
        return self.target is not None and not self.target.holds(self.value)

    def cells(self) -> tuple[str, str, str, str]:
        """Return what, measured, target and verdict."""
        if self.target is None:
            return self.what, self._shown(self.value), "", ""
        sign = "≤" if self.target.is_most else "≥"
        verdict = "MISSED" if self.is_missed else "pass"
        return (
            self.what,
            self._shown(self.value),
            f"{sign} {self._shown(self.target.bound)}",
            verdict,
        )

    def _shown(self, value: float) -> str:
        if self.unit == "%":
            return f"{value:.1f} %"
        digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
        return f"{value:.{digits}f} {self.unit}".strip()


@dataclass(slots=True)
class Report:
    """Collects what the measurements find; prints as it comes."""

    machine: dict[str, str]
    figures: list[Figure] = field(default_factory=list)
    loads: dict[str, list[LoadFigures]] = field(default_factory=dict)
    tables: list["Table"] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, *figures: Figure) -> None:
        """Keep figures and print them."""
        for figure in figures:
            self.figures.append(figure)
            what, measured, target, verdict = figure.cells()
            print(f"  {what}: {measured}" + (f" (target {target}: {verdict})" if target else ""))

    def add_load(self, name: str, figures: LoadFigures) -> None:
        """Keep one round of a load and print it."""
        self.loads.setdefault(name, []).append(figures)
        print(
            f"  {name}: {figures.rate:.0f}/s, p50 {figures.p50:.1f} p95 {figures.p95:.1f} ms,"
            f" processor {figures.bot_ms:.1f} ms a message (server {figures.server_ms:.1f})",
            flush=True,
        )

    def note(self, words: str) -> None:
        """Keep a sentence for under the tables and print it."""
        self.notes.append(words)
        print(f"  note: {words}")

    def ratio(self, name: str, to: str) -> float:
        """Return the median over the rounds of one load's rate to another's."""
        pairs = zip(self.loads[name], self.loads[to], strict=False)
        return median(one.rate / other.rate for one, other in pairs)

    def rate(self, name: str) -> float:
        """Return the median rate of a load."""
        return median(one.rate for one in self.loads[name])

    def all_tables(self) -> list["Table"]:
        """Return everything as tables."""
        found = []
        if self.figures:
            rows = [figure.cells() for figure in self.figures]
            found.append(Table("Figures and targets", ("what", "measured", "target", ""), rows))
        if self.loads:
            found.append(_load_table(self.loads))
        return found + self.tables

    def as_text(self) -> str:
        """Return the tables for a terminal."""
        parts = [table.as_text() for table in self.all_tables()]
        parts += [f"- {words}" for words in self.notes]
        return "\n\n".join(parts)

    def as_markdown(self) -> str:
        """Return the tables and the machine as Markdown."""
        machine = Table("The machine", ("", ""), list(self.machine.items()))
        parts = [table.as_markdown() for table in (*self.all_tables(), machine)]
        notes = "\n".join(f"- {words}" for words in self.notes)
        return "\n\n".join([*parts, *([f"## Notes\n\n{notes}"] if notes else [])])


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table of words."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def as_text(self) -> str:
        """Return it with columns in line."""
        lines = [self.head, *self.rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.head))]
        shown = [_in_line(line, widths) for line in lines]
        return "\n".join([self.title, shown[0], "-" * sum(widths, 2 * len(widths)), *shown[1:]])

    def as_markdown(self) -> str:
        """Return it under a heading."""
        lines = [self.head, ["---"] * len(self.head), *self.rows]
        shown = "\n".join("| " + " | ".join(line) + " |" for line in lines)
        return f"## {self.title}\n\n{shown}"


def _in_line(cells: Iterable[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _load_table(loads: dict[str, list[LoadFigures]]) -> Table:
    head = (
        "load", "messages", "a second", "p50 ms", "p95 ms", "p99 ms",
        "bot CPU ms", "server CPU ms", "database CPU ms",
    )  # fmt: skip
    rows = []
    for name, rounds in loads.items():
        columns = [
            median(getattr(one, column) for one in rounds)
            for column in ("rate", "p50", "p95", "p99", "bot_ms", "server_ms", "others_ms")
        ]
        digits = (1 if columns[0] < 20 else 0, 1, 1, 1, 2, 2, 2)
        shown = [f"{value:.{n}f}" for value, n in zip(columns, digits, strict=True)]
        if not columns[-1]:
            shown[-1] = "–"
        sizes = (
            f"{len(rounds)} × {rounds[0].messages}" if len(rounds) > 1 else str(rounds[0].messages)
        )
        rows.append([name, sizes, *shown])
    return Table("Loads (medians; processor time is a message's)", head, rows)
