"""What the figures were measured on: enough to compare, nothing that names the machine."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil

_LIBRARIES = ("python-telegram-bot", "sqlalchemy", "chromadb", "onnxruntime", "numpy", "uvloop")


def describe() -> dict[str, str]:
    """Return the machine's description by name of the field."""
    memory = psutil.virtual_memory().total / 1024**3
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "revision": _revision(),
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{memory:.1f} GB",
        "system": f"{platform.system()} {platform.release().split('-')[0]}, {platform.machine()}",
        "Python": platform.python_version(),
        "libraries": ", ".join(f"{name} {version(name)}" for name in _LIBRARIES),
    }


def load_of_others() -> float:
    """Return the share of all processors (0 to 1) that is busy now, over half a second."""
    return psutil.cpu_percent(interval=0.5) / 100


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _revision() -> str:
    try:
        shown = subprocess.run(
            ["git", "describe", "--always", "--dirty"],
            capture_output=True, check=True, text=True, cwd=Path(__file__).parent,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return f"version {version('ownerline')}"
    return shown.stdout.strip()
