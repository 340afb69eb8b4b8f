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


BOTH_LATIN = Pair(bias=-8.47, main=2.65, latin=6.54, lexical=4.77)
SAME_SCRIPT = Pair(bias=-3.95, main=4.04, lexical=2.70)
CROSS_SCRIPT = Pair(bias=-4.60, main=7.22)


@dataclass(frozen=True, slots=True)
class Confidence:
    """How an entry's evidence becomes the probability that it is what was asked for (a logit).

    `match`: of the logit of its best pair; `lead`: of how far that is ahead of the best other
    entry's; `odds`: of how far the judge's share is ahead of the best other one, as a logarithm.
    """

    bias: float
    match: float
    lead: float = 0.0
    odds: float = 0.0


JUDGED = Confidence(bias=-0.43, match=0.60, odds=1.07)
UNJUDGED = Confidence(bias=-0.57, match=0.40, lead=1.39)
NOISE = -3.0
"""The logit of a match that unrelated texts reach: the rival where there is no better one."""
FARTHEST_LEAD = 3.0
FARTHEST_ODDS = 5.0

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
