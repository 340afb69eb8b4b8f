"""Files that people sent, from Telegram: 20 MB at most (Telegram), held in memory meanwhile."""

from collections.abc import Mapping

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from domain.ports import CannotDownload

_SECONDS = 60.0
"""How long Telegram may be silent in the middle of a file."""


class TelegramDownloads:
    """The `Downloads` of the bots that are running."""

    def __init__(self, bots: Mapping[int, Bot]) -> None:
        self._bots = bots

    async def download(self, bot_id: int, file_id: str) -> bytes:
        """Return a file's content. Raises `CannotDownload`."""
        bot = self._bots.get(bot_id)
        if bot is None:
            raise CannotDownload("the bot that received it is not running")
        try:
            file = await bot.get_file(file_id)
        except BadRequest as error:
            too_big = "too big" in error.message.lower()
            raise CannotDownload(error.message, for_good=True, too_big=too_big) from error
        except TelegramError as error:
            raise CannotDownload(error.message) from error
        try:
            return bytes(await file.download_as_bytearray(read_timeout=_SECONDS))
        except TelegramError as error:
            raise CannotDownload(error.message) from error
