"""An admin publishes from the chat, and every process answers owners with it."""

import time
from pathlib import Path

import pytest

from sandbox import Person, Sandbox
from tests.databases import PostgresServer
from tests.program.pair import Pair, paired
from tests.program.process import until
from tests.program.questions import fill
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
    postgres.drop(database)


async def publishes(admin: Person) -> None:
    """Write a new entry step by step and publish it."""
    await admin.send("/faq")
    [home] = await admin.replies(1, wait=20)
    await admin.tap(data="faq:new", message=home)
    await admin.replies(1, wait=20, edits=True)
    await admin.send(QUESTION)
    await admin.replies(1, wait=20)
    await admin.send(ANSWER)
    [written] = await admin.replies(1, wait=20)
    for data in ("faq:whole:", "faq:category:", "faq:out:"):
        button = next(b.data for b in written.all_buttons if (b.data or "").startswith(data))
        await admin.tap(data=button, message=written)
        [written] = await admin.replies(1, wait=20, edits=True)
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
