"""Whether a desk can work: its hours, and what the bot may do in its group."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta

from telegram import Bot, ChatFullInfo, ChatMember, ChatMemberAdministrator, ChatMemberOwner
from telegram.error import BadRequest, Forbidden

from bot.finding import Finding, bad, good, note
from domain.calendar import calendar_of
from domain.desks import Desk
from domain.text import Moment, Text

_WEEK = timedelta(days=7)
_ANNOUNCED = 12
"""From this month on the next year's arrangement is known: China announces it in November."""


def hours(desk: Desk, now: datetime) -> Iterator[Finding]:
    """Yield what is odd about a desk's hours as of `now`."""
    opens = calendar_of(desk).next_open(now)
    if opens > now + _WEEK:
        at = Moment(opens, desk.time_zone, now, as_adverb=True)
        yield note(Text("check.desk_closed_this_week", desk=desk.name, opens=at))
    yield from coming_days_off(desk, now)


def coming_days_off(desk: Desk, now: datetime) -> Iterator[Finding]:
    """Yield what is not known of the days off of this year, and from December on of the next."""
    today = now.astimezone(desk.zone)
    years = [today.year, today.year + 1] if today.month >= _ANNOUNCED else [today.year]
    for year in years:
        if not desk.arranged(year):
            country = desk.public_holidays.country
            yield note(
                Text("check.holidays_unknown", desk=desk.name, country=country, year=str(year))
            )


async def group(bot: Bot, desk: Desk) -> AsyncIterator[Finding]:
    """Yield what keeps the bot from its work in the desk's group and its supervisors' chat."""
    if desk.chat_id is None:
        yield note(Text("check.desk_without_group", desk=desk.name))
    else:
        try:
            chat = await bot.get_chat(desk.chat_id)
            member = await bot.get_chat_member(desk.chat_id, bot.id)
        except (BadRequest, Forbidden) as error:
            yield bad(Text("check.desk_unreachable", desk=desk.name, reason=str(error)))
        else:
            for finding in rights(desk, chat, member):
                yield finding
    if desk.supervisors_chat_id is not None:
        try:
            await bot.get_chat(desk.supervisors_chat_id)
        except (BadRequest, Forbidden) as error:
            yield bad(Text("check.supervisors_unreachable", desk=desk.name, reason=str(error)))


def rights(desk: Desk, chat: ChatFullInfo, member: ChatMember) -> Iterator[Finding]:
    """Yield what the bot may not do in a group although its work there needs it."""
    title = chat.title or ""
    if not isinstance(member, (ChatMemberAdministrator, ChatMemberOwner)):
        yield bad(Text("check.desk_no_admin", desk=desk.name, group=title))
        return
    lacking = list(_lacking(desk, title, chat, member))
    yield from lacking
    if not chat.is_forum:
        yield note(Text("check.desk_no_forum", desk=desk.name, group=title))
    if not lacking:
        yield good(Text("check.desk", desk=desk.name, group=title))


def _lacking(
    desk: Desk, title: str, chat: ChatFullInfo, member: ChatMemberAdministrator | ChatMemberOwner
) -> Iterator[Finding]:
    if isinstance(member, ChatMemberOwner):
        return
    if chat.is_forum and not member.can_manage_topics:
        yield bad(Text("check.desk_no_topics", desk=desk.name, group=title))
    if not member.can_pin_messages:
        yield note(Text("check.desk_no_pin", desk=desk.name, group=title))
    if not member.can_delete_messages:
        yield note(Text("check.desk_no_delete", desk=desk.name, group=title))
