"""Starting: what is wrong is told in a sentence, and a Telegram that is away is waited for."""

import asyncio
import re
import socket
from pathlib import Path

import pytest

from sandbox import Sandbox
from tests.databases import SqliteTemplate, TestDatabase
from tests.program.process import BotProcess, command, free_port, until
from tests.program.stage import NO_LIMITS, TOKEN, environment, staged

NOWHERE = "http://127.0.0.1:1"


@pytest.fixture
def empty(sqlite_template: SqliteTemplate, tmp_path: Path) -> TestDatabase:
    return sqlite_template.copy(tmp_path)


async def refused(folder: Path, settings: dict[str, str]) -> str:
    """Run the bot, which must give up by itself; returns the sentence that it says."""
    ended = await asyncio.to_thread(
        command, folder, {"OWNERLINE_OPS_LISTEN": "off", **settings}, "run"
    )
    assert ended.returncode not in (0, None)
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
    lines = [line for line in ended.stderr.splitlines() if not re.match(r"\d{4}-\d\d-\d\dT", line)]
    assert lines, ended.stderr
    assert TOKEN not in ended.stderr
    return "\n".join(lines)


async def test_no_token(empty: TestDatabase, folder: Path) -> None:
    settings = environment(folder, NOWHERE, empty, "polling", TELEGRAM_TOKEN="")
    said = await refused(folder, settings)
    assert "OWNERLINE_TELEGRAM_TOKEN" in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("token", ["abc", "123456", ":abc", "abc:def"])
async def test_a_malformed_token(empty: TestDatabase, folder: Path, token: str) -> None:
    said = await refused(
        folder, environment(folder, NOWHERE, empty, "polling", TELEGRAM_TOKEN=token)
    )
    assert "OWNERLINE_TELEGRAM_TOKEN" in said
    assert len(said.splitlines()) == 1


async def test_a_token_that_telegram_refuses(empty: TestDatabase, folder: Path) -> None:
    async with Sandbox.serve(["123456:ANOTHER"], rates=NO_LIMITS) as sandbox:
        said = await refused(folder, environment(folder, sandbox.url, empty, "polling"))
    assert TOKEN.partition(":")[0] in said
    assert len(said.splitlines()) == 1


async def test_a_policy_with_mistakes(empty: TestDatabase, folder: Path) -> None:
    settings = environment(folder, NOWHERE, empty, "polling")
    policy = folder / "policy.yaml"
    policy.write_text(policy.read_text("utf-8") + "retention: {payloads: soon}\n", "utf-8")
    number = len(policy.read_text("utf-8").splitlines())
    said = await refused(folder, settings)
    assert f"{policy}:{number}: " in said
    policy.write_text("brand: [\n", "utf-8")
    assert f"{policy}:" in await refused(folder, settings)
    policy.unlink()
    assert str(policy) in await refused(folder, settings)


async def test_settings_that_are_wrong(empty: TestDatabase, folder: Path) -> None:
    settings = environment(folder, NOWHERE, empty, "polling")
    said = await refused(
        folder, settings | {"OWNERLINE_SEND_RATE": "many", "OWNERLINE_OPS_LISTEN": "here"}
    )
    assert "OWNERLINE_SEND_RATE" in said
    assert "OWNERLINE_OPS_LISTEN" in said
    said = await refused(folder, settings | {"OWNERLINE_MODE": "webhook"})
    assert "OWNERLINE_WEBHOOK" in said
    said = await refused(folder, settings | {"OWNERLINE_DATABASE_URL": "mysql://x"})
    assert "OWNERLINE_DATABASE_URL" in said


async def test_a_port_in_use(empty: TestDatabase, folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        said = await refused(
            folder, environment(folder, NOWHERE, empty, "polling", OPS_LISTEN=address)
        )
    assert address in said
    assert len(said.splitlines()) == 1


async def test_a_second_run_on_the_same_sqlite(empty: TestDatabase, folder: Path) -> None:
    async with staged(folder, empty) as stage:
        said = await refused(folder, stage.bot.environment | {"OWNERLINE_OPS_LISTEN": "off"})
        assert "test.db" in said
        assert len(said.splitlines()) == 1
        listed = await asyncio.to_thread(
            command, folder, stage.bot.environment, "updates", "failed"
        )
        assert listed.returncode == 0
        ann = await stage.person()
        await ann.send("/help")
        await ann.reply()


async def test_a_telegram_that_is_away_is_waited_for(empty: TestDatabase, folder: Path) -> None:
    port = free_port()
    bot = BotProcess(folder, environment(folder, f"http://127.0.0.1:{port}", empty, "polling"))

    async def waits() -> bool:
        assert bot.running, bot.log
        return "Telegram cannot be reached" in bot.log

    try:
        bot.spawn()
        await until(waits)
        assert (await bot.get("/readyz"))[0] == 503
        assert (await bot.get("/healthz"))[0] == 200
        async with Sandbox.serve([TOKEN], port=port, rates=NO_LIMITS) as sandbox:
            await bot.ready()
            ann = await sandbox.client.user("Ann")
            await ann.start()
            await ann.replies(3)
            assert await bot.stop() == 0
    finally:
        bot.close()
    assert "Traceback" not in bot.log


async def test_waiting_for_telegram_ends_when_told(empty: TestDatabase, folder: Path) -> None:
    bot = BotProcess(folder, environment(folder, NOWHERE, empty, "polling"))

    async def waits() -> bool:
        return "Telegram cannot be reached" in bot.log

    try:
        bot.spawn()
        await until(waits)
        assert await bot.stop() == 0
    finally:
        bot.close()
