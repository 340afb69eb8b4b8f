"""What `ownerline check` finds: token, group rights, database, FAQ, index, policy, in words."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum

from telegram import ChatMemberAdministrator, ChatMemberOwner
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.settings import Mode
from bot.telegram.bots import Account, account
from bot.wiring import Parts
from domain.desks import Desk
from domain.errors import OwnerlineError
from domain.text import Text


class Grade(StrEnum):
    """How a finding weighs."""

    GOOD = "good"
    NOTE = "note"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    grade: Grade
    text: Text


async def examine(parts: Parts) -> AsyncIterator[Finding]:
    """Look at everything a bot needs, one after the other; a policy that opens is a good one."""
    yield _good(Text("check.policy", desk=parts.policy.desk.name))
    yield _good(Text("check.database"))
    async for finding in _faq(parts):
        yield finding
    if not parts.settings.admin_ids:
        yield _note(Text("check.no_admins"))
    if not parts.settings.tokens:
        yield _bad(Text("error.no_token"))
    for token in parts.settings.tokens:
        try:
            each = account(parts.settings, token)
        except OwnerlineError as error:
            yield _bad(error.text)
            continue
        async for finding in _bot(parts, each):
            yield finding


async def _faq(parts: Parts) -> AsyncIterator[Finding]:
    entries = await parts.storage.faq_source.entries()
    if not entries:
        yield _note(Text("check.faq_empty"))
        return
    yield _good(Text("check.faq", n=len(entries)))
    listed = {category.key for category in parts.policy.categories}
    strange = sorted({entry.category for entry in entries} - listed)
    if strange and listed:
        yield _note(Text("check.faq_categories", categories=", ".join(strange)))


async def _bot(parts: Parts, each: Account) -> AsyncIterator[Finding]:
    try:
        await each.bot.initialize()
        yield _good(Text("check.token", name=f"@{each.bot.username}"))
        async for finding in _updates(parts, each):
            yield finding
        for desk in parts.policy.desks:
            yield await _desk(each, desk)
    except InvalidToken:
        yield _bad(Text("error.token_refused", bot=str(each.id)))
    except TelegramError as error:
        yield _bad(Text("check.telegram", url=parts.settings.telegram_api_url, reason=str(error)))
    finally:
        await each.bot.shutdown()


async def _updates(parts: Parts, each: Account) -> AsyncIterator[Finding]:
    hook = await each.bot.get_webhook_info()
    if parts.settings.mode is Mode.POLLING and hook.url:
        yield _note(Text("check.webhook_set"))
    if parts.settings.mode is Mode.WEBHOOK and hook.last_error_message:
        yield _note(Text("check.webhook_failing", reason=hook.last_error_message))
    if hook.pending_update_count:
        yield _note(Text("check.pending", n=hook.pending_update_count))


async def _desk(each: Account, desk: Desk) -> Finding:
    if desk.chat_id is None:
        return _note(Text("check.desk_without_group", desk=desk.name))
    try:
        chat = await each.bot.get_chat(desk.chat_id)
        member = await each.bot.get_chat_member(desk.chat_id, each.id)
    except (BadRequest, Forbidden) as error:
        return _bad(Text("check.desk_unreachable", desk=desk.name, reason=str(error)))
    if isinstance(member, ChatMemberOwner):
        return _good(Text("check.desk", desk=desk.name, group=chat.title or ""))
    if not isinstance(member, ChatMemberAdministrator):
        return _bad(Text("check.desk_no_admin", desk=desk.name, group=chat.title or ""))
    if chat.is_forum and not member.can_manage_topics:
        return _bad(Text("check.desk_no_topics", desk=desk.name, group=chat.title or ""))
    return _good(Text("check.desk", desk=desk.name, group=chat.title or ""))


def _good(text: Text) -> Finding:
    return Finding(Grade.GOOD, text)


def _note(text: Text) -> Finding:
    return Finding(Grade.NOTE, text)


def _bad(text: Text) -> Finding:
    return Finding(Grade.BAD, text)
