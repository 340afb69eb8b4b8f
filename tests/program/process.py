"""A running `ownerline`: started, asked over HTTP, stopped, killed."""

import asyncio
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

PROGRAM = Path(sys.executable).with_name("ownerline")
PATIENCE = 60.0
"""Seconds that anything may take on a machine with better things to do."""


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def until(
    condition: Callable[[], Awaitable[bool]], seconds: float = PATIENCE, *, every: float = 0.05
) -> None:
    """Return when it holds; it is looked at so often."""
    async with asyncio.timeout(seconds):
        while not await condition():  # noqa: ASYNC110 - the condition is anything
            await asyncio.sleep(every)


@asynccontextmanager
async def http_client() -> AsyncIterator[httpx.AsyncClient]:
    """A client for this machine: plain HTTP, so no certificates are read."""
    plain = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    async with httpx.AsyncClient(trust_env=False, verify=plain, timeout=30) as client:
        yield client


def command(
    folder: Path, environment: Mapping[str, str], *words: str, timeout: float = PATIENCE
) -> subprocess.CompletedProcess[str]:
    """Run a command of the program to its end."""
    return subprocess.run(
        [PROGRAM, *words],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        env=clean(environment),
        timeout=timeout,
    )


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what a process of the program gets, and nothing of this one's settings."""
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONFAULTHANDLER": "1", **environment}


class BotProcess:
    """`ownerline run`. May be started again after its end; the log goes on in the same file."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.log_file = folder / "log"
        self.ops = f"127.0.0.1:{free_port()}"
        self.environment = {**environment, "OWNERLINE_OPS_LISTEN": self.ops}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """Everything that was printed."""
        return self.log_file.read_text("utf-8") if self.log_file.exists() else ""

    @property
    def running(self) -> bool:
        """Whether there is a process."""
        return self._process is not None and self._process.poll() is None

    def spawn(self) -> None:
        """Start the process and wait for nothing."""
        assert not self.running
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                [PROGRAM, "run"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=clean(self.environment),
            )

    async def start(self) -> None:
        """Start the process and wait until it says that it is ready."""
        self.spawn()
        await self.ready()

    async def ready(self) -> None:
        """Wait until the program says that it is ready."""

        async def says_so() -> bool:
            assert self.running, f"the bot has ended:\n{self.log[-3000:]}"
            return (await self.get("/readyz"))[0] == 200

        await until(says_so)

    async def get(self, path: str) -> tuple[int, str]:
        """Ask the operator's port; (0, "") if nobody is there."""
        async with http_client() as client:
            try:
                answer = await client.get(f"http://{self.ops}{path}")
            except httpx.HTTPError:
                return 0, ""
            return answer.status_code, answer.text

    def kill(self) -> float:
        """End it as `kill -9` does; returns when that was, in Unix seconds."""
        assert self._process is not None
        assert self.running, f"the bot had ended by itself:\n{self.log[-3000:]}"
        at = time.time()
        self._process.kill()
        self._process.wait(PATIENCE)
        return at

    async def heeds_sigterm(self) -> None:
        """Wait until the process has a handler of its own for SIGTERM (Linux tells)."""

        async def catches() -> bool:
            lines = self._proc("status").splitlines()
            caught = next(line.split()[1] for line in lines if line.startswith("SigCgt:"))
            return bool(int(caught, 16) >> (signal.SIGTERM - 1) & 1)

        await until(catches, every=0.001)

    def has_loaded(self, library: str) -> bool:
        """Whether the process has a library of this name in its memory (Linux tells)."""
        return library in self._proc("maps")

    def _proc(self, file: str) -> str:
        assert self._process is not None
        return Path(f"/proc/{self._process.pid}/{file}").read_text("utf-8")

    async def stop(self) -> int:
        """End it with SIGTERM; returns its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def ended(self) -> int:
        """Wait for its end; returns its exit code."""
        assert self._process is not None
        try:
            return await asyncio.to_thread(self._process.wait, PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGABRT)  # it prints where its threads are
            self._process.wait(PATIENCE)
            raise AssertionError(f"the bot does not end:\n{self.log[-6000:]}") from None

    def close(self) -> None:
        """Leave no process behind."""
        if self._process is not None and self.running:
            self._process.kill()
            self._process.wait(PATIENCE)
