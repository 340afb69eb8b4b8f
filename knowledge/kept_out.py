"""Entries that would have come near, and why they may not answer: for the explanation only."""

from typing import Any

import numpy as np

from domain.knowledge import Asked, FaqEntry
from knowledge.bank import Bank, Vectors
from knowledge.scope import may_answer

_MOST = 3
_NEAR = 0.5
"""Cosine below which nobody would ask why an entry was not found."""


def kept_out(bank: Bank, asked: Asked, vectors: Vectors) -> list[dict[str, Any]]:
    """Return the nearest entries that dates, scope or `asked.without` kept out, nearest first."""
    question = vectors.main[0].astype(np.float32)
    left_out = {bank.keys.index(key) for key in asked.without if key in bank.entries}
    found: list[dict[str, Any]] = []
    for number in {*bank.restricted, *left_out}:
        key = bank.keys[number]
        entry, is_out = bank.entries[key], number in left_out
        if not is_out and may_answer(entry, asked):
            continue
        rows = bank.rows_of[number]
        alike = bank.vectors.main[rows].astype(np.float32) @ question
        best = int(alike.argmax())
        if float(alike[best]) >= _NEAR:
            found.append(
                {
                    "key": key,
                    "phrasing": bank.phrasings[int(rows[best])].text,
                    "main": round(float(alike[best]), 4),
                    "why": "left_out" if is_out else _why(entry, asked),
                }
            )
    return sorted(found, key=lambda one: -float(one["main"]))[:_MOST]


def _why(entry: FaqEntry, asked: Asked) -> str:
    if entry.valid_from and asked.today < entry.valid_from:
        return "not_yet"
    if entry.valid_until and entry.valid_until < asked.today:
        return "over"
    return "other_car"
