"""An admin publishes from the chat, and every process answers owners with it."""

import base64
import time
from pathlib import Path

import pytest

from sandbox import Entry, Person, Sandbox
from tests.databases import PostgresServer, TestDatabase
from tests.program.pair import Pair, paired
from tests.program.process import until
from tests.program.questions import UNKNOWN, fill
from tests.program.rows import change, rows
from tests.program.stage import NO_LIMITS, TOKEN
from tests.program.test_two_processes import handled

pytestmark = pytest.mark.timeout(300)

QUESTION = "Can I run a camping fridge from the car?"
ANSWER = "Yes: the socket in the boot gives 10 A."
SOON = 5.0
ROUND = 4
"""Owners who ask at a time, so that each process has one of them."""


async def test_what_is_published_answers_in_both_processes(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    database = postgres.new_database()
    await fill(database.url)
    async with Sandbox.serve([TOKEN], rates=NO_LIMITS) as sandbox:
        admin = await sandbox.client.user("Wu", language_code="en")
        settings = {"ADMIN_IDS": str(admin.id)}
        async with paired(tmp_path, sandbox.url, database, **settings) as pair:
            await publishes(admin)
            published = time.monotonic()
            owners = [
                await sandbox.client.user(f"Ann {number}", language_code="en")
                for number in range(ROUND)
            ]

            async def all_answered() -> bool:
                return await both_answer(pair, owners)

            await until(all_answered, 6 * SOON)
            took = time.monotonic() - published
            print(f"both processes answered {took:.1f} s after it was published")  # noqa: T201
            await confirms(admin, database)
            await is_warned(admin)
            await imports(admin)
            await groups(database, owners)
    postgres.drop(database)


async def publishes(admin: Person) -> None:
    """Write a new entry step by step and publish it."""
    await admin.send("/faq")
    [home] = await admin.replies(1, wait=20)
    await taps(admin, home, "faq:new")
    await admin.send(QUESTION)
    await admin.replies(1, wait=20)
    await admin.send(ANSWER)
    [written] = await admin.replies(1, wait=20)
    for data in ("faq:whole:", "faq:category:", "faq:out:"):
        written = await taps(admin, written, data)
    assert "Published" in written.text


async def both_answer(pair: Pair, owners: list[Person]) -> bool:
    """Whether all these owners are answered with it, and both processes had a part in that."""
    before = [await handled(bot) for bot in pair.bots]
    for owner in owners:
        await owner.send(QUESTION)
    answers = [(await owner.replies(1, wait=20))[-1].text for owner in owners]
    after = [await handled(bot) for bot in pair.bots]
    shared = all(now > then for now, then in zip(after, before, strict=True))
    return shared and all(ANSWER in answer for answer in answers)


async def confirms(admin: Person, database: TestDatabase) -> None:
    """Make a question of an owner a label."""
    [(number,)] = await rows(
        database, f"SELECT max(id) FROM questions WHERE text = '{QUESTION}' AND shown IS NOT NULL"
    )
    await admin.send("/faq")
    [home] = await admin.replies(1, wait=20)
    recent = await taps(admin, home, "faq:recent")
    asked = await taps(admin, recent, f"faq:asked:{number}")
    done = await taps(admin, asked, "faq:right:")
    assert "Noted" in done.text


async def is_warned(admin: Person) -> None:
    """What would make the label worse is checked, and left."""
    await admin.send("/faq camping fridge")
    [found] = await admin.replies(1, wait=20)
    page = await taps(admin, found, "faq:entry:")
    checking = await taps(admin, page, "faq:archive:")
    verdict = checking
    if "Checking" in checking.text:
        verdict = await becomes(admin, checking, "something gets worse")
    assert QUESTION in verdict.text
    page = await taps(admin, verdict, "faq:entry:")
    assert "published" in page.text


async def imports(admin: Person) -> None:
    """Send a file, look at the dry run, confirm it."""
    file = "key,locale,question,answer\ncaravan,en,Can I tow a caravan?,Up to 1.5 t.\n"
    sent = base64.b64encode(file.encode()).decode()
    await admin.send(media={"type": "document", "base64": sent, "file_name": "more.csv"})
    _, dry_run = await admin.replies(2, wait=60)
    assert "added 1 · changed 0" in dry_run.text
    assert "Checked with one labelled question" in dry_run.text
    await taps(admin, dry_run, "faq:import:")
    [done] = await admin.replies(1, wait=60)
    assert "Imported" in done.text


async def groups(database: TestDatabase, owners: list[Person]) -> None:
    """What nobody could answer is grouped by the clock."""
    for owner in owners[:2]:
        await owner.send(UNKNOWN)
        await owner.replies(1, wait=20)
    await change(
        database, "UPDATE timers SET due_at = due_at - interval '1 hour' WHERE kind = 'faq_gaps'"
    )

    async def grouped() -> bool:
        found = await rows(database, "SELECT max(asked) FROM faq_gaps WHERE status = 'open'")
        return (found[0][0] or 0) >= 2

    await until(grouped, 60)


async def taps(admin: Person, message: Entry, data: str) -> Entry:
    """Tap the first button whose data begins so, and return what takes the message's place."""
    button = next(b.data for b in message.all_buttons if (b.data or "").startswith(data))
    await admin.tap(data=button, message=message)
    return await becomes(admin, message)


async def becomes(admin: Person, message: Entry, words: str = "") -> Entry:
    """Return a message once it has changed, and has these words."""

    async def now() -> Entry:
        return await admin.client.message(message.chat_id, message.message_id)

    async def has_changed() -> bool:
        found = await now()
        return found.changed > message.changed and words in found.text

    await until(has_changed, 60)
    return await now()
