"""A judge is fitted in a process of its own, and ends with who wanted it."""

import sys
from pathlib import Path

import numpy as np
import psutil
import pytest

from domain.knowledge import DecisionKind
from knowledge import judge_keeper
from knowledge.bank import Bank, make_bank
from knowledge.embeddings.encoder import Encoders
from knowledge.fitting import FitFailed, fit_apart
from knowledge.judge import fit_judge
from knowledge.lesson import lesson_of, read_lesson, save_lesson
from knowledge.likeness import words_of
from knowledge.phrasings import phrasings_of
from knowledge.voting import vectors_of
from tests.knowledge.conftest import Start, ask
from tests.knowledge.faq import FAQ


@pytest.fixture
def bank(encoders: Encoders) -> Bank:
    phrasings = phrasings_of(FAQ)
    return make_bank(1, FAQ, phrasings, vectors_of(encoders, [p.folded for p in phrasings]))


def _children() -> list[psutil.Process]:
    return [
        one for one in psutil.Process().children(recursive=True)
        if one.is_running() and "knowledge.fitting" in one.cmdline()
    ]  # fmt: skip


async def test_the_child_fits_the_very_same_judge(bank: Bank, encoders: Encoders) -> None:
    here, apart = fit_judge(bank, "name"), await fit_apart(bank, "name")
    assert apart.fingerprint == "name"
    assert set(apart.learned.classifiers) == set(here.learned.classifiers)
    assert set(apart.learned.ridges) == set(here.learned.ridges) != set()
    for text in ("how often do i have to change the oil", "车钥匙丢了怎么办"):
        words = words_of(bank, text, vectors_of(encoders, [text]))
        told = [one.tell(words.weighed, words.script, words.vectors) for one in (here, apart)]
        assert np.allclose(told[0], told[1], atol=0.01)


def test_a_lesson_survives_its_file(bank: Bank, tmp_path: Path) -> None:
    file = tmp_path / "lesson.npz"
    lesson = lesson_of(bank)
    save_lesson(file, lesson)
    read = read_lesson(file)
    assert read.folded == lesson.folded
    assert np.array_equal(read.owner, lesson.owner)
    assert read.vectors.wide is not None
    assert lesson.vectors.wide is not None
    assert np.array_equal(read.vectors.wide, lesson.vectors.wide)


async def test_a_child_that_fails_says_why(
    bank: Bank, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\necho no memory >&2\nexit 3\n", encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    with pytest.raises(FitFailed, match="no memory"):
        await fit_apart(bank, "name")


async def test_without_a_judge_neighbours_decide(
    start: Start, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(judge_keeper, "FITTED_HERE", 0)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    knowledge = await start(*FAQ)
    found = await knowledge.explain(ask("How often must the engine oil be changed?"))
    assert not found.judged
    assert found.decision.kind is DecisionKind.ANSWER
    assert "no judge could be fitted" in caplog.text


async def test_a_large_faq_is_fitted_apart(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge_keeper, "FITTED_HERE", 0)
    knowledge = await start(*FAQ)
    assert (await knowledge.explain(ask("how long is my warranty"))).judged
    assert not _children()


async def test_closing_ends_a_fit_that_is_under_way(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge_keeper, "FITTED_HERE", 0)
    knowledge = await start(*FAQ, wait=False)
    await knowledge.close()
    assert not _children()
