"""The staff group beside the phone."""

import pytest
from playwright.async_api import expect

from sandbox import Sandbox
from tests.sandbox.page.conftest import Opener
from tests.sandbox.page.scripted_bot import Json, ScriptedBot, echo, running, silent

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_topic_of_the_bot_and_words_in_the_right_thread(
    sandbox: Sandbox, owner: int, forum: Json, open_page: Opener
) -> None:
    threads: dict[int, int] = {}

    async def relay(bot: ScriptedBot, update: Json) -> None:
        message = update.get("message", {})
        thread = message.get("message_thread_id")
        if message.get("text") == "A person, please":
            name = f"{message['from']['first_name']} · A-1"
            topic = await bot.call("createForumTopic", chat_id=forum["id"], name=name)
            threads[topic["message_thread_id"]] = message["chat"]["id"]
            place = {"message_thread_id": topic["message_thread_id"]}
            await bot.send(forum["id"], "New case", **place)
        elif thread in threads and "text" in message:
            ids = {"from_chat_id": forum["id"], "message_id": message["message_id"]}
            await bot.call("copyMessage", chat_id=threads[thread], **ids)

    await sandbox.client.post("/start", user=owner)
    async with running(sandbox.url, relay):
        screen = await open_page()
        await screen.write("A person, please")
        topic = screen.desk.get_by_role("button", name="Ann · A-1")
        await expect(topic).to_contain_text("New case")
        await expect(topic.locator(".badge")).to_be_visible()
        await expect(screen.bubble("New case", desk=True)).to_have_count(0)
        await topic.click()
        await expect(screen.bubble("New case", desk=True)).to_be_visible()
        await expect(topic.locator(".badge")).to_have_count(0)

        await screen.say("Li here, what can I do?")
        await expect(screen.bubble("Li here, what can I do?", desk=True)).to_be_visible()
        await expect(screen.bubble("Li here, what can I do?")).to_be_visible()
        (thread,) = threads
        said = (await sandbox.client.messages(forum["id"], thread=thread))[-1]
        assert (said.text, said.thread, said.reply_to) == ("Li here, what can I do?", thread, None)

        await screen.desk.get_by_role("navigation").get_by_role("button", name="General").click()
        await expect(screen.bubble("Li here", desk=True)).to_have_count(0)
        await screen.say("To everybody")
        await expect(screen.bubble("To everybody", desk=True)).to_be_visible()
        assert (await sandbox.client.messages(forum["id"]))[-1].thread is None


async def test_the_group_is_made_on_the_page(
    sandbox: Sandbox, owner: int, open_page: Opener
) -> None:
    async with running(sandbox.url, silent) as bot:
        screen = await open_page()
        await screen.desk.get_by_role("button", name="Make the group").click()
        form = screen.page.get_by_role("dialog")
        await form.get_by_label("Title").fill("Service East")
        await form.get_by_label("First member of staff").fill("Zhao")
        await form.get_by_role("button", name="Make the group").click()
        await expect(screen.desk.get_by_role("heading", name="Service East")).to_be_visible()
        await expect(screen.desk.locator(".topic")).to_contain_text("General")
        group = next(chat for chat in (await sandbox.client.state())["chats"] if chat["id"] < 0)
        rights = await bot.call("getChatMember", chat_id=group["id"], user_id=sandbox.bot.id)
        assert group["is_forum"] is True
        assert rights["can_manage_topics"] is True
        people = screen.phone.get_by_role("navigation", name="Owners")
        await expect(people.get_by_role("button", name="Zhao")).to_have_count(0)


async def test_a_second_member_of_staff_writes_as_themselves(
    sandbox: Sandbox, owner: int, forum: Json, open_page: Opener
) -> None:
    screen = await open_page()
    await screen.desk.get_by_role("button", name="Add staff").click()
    form = screen.page.get_by_role("dialog")
    await form.get_by_label("First name").fill("Chen")
    await form.get_by_role("button", name="Add", exact=True).click()
    await expect(screen.desk.locator(".person[aria-pressed=true]")).to_contain_text("Chen")
    await screen.say("Chen speaking")
    await expect(screen.bubble("Chen speaking", desk=True)).to_be_visible()
    await screen.desk.get_by_role("button", name="Li", exact=True).click()
    await screen.say("And Li")
    await expect(screen.bubble("And Li", desk=True)).to_be_visible()
    await expect(screen.bubble("Chen speaking", desk=True).locator(".sender")).to_have_text("Chen")
    said = [entry.sender for entry in (await sandbox.client.messages(forum["id"]))[-2:]]
    assert len(set(said)) == 2


