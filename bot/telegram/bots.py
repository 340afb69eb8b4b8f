"""Opens a bot on Telegram, and does what goes there directly: taps, menus, webhooks."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial

import structlog
from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeAllPrivateChats
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.receiving.polling import ALLOWED_UPDATES
from bot.settings import TELEGRAM_API, Mode, Settings, bot_id_of
from bot.telegram.http import AiohttpRequest
from domain.errors import OwnerlineError
from domain.text import Text

_POOL = 64
_NOTICE_LIMIT = 200
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Account:
    """One bot: its id, its token, and python-telegram-bot's way to it."""

    id: int
    token: str
    bot: Bot
    base_url: str


def account(settings: Settings, token: str) -> Account:
    """Make the way to one bot; nothing is sent yet."""
    api = settings.telegram_api_url or TELEGRAM_API
    bot = Bot(
        token,
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=AiohttpRequest(api, connections=_POOL),
        # never used: polling has a connection of its own
        get_updates_request=AiohttpRequest(api),
    )
    return Account(bot_id_of(token), token, bot, f"{api}/bot{token}")


async def introduce(account: Account) -> None:
    """Ask Telegram who we are. Waits while it cannot be reached.

    Raises `OwnerlineError` when the token is refused.
    """
    pause = 0.2
    while True:
        try:
            await account.bot.initialize()
        except InvalidToken:
            raise OwnerlineError(Text("error.token_refused", bot=str(account.id))) from None
        except TelegramError as error:
            _log.warning("Telegram cannot be reached; trying again", reason=str(error))
            await asyncio.sleep(pause)
            pause = min(15.0, pause * 2)
        else:
            return


async def prepare(account: Account, settings: Settings) -> None:
    """Tell Telegram how updates shall come."""
    if settings.mode is Mode.WEBHOOK:
        await _patiently(
            lambda: account.bot.set_webhook(
                f"{settings.webhook_url}/{account.id}",
                secret_token=settings.webhook_secret.get_secret_value(),
                allowed_updates=ALLOWED_UPDATES,
                max_connections=100,
            )
        )
    else:
        await _patiently(lambda: account.bot.delete_webhook(drop_pending_updates=False))


async def set_menu(
    account: Account,
    menus: Mapping[str, list[tuple[str, str]]],
    default: str,
    scope: BotCommandScope | None = None,
) -> None:
    """Register the commands of private chats, or of one chat, per language (canonical locale)."""
    scope = scope or BotCommandScopeAllPrivateChats()
    for locale, commands in menus.items():
        language = "zh" if locale.startswith("zh") else locale
        entries = [BotCommand(name, description) for name, description in commands]
        # Telegram takes two letters only; other readers get the default menu
        named = len(language) == 2 and language.isascii() and language.isalpha()
        if named:
            await _patiently(partial(_set_commands, account.bot, entries, language, scope))
        if locale == default:
            await _patiently(partial(_set_commands, account.bot, entries, None, scope))


async def _set_commands(
    bot: Bot, entries: list[BotCommand], language: str | None, scope: BotCommandScope
) -> None:
    await bot.set_my_commands(entries, scope=scope, language_code=language)


async def answer_tap(bot: Bot, tap_id: str, notice: str) -> None:
    """Take the waiting sign off a tapped button, with a short word if there is one."""
    try:
        await bot.answer_callback_query(tap_id, text=notice[:_NOTICE_LIMIT] or None)
    except BadRequest:
        # too old: the sign has gone by itself
        return
    except TelegramError as error:
        _log.info("a tap could not be answered", reason=str(error))


async def _patiently(call: Callable[[], Awaitable[object]]) -> None:
    """Make an administrative call, waiting as long as Telegram asks (processes start together)."""
    for attempt in range(8):
        try:
            await call()
        except RetryAfter as error:
            wait = error.retry_after
            await asyncio.sleep(wait if isinstance(wait, int) else wait.total_seconds())
        except TelegramError as error:
            if isinstance(error, BadRequest) or attempt == 7:
                raise
            await asyncio.sleep(min(5.0, 0.2 * 2**attempt))
        else:
            return
