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


BOTH_LATIN = Pair(bias=-7.14, main=1.82, latin=6.71, lexical=4.75)
SAME_SCRIPT = Pair(bias=-4.34, main=5.00, lexical=2.97)
CROSS_SCRIPT = Pair(bias=-4.74, main=7.71)


@dataclass(frozen=True, slots=True)
class Confidence:
    """How an entry's evidence becomes the probability that it is what was asked for (a logit).

    `match`: of the logit of its best pair; `lead`: of how far that is ahead of the best other
    entry's; `share`: of the square root of the judge's share; `odds`: of how far the share is
    ahead of the best other entry's, as a logarithm.
    """

    bias: float
    match: float
    lead: float = 0.0
    share: float = 0.0
    odds: float = 0.0


JUDGED = Confidence(bias=-2.05, match=0.41, share=1.83, odds=0.86)
UNJUDGED = Confidence(bias=-1.05, match=0.30, lead=1.36)
NOISE = -3.0
"""The logit of a match that unrelated texts reach: the rival where there is no better one."""
FARTHEST_LEAD = 3.0
FARTHEST_ODDS = 5.0

ANSWER = 0.8
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
