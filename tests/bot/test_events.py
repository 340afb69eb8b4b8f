"""`ownerline events import`: files, rows that are wrong, events whose owner nobody knows."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.clock import SystemClock
from bot.event_files import EventsRefused, read_events
from bot.policy.file import load_policy
from domain.errors import OwnerlineError
from domain.incoming import Person, Place
from domain.owners import Caller
from domain.surveys.events import By, NewEvent
from storage import open_storage, upgrade
from tests.bot.test_commands import Program
from tests.fakes.telegram import RENDERER

POLICY = load_policy(None)
VIN = "1M8GDM9AXKP042788"


def file(tmp_path: Path, words: str, name: str = "events.csv") -> Path:
    path = tmp_path / name
    path.write_text(words, "utf-8")
    return path


def test_rows_become_events_by_the_desks_clock(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        "telegram_id,phone,VIN,kind,time,desk,amount\n"
        "7001,,,delivery,2026-03-02,main,\n"
        ',+86 138-0000-0000,1m8gdm9axkp042788,Service_Visit,2026-03-02 14:30,,"1,250.50"\n'
        ",,,,,,\n"
        "7002,,,delivery,2026-03-02T08:00:00+00:00,,\n",
    )
    rows = read_events(path, POLICY)
    assert [row.row for row in rows] == [2, 3, 5]
    assert rows[0].event == NewEvent(
        "delivery", ((By.TELEGRAM, "7001"),), datetime(2026, 3, 2, 4, tzinfo=UTC), "main"
    )
    assert rows[1].event == NewEvent(
        "service_visit", ((By.PHONE, "+8613800000000"), (By.VIN, VIN)),
        datetime(2026, 3, 2, 6, 30, tzinfo=UTC), None, 1250.5,
    )  # fmt: skip


def test_a_workbook_with_dates_and_numbers(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["telegram_id", "kind", "time"])
    book.active.append([7001, "delivery", datetime(2026, 3, 2, 14, 30)])  # noqa: DTZ001 - Excel's
    book.save(tmp_path / "events.xlsx")
    (row,) = read_events(tmp_path / "events.xlsx", POLICY)
    assert row.event.names == ((By.TELEGRAM, "7001"),)
    assert row.event.at == datetime(2026, 3, 2, 6, 30, tzinfo=UTC)


def test_every_wrong_row_is_named_and_nothing_is_taken(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        "vin;kind;time;desk;amount\n"
        ";delivery;2026-03-02;;\n"
        f"{VIN};big party;2026-03-02;;\n"
        f"{VIN};delivery;soon;;\n"
        f"{VIN};delivery;2026-03-02;nowhere;\n"
        f"{VIN};delivery;2026-03-02;;much\n"
        "123;delivery;2026-03-02;;\n",
    )
    with pytest.raises(EventsRefused) as refused:
        read_events(path, POLICY)
    assert [(row, text.id) for row, text in refused.value.problems] == [
        (2, "events.no_owner"), (3, "events.kind"), (4, "events.time"), (5, "events.desk"),
        (6, "events.amount"), (7, "events.name"),
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["", "kind,time\n", "vin,kind,time,colour\n", "vin,time\n"])
def test_a_heading_that_cannot_be_read(tmp_path: Path, words: str) -> None:
    with pytest.raises(OwnerlineError) as refused:
        read_events(file(tmp_path, words), POLICY)
    assert refused.value.text.id == "events.heading"


def test_the_command_reports_by_row_and_takes_the_same_event_once(tmp_path: Path) -> None:
    program = Program(tmp_path / "data")
    (tmp_path / "data").mkdir()
    asyncio.run(_meet(f"sqlite:///{tmp_path / 'data' / 'ownerline.db'}"))
    path = file(
        tmp_path,
        "telegram_id,vin,kind,time\n"
        "7001,,service_visit,2026-03-02\n"
        "7001,,service_visit,2026-03-02\n"
        f",{VIN},delivery,2026-03-02\n",
    )
    out, _ = program("events", "import", str(path))
    assert out == (
        "events.csv:4: Nobody is known by these; it is kept and looked at again.\n"
        "2 new events, 1 known before; 1 rows name nobody we know yet.\n"
    )
    out, _ = program("events", "import", str(path))
    assert "0 new events, 3 known before" in out
    wrong = file(tmp_path, "vin,kind,time\n,delivery,soon\n", "wrong.csv")
    _, error = program("events", "import", str(wrong), code=1)
    assert error.startswith("wrong.csv:2: Give a telegram_id, a phone or a vin.\n")


async def _meet(address: str) -> None:
    await upgrade(address)
    async with (
        open_storage(address, RENDERER, SystemClock()) as storage,
        storage.works.alone() as work,
    ):
        await work.owners.meet(Place(1, 7001), Person(7001, "Li"), Caller(), wrote_in=None)
