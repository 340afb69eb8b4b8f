"""Reads the vocabulary of a SentencePiece model (a protocol buffer; sentencepiece_model.proto).

Only what is needed of it: ModelProto has the pieces as field 1; a piece has its letters as field 1
and its score as field 2.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_PIECES, _LETTERS, _SCORE = 1, 1, 2
_VARINT, _EIGHT_BYTES, _LENGTH, _FOUR_BYTES = 0, 1, 2, 5


def read_pieces(file: Path) -> tuple[bytes, NDArray[np.int64], NDArray[np.float32]]:
    """Return the letters of all pieces, where each begins and ends, and their scores."""
    letters: list[bytes] = []
    scores: list[float] = []
    for field, piece in _fields(file.read_bytes()):
        if field == _PIECES:
            told = dict(_fields(piece))
            letters.append(told.get(_LETTERS, b""))
            scores.append(struct.unpack("<f", told.get(_SCORE, bytes(4)))[0])
    edges = np.cumsum([0, *map(len, letters)], dtype=np.int64)
    return b"".join(letters), edges, np.asarray(scores, dtype=np.float32)


def _fields(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the bytes of every field; of varints the number alone."""
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        kind = tag & 7
        if kind == _VARINT:
            _, at = _varint(data, at)
            size = 0
        elif kind == _LENGTH:
            size, at = _varint(data, at)
        elif kind in {_EIGHT_BYTES, _FOUR_BYTES}:
            size = 8 if kind == _EIGHT_BYTES else 4
        else:
            raise ValueError("this is no SentencePiece model")
        yield tag >> 3, data[at : at + size]
        at += size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while data[at] & 0x80:
        value |= (data[at] & 0x7F) << shift
        shift += 7
        at += 1
    return value | data[at] << shift, at + 1
