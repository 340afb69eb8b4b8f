import json
from pathlib import Path

import pytest

from domain.errors import OwnerlineError
from knowledge.evaluate import Labelled, evaluate, read_questions
from tests.knowledge.conftest import TODAY, Start, ask
from tests.knowledge.faq import FAQ

QUESTIONS = (
    Labelled("how often do I have to change the oil", ("oil",)),
    Labelled("how long is the warranty of my car", ("warranty", "oil")),
    Labelled("who won the world cup", ()),
    Labelled("which tyre pressure is right", ("key",)),
)


async def test_measures_what_owners_would_get(start: Start) -> None:
    knowledge = await start(*FAQ)
    found = await evaluate(knowledge, QUESTIONS, lane=lambda *_: "question", today=TODAY)
    summary = found.summary()
    assert summary["questions"] == 4
    assert (summary["answerable"], summary["unanswerable"]) == (3, 1)
    assert sum(summary["decisions"].values()) == 4
    assert summary["false_answers"] == 0
    assert summary["top1"] == round(2 / 3, 4)
    assert summary["confused"] == [{"expected": "key", "answered": "tyres", "times": 1}]
    assert 0 < summary["ms_p50"] <= summary["ms_p95"]
    for one in found.results:
        alone = await knowledge.decide(ask(one.labelled.question))
        assert (alone.kind, alone.key) == (one.decision.kind, one.decision.key)


async def test_a_line_of_results(start: Start) -> None:
    knowledge = await start(*FAQ)
    found = await evaluate(knowledge, QUESTIONS, lane=lambda *_: "question", today=TODAY)
    for one in found.results:
        data = json.loads(json.dumps(one.as_data()))
        assert list(data) == [
            "question", "expected", "decision", "key", "score", "candidates", "lane",
        ]  # fmt: skip
        assert (data["key"] is not None) == (data["decision"] == "answer")
        assert 0 <= data["score"] <= 1
        scores = [candidate["score"] for candidate in data["candidates"]]
        assert scores == sorted(scores, reverse=True)
        assert 1 <= len(scores) <= 10
    assert found.results[1].as_data()["expected"] == "warranty|oil"


async def test_no_questions_and_no_faq(start: Start) -> None:
    knowledge = await start()
    empty = await evaluate(knowledge, (), lane=lambda *_: "question", today=TODAY)
    assert empty.summary()["precision"] is None
    found = await evaluate(knowledge, QUESTIONS, lane=lambda *_: "question", today=TODAY)
    assert found.summary()["decisions"] == {"abstain": 4}
    assert found.results[0].as_data()["candidates"] == []


def test_reads_questions(tmp_path: Path) -> None:
    file = tmp_path / "questions.csv"
    file.write_text("\ufeffquestion,expected\nWhat?,a | b\nNothing?,\n,\n", encoding="utf-8")
    assert read_questions(file) == (Labelled("What?", ("a", "b")), Labelled("Nothing?", ()))


@pytest.mark.parametrize("content", [b"frage,antwort\nx,y\n", b"", b"\xff\xfe\x00"])
def test_refuses_what_is_no_list_of_questions(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "questions.csv"
    file.write_bytes(content)
    with pytest.raises(OwnerlineError):
        read_questions(file)
    with pytest.raises(OwnerlineError):
        read_questions(tmp_path / "absent.csv")
