"""A process that is measured: started, watched, and ended with its children."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psutil

ROOT = Path(__file__).resolve().parents[2]


class Failed(Exception):
    """A process did not do what it was started for; the message has the end of its log."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes (2**20 bytes); None where the system does not tell."""

    rss: float
    pss: float | None
    uss: float
    peak: float | None


class Child:
    """One process; use it as a context. Its output goes to `log`."""

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        log: Path,
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path = ROOT,
    ) -> None:
        self.name = name
        self.log = log
        self._command = [str(part) for part in command]
        self._env = {**clean_environment(), **(env or {})}
        self._cwd = cwd
        self._popen: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._popen = subprocess.Popen(
                self._command, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                cwd=self._cwd, env=self._env,
            )  # fmt: skip

    def stop(self, patience: float = 30) -> None:
        """End it with SIGTERM, as an operator would."""
        if self._popen is None:
            return
        self._popen.terminate()
        try:
            self._popen.wait(patience)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()
        self._popen = None

    def require_alive(self) -> None:
        """Raise `Failed` if it has ended."""
        if self._popen is None or self._popen.poll() is not None:
            raise Failed(f"{self.name} has ended: {self.tail()}")

    def tail(self) -> str:
        """Return the end of what it has written."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-2000:]

    def cpu_seconds(self) -> float:
        """Return the processor time so far, user and system, of it and its living children."""
        return sum(_cpu(each) for each in self._family())

    def memory(self) -> Memory:
        """Return what it and its children hold now, and the most it ever held itself."""
        family = self._family()
        full = [each.memory_full_info() for each in family]
        return Memory(
            rss=sum(one.rss for one in full) / 1024**2,
            pss=_sum([getattr(one, "pss", None) for one in full]),
            uss=sum(one.uss for one in full) / 1024**2,
            peak=_peak(family[0].pid),
        )

    def _family(self) -> list[psutil.Process]:
        if self._popen is None:
            raise Failed(f"{self.name} is not running")
        process = psutil.Process(self._popen.pid)
        return [process, *process.children(recursive=True)]


def clean_environment() -> dict[str, str]:
    """Return the environment without what would set Ownerline up in another way."""
    return {name: value for name, value in os.environ.items() if not name.startswith("OWNERLINE_")}


def python(*arguments: str | Path) -> list[str | Path]:
    """Return the command that runs this interpreter."""
    return [sys.executable, *arguments]


def _cpu(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


def _sum(values: Sequence[int | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / 1024**2 if len(known) == len(values) else None


def _peak(pid: int) -> float | None:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    for line in lines.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return None
