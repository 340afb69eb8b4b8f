"""The ridge regressions beside the classifier, the middles of languages, and strange words."""

import numpy as np

from knowledge.bank import Vectors
from knowledge.centres import centres_of, language_shift
from knowledge.embeddings.encoder import Encoders
from knowledge.folding import Script
from knowledge.lexical import LexicalIndex
from knowledge.ridge import LANDMARKS, fit_ridge
from knowledge.voting import vectors_of

_ENGLISH = ["how long is the warranty", "where can i charge", "my key is lost", "book a service"]
_CHINESE = ["质保多长时间", "在哪里充电", "钥匙丢了", "预约保养"]


def test_what_was_taught_scores_about_one_and_the_unknown_about_nothing() -> None:
    chance = np.random.default_rng(3)
    middles = chance.normal(size=(5, 32)).astype(np.float32)
    owner = np.repeat(np.arange(5), 8)
    taught = middles[owner] + 0.1 * chance.normal(size=(40, 32)).astype(np.float32)
    ridge = fit_ridge(taught, owner, 5)
    scores = ridge.scores(middles)
    assert (scores.argmax(axis=1) == np.arange(5)).all()
    assert scores.max(axis=1).min() > 0.7
    assert ridge.scores(chance.normal(size=(20, 32)).astype(np.float32)).max() < 0.5


def test_a_large_faq_is_compared_with_examples_of_every_entry() -> None:
    chance = np.random.default_rng(3)
    owner = np.concatenate([np.zeros(LANDMARKS, dtype=np.int64), np.arange(1, 200)])
    vectors = chance.normal(size=(len(owner), 16)).astype(np.float32)
    ridge = fit_ridge(vectors, owner, 200)
    assert len(ridge.landmarks) == LANDMARKS
    held = {row.tobytes() for row in ridge.landmarks}
    assert all(vectors[owner == number][0].tobytes() in held for number in range(1, 200))


def test_a_language_that_the_faq_lacks_has_its_middle_guessed(encoders: Encoders) -> None:
    bank = vectors_of(encoders, _ENGLISH)
    latin = np.full(len(_ENGLISH), Script.LATIN, dtype=np.int8)
    centres = centres_of(bank, latin, np.ones(len(_ENGLISH), dtype=np.bool_))
    asked = vectors_of(encoders, _CHINESE)
    middle = asked.main.mean(axis=0)
    guessed, plain = centres.main[Script.HAN], centres.main[Script.LATIN]
    assert np.linalg.norm(middle - guessed) < np.linalg.norm(middle - plain)


def test_another_model_has_no_known_way_between_languages() -> None:
    assert language_shift("somebody-elses-model") is None
    vectors = Vectors(np.eye(4, dtype=np.float32), main_name="somebody-elses-model")
    latin = np.full(4, Script.LATIN, dtype=np.int8)
    centres = centres_of(vectors, latin, np.ones(4, dtype=np.bool_))
    assert np.allclose(centres.main[Script.HAN], centres.main[Script.LATIN])


def test_strange_words_are_those_that_no_phrasing_has() -> None:
    index = LexicalIndex(["where can i renew my insurance"])
    assert index.weigh("where can i renew my insurance").strange() == 0
    assert 0 < index.weigh("where can i renew my passport").strange() < 1
    assert index.weigh("quantum chromodynamics").strange() == 1
    assert index.weigh("").strange() == 0
