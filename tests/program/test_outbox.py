"""What goes out, over the whole program: who may be written to, and strange words on the way."""

import pytest

from sandbox import Entry
from tests.program.process import until
from tests.program.questions import ANSWERS, ENTRIES
from tests.program.rows import count, rows
from tests.program.stage import Stage
from tests.program.words import button, words

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize(
        "play", ["sqlite-polling", "postgresql-webhook"], indirect=True, scope="module"
    ),
]

QUESTION = "How long is the warranty?"


async def test_who_blocks_the_bot_is_left_alone(stage: Stage) -> None:
    ann = await stage.person()
    await ann.start()
    await ann.replies(3)
    await stage.client.fault("429", method="sendMessage", chat=ann.id, calls=1, retry_after=3)
    await ann.send(QUESTION)
    await stage.client.calls(method="sendMessage", chat=ann.id, failed=True, count=1, wait=30)
    await ann.block()
    # the call that Telegram had put off is tried once more, which Telegram refuses
    first, second = await stage.client.calls(
        method="sendMessage", chat=ann.id, failed=True, count=2, wait=30
    )
    assert (first.status, second.status) == (429, 403)

    async def marked() -> bool:
        blocked = f"chats WHERE chat_id = {ann.id} AND blocked_at IS NOT NULL"
        ended = f"outbox WHERE chat_id = {ann.id} AND state = 'dead'"
        return bool(await count(stage.database, blocked) and await count(stage.database, ended))

    await until(marked)
    await ann.send(QUESTION)
    assert (await ann.reply(wait=30)).text == ANSWERS[QUESTION]
    after = await stage.client.calls(method="sendMessage", chat=ann.id, after=second.n)
    assert [call.status for call in after] == [200]
    assert not await marked()


async def test_a_refusal_marks_the_owner_too(stage: Stage) -> None:
    ann = await stage.person()
    await stage.client.fault("403", method="sendMessage", chat=ann.id, calls=1)
    await ann.send(QUESTION)

    async def marked() -> bool:
        found = await rows(
            stage.database, f"SELECT state, reason FROM outbox WHERE chat_id = {ann.id}"
        )
        return [state for state, _ in found] == ["dead"] and "blocked" in str(found[0][1])

    await until(marked)
    blocked = f"chats WHERE chat_id = {ann.id} AND blocked_at IS NOT NULL"
    await until(lambda: _some(stage, blocked))
    await ann.send(QUESTION)
    assert (await ann.reply()).text == ANSWERS[QUESTION]
    assert not await _some(stage, blocked)


async def _some(stage: Stage, what: str) -> bool:
    return bool(await count(stage.database, what))


async def test_a_group_that_becomes_a_supergroup_is_followed(stage: Stage) -> None:
    ann = await stage.person()
    group = await stage.client.group("Family", type="group", members=[ann])
    await ann.send("/start", chat=group)
    word = await ann.reply(chat=group)
    assert word.text == words("start.in_group")
    await stage.client.fault("429", method="sendMessage", chat=group, calls=1, retry_after=3)
    await ann.send("/start", chat=group)
    await stage.client.calls(method="sendMessage", chat=group, failed=True, count=1, wait=30)
    grown = await stage.client.upgrade(group)
    assert (await ann.reply(chat=grown, wait=30)).text == word.text
    refused = await stage.client.calls(method="sendMessage", chat=group, failed=True)
    assert "upgraded" in str(refused[-1].error)


STRANGE = {
    "as long as Telegram allows": "warranty " * 455 + "x",
    "right to left": "كم مدة الضمان على سيارتي؟",
    "right to left marks": "\u202ehow long is the \u2067warranty\u2069\u202c",
    "emoji": "🚗🔋❓👨‍👩‍👧‍👦 warranty 🇨🇳",
    "HTML": "<b>how</b> <script>alert(1)</script> long & <a href='x'>warranty</a>",
    "an open tag": "<b><i><code> & &lt; &amp;amp; </",
    "Markdown": "*how* _long_ [is](http://x) `the` warranty",
    "combining": "w" + "a\u0301\u0302\u0303" * 200,
    "lines": "\n\n\nhow\n\n\nlong\n\n\n",
    "blanks": "  \u00a0\u3000 \u200b ",
    "a VIN and words": "1M8GDM9AXKP042788 <b>",
    "both languages": "我的 warranty 多久 how long",
}


@pytest.mark.parametrize("said", STRANGE.values(), ids=STRANGE.keys())
async def test_whatever_is_written_is_answered(stage: Stage, said: str) -> None:
    ann = await stage.person()
    await ann.send(said)
    await ann.reply(wait=30)
    assert await _refused(stage, ann.id) == []
    await ann.send(QUESTION)
    assert (await ann.reply(wait=30)).text in (ANSWERS[QUESTION], ANSWERS["整车质保期是几年？"])


@pytest.mark.parametrize(
    "name",
    [
        "<b>Bob</b> & Söhne",
        "</i>&lt;",
        "محمد",
        "\u202eevil",
        "👩‍🔧",
        "{name} %s {0}",
        "李 雷",
        "x" * 64,
    ],
)
async def test_whatever_somebody_is_called_is_escaped(stage: Stage, name: str) -> None:
    bob = await stage.person(name)
    await bob.start()
    greeting, _, _ = await bob.replies(3, wait=30)
    if name[0] not in "\u202ex":
        assert name in greeting.text
    assert not greeting.entities
    assert await _refused(stage, bob.id) == []


async def _refused(stage: Stage, chat: int) -> list[str | None]:
    return [call.error for call in await stage.client.calls(chat=chat, failed=True)]


async def test_buttons_of_old_messages_do_no_harm(stage: Stage) -> None:
    ann = await stage.person()
    await ann.send("/car")
    form = await ann.reply()
    await ann.send("/cancel")
    await ann.reply()
    told = await ann.tap("Lyra", message=form, wait=30)
    assert told.text == words("notice.form_closed")

    await ann.send("lost")
    suggestion = await ann.reply()
    await ann.tap(data=button(suggestion, "ask:none:"), message=suggestion, wait=30)
    await _edited(stage, suggestion)
    for _ in range(2):
        await ann.send(QUESTION)
        answer = await ann.reply()
        await ann.tap(data=button(answer, "ask:up:"), message=answer, wait=30)
        await _edited(stage, answer)
        noted = await ann.tap(data="ask:noted", message=answer, wait=30)
        assert noted.text == words("notice.noted")
    assert await _refused(stage, ann.id) == []


async def _edited(stage: Stage, entry: Entry) -> None:
    await stage.client.wait(entry.cursor, chat=entry.chat_id, edits=True, wait=30)


async def test_the_whole_faq_can_be_sent(stage: Stage) -> None:
    ann = await stage.person()
    for entry in ENTRIES:
        for text in entry.texts.values():
            await ann.send(text.question)
            assert (await ann.reply(wait=30)).text == ANSWERS[text.question]
    assert await _refused(stage, ann.id) == []
