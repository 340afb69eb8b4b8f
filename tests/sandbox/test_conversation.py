"""A person and a bot talk, through the real client libraries."""

import asyncio

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from sandbox import Person, Sandbox


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
