"""The outside of the program: commands, their files, their errors and exit codes."""

import csv
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from bot.rendering.catalog import Catalog
from bot.rendering.renderer import HtmlRenderer
from domain.incoming import ChatKind, Incoming, Person, Place, Said
from domain.knowledge import Candidate, Decision, DecisionKind
from domain.owners import Caller
from storage.opening import open_storage
from tests.conftest import SetClock

PROGRAM = (sys.executable, "-m", "bot.cli")
BANK = """\
key,category,locale,question,answer,variants,models
tyre-pressure,tyres,en,What tyre pressure does my car need?,See the <b>sticker</b>.,\
tire pressure?|how much air in the tyres,
tyre-pressure,tyres,zh,胎压多少合适？,见车门框上的标签。,胎压打多少,
first-service,maintenance,en,When is the first service due?,After 5 000 km.,\
first maintenance,lyra|corrin
"""
QUESTIONS = """\
question,expected
how much air in the tyres,tyre-pressure
胎压打多少,tyre-pressure
who won the football match yesterday,
hello,
"""


class Program:
    """Runs commands against one data directory."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def __call__(
        self,
        *arguments: str,
        code: int = 0,
        language: str = "C.UTF-8",
        settings: Mapping[str, str] = MappingProxyType({}),
    ) -> tuple[str, str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("OWNERLINE_")}
        environment = clean | {"OWNERLINE_DATA_DIR": str(self.data), "LC_ALL": language}
        environment |= settings
        done = subprocess.run(
            [*PROGRAM, *arguments], env=environment, capture_output=True, text=True, timeout=100,
            check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout, done.stderr


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    (folder / "bank.csv").write_text(BANK, "utf-8")
    (folder / "questions.csv").write_text(QUESTIONS, "utf-8")
    return folder


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory, files: Path) -> Program:
    program = Program(tmp_path_factory.mktemp("data"))
    out, _ = program("faq", "import", str(files / "bank.csv"))
    assert out == "Imported: 2 added, 0 changed, 0 unchanged, 0 archived.\n"
    return program


def test_importing_again_changes_nothing(program: Program, files: Path) -> None:
    out, _ = program("faq", "import", str(files / "bank.csv"), "--dry-run")
    assert out == (
        "Nothing was changed. It would be: 0 added, 0 changed, 2 unchanged, 0 archived.\n"
    )


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".jsonl", ".yaml"])
def test_what_is_exported_imports_as_the_same(
    program: Program, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"faq{ending}"
    out, _ = program("faq", "export", str(file))
    assert "2 entries" in out
    out, _ = program("faq", "import", str(file), "--dry-run", "--replace")
    assert "0 added, 0 changed, 2 unchanged, 0 archived" in out


def test_a_model_that_the_policy_lacks_is_told(tmp_path: Path) -> None:
    program = Program(tmp_path)
    file = tmp_path / "new.csv"
    file.write_text("key,locale,question,answer,models\na,en,Q?,A.,lyrra\n", "utf-8")
    sample = {"OWNERLINE_POLICY": "bot/sample/policy.yaml"}
    out, error = program("faq", "import", str(file), "--dry-run", settings=sample)
    assert "1 added" in out
    assert error.startswith("The policy has no model lyrra, which a is for:")


def test_a_database_that_cannot_be_reached_is_told_with_its_reason(tmp_path: Path) -> None:
    nowhere = {"OWNERLINE_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}
    _, error = Program(tmp_path)("faq", "list", code=1, settings=nowhere)
    assert error.startswith("The database is locked or cannot be reached: ")
    assert "127.0.0.1" in error


def test_a_second_demo_says_that_its_port_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        _, error = Program(tmp_path)("demo", "--port", port, code=1)
    assert error.startswith(f"The demo cannot listen on port {port}: ")


def test_labelled_questions_are_imported(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_text("question,expected\nHow much air?,tyre-pressure\nWho won?,\n", "utf-8")
    out, _ = program("faq", "labels", str(file), "--replace")
    assert out.startswith("2 labelled questions imported.")
    file.write_text("words,keys\n", "utf-8")
    _, err = program("faq", "labels", str(file), code=1)
    assert "question" in err


def test_a_dry_run_says_what_becomes_of_labelled_questions(
    program: Program, tmp_path: Path
) -> None:
    labels, file = tmp_path / "labels.csv", tmp_path / "change.csv"
    question = "What tyre pressure does my car need?"
    labels.write_text(f"question,expected\n{question},tyre-pressure\n", "utf-8")
    program("faq", "labels", str(labels))
    file.write_text(
        f"key,locale,question,answer,status\ntyre-pressure,en,{question},Gone.,archived\n", "utf-8"
    )
    out, _ = program("faq", "import", str(file), "--dry-run")
    assert "Worse: " in out
    assert f"“{question}”: was answered with" in out


def test_nothing_was_given_up(program: Program) -> None:
    out, _ = program("outbox", "failed")
    assert out == "Everything reached Telegram, or still waits to be sent.\n"
    _, error = program("outbox", "retry", "3", code=1)
    assert error.startswith("No message 3 was given up")


def test_the_list(program: Program) -> None:
    out, _ = program("faq", "list", "--category", "tyres")
    assert out == (
        "tyre-pressure\ttyres\tpublished\ten,zh-Hans\tWhat tyre pressure does my car need?\n"
    )


def test_a_refused_file_names_every_problem_and_changes_nothing(
    program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(
        "key,locale,question,answer,colour\na,en,Q?,<b>x,red\na,en,Q2?,,red\nb,fr,Q3?,x,red\n",
        "utf-8",
    )
    out, error = program("faq", "import", str(file), code=1)
    assert out == ""
    assert error.splitlines() == [
        "bad.csv:1:colour: There is no field called “colour”.",
        "bad.csv:2:answer: The tag <b> is never closed.",
        "bad.csv:3:answer: “answer” is empty.",
        "bad.csv:3:key: The key “a” stands twice in en: also in row 2 of bad.csv.",
        "bad.csv:4:locale: The language “fr” is not one of the policy’s: en, zh-Hans.",
        "Nothing was imported: the file has 5 mistakes.",
    ]
    out, _ = program("faq", "list")
    assert len(out.splitlines()) == 2


def test_asking(program: Program) -> None:
    out, _ = program("faq", "ask", "how much air in the tyres", "--json")
    decision = json.loads(out)
    assert (decision["decision"], decision["key"]) == ("answer", "tyre-pressure")
    out, _ = program("faq", "ask", "how much air in the tyres", "--explain")
    assert "Decision: answered, confidence 0.99" in out
    assert "Read as: how much air in the tyres (latin)" in out
    assert "0.99  tyre-pressure: “how much air in the tyres” (en)" in out
    assert "asked word for word" in out
    assert "multilingual model: 1.00" in out


def test_asking_as_the_owner_of_a_car(program: Program) -> None:
    asked = ("faq", "ask", "When is the first service due?", "--explain", "--car")
    out, _ = program(*asked, "lyra:2024")
    assert out.startswith("answer\t")
    out, _ = program(*asked, "linden")
    assert "Kept out: first-service (for another car)" in out
    _, error = program(*asked, "lyra:new", code=1)
    assert "“lyra:new” is no car of the policy" in error


async def test_what_owners_asked_is_listed_and_explained(
    program: Program, tmp_path: Path, clock: SetClock
) -> None:
    owners = Program(tmp_path)
    assert owners("faq", "questions")[0] == "Nobody has asked anything yet.\n"
    out, _ = program("faq", "ask", "how much air in the tyres", "--json")
    told = json.loads(out)
    evidence = {
        "entries": told["evidence"],
        **told["explained"],
        "asked": {"locale": "en", "today": "2026-03-02", "cars": []},
        "wording": {"outcome": "numbers", "what": "5 bar", "keys": [], "html": ""},
    }
    decision = Decision(
        DecisionKind.ANSWER, told["score"], (Candidate("tyre-pressure", 0.99),), (), evidence, 1
    )
    number = await _logged(tmp_path, clock, decision)
    out, _ = owners("faq", "questions", "--decision", "answer")
    assert out.endswith("\tanswer\t0.99\ttyre-pressure\thow much air in the tyres\n")
    assert owners("faq", "questions", "--decision", "abstain")[0].startswith("Nobody has")
    out, _ = owners("faq", "explain", str(number))
    for line in (
        "Question: how much air in the tyres",
        "Asked for: no known car, on 2026-03-02, to be answered in en",
        "0.99  tyre-pressure: “how much air in the tyres” (en)",
        "the chat model’s were not used: numbers (5 bar)",
        "Shown in the end: tyre-pressure",
    ):
        assert line in out
    data = json.loads(owners("faq", "explain", str(number), "--json")[0])
    assert data["evidence"] == evidence
    _, error = owners("faq", "explain", "999", code=1)
    assert "There is no question 999" in error
    out, _ = owners("faq", "explain", str(number), language="zh_CN.UTF-8")
    assert "问题：how much air in the tyres" in out


async def _logged(data: Path, clock: SetClock, decision: Decision) -> int:
    renderer = HtmlRenderer(Catalog.load())
    person, place = Person(7001, "Li"), Place(1, 7001)
    words = "how much air in the tyres"
    asked = Incoming(1, place, ChatKind.PRIVATE, person, clock.now(), Said(words), 11)
    async with (
        open_storage(f"sqlite:///{data / 'ownerline.db'}", renderer, clock) as storage,
        storage.works.alone() as work,
    ):
        owner = await work.owners.meet(place, person, Caller(), wrote_in="en")
        return await work.questions.log(owner.id, asked, words, "en", decision)


def test_evaluating_a_file(program: Program, files: Path, tmp_path: Path) -> None:
    results = tmp_path / "results.jsonl"
    out, _ = program(
        "faq", "evaluate", "--faq", str(files / "bank.csv"), "--questions",
        str(files / "questions.csv"), "--out", str(results), "--json",
    )  # fmt: skip
    summary = json.loads(out)
    assert (summary["questions"], summary["answerable"], summary["unanswerable"]) == (4, 2, 2)
    lines = [json.loads(line) for line in results.read_text("utf-8").splitlines()]
    with (files / "questions.csv").open(encoding="utf-8", newline="") as file:
        assert [line["question"] for line in lines] == [r["question"] for r in csv.DictReader(file)]
    for line in lines:
        assert set(line) == {
            "question", "expected", "decision", "key", "score", "candidates", "lane",
        }  # fmt: skip
        assert line["candidates"]
        assert all(set(candidate) == {"key", "score"} for candidate in line["candidates"])
        assert 0 <= line["score"] <= 1
        assert (line["key"] is not None) == (line["decision"] == "answer")
    assert [line["lane"] for line in lines] == ["question", "question", "question", "small_talk"]
    assert lines[0]["key"] == lines[1]["key"] == "tyre-pressure"
    assert lines[2]["key"] is None


def test_evaluating_the_live_faq_prints_a_table(program: Program, files: Path) -> None:
    out, _ = program("faq", "evaluate", "--questions", str(files / "questions.csv"))
    assert "questions 4 (answerable 2, unanswerable 2)" in out


def test_backup_and_restore(program: Program, tmp_path: Path) -> None:
    archive = tmp_path / "backup.zip"
    program("db", "backup", str(archive))
    _, error = program("db", "backup", str(archive), code=1)
    assert "overwrites nothing" in error
    other = Program(tmp_path / "other")
    other("db", "restore", str(archive))
    assert other("faq", "list") == program("faq", "list")
    _, error = other("db", "restore", str(archive), code=1)
    assert "not empty" in error
    _, error = other("db", "restore", str(tmp_path / "none.zip"), code=1)
    assert "There is no file" in error


def test_updates_and_upgrade(program: Program) -> None:
    assert program("db", "upgrade")[0] == "The database is up to date already.\n"
    assert program("updates", "failed")[0] == "Nothing was set aside.\n"
    assert "E-NONE" in program("updates", "retry", "E-NONE", code=1)[1]


def test_errors_are_one_sentence_in_the_terminals_language(program: Program) -> None:
    _, error = program("run", code=1, language="zh_CN.UTF-8")
    assert (
        error == "没有可运行的机器人：请将 OWNERLINE_TELEGRAM_TOKEN 设为 BotFather 提供的令牌。\n"
    )


@pytest.mark.parametrize("words", [("db", "upgrade"), ("updates", "failed")])
def test_a_data_directory_that_cannot_be_is_said_so(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "file").touch()
    _, error = Program(tmp_path / "file" / "var")(*words, code=1)
    assert "cannot be made: Not a directory." in error


def test_check_says_what_is_missing(program: Program) -> None:
    out, _ = program("check", code=1)
    assert "✓ The FAQ has 2 entries." in out
    assert "✗ No bot to run" in out


def test_an_unknown_command_is_refused(program: Program) -> None:
    _, error = program("fly", code=2)
    assert "No such command 'fly'" in error
