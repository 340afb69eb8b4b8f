"""Chroma for real: embedded in a folder, and a server on a loopback port."""

import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import chromadb
import numpy as np
import pytest
from chromadb.config import Settings

from domain.knowledge import FaqEntry
from knowledge.embeddings.encoder import Encoders
from knowledge.index.chroma import ChromaIndex, collection_name, embedded_index, server_index
from knowledge.index.port import IndexUnavailable
from knowledge.matrix import Matrix, unit_rows
from knowledge.phrasings import Phrasing, phrasings_of
from tests.knowledge.conftest import Start, ask
from tests.knowledge.faq import FAQ, entry

MODEL = "a model/of 8"


def _phrasings(*entries: FaqEntry) -> tuple[Phrasing, ...]:
    return phrasings_of(entries or FAQ)


def _vectors(phrasings: Sequence[Phrasing], seed: int = 0) -> Matrix:
    """Made-up vectors that depend on the words only."""
    rows = [np.random.default_rng([seed, int(p.hash[:8], 16)]).normal(size=8) for p in phrasings]
    made = np.asarray(rows, dtype=np.float32)
    return unit_rows(made)


def _client(folder: Path) -> chromadb.api.ClientAPI:
    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ChromaIndex]:
    opened = embedded_index(tmp_path / "index", MODEL)
    yield opened
    opened.close()


def test_finds_each_phrasing_by_its_own_vector(index: ChromaIndex) -> None:
    phrasings = _phrasings()
    vectors = _vectors(phrasings)
    done = index.synchronise(phrasings, vectors)
    assert (done.added, done.deleted, done.rebuilt) == (len(phrasings), 0, None)
    for phrasing, vector in zip(phrasings, vectors, strict=True):
        assert index.nearest(vector, 3)[0] == phrasing.id


def test_writes_only_the_difference(index: ChromaIndex) -> None:
    phrasings = _phrasings()
    index.synchronise(phrasings, _vectors(phrasings))
    tow = entry("tow", {"en": ("May I tow a caravan?", "towing")})
    changed = _phrasings(*FAQ[1:], tow)
    done = index.synchronise(changed, _vectors(changed))
    assert done.added == 2
    assert done.deleted == len(_phrasings(FAQ[0]))
    assert done.rebuilt is None
    again = index.synchronise(changed, _vectors(changed))
    assert (again.added, again.deleted) == (0, 0)


def test_is_there_after_a_restart(tmp_path: Path) -> None:
    phrasings = _phrasings()
    for added in (len(phrasings), 0):
        index = embedded_index(tmp_path / "index", MODEL)
        assert index.synchronise(phrasings, _vectors(phrasings)).added == added
        index.close()


def test_an_item_tells_what_it_is(index: ChromaIndex, tmp_path: Path) -> None:
    phrasings = _phrasings(FAQ[0])
    index.synchronise(phrasings, _vectors(phrasings))
    held = _client(tmp_path / "index").get_collection(
        collection_name(MODEL, 8), embedding_function=None
    )
    first = held.get(ids=[phrasings[0].id])
    assert first["metadatas"] == [{"key": "oil", "locale": "en", "kind": "question"}]
    assert held.configuration_json["hnsw"]["space"] == "cosine"


def test_an_emptied_faq_empties_the_index(index: ChromaIndex) -> None:
    phrasings = _phrasings()
    index.synchronise(phrasings, _vectors(phrasings))
    done = index.synchronise((), np.zeros((0, 8), dtype=np.float32))
    assert done.deleted == len(phrasings)
    assert index.nearest(_vectors(phrasings)[0], 3) == []


def test_vectors_of_another_model_under_our_name_are_replaced(
    index: ChromaIndex, caplog: pytest.LogCaptureFixture
) -> None:
    phrasings = _phrasings()
    index.synchronise(phrasings, _vectors(phrasings, seed=1))
    done = index.synchronise(phrasings, _vectors(phrasings))
    assert done.rebuilt is not None
    assert "another model" in done.rebuilt
    assert "another model" in caplog.text
    assert index.nearest(_vectors(phrasings)[5], 1) == [phrasings[5].id]


