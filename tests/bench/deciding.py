"""One decision on a question, by the size of the FAQ: `python -m tests.bench.deciding ENTRIES`.

Runs by itself, so that the memory of one size is not another's. `kept` instead of a number: the FAQ
of the installation that the environment names, with its vectors. Prints a line of JSON.
"""

import asyncio
import json
import resource
import sys
import tempfile
import time
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import psutil

import bot  # noqa: F401 - what it asks of numpy holds here, too
from bot.cli.session import parts
from domain.knowledge import Asked
from domain.locale import EN, written_in
from domain.ports import FaqSource
from knowledge.fixed_source import FixedSource
from knowledge.index.chroma import embedded_index
from knowledge.service import FaqKnowledge
from tests.bench.bank import ENTRIES, bench_entries, made_up_entries
from tests.bench.loads import quantile
from tests.bench.wording import distinct_questions

_WARM = 20
_TIMED = 300


async def decide_on(size: str, folder: Path) -> dict[str, Any]:
    """Measure one size."""
    if size == "kept":
        async with parts() as open_parts:
            return await decide_many(open_parts.storage.faq_source, folder)
    number = int(size)
    entries = bench_entries() if number == ENTRIES else made_up_entries(number)
    return await decide_many(FixedSource(entries), folder)


async def decide_many(source: FaqSource, folder: Path) -> dict[str, Any]:
    """Time decisions, one after the other, with the index in Chroma and the judge fitted."""
    entries = await source.entries()
    knowledge = FaqKnowledge(
        source,
        open_index=partial(embedded_index, folder / "index"),
        judge_file=folder / "judge.npz",
    )
    begun = time.perf_counter()
    await knowledge.start()
    indexed = time.perf_counter() - begun
    begun = time.perf_counter()
    await knowledge.judged()
    judged = time.perf_counter() - begun
    rss = psutil.Process().memory_info().rss / 1024**2
    milliseconds = []
    for number, text in enumerate(islice(distinct_questions(entries), _WARM + _TIMED)):
        asked = Asked(text, written_in(text) or EN, date(2026, 3, 2))
        begun = time.perf_counter()
        await knowledge.decide(asked)
        if number >= _WARM:
            milliseconds.append((time.perf_counter() - begun) * 1000)
    await knowledge.close()
    milliseconds.sort()
    return {
        "entries": len(entries),
        "phrasings": sum(len(t.phrasings) for entry in entries for t in entry.texts.values()),
        "p50": quantile(milliseconds, 0.5),
        "p95": quantile(milliseconds, 0.95),
        "index_seconds": indexed,
        "judge_seconds": judged,
        "memory": rss,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """Measure the size that the command line names."""
    with tempfile.TemporaryDirectory(prefix="ownerline-bench-") as folder:
        found = asyncio.run(decide_on(sys.argv[1], Path(folder)))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
