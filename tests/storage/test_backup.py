import asyncio
import json
import zipfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from domain.cases import CaseEvent, CaseEventKind, CaseStatus
from domain.complaints.handling import NewAction, NewRemedy, RemedyKind, RemedyState
from domain.complaints.record import NewComplaint
from domain.curation import NewDraft
from domain.errors import OwnerlineError
from domain.faq_gaps import Member, Unanswered
from domain.faq_gate import LabelOrigin, NewLabel
from domain.incoming import FileRef, MediaKind
from domain.knowledge import Candidate, Decision, DecisionKind
from domain.outgoing import Priority
from domain.owners import Caller, Purpose
from domain.pipeline import Delivery, Outcome
from domain.rooms import Room
from domain.staff import Role
from domain.surveys.ballots import Ballot
from domain.surveys.events import By, NewEvent
from domain.surveys.invitations import NewInvitation
from domain.surveys.responses import NewResponse
from domain.surveys.waves import Segment
from storage import Storage, backup, open_storage, restore, upgrade
from storage.database.engine import Database
from storage.tables import Base
from tests.conftest import SetClock
from tests.databases import KINDS, Kind, PostgresServer, TestDatabase
from tests.storage.cases import ANN, GROUP, new_case, owner_says
from tests.storage.conditions import until
from tests.storage.faq import entry, importing
from tests.storage.rendering import PlainRenderer
from tests.storage.updates import BOT, MEI, PLACE, asked, new, to


@pytest.fixture(params=KINDS)
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'elsewhere.db'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.url(server.create())


async def live(storage: Storage, clock: SetClock) -> None:
    """Put something into every table."""
    await storage.inbox.receive([new(1, text="你好\x00 👋"), new(2)])
    async with storage.works.for_update(BOT, 1) as work:
        owner = await work.owners.meet(PLACE, MEI, Caller(), wrote_in="zh-Hans")
        car = await work.owners.add_vehicle(owner.id, "lyra", 2024)
        await work.owners.remove_vehicle(owner.id, car.id)
        await work.owners.record_consent(
            owner.id, BOT, Purpose.UNASKED, granted=True, text_version="1"
        )
        await work.owners.record_notice(owner.id, BOT, "1")
        await work.dialogs.open(
            PLACE, MEI.id, "car", "vin", {"x": 1}, expires_at=clock.now() + timedelta(days=1)
        )
        decision = Decision(DecisionKind.ANSWER, 0.123456789012, (Candidate("a", 0.1),))
        asked_ = await work.questions.log(owner.id, asked(clock, "好"), "好", "zh-Hans", decision)
        unanswered = Unanswered(asked_, "好", clock.now())
        await work.gaps.gather([Member(unanswered, new=0)])
        await work.outbox.put(to(ref="card"), to(text="more", at_most_once=True))
        await work.timers.set("kind", "key", clock.now(), {"n": 1})
        case = await work.cases.open(new_case(clock, owner.id, vehicle_id=car.id))
        await work.cases.note(CaseEvent(case.id, CaseEventKind.OPENED, clock.now()))
        said = await work.cases.say(owner_says(clock, case.id, text="刹车\x00"))
        await work.cases.edit_message(said.id, "brakes", "brakes", clock.now())
        file = FileRef("F1", "U1", "刹车.jpg", "image/jpeg", 2)
        await work.attachments.expect(said, MediaKind.PHOTO, file)
        await work.complaints.open(case, NewComplaint())
        now = clock.now()
        remedy = NewRemedy(case.id, RemedyKind.GOODWILL, 300, "", RemedyState.OFFERED, 1, now)
        await work.complaints.offer(remedy)
        await work.complaints.plan(NewAction(case.id, "检查", 1, "Ann", now.date(), 1, now))
        label = NewLabel("好?", ("a",), LabelOrigin.IMPORTED)
        await work.curation.keep_labels([label], by="command")
        await work.curation.keep_draft(NewDraft(entry("draft"), by=1))
        await work.staff.grant(ANN, "main", Role.AGENT, by=1)
        await work.staff.announce(BOT, GROUP, ANN)
        await work.staff.keep_room(Room(BOT, GROUP, has_topics=True))
        await work.staff.topic_made(BOT, GROUP, case.topic, 5)
        await work.staff.mute(owner.id, by=ANN.id, muted=True)
        begun = await work.surveys.begin(
            NewResponse("nps", 1, BOT, owner.id, MEI.id, "en", "main", clock.now())
        )
        await work.surveys.change(begun, answers={"score": 9, "why": "好"}, score=9, words="好")
        await work.invitations.happened(
            NewEvent("delivery", ((By.VIN, "1M8GDM9AXKP042788"),), clock.now(), amount=0.1), None
        )
        await work.invitations.plan(
            NewInvitation("nps", owner.id, "event:delivery", "event:1", clock.now())
        )
        await work.waves.begin("nps", Segment("main", "lyra"), clock.now())
        await work.surveys.cast(Ballot("pulse", 1, "score", "好", date(2026, 3, 1), "main", 9))
        await work.surveys.note_part(owner.id, "pulse", date(2026, 3, 1))
        await work.surveys.keep_fact(owner.id, "use", ["a"], at=clock.now(), survey="profile")
    (call, _) = await storage.outbox_queue.waiting(BOT, Priority.REPLY, limit=9, now=clock.now())
    await storage.outbox_queue.record([Delivery(call, Outcome.SENT, clock.now(), message_id=2**40)])
    await importing(storage, entry("a", valid_until=date(2027, 1, 1)), entry("b"))
    await storage.faq_source.keep_vectors("m", {"h": bytes(range(256))})


