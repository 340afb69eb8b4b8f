from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from domain.knowledge import DecisionKind, FaqEntry
from knowledge import service
from knowledge.embeddings.encoder import Encoders
from knowledge.fixed_source import FixedSource
from knowledge.index.memory import MemoryIndex
from knowledge.index.port import IndexUnavailable
from knowledge.matrix import Matrix
from knowledge.service import FaqKnowledge
from tests.knowledge.conftest import Start, ask
from tests.knowledge.faq import FAQ, entry


class ChangingSource(FixedSource):
    """A FAQ whose entries a test changes, counting what is computed."""

    def __init__(self, *entries: FaqEntry) -> None:
        super().__init__(entries)
        self.number = 1
        self.computed = 0
        self.asked_for = 0

    def change(self, *entries: FaqEntry) -> None:
        self._entries = entries
        self.number += 1

    async def revision(self) -> int:
        return self.number

    async def vectors(self, model: str, hashes: Sequence[str]) -> Mapping[str, bytes]:
        self.asked_for += len(hashes)
        return await super().vectors(model, hashes)

    async def keep_vectors(self, model: str, vectors: dict[str, bytes]) -> None:  # type: ignore[override]
        self.computed += len(vectors)
        await super().keep_vectors(model, vectors)


async def test_a_new_entry_is_found_at_once(start: Start) -> None:
    source = ChangingSource(*FAQ)
    knowledge = await start(source=source)
    tow = entry("tow", "May I tow a caravan with this car?")
    source.change(*FAQ, tow)
    before, source.asked_for = source.computed, 0
    assert await knowledge.refresh()
    decision = await knowledge.decide(ask("can I tow a caravan with my car"))
    assert decision.candidates[0].key == "tow"
    assert decision.kind is not DecisionKind.ABSTAIN
    assert decision.revision == 2
    assert source.computed - before == 3, "one phrasing, three models"
    assert source.asked_for == 3, "all others are in memory"
    await knowledge.judged()
    assert (await knowledge.decide(ask("can I tow a caravan with my car"))).candidates[0].key == (
        "tow"
    )


async def test_a_removed_entry_is_gone_at_once(start: Start) -> None:
    source = ChangingSource(*FAQ)
    knowledge = await start(source=source)
    source.change(*FAQ[1:])
    await knowledge.refresh()
    decision = await knowledge.decide(ask("How often must the engine oil be changed?"))
    assert "oil" not in {candidate.key for candidate in decision.candidates}


async def test_nothing_is_read_while_nothing_changed(start: Start) -> None:
    source = ChangingSource(*FAQ)
    knowledge = await start(source=source)
    computed = source.computed
    assert not await knowledge.refresh()
    assert source.computed == computed


class BrokenIndex(MemoryIndex):
    def nearest(self, vector: Matrix, count: int) -> list[str]:
        raise IndexUnavailable("gone")


async def test_without_its_index_memory_serves(
    start: Start, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "EXACT_UP_TO", 0)
    knowledge = await start(*FAQ, open_index=lambda _: BrokenIndex())
    decision = await knowledge.decide(ask("how long is the warranty"))
    assert decision.candidates[0].key == "warranty"
    assert "out of reach" in caplog.text


async def test_the_judge_is_kept_over_a_restart(tmp_path: Path, encoders: Encoders) -> None:
    file = tmp_path / "deep" / "judge.npz"
    source = FixedSource(FAQ)
    scores = []
    for _ in range(2):
        knowledge = FaqKnowledge(source, judge_file=file, load=lambda _: encoders)
        await knowledge.start()
        judged = file.exists()
        await knowledge.judged()
        explained = await knowledge.explain(ask("how long is my warranty"))
        scores.append(explained.decision.score)
        assert explained.judged
        await knowledge.close()
    assert judged, "the second start found it"
    assert np.isclose(scores[0], scores[1], atol=0.01)


@pytest.mark.parametrize("content", [b"", b"junk", b"PK\x03\x04junk"])
async def test_a_damaged_judge_is_fitted_anew(
    tmp_path: Path, encoders: Encoders, content: bytes
) -> None:
    file = tmp_path / "judge.npz"
    file.write_bytes(content)
    knowledge = FaqKnowledge(FixedSource(FAQ), judge_file=file, load=lambda _: encoders)
    await knowledge.start()
    await knowledge.judged()
    assert (await knowledge.explain(ask("oil"))).judged
    assert file.stat().st_size > 1000
    await knowledge.close()
