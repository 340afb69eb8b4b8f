"""What a FAQ file may hold, and how every mistake in one is named."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import yaml

from domain.faq_file import FaqFileRefused
from domain.knowledge import EntryStatus, FaqEntry, FaqText, Scope
from knowledge.files.reading import read_bank, read_bytes, read_sheets

LANGUAGES = ("en", "zh-Hans")

Named = tuple[str, int | None, str | None]


def read(name: str, data: bytes | str) -> tuple[FaqEntry, ...]:
    content = data.encode() if isinstance(data, str) else data
    return read_sheets([read_bytes(name, content)], LANGUAGES)


def refused(name: str, data: bytes | str) -> list[Named]:
    """What is wrong, as (message id, row, column)."""
    with pytest.raises(FaqFileRefused) as refusal:
        read(name, data)
    return [(one.text.id, one.row, one.column) for one in refusal.value.problems]


def csv_of(*rows: str, heading: str = "key,locale,question,answer") -> str:
    return "\n".join((heading, *rows)) + "\n"


def xlsx_of(*rows: list[object]) -> bytes:
    workbook = openpyxl.Workbook()
    page = workbook.active
    assert page is not None
    for row in rows:
        page.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


HEADING: list[object] = ["key", "locale", "question", "answer"]
FULL = FaqEntry(
    key="oil",
    category="maintenance",
    texts={
        "en": FaqText("How often?", "Every <b>year</b>.", ("oil change", "new oil")),
        "zh-Hans": FaqText("多久？", "每年。", ("换油",)),
    },
    status=EntryStatus.DRAFT,
    scope=Scope("solvane", ("lyra", "corrin"), 2020, 2024),
    valid_from=date(2026, 1, 1),
    valid_until=date(2026, 12, 31),
)
FLAT = (
    "key,category,locale,question,answer,variants,status,brand,models,year_from,year_to,"
    "valid_from,valid_until\n"
    "oil,maintenance,en,How often?,Every <b>year</b>.,oil change|new oil,draft,solvane,"
    "lyra|corrin,2020,2024,2026-01-01,2026-12-31\n"
    'oil,,zh-CN,多久？,每年。,"换油\n换油",,,,,,,\n'
)
NESTED: list[dict[str, object]] = [
    {
        "key": "oil", "category": "maintenance", "locale": "en", "question": "How often?",
        "answer": "Every <b>year</b>.", "variants": ["oil change", "new oil"], "status": "Draft",
        "brand": "solvane", "models": ["lyra", "corrin"], "year_from": 2020, "year_to": "2024",
        "valid_from": "2026-01-01", "valid_until": "2026-12-31",
    },
    {"key": "oil", "locale": "zh", "question": "多久？", "answer": "每年。", "variants": "换油"},
]  # fmt: skip


def _as_xlsx() -> bytes:
    head: list[object] = list(NESTED[0])
    first = [*NESTED[0].values()]
    first[5], first[8] = "oil change|new oil", "lyra\ncorrin"
    first[9], first[11], first[12] = 2020.0, date(2026, 1, 1), datetime(2026, 12, 31)  # noqa: DTZ001
    second = [NESTED[1].get(str(name)) for name in head]
    return xlsx_of(head, first, second)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("faq.csv", FLAT),
        ("faq.CSV", "\ufeff" + FLAT),
        ("faq.csv", FLAT.replace("\n", "\r\n")),
        ("faq.csv", FLAT.replace(",", ";")),
        ("faq.jsonl", "\n\n".join(json.dumps(one) for one in NESTED)),
        ("faq.yaml", yaml.safe_dump(NESTED, allow_unicode=True)),
        ("faq.yml", yaml.safe_dump(NESTED).replace("'2026-01-01'", "2026-01-01")),
        ("faq.xlsx", _as_xlsx()),
    ],
)
def test_all_formats_say_the_same(name: str, data: bytes | str) -> None:
    assert read(name, data) == (FULL,)


def test_only_four_columns_are_needed() -> None:
    (entry,) = read("faq.csv", csv_of("oil,en,How often?,Every year."))
    assert entry == FaqEntry("oil", "general", {"en": FaqText("How often?", "Every year.")})
    assert entry.status is EntryStatus.PUBLISHED


@pytest.mark.parametrize("tag", ["zh", "zh-CN", "zh_Hans", "zh-hans", "ZH-TW"])
def test_every_chinese_is_one_locale(tag: str) -> None:
    (entry,) = read("faq.csv", csv_of(f"oil,{tag},多久？,每年。"))
    assert tuple(entry.texts) == ("zh-Hans",)


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        (["a,en,Q,A", "a,en,Q2,A2"], [("faq.file.key_twice", 3, "key")]),
        (["a,zh,Q,A", "a,zh-CN,Q,A"], [("faq.file.key_twice", 3, "key")]),
        (["a,de,Q,A"], [("faq.file.locale", 2, "locale")]),
        ([",en,Q,A"], [("faq.file.missing", 2, "key")]),
        (["a,,Q,A"], [("faq.file.missing", 2, "locale")]),
        (["a,en, ,A"], [("faq.file.missing", 2, "question")]),
        (["a,en,Q,"], [("faq.file.missing", 2, "answer")]),
        (["a,en,Q,<b> </b>"], [("faq.file.missing", 2, "answer")]),
        (["a b,en,Q,A"], [("faq.file.key_letters", 2, "key")]),
        ([f"{'k' * 101},en,Q,A"], [("faq.file.too_long", 2, "key")]),
        ([f"a,en,{'q' * 501},A"], [("faq.file.too_long", 2, "question")]),
        ([f"a,en,Q,{'a' * 20_001}"], [("faq.file.too_long", 2, "answer")]),
        (["a,en,Q,<b>A"], [("faq.file.open_tag", 2, "answer")]),
        (["a,en,Q,A</b>"], [("faq.file.closing_tag", 2, "answer")]),
        (["a,en,Q,<script>x</script>"], [("faq.file.foreign_tag", 2, "answer")] * 2),
        (["a,en,Q,A,more"], [("faq.file.more_cells", 2, None)]),
        (["a,en,Q,A", "", "b,en,Q,"], [("faq.file.missing", 4, "answer")]),
        (
            ["a,de,,<b>A", "a,en,Q,A", "a,en,Q,A"],
            [
                ("faq.file.missing", 2, "question"),
                ("faq.file.locale", 2, "locale"),
                ("faq.file.open_tag", 2, "answer"),
                ("faq.file.key_twice", 4, "key"),
            ],
        ),
    ],
)
def test_every_mistake_is_named_by_row(rows: list[str], problems: list[Named]) -> None:
    assert refused("faq.csv", csv_of(*rows)) == problems


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("status", "live", "faq.file.status"),
        ("year_from", "soon", "faq.file.year"),
        ("year_to", "1899", "faq.file.year"),
        ("valid_from", "1.2.2026", "faq.file.date"),
        ("valid_until", "2026-02-30", "faq.file.date"),
    ],
)
def test_values_that_are_none(column: str, value: str, problem: str) -> None:
    data = csv_of(f"a,en,Q,A,{value}", heading=f"key,locale,question,answer,{column}")
    assert refused("faq.csv", data) == [(problem, 2, column)]


@pytest.mark.parametrize(
    ("columns", "values", "problem"),
    [
        ("year_from,year_to", "2024,2020", ("faq.file.years_reversed", 2, "year_to")),
        (
            "valid_from,valid_until",
            "2026-02-01,2026-01-01",
            ("faq.file.dates_reversed", 2, "valid_until"),
        ),
    ],
)
def test_spans_that_end_before_they_begin(columns: str, values: str, problem: Named) -> None:
    data = csv_of(f"a,en,Q,A,{values}", heading=f"key,locale,question,answer,{columns}")
    assert refused("faq.csv", data) == [problem]


def test_rows_of_one_entry_must_agree() -> None:
    data = csv_of(
        "a,en,Q,A,draft", "a,zh,问,答,published", heading="key,locale,question,answer,status"
    )
    assert refused("faq.csv", data) == [("faq.file.differs", 3, "status")]


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("faq.csv", "", ("faq.file.empty", None, None)),
        ("faq.csv", csv_of("a,en,Q,A", heading="key,locale,question,antwort"), None),
        ("faq.csv", csv_of(heading="key,key,locale,question,answer"), None),
        ("faq.csv", csv_of('a,en,"Q,A'), ("faq.file.csv_broken", 2, None)),
        (
            "faq.csv",
            csv_of("a,zh,多久？,每年。").encode("gb18030"),
            ("faq.file.encoding", None, None),
        ),
        ("faq.csv", csv_of("a,en,Q,A").encode("utf-16"), ("faq.file.encoding", None, None)),
        ("faq.csv", b"key,\xff\xff\xff\x00", ("faq.file.encoding_unknown", None, None)),
        ("faq.txt", "key", ("faq.file.format", None, None)),
        ("faq.jsonl", '{"key": 1', ("faq.file.json_broken", 1, None)),
        ("faq.jsonl", '{"key": "a", "key": "b"}', ("faq.file.json_broken", 1, None)),
        ("faq.jsonl", "[" * 5000, ("faq.file.json_broken", 1, None)),
        ("faq.jsonl", "[1]", ("faq.file.no_mapping", 1, None)),
        ("faq.jsonl", "", ("faq.file.empty", None, None)),
        ("faq.yaml", "a: [", ("faq.file.yaml_broken", None, None)),
        ("faq.yaml", "- key: a\n  key: b\n", ("faq.file.yaml_broken", None, None)),
        ("faq.yaml", "- !!python/object:os.system x", ("faq.file.yaml_broken", None, None)),
        ("faq.yaml", "key: a", ("faq.file.no_list", None, None)),
        ("faq.yaml", "- a\n", ("faq.file.no_mapping", 1, None)),
        ("faq.yaml", "", ("faq.file.empty", None, None)),
        ("faq.yaml", b"\xff\xfe", ("faq.file.encoding_unknown", None, None)),
        ("faq.xlsx", b"no workbook", ("faq.file.not_xlsx", None, None)),
    ],
)
def test_files_that_are_none(name: str, data: bytes | str, problem: Named | None) -> None:
    found = refused(name, data)
    assert problem is None or found == [problem]


def test_unknown_missing_and_repeated_columns_are_all_named() -> None:
    found = refused("faq.csv", csv_of("x", heading="key,key,locale,antwort,question"))
    assert found == [
        ("faq.file.unknown_column", 1, "antwort"),
        ("faq.file.column_twice", 1, "key"),
        ("faq.file.column_missing", 1, "answer"),
    ]


def test_unknown_fields_in_nested_formats() -> None:
    data = '{"key": "a", "locale": "en", "question": "Q", "answer": "A", "antwort": "?"}'
    assert refused("faq.jsonl", data) == [("faq.file.unknown_column", 1, "antwort")]


@pytest.mark.parametrize("value", [True, {"a": 1}, [["nested"]], 1.5])
def test_cells_that_are_no_text(value: object) -> None:
    row = {"key": "a", "locale": "en", "question": "Q", "answer": "A", "variants": value}
    assert ("faq.file.not_text", 1, "variants") in refused("faq.jsonl", json.dumps(row))


def test_a_separator_inside_a_list_item_is_refused() -> None:
    row = {"key": "a", "locale": "en", "question": "Q", "answer": "A", "variants": ["x|y"]}
    assert refused("faq.jsonl", json.dumps(row)) == [("faq.file.separator", 1, "variants")]


def test_formulas_and_errors_in_a_workbook() -> None:
    data = xlsx_of(HEADING, ["a", "en", "Q", '=CONCATENATE("A","B")'], ["b", "en", "Q", "#REF!"])
    assert ("faq.file.formula", 2, "answer") in refused("faq.xlsx", data)
    assert ("faq.file.formula", 3, "answer") in refused("faq.xlsx", data)


def test_a_zip_bomb() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (201 * 1024 * 1024))
    assert refused("faq.xlsx", out.getvalue()) == [("faq.file.too_large", None, None)]


def test_a_zip_that_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("hello.txt", "hello")
    assert refused("faq.xlsx", out.getvalue()) == [("faq.file.xlsx_broken", None, None)]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("faq.csv", lambda n: csv_of(*(f"k{i},en,Q,A" for i in range(n)))),
        ("faq.jsonl", lambda n: "\n".join(f'{{"key": "k{i}"}}' for i in range(n))),
    ],
)
def test_far_too_many_rows(name: str, make: Callable[[int], str]) -> None:
    found = refused(name, make(60_000))
    assert ("faq.file.too_many_rows", None, None) in found


def test_a_file_of_many_megabytes() -> None:
    assert refused("faq.csv", b"x" * (21 * 1024 * 1024)) == [("faq.file.too_large", None, None)]


def test_a_folder_is_one_bank(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text(csv_of("oil,en,How often?,Every year."))
    (tmp_path / "a.yaml").write_text("- {key: oil, locale: zh, question: 多久？, answer: 每年。}")
    (tmp_path / "notes.txt").write_text("not a FAQ file")
    (entry,) = read_bank(tmp_path, LANGUAGES)
    assert set(entry.texts) == {"en", "zh-Hans"}
    (tmp_path / "c.csv").write_text(csv_of("oil,en,Again?,Every year."))
    with pytest.raises(FaqFileRefused) as refusal:
        read_bank(tmp_path, LANGUAGES)
    (problem,) = refusal.value.problems
    assert (problem.file, problem.row) == ("c.csv", 2)
    assert problem.text.params["file"] == "b.csv"


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    for path, problem in ((tmp_path, "empty_folder"), (tmp_path / "no.csv", "unreadable")):
        with pytest.raises(FaqFileRefused) as refusal:
            read_bank(path, LANGUAGES)
        assert refusal.value.problems[0].text.id == f"faq.file.{problem}"
