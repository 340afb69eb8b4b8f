"""An owner's phone: a private chat with the bot."""

import asyncio

import pytest
from playwright.async_api import expect

from sandbox import Sandbox
from tests.sandbox.page.conftest import Opener, picture
from tests.sandbox.page.scripted_bot import Json, ScriptedBot, echo, running, silent

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_first_visit_makes_two_owners_and_start_begins(
    sandbox: Sandbox, open_page: Opener
) -> None:
    async with running(sandbox.url, echo) as bot:
        await bot.call("setMyDescription", description="I know your car.")
        screen = await open_page()
        people = screen.phone.get_by_role("navigation", name="Owners")
        await expect(people.get_by_role("button", name="Ann")).to_be_visible()
        await expect(people.get_by_role("button", name="Mei 梅")).to_be_visible()
        await expect(screen.phone.get_by_text("I know your car.")).to_be_visible()

        await screen.begin()
        await expect(screen.bubble("Welcome, Ann")).to_be_visible()
        assert bot.texts() == ["/start"]
        languages = {user["language_code"] for user in (await sandbox.client.state())["users"]}
        assert languages == {"en", "zh-hans"}


async def test_a_tap_spins_until_answered_then_toast_and_edited_message(
    sandbox: Sandbox, owner: int, open_page: Opener
) -> None:
    may_answer = asyncio.Event()

    async def script(bot: ScriptedBot, update: Json) -> None:
        if "callback_query" in update:
            query = update["callback_query"]
            await may_answer.wait()
            await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Noted!")
            await bot.call(
                "editMessageText",
                chat_id=owner,
                message_id=query["message"]["message_id"],
                text="Booked",
            )

    await sandbox.client.post("/start", user=owner)
    async with running(sandbox.url, script) as bot:
        keys = [[{"text": "Book", "callback_data": "b"}, {"text": "No", "callback_data": "n"}]]
        await bot.send(owner, "A service is due", reply_markup={"inline_keyboard": keys})
        screen = await open_page()
        button = screen.phone.get_by_role("button", name="Book")
        await button.click()
        await expect(button).to_have_attribute("aria-busy", "true")
        may_answer.set()
        await expect(screen.phone.get_by_role("status").get_by_text("Noted!")).to_be_visible()
        await expect(screen.bubble("Booked")).to_contain_text("edited")
        await expect(screen.phone.get_by_role("button", name="Book")).to_have_count(0)


async def test_an_alert_stays_until_it_is_read(
    sandbox: Sandbox, owner: int, open_page: Opener
) -> None:
    async def script(bot: ScriptedBot, update: Json) -> None:
        if "callback_query" in update:
            await bot.call(
                "answerCallbackQuery",
                callback_query_id=update["callback_query"]["id"],
                text="Please call us",
                show_alert=True,
            )

    await sandbox.client.post("/start", user=owner)
    async with running(sandbox.url, script) as bot:
        keys = [[{"text": "Help", "callback_data": "h"}]]
        await bot.send(owner, "Well?", reply_markup={"inline_keyboard": keys})
        screen = await open_page()
        await screen.phone.get_by_role("button", name="Help").click()
        alert = screen.page.get_by_role("dialog")
        await expect(alert).to_contain_text("Please call us")
        await alert.get_by_role("button", name="OK").click()
        await expect(alert).to_have_count(0)


async def test_a_photo_is_seen_on_both_sides(
    sandbox: Sandbox, owner: int, forum: Json, open_page: Opener
) -> None:
    async def script(bot: ScriptedBot, update: Json) -> None:
        message = update.get("message", {})
        if "photo" in message and message["chat"]["id"] == owner:
            ids = {"from_chat_id": owner, "message_id": message["message_id"]}
            await bot.call("copyMessage", chat_id=forum["id"], **ids)

    await sandbox.client.post("/start", user=owner)
    async with running(sandbox.url, script):
        screen = await open_page()
        await screen.choose_file("Photo", picture())
        await screen.write("A scratch")
        for desk in (False, True):
            image = screen.bubble("A scratch", desk=desk).locator(".photo img")
            await expect(image).to_be_visible()
            await expect(image).to_have_js_property("naturalWidth", 64)


