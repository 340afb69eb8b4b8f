"""A person and a bot talk, through the real client libraries."""

import asyncio
import sys

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from sandbox import Person, Sandbox, SandboxClient


async def test_a_message_reaches_the_bot_and_its_answer_the_person(
    sandbox: Sandbox, bot: Bot, ann: Person
) -> None:
    await ann.send("hello /help")
    updates = await bot.get_updates(timeout=5)
    assert [update.message.text for update in updates if update.message] == [
        "/start",
        "hello /help",
    ]
    message = updates[-1].message
    assert message is not None
    assert message.entities[0].type == "bot_command"
    assert message.from_user is not None
    assert message.from_user.language_code == "en"

    await message.reply_html("<b>Hi</b> &amp; welcome", do_quote=True)
    reply = await ann.reply()
    assert reply.text == "Hi & welcome"
    assert reply.html == "<b>Hi</b> &amp; welcome"
    assert reply.reply_to == message.message_id


async def test_a_tap_gets_the_bots_answer(sandbox: Sandbox, bot: Bot, ann: Person) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])
    await bot.send_message(ann.id, "Sure?", reply_markup=keyboard)
    question = await ann.reply()
    assert question.button_texts == ["Yes"]

    tapping = asyncio.create_task(ann.tap("Yes"))
    offset = None
    query = None
    while query is None:
        for update in await bot.get_updates(timeout=5, offset=offset):
            offset = update.update_id + 1
            query = update.callback_query or query
    assert query.data == "y"
    await query.answer("Good", show_alert=True)
    await query.edit_message_text("Done")
    answer = await tapping
    assert (answer.text, answer.show_alert) == ("Good", True)

    edited = await sandbox.client.message(ann.id, question.message_id)
    assert edited.text == "Done"
    assert edited.buttons == ()
    assert edited.edits[0]["text"] == "Sure?"


async def test_a_change_of_an_old_message_is_read_once(
    sandbox: Sandbox, bot: Bot, ann: Person
) -> None:
    first = await bot.send_message(ann.id, "1")
    await bot.send_message(ann.id, "2")
    assert [reply.text for reply in await ann.replies(2)] == ["1", "2"]
    await first.edit_text("1, changed")
    await bot.send_message(ann.id, "3")
    assert [reply.text for reply in await ann.replies(1, edits=True)] == ["1, changed"]
    assert [reply.text for reply in await ann.replies(1, edits=True)] == ["3"]
    assert await ann.no_reply()


async def test_a_case_in_a_forum(sandbox: Sandbox, bot: Bot, ann: Person) -> None:
    desk = await sandbox.client.group("Desk", is_forum=True, admins=[ann])
    topic = await bot.create_forum_topic(desk, "Case 7")
    thread = topic.message_thread_id
    said = await ann.send("my brakes squeak")
    copied = await bot.copy_message(desk, ann.id, said.message_id, message_thread_id=thread)
    (entry,) = await sandbox.client.messages(desk, thread=thread, after=said.cursor)
    assert (entry.message_id, entry.text) == (copied.message_id, "my brakes squeak")

    answer = await ann.send("coming", chat=desk, thread=thread, reply_to=copied.message_id)
    message = (await bot.get_updates(offset=-1))[0].message
    assert message is not None
    assert message.reply_to_message is not None
    assert message.reply_to_message.message_id == copied.message_id
    assert (message.message_thread_id, message.is_topic_message) == (thread, True)
    await bot.copy_message(ann.id, desk, answer.message_id)
    assert (await ann.reply()).text == "coming"
    await bot.close_forum_topic(desk, thread)
    (shown,) = [one for one in (await sandbox.client.chat(desk))["topics"] if one["thread"] != 1]
    assert shown["closed"]


async def test_from_the_command_line() -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", "--listen", "127.0.0.1:0", "--token", "55:OTHER"),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    url = line.rpartition(" ")[2].strip()
    async with SandboxClient(url) as client:
        dan = await client.user("Dan")
        await dan.start()
        assert (await client.updates())["pending"] == 1
    process.terminate()
    assert await process.wait() == 0
