"""Everything of one play: a Telegram, a database with a FAQ in it, a bot, people."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sandbox import Person, Rates, Sandbox, SandboxClient
from tests.databases import TestDatabase
from tests.program.process import BotProcess, free_port
from tests.program.questions import fill

TOKEN = "700000001:AAE-program-tests-0123456789abcdef"
BOT = 700000001
SECRET = "a-secret_of-the-tests"
NO_LIMITS = Rates(enabled=False)
UNLIMITED = {
    "OWNERLINE_SEND_RATE": "100000",
    "OWNERLINE_CHAT_RATE": "100000",
    "OWNERLINE_GROUP_RATE": "100000",
}
POLICY = """\
brand:
  key: solvane
  name: {en: Solvane, zh: 索凡}
  vin_prefixes: [1M8]
  models:
    - {key: lyra, name: {en: Lyra, zh: 莱拉}, year_from: 2022}
    - {key: linden, name: {en: Linden, zh: 林登}, year_from: 1985}
languages: [en, zh-Hans]
desks:
  - {key: main, name: Main}
"""


@dataclass(frozen=True)
class Stage:
    """A bot that is ready, and the world around it."""

    sandbox: Sandbox
    database: TestDatabase
    bot: BotProcess

    @property
    def client(self) -> SandboxClient:
        return self.sandbox.client

    @property
    def webhook(self) -> str:
        """Where Telegram posts updates to."""
        return self.bot.environment["OWNERLINE_WEBHOOK_URL"] + f"/{BOT}"

    async def person(self, name: str = "Ann", language: str = "en") -> Person:
        """Somebody new, who has not written yet."""
        return await self.client.user(name, language_code=language)


def environment(
    folder: Path, telegram: str, database: TestDatabase, mode: str, **more: str
) -> dict[str, str]:
    """Return the settings of a bot; `more` without its prefix."""
    policy = folder / "policy.yaml"
    policy.write_text(POLICY, "utf-8")
    found = {
        "OWNERLINE_TELEGRAM_TOKEN": TOKEN,
        "OWNERLINE_TELEGRAM_API_URL": telegram,
        "OWNERLINE_MODE": mode,
        "OWNERLINE_DATA_DIR": str(folder / "var"),
        "OWNERLINE_DATABASE_URL": database.url,
        "OWNERLINE_POLICY": str(policy),
        "OWNERLINE_EMBEDDINGS": "bundled",
    }
    if mode == "webhook":
        listen = f"127.0.0.1:{free_port()}"
        found |= {
            "OWNERLINE_WEBHOOK_URL": f"http://{listen}/telegram",
            "OWNERLINE_WEBHOOK_LISTEN": listen,
            "OWNERLINE_WEBHOOK_SECRET": SECRET,
        }
    return {**found, **{f"OWNERLINE_{name}": value for name, value in more.items()}}


@asynccontextmanager
async def staged(
    folder: Path,
    database: TestDatabase,
    mode: str = "polling",
    *,
    rates: Rates = NO_LIMITS,
    settings: dict[str, str] = UNLIMITED,
) -> AsyncIterator[Stage]:
    """Set everything up and start the bot; leaves no process behind."""
    await fill(database.url)
    async with Sandbox.serve([TOKEN], rates=rates) as sandbox:
        bot = BotProcess(folder, environment(folder, sandbox.url, database, mode) | settings)
        try:
            await bot.start()
            yield Stage(sandbox, database, bot)
        finally:
            bot.close()
