"""Reports are drawn and written by a child process, in both languages."""

import io
import json
import struct
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from openpyxl import load_workbook

from bot.rendering.catalog import Catalog
from bot.rendering.words import Words
from bot.reports.child import ChildDrawing
from bot.reports.lettering import drawable, fit, shortened, use_our_font
from bot.reports.sheet import sheet
from domain.errors import OwnerlineError
from domain.report import MOST_ROWS, Chart, KeyFigure, Report, Shape, Table
from domain.text import Day, Localized, Moment, Percent, Plain, Span, Text

ROOT = Path(__file__).parents[3]
WORDS = Words(Catalog.load())
DESK = Localized((("en", "Riverside"), ("zh-Hans", "滨江店")))
REPORT = Report(
    title=Text("report.service"),
    subtitle=Text(
        "report.span",
        first=Day(date(2026, 11, 1)),
        last=Day(date(2026, 11, 30)),
        as_of=Moment(datetime(2026, 11, 25, 2, tzinfo=UTC), "Asia/Shanghai"),
    ),
    key_figures=(
        KeyFigure(Text("report.opened"), 1234),
        KeyFigure(
            Text("report.first_within"), Percent(0.834), Text("report.of", kept=5, counted=6)
        ),
        KeyFigure(Text("report.rating"), None),
    ),
    charts=(
        Chart(
            Text("report.opened_by_day"), Shape.COLUMNS,
            (Day(date(2026, 11, 1), short=True), Day(date(2026, 11, 2), short=True)), (3, 4),
        ),
        Chart(
            Text("report.first_by_person"), Shape.BARS, (Plain("$Ann$"), Plain("李喆")),
            (Span(timedelta(hours=3)), None),
        ),
        Chart(Text("report.within_by_desk"), Shape.BARS, (), ()),
    ),
    tables=(
        Table(
            Text("report.by_person"),
            (Text("report.person"), Text("report.first_median"), Text("report.first_within"),
             Text("report.oldest")),
            (
                (Plain('=HYPERLINK("http://x")\x07'), Span(timedelta(hours=30)), Percent(0.5),
                 Moment(datetime(2026, 11, 25, 2, tzinfo=UTC), "Asia/Shanghai")),
                (DESK, None, None, None),
            ),
            brief=(1, 2),
        ),
        Table(Text("report.by_person"), (Text("report.person"),), ()),
    ),
    notes=(Text("report.service_notes"),),
)  # fmt: skip


def drawing(tmp_path: Path, patience: float = 100.0) -> ChildDrawing:
    return ChildDrawing(WORDS, tmp_path, patience=patience)


def test_as_text_it_has_the_key_figures_and_the_tables_in_brief() -> None:
    english = WORDS.plain(REPORT.body(), "en")
    assert "Cases opened: 1,234\nAnswered in time: 83% (5 of 6)\nRating: –" in english
    assert "By person (First response · Answered in time)\n" in english
    assert "Riverside: – · –" in english
    assert english.count("By person") == 1
    chinese = WORDS.plain(REPORT.body(), "zh-Hans")
    assert "新建服务单：1,234\n按时答复率：83%（5 / 6）\n评分：–" in chinese
    assert "滨江店：– · –" in chinese


async def test_the_picture_is_as_wide_as_telegram_shows_it(tmp_path: Path) -> None:
    png = await drawing(tmp_path).picture(REPORT, "zh-Hans")
    assert png.startswith(b"\x89PNG\r\n")
    width, height = struct.unpack(">II", png[16:24])
    assert width == 1280
    assert 400 < height < 1280


