"""`kill -9` between the steps of opening, relaying and resolving: nothing is lost, nothing split.

A few kills each time; `KILLS=40` makes it many, `SEED=7` the same again. With `SWEEP=1` one case
after the other is played, each with a kill at its next call to Telegram, until all were met.

Only what was on its way to Telegram at a kill may come twice. How much did is printed.
"""

import asyncio
import os
import random
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any

import pytest
import pytest_asyncio

from domain.case_messages import Author
from sandbox import Entry, Person
from tests.databases import TestDatabase
from tests.program.case_play import CasePlay, picture
from tests.program.case_record import check_all, new_play, picture_of
from tests.program.conftest import BOTH_WAYS
from tests.program.crowd import SEED
from tests.program.desk import Desk, desk_staged, is_card, settled, with_case
from tests.program.desk_talk import Talk
from tests.program.killing import Killer, Moment, some_moment
from tests.program.process import until
from tests.program.rows import change, count, rows

KILLS = int(os.environ.get("KILLS") or 2)
SWEEP = bool(os.environ.get("SWEEP"))
pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(120 + 60 * KILLS + 3600 * SWEEP),
]


def played(*ways: str) -> pytest.MarkDecorator:
    """Run a test on these databases and in these modes; tests on the same share a bot."""
    return pytest.mark.parametrize("play", ways, indirect=True, scope="module")


ALL = played(*(BOTH_WAYS if KILLS > 2 or SWEEP else BOTH_WAYS[::3]))
Told = Callable[[str, object], None]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(
    play: str, shared_database: TestDatabase, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Desk]:
    folder = tmp_path_factory.mktemp("bot")
    async with desk_staged(folder, shared_database, play.partition("-")[2], agents=2) as ready:
        yield ready
        assert await ready.stage.bot.stop() == 0


@ALL
async def test_killed_while_several_cases_are_worked_on(
    desk: Desk, play: str, record_property: Told
) -> None:
    dice = random.Random(SEED)
    moments = [Moment(method="createForumTopic", nth=dice.randint(1, 3))]
    moments += [some_moment(dice, 35) for _ in range(1, KILLS)]
    killer = Killer(desk.stage)
    plays: list[CasePlay] = []
    while len(killer.kills) < KILLS:
        new = [await new_play(desk, len(plays) + one) for one in range(3)]
        plays += new
        playing = asyncio.gather(*(one.play() for one in new))
        for moment in moments[len(killer.kills) :]:
            if not await killer.strike(moment, playing):
                break
        await playing
    told = f"{play}, seed {SEED}, killed {', '.join(map(str, moments))}"
    record_property("repeats", await check_all(desk, plays, killer.kills, told))


@played("postgresql-webhook")
async def test_what_belongs_together_is_waited_for_anew(desk: Desk) -> None:
    """An album stays one, and a note that says so in its last part stays inside.

    However long the bot was away between two parts.
    """
    database, agent = desk.stage.database, desk.agents[0]
    owner, _, card = await with_case(desk, "Ann")
    case = await desk.case_of(owner)
    await agent.tap(data=f"case:claim:{case}", message=card, wait=0)
    await desk.owner_sees(owner, lambda one: "Agent 0" in one.text)
    shown = _slowly(owner, ["Here", "", ""], {})
    noted = _slowly(agent, ["", "// not for them"], {"chat": desk.group, "thread": card.thread})
    for author in (Author.OWNER, Author.ASKED):
        await until(partial(_first_is_kept, desk, case, author))
    desk.stage.bot.kill()
    by_owner, note = await asyncio.gather(shown, noted)
    assert await count(database, f"timers WHERE {_ALBUMS}") == 2
    await change(database, f"UPDATE timers SET due_at = {_long_ago(database)} WHERE {_ALBUMS}")
    await desk.stage.bot.start()
    await settled(desk)

    copies = [one for one in await desk.said(card.thread) if one.from_bot and _pictures([one])]
    assert _pictures(copies) == _pictures(by_owner)
    assert len({one.media_group_id for one in copies} - {None}) == 1, "split"
    heard = [one for one in await owner.transcript() if one.from_bot]
    assert not _pictures(heard) & _pictures(note), "a note went out"
    assert await count(database, f"case_messages WHERE author = 'note' AND case_id = {case}") == 2


@played("postgresql-webhook")
async def test_a_topic_deleted_by_hand_is_made_anew_once(desk: Desk) -> None:
    """Killed when Telegram has made it, before that is known."""
    talk = await Talk.begin(desk, "Bob")
    await talk.both_write()
    await talk.arrived()
    [(number,)] = await rows(
        desk.stage.database, f"SELECT number FROM cases WHERE id = {talk.case_id}"
    )
    admin = desk.agents[0]
    await desk.stage.client.member(desk.group, "administrator", user=admin.id)
    await admin.topic(desk.group, talk.thread, "delete")
    killer = Killer(desk.stage)
    written = asyncio.ensure_future(talk.owner.send("owner 2."))
    never: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    assert await killer.strike(Moment(method="createForumTopic"), never)
    await written
    await settled(desk)

    topics = (await desk.stage.client.chat(desk.group))["topics"]
    [thread] = [one["thread"] for one in topics if one["name"].startswith(number)]
    assert thread != talk.thread
    there = [one.text for one in await desk.said(thread) if one.from_bot]
    for line in ("owner 1.", "staff 1.", "owner 2."):
        assert any(line in text for text in there), there
    assert is_card(await desk.card_of(number), number)


@ALL
@pytest.mark.skipif(not SWEEP, reason="takes minutes: SWEEP=1 asks for it")
@pytest.mark.parametrize("accepted", [True, False], ids=["after", "before"])
async def test_killed_at_each_call(
    desk: Desk, play: str, accepted: bool, record_property: Told
) -> None:
    killer = Killer(desk.stage)
    plays: list[CasePlay] = []
    was_met = True
    while was_met:
        one = await new_play(desk, len(plays) + (100 if accepted else 200))
        plays.append(one)
        playing = asyncio.gather(one.play())
        was_met = await killer.strike(Moment(len(plays), accepted=accepted), playing)
        await playing
        await settled(desk)
    told = f"{play}, {'after' if accepted else 'before'} {' '.join(killer.met)}"
    record_property("repeats", await check_all(desk, plays, killer.kills, told))


def _slowly(who: Person, captions: list[str], where: dict[str, Any]) -> "asyncio.Task[list[Entry]]":
    parts = [picture(one) for one in captions]
    return asyncio.create_task(who.send_all(album=parts, gap=1.0, **where))


async def _first_is_kept(desk: Desk, case: int, author: Author) -> bool:
    of_album = f"case_messages WHERE case_id = {case} AND author = '{author}'"
    return await count(desk.stage.database, f"{of_album} AND album_id IS NOT NULL") == 1


def _pictures(entries: list[Entry]) -> set[str]:
    return {found for one in entries if (found := picture_of(one))}


def _long_ago(database: TestDatabase) -> str:
    return "'2026-01-01 00:00:00.000000'" if database.is_sqlite else "now() - interval '1 hour'"


_ALBUMS = "kind IN ('case_album', 'staff_album')"
