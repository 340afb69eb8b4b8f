"""What `ownerline check` finds: token, group rights, database, FAQ, index, policy, in words."""

import os
from collections.abc import AsyncIterator, Iterator

from telegram.error import InvalidToken, TelegramError

from bot.checks.desks import group, hours
from bot.finding import Finding, bad, good, note
from bot.settings import Mode, Settings, unknown_settings
from bot.telegram.bots import Account, account
from bot.wiring import Parts, chat_wording
from domain.errors import OwnerlineError
from domain.faq_doubts import doubts
from domain.text import Text
from domain.wording import Outcome


async def examine(parts: Parts) -> AsyncIterator[Finding]:
    """Look at everything a bot needs, one after the other; a policy that opens is a good one."""
    for strange in unknown_settings(os.environ):
        yield note(strange)
    for finding in _policy(parts):
        yield finding
    async for finding in _faq(parts):
        yield finding
    async for finding in _chat_model(parts.settings):
        yield finding
    if not parts.settings.admin_ids:
        yield note(Text("check.no_admins"))
    if not parts.settings.tokens:
        yield bad(Text("error.no_token"))
    for token in parts.settings.tokens:
        try:
            each = account(parts.settings, token)
        except OwnerlineError as error:
            yield bad(error.text)
            continue
        async for finding in _bot(parts, each):
            yield finding


def _policy(parts: Parts) -> Iterator[Finding]:
    yield good(Text("check.policy", desk=parts.policy.desk.name))
    yield good(Text("check.database"))
    for desk in parts.policy.desks:
        yield from hours(desk, parts.clock.now())


async def _faq(parts: Parts) -> AsyncIterator[Finding]:
    entries = await parts.storage.faq_source.entries()
    if not entries:
        yield note(Text("check.faq_empty"))
        return
    yield good(Text("check.faq", n=len(entries)))
    for doubt in doubts(entries, parts.policy):
        yield note(doubt)


async def _chat_model(settings: Settings) -> AsyncIterator[Finding]:
    """Ask the model once. Without it the bot answers in the curators' words: that is no fault."""
    try:
        chat = chat_wording(settings, None)
    except OwnerlineError as error:
        yield bad(error.text)
        return
    if chat is None:
        return
    try:
        outcome = await chat.answers()
    finally:
        await chat.close()
    named = {"model": settings.chat_model, "seconds": f"{settings.chat_timeout:g}"}
    match outcome:
        case Outcome.USED:
            yield good(Text("check.chat_model", **named))
        case Outcome.TIME_OUT:
            yield note(Text("check.chat_model_slow", **named))
        case Outcome.MALFORMED:
            yield note(Text("check.chat_model_malformed", **named))
        case _:
            yield note(Text("check.chat_model_failed", **named))


async def _bot(parts: Parts, each: Account) -> AsyncIterator[Finding]:
    try:
        await each.bot.initialize()
        yield good(Text("check.token", name=f"@{each.bot.username}"))
        async for finding in _updates(parts, each):
            yield finding
        for desk in parts.policy.desks:
            async for finding in group(each.bot, desk):
                yield finding
    except InvalidToken:
        yield bad(Text("error.token_refused", bot=str(each.id)))
    except TelegramError as error:
        yield bad(Text("check.telegram", url=parts.settings.telegram_api_url, reason=str(error)))
    finally:
        await each.bot.shutdown()


async def _updates(parts: Parts, each: Account) -> AsyncIterator[Finding]:
    hook = await each.bot.get_webhook_info()
    if parts.settings.mode is Mode.POLLING and hook.url:
        yield note(Text("check.webhook_set"))
    if parts.settings.mode is Mode.WEBHOOK and hook.last_error_message:
        yield note(Text("check.webhook_failing", reason=hook.last_error_message))
    if hook.pending_update_count:
        yield note(Text("check.pending", n=hook.pending_update_count))