async def test_the_workbook_holds_numbers_as_numbers_and_words_as_words(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(await drawing(tmp_path).workbook(REPORT, "en")))
    assert book.sheetnames == ["Customer service", "By person", "By person 2"]
    summary, people, _ = book.worksheets
    assert [cell.value for cell in summary["B"][3:6]] == [1234, 0.834, None]
    assert summary["B5"].number_format == "0.0%"
    assert people["A2"].value == '=HYPERLINK("http://x")'
    assert people["A2"].data_type == "s"
    assert people["B2"].value == timedelta(hours=30)
    assert people["C2"].value == 0.5
    assert people["D2"].value == datetime(2026, 11, 25, 10)  # noqa: DTZ001 - a file has no zones
    assert [cell.value for cell in people[3]] == ["Riverside", None, None, None]
    assert [cell.value for cell in people[1]][:2] == ["Person", "First response"]


async def test_nothing_to_draw_is_drawn_too(tmp_path: Path) -> None:
    empty = Report(Text("report.service"), Text("report.none"), ())
    assert (await drawing(tmp_path).picture(empty, "en")).startswith(b"\x89PNG")


async def test_a_child_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    with pytest.raises(OwnerlineError) as refused:
        await drawing(tmp_path, patience=0).picture(REPORT, "en")
    assert refused.value.text.id == "error.report_not_drawn"


async def test_a_child_that_fails_is_a_sentence_not_a_traceback(tmp_path: Path) -> None:
    nowhere = Report(Text("report.service"), Text("report.none"), ())
    broken = drawing(tmp_path)
    with pytest.raises(OwnerlineError) as refused:
        await broken._draw("no-such-thing", nowhere, "en")
    assert refused.value.text.id == "error.report_not_drawn"


def test_a_child_is_told_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OWNERLINE_TELEGRAM_TOKEN", "123:secret")
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    environment = drawing(tmp_path)._environment()
    assert set(environment) <= {"PATH", "SYSTEMROOT", "MPLCONFIGDIR", "OPENBLAS_NUM_THREADS"}


def test_what_draws_is_not_loaded_by_the_bot() -> None:
    program = (
        "import sys, bot.reports.child; "
        "print([name for name in ('matplotlib', 'openpyxl', 'fontTools') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


def test_our_font_has_every_character_of_our_sentences() -> None:
    font = TTFont(ROOT / "bot/reports/fonts/NotoSansSC-Subset.ttf")
    assert font["name"].getDebugName(1) == "Noto Sans SC"
    known = set(font.getBestCmap())
    for locale in ("en", "zh-Hans"):
        said = json.dumps(sheet(REPORT, locale, WORDS), ensure_ascii=False)
        assert {character for character in said if ord(character) not in known} <= {"\x07"}
    names = "李喆陈玥王祎赵翀刘昇孙晞周珺吴堃郑璟冯瑄"
    assert {character for character in names if ord(character) not in known} == set()


def test_words_on_a_picture_have_no_boxes_and_keep_to_their_room() -> None:
    use_our_font()
    assert drawable("Ann 김민수 李喆") == "Ann 李喆"
    assert drawable("김민수") == ""
    figure = Figure(figsize=(4, 4), dpi=100)
    FigureCanvasAgg(figure)
    text = figure.text(0, 0, "上海滨江旗舰客户服务中心", size=20)
    fit(text, 200, smallest=0.5)
    assert text.get_text() == "上海滨江旗舰客户服务中心", "made smaller first"
    assert text.get_window_extent().width <= 200
    fit(text, 100, smallest=1.0)
    assert text.get_text().endswith("…")
    assert text.get_window_extent().width <= 100
    assert shortened(figure, "Bo", 9.0, 100) == "Bo"


def test_a_long_table_in_a_text_says_what_it_leaves_out() -> None:
    people = tuple((Plain(f"Person {n}"), n) for n in range(MOST_ROWS + 5))
    table = Table(
        Text("report.by_person"), (Text("report.person"), Text("report.cases")), people, (1,)
    )
    said = WORDS.plain(replace(REPORT, tables=(table,)).body(), "en")
    assert f"Person {MOST_ROWS - 1}: {MOST_ROWS - 1}\nand 5 more, in the workbook" in said
    assert f"Person {MOST_ROWS}:" not in said