async def test_several_photos_become_an_album(
    sandbox: Sandbox, owner: int, open_page: Opener
) -> None:
    await sandbox.client.post("/start", user=owner)
    screen = await open_page()
    await screen.choose_file("Photo", picture(name="a.png"), picture(name="b.png"))
    await expect(screen.phone.locator(".pending")).to_contain_text("b.png")
    await screen.write("Two of them")
    album = screen.bubble("Two of them")
    await expect(album.locator(".album img")).to_have_count(2)
    groups = [entry.media_group_id for entry in await sandbox.client.messages(owner)]
    assert groups[-1] is not None
    assert groups[-1] == groups[-2]


async def test_other_kinds_are_shown(sandbox: Sandbox, owner: int, open_page: Opener) -> None:
    await sandbox.client.post("/start", user=owner)
    for what in (
        {"media": {"type": "document", "size": 2048, "file_name": "manual.pdf"}},
        {"media": {"type": "voice", "size": 900, "duration": 65}},
        {"media": {"type": "sticker", "size": 100, "emoji": "🚗"}},
        {"media": {"type": "video", "size": 100}},
        {"location": {"latitude": 31.2304, "longitude": 121.4737}},
        {"contact": {"phone_number": "+861300000", "first_name": "Mei"}},
    ):
        await sandbox.client.post("/messages", user=owner, **what)
    screen = await open_page()
    await expect(screen.phone.get_by_role("link", name="Download manual.pdf")).to_be_visible()
    await expect(screen.phone.locator(".sound.voice")).to_contain_text("1:05")
    await expect(screen.phone.locator(".sticker")).to_contain_text("🚗")
    await expect(screen.phone.locator("video")).to_have_count(1)
    await expect(screen.phone.get_by_role("img", name="Location 31.2304")).to_be_visible()
    await expect(screen.phone.locator(".contact")).to_contain_text("+861300000")


async def test_owners_have_chats_of_their_own(sandbox: Sandbox, open_page: Opener) -> None:
    async with running(sandbox.url, echo) as bot:
        screen = await open_page()
        await screen.begin()
        await expect(screen.bubble("Welcome, Ann")).to_be_visible()
        await screen.phone.get_by_role("textbox").fill("half a thought")

        mei = screen.phone.get_by_role("button", name="Mei")
        await mei.click()
        await expect(screen.bubble("Welcome, Ann")).to_have_count(0)
        await screen.begin()
        await expect(screen.bubble("Welcome, Mei 梅")).to_be_visible()
        await expect(screen.phone.get_by_role("textbox")).to_have_value("")

        await screen.phone.get_by_role("button", name="Ann").click()
        await expect(screen.bubble("Welcome, Ann")).to_be_visible()
        await expect(screen.bubble("Welcome, Mei")).to_have_count(0)
        await expect(screen.phone.get_by_role("textbox")).to_have_value("half a thought")

        users = (await sandbox.client.state())["users"]
        mei_id = next(user["id"] for user in users if user["first_name"] == "Mei 梅")
        await bot.send(mei_id, "For Mei only")
        await expect(mei.get_by_label("1 unread")).to_be_visible()
        await expect(screen.bubble("For Mei only")).to_have_count(0)


