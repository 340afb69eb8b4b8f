"""`ownerline report`: the text, the two files, and what is said when something is wrong."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.clock import SystemClock
from domain.surveys.responses import NewResponse
from storage import Storage, open_storage, upgrade
from storage.locks.run_lock import only_run
from tests.bench.filling import Size, fill
from tests.bot.test_commands import Program
from tests.fakes.telegram import RENDERER

CASES = 200
"""A quarter of an hour apart, from the first of January 2023 on."""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    data = tmp_path_factory.mktemp("data")
    asyncio.run(_fill(_address(data)))
    return Program(data)


def _address(data: Path) -> str:
    return f"sqlite:///{data / 'ownerline.db'}"


async def _fill(address: str) -> None:
    await upgrade(address)
    async with _opened(address) as storage:
        await fill(storage.database, Size(cases=CASES, messages=CASES))


@asynccontextmanager
async def _opened(address: str) -> AsyncIterator[Storage]:
    async with open_storage(address, RENDERER, SystemClock()) as storage:
        yield storage


def test_a_month_as_text_workbook_and_picture(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    with only_run(_address(program.data)):  # as beside a running bot
        out, _ = program(
            "report", "service", "--month", "2023-01", "--language", "zh", "--out", str(folder)
        )
    assert out.startswith("客户服务\n2023年1月1日至2023年1月31日新建的服务单")
    assert f"新建服务单：{CASES}\n" in out
    assert "\n另有 114 行，见 Excel 文件\n" in out
    workbook, picture = folder / "service-2023-01.xlsx", folder / "service-2023-01.png"
    assert out.endswith(f"\nWrote {workbook}, {picture}.\n")
    assert picture.read_bytes().startswith(b"\x89PNG")
    book = load_workbook(workbook)
    assert book["客户服务"]["B4"].value == CASES
    assert book["按员工"].max_row == 1 + 134


def test_one_desk_in_the_terminals_language(program: Program, tmp_path: Path) -> None:
    out, _ = program(
        "report", "service", "--month", "2023-1", "--desk", "desk7", "--out", str(tmp_path),
        language="en_GB.UTF-8",
    )  # fmt: skip
    assert out.startswith("Customer service · desk7\n")
    assert f"Cases opened: {CASES // 20}\n" in out
    assert (tmp_path / "service-2023-01-desk7.xlsx").exists()


def test_without_a_month_it_is_this_one(program: Program, tmp_path: Path) -> None:
    out, _ = program("report", "service", "--out", str(tmp_path))
    assert "Cases opened: 0\n" in out
    assert "Open now: 4 " in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--month", "november"], "november is not a month. Write it as 2026-11.\n"),
        (["--desk", "nowhere"], "There is no desk nowhere. The policy has "),
        (["--language", "fr"], "Reports are not written in fr. Choose one of en, zh-Hans.\n"),
        (["--out", "/dev/null/x"], "Cannot write /dev/null/x/service-"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    program: Program, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    _, err = program("report", "service", "--out", str(tmp_path), *arguments, code=1)
    assert err.startswith(sentence)
    assert err.count("\n") == 1


def test_scores_as_text_workbook_picture_and_document(program: Program, tmp_path: Path) -> None:
    asyncio.run(_score(_address(program.data)))
    out, _ = program(
        "report", "nps", "--month", "2023-02", "--months", "2", "--language", "zh",
        "--out", str(tmp_path),
    )  # fmt: skip
    assert out.startswith("推荐意愿（NPS）\n2023年1月至2023年2月")
    assert "NPS：50" in out
    assert "2023年1月：– · – · 0" in out
    assert (tmp_path / "nps-2023-02.png").read_bytes().startswith(b"\x89PNG")
    document = (tmp_path / "nps-2023-02.pdf").read_bytes()
    assert document.startswith(b"%PDF")
    assert document.count(b"/Type /Page ") >= 2
    months = load_workbook(tmp_path / "nps-2023-02.xlsx")["按月"]
    assert [cell.value for cell in months[3]][1:4] == [50, "-18 至 84", 6]
    assert months["A3"].value == datetime(2023, 2, 1)  # noqa: DTZ001 - a file has no zones
    assert months["A3"].number_format == "yyyy-mm"


async def _score(address: str) -> None:
    async with _opened(address) as storage:
        for score in (10, 9, 9, 9, 7, 2):
            async with storage.works.alone() as work:
                begun = await work.surveys.begin(
                    NewResponse("nps", 1, 1, 1, 1, "en", "main", SystemClock().now())
                )
                await work.surveys.change(begun, score=score, month=date(2023, 2, 1))


def test_a_desk_that_is_not_there(program: Program) -> None:
    _, error = program("report", "csat", "--desk", "nowhere", code=1)
    assert "nowhere" in error


def test_complaints_of_a_month_as_workbook_and_document(program: Program, tmp_path: Path) -> None:
    for language, title in (("en", "Complaints"), ("zh", "投诉月报")):
        folder = tmp_path / language
        out, _ = program(
            "report", "complaints", "--month", "2023-01", "--language", language, "--out",
            str(folder),
        )  # fmt: skip
        assert out.startswith(title)
        book = load_workbook(folder / "complaints-2023-01.xlsx")
        assert book.sheetnames[0] == title
        assert (folder / "complaints-2023-01.pdf").read_bytes().startswith(b"%PDF")


def test_complaints_of_a_desk_that_is_not_there(program: Program) -> None:
    _, error = program("report", "complaints", "--desk", "nowhere", code=1)
    assert "nowhere" in error
