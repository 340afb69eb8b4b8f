"""The page keeps in step with the server, and shows what happens under the hood."""

import json
from pathlib import Path

import pytest
from playwright.async_api import expect

import sandbox as package
from sandbox import Rates, Sandbox
from tests.sandbox.page.conftest import Opener
from tests.sandbox.page.scripted_bot import Json, echo, running, silent

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_page_survives_a_restart_of_the_server(open_page: Opener) -> None:
    quiet = Rates(enabled=False)
    async with Sandbox.serve(rates=quiet) as first, running(first.url, echo):
        port = int(first.url.rpartition(":")[2])
        screen = await open_page(first.url)
        await screen.begin()
        await expect(screen.bubble("Welcome, Ann")).to_be_visible()
    await expect(screen.page.locator(".link.lost")).to_be_visible()

    async with Sandbox.serve(rates=quiet, port=port) as second, running(second.url, echo):
        await expect(screen.page.locator(".link.live")).to_be_visible()
        await expect(screen.bubble("Welcome, Ann")).to_have_count(0)
        await screen.begin()
        await expect(screen.bubble("Welcome, Ann")).to_have_count(1)
        await screen.write("still there?")
        await expect(screen.bubble("You said: still there?")).to_be_visible()


async def test_two_windows_show_the_same(sandbox: Sandbox, owner: int, open_page: Opener) -> None:
    await sandbox.client.post("/start", user=owner)
    async with running(sandbox.url, echo):
        one, two = await open_page(), await open_page()
        await one.write("hello")
        for screen in (one, two):
            await expect(screen.bubble("You said: hello")).to_have_count(1)
        await one.menu_of("You said: hello", "Delete")
        await expect(two.bubble("You said: hello")).to_have_count(0)


async def test_older_messages_come_on_demand(
    sandbox: Sandbox, owner: int, open_page: Opener
) -> None:
    await sandbox.client.post("/start", user=owner)
    for number in range(70):
        await sandbox.client.post("/messages", user=owner, text=f"note {number:03}")
    screen = await open_page()
    await expect(screen.bubble("note 069")).to_be_in_viewport()
    await expect(screen.bubble("note 002")).to_have_count(0)
    await screen.phone.get_by_role("button", name="Earlier messages").click()
    await expect(screen.bubble("note 002")).to_have_count(1)
    await expect(screen.phone.locator("article").first).to_contain_text("/start")


async def test_calls_faults_rates_and_clock(
    sandbox: Sandbox, owner: int, open_page: Opener
) -> None:
    await sandbox.client.post("/start", user=owner)
    async with running(sandbox.url, silent) as bot:
        screen = await open_page()
        drawer = screen.page.get_by_role("complementary", name="Under the hood")
        await drawer.get_by_role("button", name="Under the hood").click()
        await bot.send(owner, "Hello Ann")
        await expect(drawer.locator(".call").first).to_contain_text("sendMessage")
        await expect(drawer.locator(".call").first).to_contain_text("Hello Ann")
        await drawer.locator(".call").first.click()
        shown = await screen.page.get_by_role("dialog").locator("pre").text_content()
        assert json.loads(shown or "")["params"]["text"] == "Hello Ann"
        await screen.page.get_by_role("button", name="Close").click()

        await drawer.get_by_role("button", name="500 Error").click()
        await expect(drawer.get_by_text("500:")).to_be_visible()
        with pytest.raises(ValueError, match="Internal Server Error"):
            await bot.send(owner, "Lost")
        await expect(drawer.locator(".call .status.bad").first).to_have_text("500")
        await drawer.get_by_role("button", name="End trouble").click()
        await expect(drawer.get_by_text("500:")).to_have_count(0)
        await bot.send(owner, "Back again")

        await drawer.get_by_role("button", name="+1 day").click()
        await expect(drawer.get_by_role("button", name="Reset")).to_be_visible()
        assert (await sandbox.client.state())["time"]["offset"] == 86_400
        await drawer.get_by_text("Telegram's rate limits").click()
        await expect(drawer.get_by_role("checkbox")).to_be_checked()
        assert (await sandbox.client.state())["rates"]["enabled"] is True


async def test_several_bots_can_be_chosen(sandbox: Sandbox, owner: int, open_page: Opener) -> None:
    await sandbox.client.post("/bots", token="654321:OTHER", first_name="Second")
    async with (
        running(sandbox.url, echo),
        running(sandbox.url, echo, "654321:OTHER") as second,
    ):
        screen = await open_page()
        await screen.begin()
        await expect(screen.bubble("Welcome, Ann")).to_be_visible()
        await screen.page.get_by_label("Bot", exact=True).select_option("654321")
        await expect(screen.phone.get_by_role("heading", name="Second").first).to_be_visible()
        await expect(screen.bubble("Welcome, Ann")).to_have_count(0)
        await screen.begin()
        await expect(screen.bubble("Welcome, Ann")).to_be_visible()
        assert second.texts() == ["/start"]


async def test_looks_in_dark_narrow_and_chinese(
    sandbox: Sandbox, owner: int, forum: Json, open_page: Opener
) -> None:
    screen = await open_page()
    light = await screen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    await screen.page.emulate_media(color_scheme="dark")
    dark = await screen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert brightness(light) > 600
    assert brightness(dark) < 150

    await screen.page.get_by_role("button", name="Language").click()
    await expect(screen.phone.get_by_role("button", name="开始")).to_be_visible()
    assert await screen.page.evaluate("document.documentElement.lang") == "zh-Hans"

    await screen.page.set_viewport_size({"width": 390, "height": 800})
    await expect(screen.desk).to_be_hidden()
    await screen.page.get_by_role("tab", name="客服").click()
    await expect(screen.phone).to_be_hidden()
    await expect(screen.desk.get_by_role("heading", name="综合")).to_be_visible()
    await screen.desk.get_by_role("button", name="返回").click()
    await expect(screen.desk.get_by_role("button", name="综合")).to_be_visible()
    for selector in (".desk", ".drawer", ".top"):
        box = await screen.page.locator(selector).bounding_box()
        assert box is not None
        assert box["width"] <= 390


async def test_every_control_has_a_name_and_every_word_two_languages(
    sandbox: Sandbox, owner: int, forum: Json, open_page: Opener
) -> None:
    screen = await open_page()
    await screen.page.get_by_role("button", name="Under the hood").click()
    nameless = await screen.page.locator("button, input, select, textarea").evaluate_all(
        """all => all.filter(one => !one.closest('[aria-hidden=true]') && !one.hidden &&
             !(one.getAttribute('aria-label') || one.textContent.trim() || one.labels?.length))
           .map(one => one.outerHTML)"""
    )
    assert nameless == []
    words: dict[str, list[str]] = await screen.page.evaluate(
        "import('/js/words.js').then(module => module.WORDS)"
    )
    assert [key for key, pair in words.items() if len(pair) != 2 or not all(pair)] == []

    written = "".join(path.read_text(encoding="utf-8") for path in PAGE.glob("js/*.js"))
    unused = [
        key
        for key in words
        if f'"{key}"' not in written and not key.startswith(("notice_", "fault_"))
    ]
    assert unused == []


PAGE = Path(package.__file__).parent / "page"


def brightness(colour: str) -> int:
    """Red, green and blue of `rgb(…)` together."""
    return sum(int(part) for part in colour[4:-1].split(","))
