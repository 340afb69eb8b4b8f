"""The two programs that are measured, as processes: the bare echo bot, and Ownerline."""

import asyncio
import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from sandbox.client import SandboxClient
from sandbox.client_types import SandboxError
from tests.bench.child import Child, Failed, clean_environment, python
from tests.bench.server import free_port

ECHO_TOKEN = "900000001:ECHO-of-the-benchmark"
SQLITE_TOKEN = "900000002:SQLITE-of-the-benchmark"
POSTGRES_TOKEN = "900000003:POSTGRES-of-the-benchmark"
QUICK_ECHO_TOKEN = "900000004:QUICK-echo-of-the-benchmark"
TOKENS = (ECHO_TOKEN, QUICK_ECHO_TOKEN, SQLITE_TOKEN, POSTGRES_TOKEN)

_QUICKEST = 16
"""Updates at a time with which the echo bot is fastest."""

_OUT_OF_THE_WAY = "100000"
_READY_SECONDS = 120
_JUDGE_SECONDS = 300


def bot_id(token: str) -> int:
    """Return the bot's id, as the server names it."""
    return int(token.partition(":")[0])


def echo_bot(api_url: str, folder: Path) -> Child:
    """Return the echo bot as the library comes, not started."""
    env = {"ECHO_TOKEN": ECHO_TOKEN, "ECHO_API_URL": api_url}
    return Child("the echo bot", python("-m", "tests.bench.echo"), folder / "echo.log", env=env)


def quick_echo_bot(api_url: str, folder: Path) -> Child:
    """Return the echo bot as fast as it gets, not started."""
    env = {
        "ECHO_TOKEN": QUICK_ECHO_TOKEN,
        "ECHO_API_URL": api_url,
        "ECHO_UPDATES": str(_QUICKEST),
    }
    log = folder / "quick_echo.log"
    return Child("the quick echo bot", python("-m", "tests.bench.echo"), log, env=env)


class Ownerline:
    """An installation in a folder of its own; its commands, and `ownerline run` as a process."""

    def __init__(
        self, token: str, api_url: str, folder: Path, database: str = "",
        more: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        folder.mkdir(parents=True, exist_ok=True)
        self.token = token
        self.data = folder / "var"
        self._folder = folder
        self._program = Path(sys.executable).with_name("ownerline")
        self._env = {
            "OWNERLINE_TELEGRAM_TOKEN": token,
            "OWNERLINE_TELEGRAM_API_URL": api_url,
            "OWNERLINE_DATA_DIR": str(self.data),
            "OWNERLINE_DATABASE_URL": database,
            "OWNERLINE_LOG_FORMAT": "json",
            "OWNERLINE_OPS_LISTEN": f"127.0.0.1:{free_port()}",
            "OWNERLINE_SEND_RATE": _OUT_OF_THE_WAY,
            "OWNERLINE_CHAT_RATE": _OUT_OF_THE_WAY,
            "OWNERLINE_GROUP_RATE": _OUT_OF_THE_WAY,
            **(more or {}),
        }
        self.process = Child(
            "ownerline run", [self._program, "run"], folder / "run.log", env=self._env, cwd=folder
        )

    def command(self, *arguments: str | Path) -> str:
        """Run a command and return what it printed. Raises `Failed`."""
        done = subprocess.run(
            [self._program, *arguments],
            capture_output=True, text=True, check=False, cwd=self._folder,
            env=self.environment,
        )  # fmt: skip
        if done.returncode:
            raise Failed(f"ownerline {arguments[0]} failed: {done.stderr[-2000:]}")
        return done.stdout

    def started_command(self, *arguments: str | Path) -> "subprocess.Popen[str]":
        """Start a command and return it; what it says of its progress can be read from stderr."""
        return subprocess.Popen(
            [self._program, *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=self._folder,
            env=self.environment,
        )  # fmt: skip

    @property
    def environment(self) -> dict[str, str]:
        """What its commands are told."""
        return clean_environment() | self._env

    async def judge_fitted(self) -> None:
        """Wait until what is fitted on the FAQ has been fitted and kept."""
        kept = self.data / "judge.npz"
        await self._until(kept.exists, "fitted its judge", _JUDGE_SECONDS)

    async def _until(self, holds: Callable[[], bool], what: str, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not holds():
            self.process.require_alive()
            if time.monotonic() > end:
                raise Failed(f"ownerline run has not {what} within {seconds} s")
            await asyncio.sleep(0.02)

    async def started(self) -> float:
        """Start it; returns the seconds until it says that it is ready. Raises `Failed`."""
        written = self.process.log.stat().st_size if self.process.log.exists() else 0

        def is_ready() -> bool:
            with self.process.log.open("rb") as log:
                log.seek(written)
                return any(_event(line) == "ready" for line in log)

        begun = time.perf_counter()
        self.process.start()
        await self._until(is_ready, "become ready", _READY_SECONDS)
        return time.perf_counter() - begun


def _event(line: bytes) -> str | None:
    try:
        return str(json.loads(line)["event"])
    except (ValueError, KeyError, TypeError):
        return None


async def takes_updates(process: Child, token: str, client: SandboxClient) -> None:
    """Wait until a bot that was started asks the server for updates. Raises `Failed`."""
    for _ in range(_READY_SECONDS):
        process.require_alive()
        with contextlib.suppress(SandboxError):
            await client.polling(wait=1, bot=bot_id(token))
            return
    raise Failed(f"{process.name} takes no updates: {process.tail()}")