def found_in(folder: Path, pattern: str) -> list[Path]:
    return list(folder.glob(pattern))


async def contents(address: str) -> dict[str, Sequence[Any]]:
    """Return every row of every table."""
    database = Database(address)
    try:
        async with database.snapshot() as conn:
            return {
                table.name: [
                    tuple(row)
                    for row in await conn.execute(
                        select(table).order_by(*table.primary_key.columns)
                    )
                ]
                for table in Base.metadata.sorted_tables
            }
    finally:
        await database.close()


async def test_everything_comes_back_in_either_database(
    storage: Storage, database: TestDatabase, clock: SetClock, tmp_path: Path, elsewhere: str
) -> None:
    await live(storage, clock)
    files = tmp_path / "files"
    (files / "2026").mkdir(parents=True)
    (files / "2026" / "刹车.jpg").write_bytes(b"\xff\xd8")
    saved = await backup(database.url, files, tmp_path / "all.zip")
    before = await contents(database.url)
    assert not [name for name, rows in before.items() if not rows], "a table without a test"
    assert (saved.files, saved.rows) == (1, sum(map(len, before.values())))

    assert await restore(elsewhere, tmp_path / "restored", tmp_path / "all.zip") == saved
    assert await contents(elsewhere) == before
    assert (tmp_path / "restored" / "2026" / "刹车.jpg").read_bytes() == b"\xff\xd8"

    # and life goes on there: new ids do not meet old ones
    async with open_storage(elsewhere, PlainRenderer(), clock) as there:
        async with there.works.for_update(BOT, 2) as work:
            await work.outbox.put(to(text="new"))
            await work.timers.set("kind", "other", clock.now(), {})
        await importing(there, entry("c"))
        case = await there.cases.numbered("Q-2026-000001")
        assert case is not None
        async with there.works.alone() as work:
            await work.cases.change(case, status=CaseStatus.RESOLVED)
            assert (await work.cases.open(new_case(clock, 1))).number == "Q-2026-000002"
    after = await contents(elsewhere)
    assert [row[0] for row in after["outbox"]] == [1, 2, 3]


async def test_a_backup_is_of_one_moment_while_the_bot_works_on(
    storage: Storage, database: TestDatabase, clock: SetClock, tmp_path: Path, elsewhere: str
) -> None:
    stop = asyncio.Event()
    number = 0

    async def work_on() -> None:
        nonlocal number
        while not stop.is_set():
            number += 1
            await storage.inbox.receive([new(number)])
            async with storage.works.for_update(BOT, number) as work:
                await work.outbox.put(to(text=str(number)))
                await work.timers.set("update", str(number), clock.now(), {})

    working = asyncio.create_task(work_on())
    await until(lambda: number >= 20)
    await backup(database.url, None, tmp_path / "all.zip")
    at_end = number
    stop.set()
    await working

    await restore(elsewhere, None, tmp_path / "all.zip")
    found = await contents(elsewhere)
    done = [row for row in found["updates"] if row[3] == "done"]
    assert 19 <= len(done) <= at_end
    assert len(done) == len(found["outbox"]) == len(found["timers"])


