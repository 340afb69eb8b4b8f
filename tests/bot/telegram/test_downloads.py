"""Files that people sent, fetched from the sandbox over HTTP."""

import base64

import pytest
from telegram import Bot

from bot.telegram.downloads import TelegramDownloads
from domain.ports import CannotDownload
from sandbox import Person
from tests.bot.telegram.bots import bot_at
from tests.bot.telegram.test_group_calls import BOT, PIXEL


async def sent(person: Person, **media: object) -> str:
    entry = await person.send(media={"type": "document", **media})
    assert entry.media is not None
    assert entry.media.file_id is not None
    return entry.media.file_id


async def test_a_files_content_comes_as_it_was_sent(ann: Person, bot: Bot) -> None:
    file_id = await sent(ann, base64=base64.b64encode(PIXEL).decode(), file_name="刹车.png")
    assert await TelegramDownloads({BOT: bot}).download(BOT, file_id) == PIXEL


async def test_what_is_too_big_is_known_to_be(ann: Person, bot: Bot) -> None:
    file_id = await sent(ann, size=(20 << 20) + 1)
    with pytest.raises(CannotDownload) as refused:
        await TelegramDownloads({BOT: bot}).download(BOT, file_id)
    assert refused.value.too_big
    assert refused.value.for_good


async def test_a_file_that_telegram_does_not_know_is_lost(bot: Bot) -> None:
    with pytest.raises(CannotDownload) as refused:
        await TelegramDownloads({BOT: bot}).download(BOT, "nonsense")
    assert refused.value.for_good
    assert not refused.value.too_big


async def test_when_telegram_is_away_it_may_be_asked_again(bot: Bot) -> None:
    away = bot_at("http://127.0.0.1:9")
    await away.request.initialize()
    with pytest.raises(CannotDownload) as refused:
        await TelegramDownloads({BOT: away}).download(BOT, "any")
    await away.request.shutdown()
    assert not refused.value.for_good
    with pytest.raises(CannotDownload) as refused:
        await TelegramDownloads({}).download(BOT, "any")
    assert not refused.value.for_good
