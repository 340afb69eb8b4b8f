"""The command menus of admins, in their private chats: owners' commands, and those that are theirs.

An admin who has not written to the bot yet has no chat with it; they are tried again each hour.
"""

import asyncio
from collections.abc import Collection, Mapping

import structlog
from telegram import BotCommandScopeChat
from telegram.error import TelegramError

from bot.running.menus import Menu
from bot.telegram.bots import Account, set_menu

_EVERY_SECONDS = 3600.0
_log = structlog.get_logger(__name__)


class AdminMenus:
    """Sets them, once for each admin. Done by the process that leads."""

    def __init__(
        self, account: Account, admins: Collection[int], menus: Mapping[str, Menu], default: str
    ) -> None:
        self._account = account
        self._left = set(admins)
        self._menus = menus
        self._default = default

    async def run(self) -> None:
        """Set them now and what is left once an hour, until cancelled."""
        while True:
            await self.set()
            await asyncio.sleep(_EVERY_SECONDS)

    async def set(self) -> None:
        """Set those that are not set yet; an admin who cannot be reached stays for another time."""
        for admin in sorted(self._left):
            try:
                scope = BotCommandScopeChat(admin)
                await set_menu(self._account, self._menus, self._default, scope)
            except TelegramError as error:
                _log.info("an admin's menu cannot be set now", reason=str(error))
            else:
                self._left.discard(admin)