async def test_an_administrator_writes_as_the_group(
    sandbox: Sandbox, owner: int, forum: Json, open_page: Opener
) -> None:
    screen = await open_page()
    for item, text in (("Write as the group", "Hidden"), ("Write as oneself", "Seen")):
        await screen.desk.locator(".chat-header").get_by_role("button", name="More").click()
        await screen.page.get_by_role("menuitem", name=item).click()
        await screen.say(text)
        await expect(screen.bubble(text, desk=True)).to_be_visible()
    hidden, seen = (await sandbox.client.messages(forum["id"]))[-2:]
    assert hidden.raw["sender_chat"]["id"] == forum["id"]
    assert "sender_chat" not in seen.raw


async def test_topics_are_made_renamed_closed_and_deleted_by_hand(
    sandbox: Sandbox, owner: int, forum: Json, open_page: Opener
) -> None:
    screen = await open_page()
    await screen.desk.get_by_role("button", name="New topic").click()
    form = screen.page.get_by_role("dialog")
    await form.get_by_label("Topic name").fill("Recall")
    await form.get_by_role("button", name="Add", exact=True).click()
    await expect(screen.desk.get_by_role("heading", name="Recall")).to_be_visible()

    for item in ("Rename", "Close topic"):
        await screen.desk.get_by_role("button", name="More: Recall").click()
        await screen.page.get_by_role("menuitem", name=item).click()
        if item == "Rename":
            await form.get_by_label("Topic name").fill("Recall 24-7")
            await form.get_by_role("button", name="Save").click()
            await expect(screen.desk.get_by_role("heading", name="Recall 24-7")).to_be_visible()
    await expect(screen.desk.get_by_text("This topic is closed")).to_be_visible()

    await screen.desk.get_by_role("button", name="More: Recall").click()
    await screen.page.get_by_role("menuitem", name="Delete topic").click()
    await form.get_by_role("button", name="OK").click()
    await expect(screen.desk.get_by_role("heading", name="General")).to_be_visible()
    await expect(screen.desk.get_by_role("button", name="Recall")).to_have_count(0)


async def test_where_both_do_not_fit_the_topics_are_shown_first_then_the_chosen_one(
    sandbox: Sandbox, owner: int, forum: Json, open_page: Opener
) -> None:
    screen = await open_page(viewport={"width": 900, "height": 700})
    topics = screen.desk.get_by_role("navigation", name="Topics")
    await expect(screen.phone).to_be_visible()
    await topics.get_by_role("button", name="General").click()
    await expect(topics).to_be_hidden()
    await screen.say("To everybody")
    said = screen.bubble("To everybody", desk=True)
    await expect(said).to_be_visible()
    await screen.desk.get_by_role("button", name="Back").click()
    await expect(said).to_be_hidden()
    await expect(topics.get_by_role("button", name="General")).to_contain_text("To everybody")


async def test_a_plain_group_has_no_topics(sandbox: Sandbox, owner: int, open_page: Opener) -> None:
    staff = await sandbox.client.user("Li")
    bots = [{"bot": sandbox.bot.id, "status": "administrator"}]
    group = await sandbox.client.post(
        "/chats", type="group", title="Workshop", members=[staff.id], bots=bots
    )
    async with running(sandbox.url, silent) as bot:
        screen = await open_page()
        await screen.say("Good morning")
        await expect(screen.bubble("Good morning", desk=True)).to_be_visible()
        await bot.send(group["id"], "Two cars today")
        await expect(screen.bubble("Two cars today", desk=True)).to_be_visible()
        await expect(screen.desk.get_by_role("navigation", name="Topics")).to_be_hidden()


async def test_a_member_of_staff_has_a_phone_too(
    sandbox: Sandbox, owner: int, forum: Json, open_page: Opener
) -> None:
    async with running(sandbox.url, echo):
        screen = await open_page()
        await screen.phone.get_by_role("button", name="All people").click()
        await screen.page.get_by_placeholder("Find by name").fill("li")
        await screen.page.get_by_role("menuitem", name="Li").click()
        await screen.begin()
        await expect(screen.bubble("Welcome, Li")).to_be_visible()
