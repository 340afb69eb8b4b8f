"""Fills a database with cases as after years: inside the database, so that it takes seconds."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import text

from storage.database.engine import Database

BOT = 7_000_000_001
BASE = datetime(2023, 1, 1, tzinfo=UTC)
"""When the first case was opened; a hundred thousand a quarter of an hour apart are three years."""

APART = 15
"""Minutes from one case to the next."""

FIRST_CHAT = 5_000_000_000
GROUP = -1_001_000_000_000
"""Less the number of a desk: its group."""

FIRST_STAFF = 6_000_000_000


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is. Every case has as many messages as any other, each message a copy."""

    cases: int
    messages: int
    desks: int = 20
    staff: int = 200
    active_share: int = 50
    """One case in so many is active."""

    @property
    def owners(self) -> int:
        """Two cases each."""
        return max(1, self.cases // 2)


async def fill(database: Database, size: Size) -> None:
    """Put everything in, and let the database count what it has."""
    async with database.writing(is_long=True) as conn:
        for statement in _statements(size, is_sqlite=database.is_sqlite):
            await conn.execute(text(statement))
    async with database.writing_once() as conn:
        await conn.execute(text("ANALYZE"))


def _statements(size: Size, *, is_sqlite: bool) -> list[str]:
    def numbers(count: int) -> str:
        return f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"

    def at(minutes: str) -> str:
        if is_sqlite:
            form = "%Y-%m-%d %H:%M:%S.000000"
            return f"strftime('{form}', '{BASE:%F}', '+' || ({minutes}) || ' minutes')"
        return f"CAST('{BASE:%F}Z' AS timestamptz) + ({minutes}) * interval '1 minute'"

    def insert(table: str, count: int, columns: dict[str, str]) -> str:
        return (
            f"INSERT INTO {table} ({', '.join(columns)}) {numbers(count)}"
            f" SELECT {', '.join(columns.values())} FROM n"
        )

    def after(minutes: int) -> str:
        return at(f"i * {APART} + {minutes}")

    words = "'It squeaks when I brake, 刹车有声音 ' || CAST(i AS TEXT)"
    pad = f"'{'and so on ' * 8}'"
    active = f"i % {size.active_share} = 0"
    case = f"(i - 1) % {size.cases} + 1"
    owner = f"({case} - 1) % {size.owners} + 1"
    desk = f"({case}) % {size.desks}"
    return [
        insert(
            "owners", size.owners,
            {"name": "'Owner ' || CAST(i AS TEXT)", "created_at": at("0")},
        ),
        insert(
            "owner_identities", size.owners,
            {
                "channel": "'telegram'", "external_id": f"CAST({FIRST_CHAT} + i AS TEXT)",
                "owner_id": "i", "created_at": at("0"),
            },
        ),
        insert(
            "chats", size.owners,
            {
                "bot_id": str(BOT), "chat_id": f"{FIRST_CHAT} + i", "owner_id": "i",
                "kind": "'private'", "title": "''", "first_name": "'Owner'",
                "last_name": "CAST(i AS TEXT)", "first_seen_at": at("0"), "changed_at": at("0"),
            },
        ),
        insert(
            "staff", size.staff,
            {
                "user_id": f"{FIRST_STAFF} + i", "first_name": "'Staff'",
                "last_name": "CAST(i AS TEXT)", "on_duty": "i > 0", "changed_at": at("0"),
            },
        ),
        insert(
            "staff_roles", size.staff,
            {
                "desk": f"'desk' || CAST(i % {size.desks} AS TEXT)",
                "user_id": f"{FIRST_STAFF} + i", "role": "'agent'", "granted_by": "1",
                "granted_at": at("0"),
            },
        ),
        insert(
            "group_members", size.staff,
            {
                "user_id": f"{FIRST_STAFF} + i", "chat_id": f"{GROUP} - i % {size.desks}",
                "first_name": "'Staff'", "last_name": "CAST(i AS TEXT)", "is_present": "i > 0",
                "changed_at": at("0"),
            },
        ),
        insert(
            "rooms", size.desks,
            {
                "bot_id": str(BOT), "chat_id": f"{GROUP} - i + 1", "has_topics": "i > 0",
                "is_admin": "i > 0", "can_manage_topics": "i > 0", "can_pin": "i > 0",
                "can_delete": "i > 0", "changed_at": at("0"),
            },
        ),
        insert(
            "cases", size.cases,
            {
                "number": "'C-2026-' || CAST(i AS TEXT)", "kind": "'complaint'",
                "origin": "'complaint'", "bot_id": str(BOT), "owner_id": owner,
                "owner_chat_id": f"{FIRST_CHAT} + {owner}",
                "desk": f"'desk' || CAST({desk} AS TEXT)", "locale": "'en'", "subject": "'Brakes'",
                "status": f"CASE WHEN {active} THEN 'open' ELSE 'closed' END",
                "priority": "'normal'", "opened_at": after(0),
                "asked": words, "said": pad,
                "assignee": f"CASE WHEN i % 3 <> 0 THEN {FIRST_STAFF} + i % {size.staff} END",
                "assignee_name": "'Staff'", "is_claimed": "i % 3 <> 0",
                "queued_until": f"CASE WHEN {active} THEN {after(240)} ELSE {at('5000000')} END",
                "first_response_due": after(240), "first_response_at": after(30),
                "resolution_due": after(5000),
                "closed_at": f"CASE WHEN {active} THEN NULL ELSE {after(900)} END",
                "waited_s": "0", "reopened": "0", "rating_words": "''", "note_mode": "i < 0",
                "breach_told": "i < 0", "version": "1",
            },
        ),
        insert(
            "topics", size.cases,
            {
                "bot_id": str(BOT), "chat_id": f"{GROUP} - {desk}", "topic_id": "i",
                "name": "'case:' || CAST(i AS TEXT)", "made_at": after(0),
            },
        ),
        insert(
            "case_events", size.cases * 3,
            {"case_id": case, "kind": "'opened'", "at": at(f"i * {APART} / 3"), "data": "'{}'"},
        ),
        insert(
            "case_messages", size.messages,
            {
                "case_id": case, "author": "CASE WHEN i % 2 = 0 THEN 'owner' ELSE 'staff' END",
                "author_id": f"{FIRST_CHAT} + {owner}", "author_name": "'Owner'",
                "bot_id": str(BOT), "chat_id": f"{FIRST_CHAT} + {owner}", "message_id": "i",
                "written_at": at(f"i * {APART} / 10"), "text": f"{words} || {pad}", "html": words,
                "album_id": "CASE WHEN i % 100 < 2 THEN CAST(i / 100 AS TEXT) END",
                "relay": "'sent'",
            },
        ),
        insert(
            "message_twins", size.messages,
            {
                "bot_id": str(BOT), "chat_id": f"{FIRST_CHAT} + {owner}", "message_id": "i",
                "case_message_id": "i", "is_source": "i > 0",
            },
        ),
        insert(
            "message_twins", size.messages,
            {
                "bot_id": str(BOT), "chat_id": f"{GROUP} - {desk}", "message_id": "i",
                "case_message_id": "i", "is_source": "i < 0",
            },
        ),
    ]  # fmt: skip