async def test_reply_keyboard_sends_text_contact_and_goes_when_used(
    sandbox: Sandbox, owner: int, open_page: Opener
) -> None:
    await sandbox.client.post("/start", user=owner)
    async with running(sandbox.url, silent) as bot:
        screen = await open_page()
        rows: list[list[Json]] = [
            [{"text": "Maintenance"}],
            [{"text": "My number", "request_contact": True}],
        ]
        markup = {"keyboard": rows, "one_time_keyboard": True, "input_field_placeholder": "Choose"}
        await bot.send(owner, "What is it about?", reply_markup=markup)
        await expect(screen.phone.get_by_placeholder("Choose")).to_be_visible()
        await screen.phone.get_by_role("button", name="My number").click()
        await screen.page.get_by_role("dialog").get_by_role("button", name="OK").click()
        await expect(screen.phone.locator(".contact")).to_contain_text("Ann")
        await expect(screen.phone.locator(".reply-keys")).to_be_hidden()
        await screen.phone.get_by_role("button", name="Show keyboard").click()
        await screen.phone.get_by_role("button", name="Maintenance").click()
        await expect(screen.bubble("Maintenance")).to_be_visible()

        await bot.send(owner, "Thanks", reply_markup={"remove_keyboard": True})
        await expect(screen.bubble("Thanks")).to_be_visible()
        await expect(screen.phone.get_by_role("button", name="Show keyboard")).to_be_hidden()
        assert "Maintenance" in bot.texts()


async def test_keys_of_the_composer(sandbox: Sandbox, owner: int, open_page: Opener) -> None:
    await sandbox.client.post("/start", user=owner)
    screen = await open_page()
    field = screen.phone.get_by_role("textbox")
    await field.fill("first line")
    await field.press("Shift+Enter")
    await field.press_sequentially("second line")
    await field.press("Enter")
    await expect(screen.bubble("second line")).to_be_visible()
    assert (await sandbox.client.messages(owner))[-1].text == "first line\nsecond line"

    await field.press("ArrowUp")
    await expect(field).to_have_value("first line\nsecond line")
    await field.fill("one line")
    await field.press("Enter")
    await expect(screen.bubble("one line")).to_contain_text("edited")

    await screen.menu_of("one line", "Reply")
    await expect(screen.phone.get_by_text("Reply to Ann")).to_be_visible()
    await field.press("Escape")
    await expect(screen.phone.get_by_text("Reply to Ann")).to_be_hidden()


async def test_reply_react_pin_and_delete(sandbox: Sandbox, owner: int, open_page: Opener) -> None:
    await sandbox.client.post("/start", user=owner)
    async with running(sandbox.url, silent) as bot:
        question = await bot.send(owner, "Which car is it?")
        screen = await open_page()
        await screen.menu_of("Which car is it?", "Reply")
        await screen.write("The red one")
        quote = screen.bubble("The red one").locator(".quote")
        await expect(quote).to_contain_text("Which car is it?")
        assert (await sandbox.client.messages(owner))[-1].reply_to == question

        await screen.bubble("Which car").nth(0).locator(".bubble").click(button="right")
        await screen.page.get_by_role("menu").get_by_role("button", name="👍").click()
        mine = screen.phone.locator(".reactions").get_by_role("button", name="👍")
        await expect(mine).to_have_attribute("aria-pressed", "true")
        await mine.click()
        await expect(mine).to_have_count(0)

        await screen.menu_of("The red one", "Pin")
        pinned = screen.phone.locator(".pinned")
        await expect(pinned).to_contain_text("The red one")
        await screen.menu_of("The red one", "Delete")
        await expect(screen.bubble("The red one")).to_have_count(0)
        await expect(pinned).to_be_hidden()


async def test_the_menu_lists_commands_and_sends_one(
    sandbox: Sandbox, owner: int, open_page: Opener
) -> None:
    await sandbox.client.post("/start", user=owner)
    async with running(sandbox.url, silent) as bot:
        commands = [
            {"command": "help", "description": "What I can do"},
            {"command": "car", "description": "Your cars"},
        ]
        await bot.call("setMyCommands", commands=commands)
        screen = await open_page()
        await screen.phone.get_by_role("button", name="Commands").click()
        await expect(screen.phone.get_by_role("option")).to_have_count(2)
        await screen.phone.get_by_role("textbox").fill("/c")
        await expect(screen.phone.get_by_role("option")).to_have_text(["/carYour cars"])
        await screen.phone.get_by_role("textbox").press("Enter")
        await expect(screen.bubble("/car")).to_be_visible()
        assert (await sandbox.client.messages(owner))[-1].text == "/car"


