"""A sandbox, a Chromium, and pages that fail their test on any error of their own."""

import contextlib
import shutil
import struct
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from sandbox import Rates, Sandbox
from sandbox.json_types import Json

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: the page of the sandbox is not tested")
    return CHROMIUM


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield running
        await running.close()


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox.serve(rates=Rates(enabled=False)) as running:
        yield running


@dataclass(frozen=True, slots=True)
class Screen:
    """The page with its two panes."""

    page: Page

    @property
    def phone(self) -> Locator:
        return self.page.locator("#owner-pane")

    @property
    def desk(self) -> Locator:
        return self.page.locator("#staff-pane")

    async def begin(self) -> None:
        """Tap Start, as a new owner does."""
        await self.phone.get_by_role("button", name="Start", exact=True).click()

    async def write(self, text: str) -> None:
        """Write to the bot on the phone."""
        field = self.phone.get_by_role("textbox")
        await field.fill(text)
        await field.press("Enter")

    async def say(self, text: str) -> None:
        """Write as the chosen member of staff."""
        field = self.desk.get_by_role("textbox")
        await field.fill(text)
        await field.press("Enter")

    def bubble(self, text: str, *, desk: bool = False) -> Locator:
        """The messages with this text."""
        return (self.desk if desk else self.phone).locator("article").filter(has_text=text)

    async def menu_of(self, text: str, item: str, *, desk: bool = False) -> None:
        """Choose from the menu at a message."""
        await self.bubble(text, desk=desk).locator(".bubble").click(button="right")
        await self.page.get_by_role("menuitem", name=item).click()

    async def choose_file(self, item: str, *files: Any) -> None:
        """Attach files on the phone by the attach menu."""
        async with self.page.expect_file_chooser() as choosing:
            await self.phone.get_by_role("button", name="Attach").click()
            await self.page.get_by_role("menuitem", name=item).click()
        await (await choosing.value).set_files(list(files))


Opener = Callable[..., Awaitable[Screen]]


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser, sandbox: Sandbox) -> AsyncIterator[Opener]:
    """Opens the page. A script error or a call to another address fails the test."""
    wrong: list[str] = []
    async with contextlib.AsyncExitStack() as stack:

        async def opening(url: str = sandbox.url, **options: Any) -> Screen:
            wanted = {"viewport": {"width": 1360, "height": 860}, "locale": "en-GB", **options}
            context = await browser.new_context(**wanted)
            stack.push_async_callback(context.close)
            page = await context.new_page()
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.on(
                "console",
                lambda said: (
                    wrong.append(said.text) if "Content Security Policy" in said.text else None
                ),
            )
            page.on(
                "request",
                lambda sent: (
                    None if sent.url.startswith((url, "blob:")) else wrong.append(sent.url)
                ),
            )
            await page.goto(url)
            await expect(page.locator(".link.live")).to_be_visible()
            return Screen(page)

        yield opening
    assert wrong == []


@pytest_asyncio.fixture(loop_scope="session")
async def forum(sandbox: Sandbox) -> Json:
    """A staff group with topics; Li is its administrator, the bot too."""
    staff = await sandbox.client.user("Li", language_code="zh-hans")
    return await sandbox.client.post(
        "/chats",
        type="supergroup",
        title="Desk",
        is_forum=True,
        admins=[staff.id],
        bots=[{"bot": sandbox.bot.id, "status": "administrator"}],
    )


@pytest_asyncio.fixture(loop_scope="session")
async def owner(sandbox: Sandbox) -> int:
    """Ann, who has not begun yet."""
    return (await sandbox.client.user("Ann", language_code="en")).id


def picture(width: int = 64, height: int = 48, name: str = "car.png") -> Any:
    """A PNG file to attach."""
    rows = (b"\0" + bytes((30, 110 + y, 120)) * width for y in range(height))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"".join(rows))),
        (b"IEND", b""),
    )
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return {"name": name, "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + body}
