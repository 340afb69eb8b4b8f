"""`ownerline check` says what is odd about a desk, and what the bot may not do in its group."""

from datetime import UTC, datetime

import pytest
from telegram import (
    AcceptedGiftTypes,
    ChatFullInfo,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberMember,
    ChatMemberOwner,
    User,
)

from bot.checks.desks import hours, rights
from bot.finding import Grade
from domain.desks import Desk

BOT = User(9, "Bot", is_bot=True)


def desk(**settings: object) -> Desk:
    return Desk.model_validate({"key": "main", "name": "Main", **settings})


def group(*, forum: bool) -> ChatFullInfo:
    gifts = AcceptedGiftTypes(
        unlimited_gifts=True, limited_gifts=True, unique_gifts=True, premium_subscription=True,
        gifts_from_channels=True,
    )  # fmt: skip
    return ChatFullInfo(
        -100, "supergroup", accent_color_id=0, max_reaction_count=11, accepted_gift_types=gifts,
        title="Care", is_forum=forum,
    )  # fmt: skip


def administrator(*, topics: bool = True, pin: bool = True, delete: bool = True) -> ChatMember:
    return ChatMemberAdministrator(
        BOT, can_be_edited=False, is_anonymous=False, can_manage_chat=True,
        can_delete_messages=delete, can_manage_video_chats=False, can_restrict_members=False,
        can_promote_members=False, can_change_info=False, can_invite_users=False,
        can_post_stories=False, can_edit_stories=False, can_delete_stories=False,
        can_pin_messages=pin, can_manage_topics=topics,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "at", "found"),
    [
        ({}, "2026-06-01T02:00", []),
        ({}, "2026-10-31T02:00", []),
        ({"holidays": "DE"}, "2099-12-01T02:00", []),
        ({"hours": "24/7"}, "2099-12-01T02:00", []),
        ({}, "2099-06-01T02:00", ["check.holidays_unknown"]),
        ({}, "2098-12-31T02:00", ["check.holidays_unknown"] * 2),
        ({}, "2098-12-31T16:00", ["check.holidays_unknown"]),  # January at the desk
        ({}, "2098-11-30T15:59", ["check.holidays_unknown"]),
        ({"workdays": "2098-10-09"}, "2098-11-30T15:59", []),
        ({"workdays": "2098-10-09"}, "2098-11-30T16:00", ["check.holidays_unknown"]),
        ({"workdays": ["2098-10-09", "2099-10-09"]}, "2098-12-01T02:00", []),
        ({"workdays": ["10-09"]}, "2098-06-01T02:00", ["check.holidays_unknown"]),
        ({"closed": "2026-06-01 .. 2026-06-07"}, "2026-06-01T02:00", []),
        (
            {"closed": "2026-06-01 .. 2026-06-08"},
            "2026-05-31T16:00",
            ["check.desk_closed_this_week"],
        ),
    ],
)
def test_odd_hours_are_noted(settings: dict[str, object], at: str, found: list[str]) -> None:
    now = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert [each.text.id for each in hours(desk(**settings), now)] == found


@pytest.mark.parametrize(
    ("chat", "member", "found"),
    [
        (group(forum=True), administrator(), ["good check.desk"]),
        (group(forum=True), ChatMemberOwner(BOT, is_anonymous=False), ["good check.desk"]),
        (group(forum=True), ChatMemberMember(BOT), ["bad check.desk_no_admin"]),
        (group(forum=True), administrator(topics=False), ["bad check.desk_no_topics"]),
        (
            group(forum=True),
            administrator(pin=False, delete=False),
            ["note check.desk_no_pin", "note check.desk_no_delete"],
        ),
        (
            group(forum=False),
            administrator(topics=False),
            ["note check.desk_no_forum", "good check.desk"],
        ),
    ],
)
def test_a_right_that_is_lacking_is_named(
    chat: ChatFullInfo, member: ChatMember, found: list[str]
) -> None:
    findings = list(rights(desk(), chat, member))
    assert [f"{each.grade} {each.text.id}" for each in findings] == found
    assert all(each.grade in Grade for each in findings)
