"""What people and bots write is shown as text, whatever it looks like."""

import pytest
from playwright.async_api import expect

from sandbox import Sandbox
from tests.sandbox.page.conftest import Opener
from tests.sandbox.page.scripted_bot import Json, ScriptedBot, running

pytestmark = pytest.mark.asyncio(loop_scope="session")

EVIL = "<img src=x onerror=hacked=1><script>hacked=1</script>"


async def test_markup_in_names_texts_buttons_and_topics_stays_text(
    sandbox: Sandbox, open_page: Opener
) -> None:
    async def script(bot: ScriptedBot, update: Json) -> None:
        if "callback_query" in update:
            query = update["callback_query"]["id"]
            await bot.call("answerCallbackQuery", callback_query_id=query, text=EVIL)

    person = await sandbox.client.user(EVIL[:64], last_name="</script>")
    staff = await sandbox.client.user(f"L{EVIL}"[:64])
    group = await sandbox.client.post(
        "/chats",
        type="supergroup",
        title=EVIL,
        is_forum=True,
        admins=[staff.id],
        bots=[{"bot": sandbox.bot.id, "status": "administrator"}],
    )
    await sandbox.client.post("/start", user=person.id)
    document = {"type": "document", "size": 5, "file_name": EVIL.replace("/", "_"), "caption": EVIL}
    await sandbox.client.post("/messages", user=person.id, media=document)
    async with running(sandbox.url, script) as bot:
        await bot.call("setMyDescription", description=EVIL)
        keys = [[{"text": EVIL, "callback_data": "x"}]]
        keyboard = {"keyboard": [[EVIL]], "input_field_placeholder": EVIL[:60]}
        await bot.send(person.id, EVIL, reply_markup=keyboard)
        await bot.send(person.id, f"Well {EVIL}", reply_markup={"inline_keyboard": keys})
        topic = await bot.call("createForumTopic", chat_id=group["id"], name=EVIL)
        await bot.send(group["id"], EVIL, message_thread_id=topic["message_thread_id"])

        screen = await open_page()
        await expect(screen.bubble(f"Well {EVIL}")).to_be_visible()
        await expect(screen.phone.locator(".reply-keys")).to_contain_text(EVIL)
        await screen.phone.locator(".buttons").get_by_role("button").click()
        await expect(screen.phone.locator(".toast")).to_have_text(EVIL)
        await screen.desk.locator(".topic").last.click()
        await expect(screen.desk.locator(".topic-bar h2")).to_have_text(EVIL)
        await screen.menu_of(f"Well {EVIL}", "Reply")
        await expect(screen.phone.locator(".about")).to_contain_text(EVIL)
        await screen.page.get_by_role("button", name="Under the hood").click()
        await expect(screen.page.locator(".call").first).to_be_visible()

        assert await screen.page.evaluate("'hacked' in window") is False
        assert await screen.page.locator("[onerror], script:not([src])").count() == 0
        assert await screen.page.locator("img[src=x]").count() == 0


async def test_formatting_links_and_spoilers(
    sandbox: Sandbox, owner: int, open_page: Opener
) -> None:
    async def nothing(_bot: ScriptedBot, _update: Json) -> None: ...

    await sandbox.client.post("/start", user=owner)
    async with running(sandbox.url, nothing) as bot:
        await bot.send(
            owner,
            "😀 <b>bold <i>both</i></b> <code>a&lt;b</code> <tg-spoiler>secret</tg-spoiler> "
            '<a href="https://example.com/x">there</a><blockquote>quoted</blockquote>',
            parse_mode="HTML",
        )
        entities = [{"type": "text_link", "offset": 0, "length": 5, "url": "javascript:hacked=1"}]
        await bot.send(owner, "click here", entities=entities)
        screen = await open_page()
        text = screen.bubble("bold both").locator(".text")
        await expect(text.locator("strong")).to_have_text("bold both")
        await expect(text.locator("strong em")).to_have_text("both")
        await expect(text.locator("code")).to_have_text("a<b")
        await expect(text.locator("blockquote")).to_have_text("quoted")
        link = text.get_by_role("link", name="there")
        await expect(link).to_have_attribute("href", "https://example.com/x")
        await expect(link).to_have_attribute("rel", "noopener noreferrer")
        spoiler = text.get_by_role("button", name="secret")
        await spoiler.click()
        await expect(text.locator(".spoiler.revealed")).to_have_text("secret")

        plain = screen.bubble("click here")
        await expect(plain).to_be_visible()
        for address in await screen.page.locator("a").evaluate_all("all => all.map(a => a.href)"):
            assert not address.startswith("javascript")


async def test_the_pages_own_policy_stops_inline_scripts(
    sandbox: Sandbox, owner: int, open_page: Opener
) -> None:
    screen = await open_page()
    policy = await screen.page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute(
        "content"
    )
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert await screen.page.locator("script:not([src])").count() == 0