async def test_a_database_with_anything_in_it_is_not_restored_into(
    storage: Storage, database: TestDatabase, tmp_path: Path
) -> None:
    await backup(database.url, None, tmp_path / "empty.zip")
    await storage.inbox.receive([new(1)])
    with pytest.raises(OwnerlineError) as refused:
        await restore(database.url, None, tmp_path / "empty.zip")
    assert refused.value.text.id == "restore.not_empty"
    assert await storage.inbox.last_update_id(BOT) == 1


async def test_a_migrated_but_empty_database_may_be_restored_into(
    storage: Storage, database: TestDatabase, clock: SetClock, tmp_path: Path, elsewhere: str
) -> None:
    await live(storage, clock)
    await backup(database.url, None, tmp_path / "all.zip")
    await upgrade(elsewhere)
    await restore(elsewhere, None, tmp_path / "all.zip")
    assert await contents(elsewhere) == await contents(database.url)


def changed(source: Path, target: Path, name: str, content: bytes | None) -> Path:
    """Copy a backup with one of its files replaced, or left out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as fresh:
        for one in old.namelist():
            if one != name:
                fresh.writestr(one, old.read(one))
        if content is not None:
            fresh.writestr(name, content)
    return target


async def test_a_backup_that_cannot_be_trusted_is_refused_and_changes_nothing(
    storage: Storage, database: TestDatabase, clock: SetClock, tmp_path: Path, elsewhere: str
) -> None:
    await live(storage, clock)
    whole = tmp_path / "all.zip"
    await backup(database.url, None, whole)
    with zipfile.ZipFile(whole) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        owners = archive.read("tables/owners.jsonl")
    newer = json.dumps({**manifest, "revision": "9999"}).encode()
    (tmp_path / "text.zip").write_text("not a zip")
    bad = {
        "restore.no_file": [tmp_path / "none.zip"],
        "restore.newer": [changed(whole, tmp_path / "newer.zip", "manifest.json", newer)],
        "restore.unreadable": [
            tmp_path / "text.zip",
            changed(whole, tmp_path / "1.zip", "manifest.json", None),
            changed(whole, tmp_path / "2.zip", "manifest.json", b"{}"),
            changed(whole, tmp_path / "3.zip", "tables/outbox.jsonl", None),
            changed(whole, tmp_path / "4.zip", "tables/outbox.jsonl", b""),
            changed(whole, tmp_path / "5.zip", "tables/owners.jsonl", owners[:-5]),
            changed(whole, tmp_path / "6.zip", "files/../../evil", b"evil"),
        ],
    }
    for reason, sources in bad.items():
        for source in sources:
            with pytest.raises(OwnerlineError) as refused:
                await restore(elsewhere, tmp_path / "restored", source)
            assert refused.value.text.id == reason, source
    assert not (tmp_path / "restored").exists()
    assert not found_in(tmp_path, "**/evil")

    await restore(elsewhere, tmp_path / "restored", whole)
    assert await contents(elsewhere) == await contents(database.url)


async def test_attachments_that_are_there_are_not_overwritten(
    database: TestDatabase, tmp_path: Path, elsewhere: str
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "one.jpg").write_bytes(b"1")
    await backup(database.url, files, tmp_path / "all.zip")
    with pytest.raises(OwnerlineError) as refused:
        await restore(elsewhere, files, tmp_path / "all.zip")
    assert refused.value.text.id == "restore.files_not_empty"


@pytest.mark.parametrize("kind", KINDS)
async def test_a_backup_says_what_it_cannot_do(
    kind: Kind, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if kind == "sqlite":
        with pytest.raises(OwnerlineError) as refused:
            await backup(f"sqlite:///{tmp_path}/none.db", None, tmp_path / "a.zip")
        assert refused.value.text.id == "storage.no_database"
        assert not found_in(tmp_path, "none.db*")
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    address = server.url(server.create())
    with pytest.raises(OwnerlineError) as refused:
        await backup(address, None, tmp_path / "a.zip")
    assert refused.value.text.id == "backup.other_revision"
    assert not found_in(tmp_path, "*.zip*")


async def test_a_backup_overwrites_nothing_and_is_for_the_operator_only(
    database: TestDatabase, tmp_path: Path
) -> None:
    target = tmp_path / "all.zip"
    await backup(database.url, None, target)
    assert target.stat().st_mode & 0o777 == 0o600
    with pytest.raises(OwnerlineError) as refused:
        await backup(database.url, None, target)
    assert refused.value.text.id == "backup.exists"
    with pytest.raises(OwnerlineError) as refused:
        await backup(database.url, None, tmp_path / "none" / "all.zip")
    assert refused.value.text.id == "backup.cannot_write"