def test_strange_items_are_taken_out(index: ChromaIndex, tmp_path: Path) -> None:
    phrasings = _phrasings()
    index.synchronise(phrasings, _vectors(phrasings))
    held = _client(tmp_path / "index").get_collection(
        collection_name(MODEL, 8), embedding_function=None
    )
    held.add(ids=["strange"], embeddings=np.ones((1, 8), dtype=np.float32))
    assert index.synchronise(phrasings, _vectors(phrasings)).deleted == 1


@pytest.mark.parametrize("damage", ["junk", "vanished", "emptied", "graph"])
def test_a_damaged_index_is_built_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    """In a process of its own, as after a restart: Chroma holds a file in memory while it runs."""
    folder = tmp_path / "index"
    phrasings = _phrasings()
    subprocess.run([sys.executable, "-c", _BUILD, str(folder)], check=True, cwd=Path.cwd())
    assert (folder / "chroma.sqlite3").exists()
    match damage:
        case "junk":
            (folder / "chroma.sqlite3").write_bytes(b"this is no database" * 100)
        case "vanished":
            shutil.rmtree(folder)
        case "emptied":
            with sqlite3.connect(folder / "chroma.sqlite3") as database:
                database.execute("DROP TABLE embeddings")
            database.close()
        case "graph":
            for part in folder.glob("*/*.bin"):
                part.write_bytes(b"")
    index = embedded_index(folder, MODEL)
    done = index.synchronise(phrasings, _vectors(phrasings))
    if damage in {"junk", "emptied"}:
        assert done.rebuilt
        assert "built anew" in caplog.text
    assert index.nearest(_vectors(phrasings)[7], 1) == [phrasings[7].id]
    index.close()


_BUILD = """
import sys
from pathlib import Path
from tests.knowledge.test_chroma import MODEL, _phrasings, _vectors
from knowledge.index.chroma import embedded_index
phrasings = _phrasings()
embedded_index(Path(sys.argv[1]), MODEL).synchronise(phrasings, _vectors(phrasings))
"""


def test_asked_before_it_is_opened(index: ChromaIndex) -> None:
    with pytest.raises(IndexUnavailable):
        index.nearest(np.zeros(8, dtype=np.float32), 1)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = Path(sys.executable).with_name("chroma")
    folder = tmp_path_factory.mktemp("server")
    command = [str(program), "run", "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(
        [*command, "--path", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the Chroma server did not start")


def test_a_server_is_written_by_one_and_followed_by_others(server: str) -> None:
    phrasings = _phrasings()
    vectors = _vectors(phrasings)
    leader, follower = server_index(server, MODEL), server_index(server, MODEL)
    leader.synchronise(phrasings, vectors)
    follower.follow(8)
    assert follower.nearest(vectors[3], 2)[0] == phrasings[3].id
    leader.synchronise(phrasings[1:], vectors[1:])
    assert phrasings[0].id not in follower.nearest(vectors[0], 5)
    leader.close()
    follower.close()


async def test_a_faq_behind_a_server(start: Start, server: str) -> None:
    knowledge = await start(*FAQ, open_index=lambda model: server_index(server, model))
    assert (await knowledge.decide(ask("how long is the warranty"))).candidates[0].key == "warranty"


async def test_a_server_that_is_not_there(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    knowledge = await start(
        *FAQ, open_index=lambda model: server_index("http://127.0.0.1:9", model)
    )
    assert (await knowledge.decide(ask("how long is the warranty"))).candidates[0].key == "warranty"
    assert "searching in memory" in caplog.text


async def test_an_embedded_faq(start: Start, tmp_path: Path, encoders: Encoders) -> None:
    knowledge = await start(*FAQ, open_index=lambda model: embedded_index(tmp_path / "i", model))
    assert (await knowledge.decide(ask("how long is the warranty"))).candidates[0].key == "warranty"
    names = [one.name for one in _client(tmp_path / "i").list_collections()]
    assert names == [collection_name(encoders.main.name, 512)]