async def test_blocking_and_coming_back(sandbox: Sandbox, owner: int, open_page: Opener) -> None:
    await sandbox.client.post("/start", user=owner)
    async with running(sandbox.url, echo) as bot:
        screen = await open_page()
        await screen.phone.get_by_role("button", name="More").click()
        await screen.page.get_by_role("menuitem", name="Block the bot").click()
        await expect(screen.phone.get_by_text("Ann has blocked the bot")).to_be_visible()
        with pytest.raises(ValueError, match="blocked by the user"):
            await bot.send(owner, "Hello?")
        await screen.phone.get_by_role("button", name="Unblock and restart").click()
        await expect(screen.bubble("Welcome, Ann").last).to_be_visible()
        await expect(screen.phone.get_by_role("textbox")).to_be_visible()


async def test_typing_is_shown_until_the_answer(
    sandbox: Sandbox, owner: int, open_page: Opener
) -> None:
    await sandbox.client.post("/start", user=owner)
    async with running(sandbox.url, silent) as bot:
        screen = await open_page()
        await bot.call("sendChatAction", chat_id=owner, action="typing")
        await expect(screen.phone.get_by_text("typing…")).to_be_visible()
        await bot.send(owner, "Here it is")
        await expect(screen.bubble("Here it is")).to_be_visible()
        await expect(screen.phone.get_by_text("typing…")).to_have_count(0)


async def test_a_new_owner_from_the_page(sandbox: Sandbox, owner: int, open_page: Opener) -> None:
    screen = await open_page()
    await screen.phone.get_by_role("button", name="Add an owner").click()
    form = screen.page.get_by_role("dialog")
    await form.get_by_label("First name").fill("王芳")
    await form.get_by_label("Telegram language").select_option("zh-hans")
    await form.get_by_label("Telegram Premium").check()
    await form.get_by_role("button", name="Add", exact=True).click()
    chosen = screen.phone.locator(".person[aria-pressed=true]")
    await expect(chosen).to_contain_text("王芳")
    made = (await sandbox.client.state())["users"][-1]
    assert (made["first_name"], made["language_code"], made["is_premium"]) == (
        "王芳",
        "zh-hans",
        True,
    )


async def test_a_start_link_in_a_message_opens_the_bot(
    sandbox: Sandbox, owner: int, open_page: Opener
) -> None:
    await sandbox.client.post("/start", user=owner)
    async with running(sandbox.url, silent) as bot:
        link = f"https://t.me/{sandbox.bot.username}?start=spring_24"
        await bot.send(owner, f"See {link}")
        screen = await open_page()
        await screen.phone.get_by_role("link", name="spring_24").click()
        await expect(screen.bubble("/start spring_24")).to_be_visible()


async def test_inline_results_are_offered_and_sent(
    sandbox: Sandbox, owner: int, open_page: Opener
) -> None:
    async def script(bot: ScriptedBot, update: Json) -> None:
        if "inline_query" in update:
            query = update["inline_query"]
            article = {
                "type": "article",
                "id": "1",
                "title": f"About {query['query']}",
                "input_message_content": {"message_text": "2.4 bar all round"},
            }
            await bot.call("answerInlineQuery", inline_query_id=query["id"], results=[article])

    await sandbox.client.post("/start", user=owner)
    async with running(sandbox.url, script):
        screen = await open_page()
        await screen.phone.get_by_role("textbox").fill(f"@{sandbox.bot.username} tyres")
        await screen.phone.get_by_role("option", name="About tyres").click()
        await expect(screen.bubble("2.4 bar all round")).to_be_visible()
        await expect(screen.phone.get_by_role("textbox")).to_have_value("")
