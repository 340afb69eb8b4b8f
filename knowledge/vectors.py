"""Vectors of phrasings: kept in SQL by model and words, computed only where missing."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Executor

import numpy as np

from domain.ports import FaqSource
from knowledge.bank import Vectors
from knowledge.embeddings.encoder import Encoder, Encoders
from knowledge.folding import Script
from knowledge.matrix import Halves, Matrix
from knowledge.phrasings import Phrasing

Progress = Callable[[str, int, int], None]
"""Told the model, how many texts are done, and how many there are to do."""

_CHUNK = 256
"""Texts computed and kept at a time: what is done is not done again after a crash."""

_log = logging.getLogger(__name__)


async def vectors_for(
    source: FaqSource,
    encoders: Encoders,
    phrasings: Sequence[Phrasing],
    executor: Executor,
    progress: Progress | None = None,
) -> Vectors:
    """Return the vectors of phrasings, row by row; zeros where a model has no say."""
    spoken = [row for row, phrasing in enumerate(phrasings) if phrasing.spoken]
    latin = [row for row in spoken if phrasings[row].script is Script.LATIN]

    async def kept(encoder: Encoder, rows: Sequence[int]) -> Matrix:
        return await _kept(source, encoder, phrasings, rows, executor, progress)

    return Vectors(
        main=await kept(encoders.main, spoken),
        latin=None if encoders.latin is None else _halved(await kept(encoders.latin, latin)),
        wide=None if encoders.wide is None else _halved(await kept(encoders.wide, spoken)),
    )


def _halved(vectors: Matrix) -> Halves:
    """Return them in half precision: of these a few rows at a time are looked at."""
    return vectors.astype(np.float16)


async def _kept(
    source: FaqSource,
    encoder: Encoder,
    phrasings: Sequence[Phrasing],
    rows: Sequence[int],
    executor: Executor,
    progress: Progress | None,
) -> Matrix:
    texts = {phrasings[row].hash: phrasings[row].folded for row in rows}
    found = {
        name: np.frombuffer(data, dtype="<f4")
        for name, data in (await source.vectors(encoder.name, list(texts))).items()
    }
    missing = [name for name in texts if name not in found]
    loop = asyncio.get_running_loop()
    for start in range(0, len(missing), _CHUNK):
        names = missing[start : start + _CHUNK]
        fresh = await loop.run_in_executor(executor, encoder.encode, [texts[n] for n in names])
        new = {name: fresh[at].astype("<f4") for at, name in enumerate(names)}
        await source.keep_vectors(encoder.name, {n: vector.tobytes() for n, vector in new.items()})
        found.update(new)
        if progress is not None:
            progress(encoder.name, start + len(names), len(missing))
    if missing:
        _log.info("computed %d vectors with %s", len(missing), encoder.name)
    return _stacked(found, phrasings, rows, encoder)


def _stacked(
    found: dict[str, "np.ndarray[tuple[int], np.dtype[np.float32]]"],
    phrasings: Sequence[Phrasing],
    rows: Sequence[int],
    encoder: Encoder,
) -> Matrix:
    dimension = len(next(iter(found.values()))) if found else encoder.encode([]).shape[1]
    vectors = np.zeros((len(phrasings), dimension), dtype=np.float32)
    for row in rows:
        vectors[row] = found[phrasings[row].hash]
    return vectors
