"""Every number the decision rests on, in one place, fitted on labelled questions.

How they were found: docs/decisions, note on the FAQ's decision; `python -m knowledge.calibrate
FOLDER` fits them again on any folder of labelled sets. Nothing here was set by taste.
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """How much it speaks for an entry that a question is like one of its phrasings (a logit)."""

    bias: float
    main: float
    latin: float = 0.0
    lexical: float = 0.0


BOTH_LATIN = Pair(bias=-9.0, main=5.0, latin=8.0, lexical=3.0)
SAME_SCRIPT = Pair(bias=-8.0, main=10.0, lexical=4.0)
CROSS_SCRIPT = Pair(bias=-8.0, main=12.0)


@dataclass(frozen=True, slots=True)
class Confidence:
    """How an entry's evidence becomes the probability that it is what was asked for."""

    bias: float
    match: float
    share: float = 0.0
    lead: float = 0.0


JUDGED = Confidence(bias=-3.0, match=0.6, share=5.0)
UNJUDGED = Confidence(bias=-1.0, match=0.8, lead=1.0)

ANSWER = 0.75
"""Answer from this confidence on."""
SUGGEST = 0.25
"""Offer from this confidence on."""
LEAD = 0.15
"""Answer only if the second best is at least this much less confident."""
MOST_SUGGESTIONS = 4
SAME_WORDS = 0.99
"""Confidence where the question is one of the entry's phrasings, word for word."""


def probability(logit: float) -> float:
    """Return the logistic of a logit, in (0, 1)."""
    if logit >= 0:
        return 1.0 / (1.0 + math.exp(-min(logit, 50.0)))
    grown = math.exp(max(logit, -50.0))
    return grown / (1.0 + grown)
