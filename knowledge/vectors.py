"""Vectors of phrasings: kept in SQL by model and words, computed only where missing."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
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
        main_name=encoders.main.name,
        wide_name="" if encoders.wide is None else encoders.wide.name,
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
    """Return one model's vectors. They are taken in a chunk at a time, and computed where missing.

    All of them at once would take their memory three times, and leave it in shreds.
    """
    texts = {phrasings[row].hash: phrasings[row].folded for row in rows}
    names = list(texts)
    places = {name: place for place, name in enumerate(names)}
    missing: list[str] = []
    held: Matrix | None = None
    loop = asyncio.get_running_loop()

    def keep(found: Mapping[str, Matrix]) -> None:
        nonlocal held
        for name, vector in found.items():
            if held is None:
                held = np.zeros((len(names), len(vector)), dtype=np.float32)
            held[places[name]] = vector

    for some in _chunks(names):
        kept = await source.vectors(encoder.name, some)
        keep({name: np.frombuffer(data, dtype="<f4") for name, data in kept.items()})
        missing += [name for name in some if name not in kept]
    for number, some in enumerate(_chunks(missing), start=1):
        fresh = await loop.run_in_executor(executor, encoder.encode, [texts[n] for n in some])
        vectors = {name: fresh[at].astype("<f4") for at, name in enumerate(some)}
        await source.keep_vectors(encoder.name, {n: one.tobytes() for n, one in vectors.items()})
        keep(vectors)
        if progress is not None:
            progress(encoder.name, min(number * _CHUNK, len(missing)), len(missing))
    if missing:
        _log.info("computed %d vectors with %s", len(missing), encoder.name)
    if held is None:
        return np.zeros((len(phrasings), encoder.encode([]).shape[1]), dtype=np.float32)
    spread = np.zeros((len(phrasings), held.shape[1]), dtype=np.float32)
    spread[list(rows)] = held[[places[phrasings[row].hash] for row in rows]]
    return spread


def _chunks(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), _CHUNK):
        yield names[start : start + _CHUNK]
