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
    wide: float = 0.0
    words: float = 0.0


@dataclass(frozen=True, slots=True)
class Confidence:
    """How an entry's evidence becomes the probability that it is what was asked for (a logit).

    `match`: of the logit of its best pair; `usual`: of the mean of its three best; `lead`: of how
    far its best pair is ahead of the best other entry's; `odds`: of how far the judge's share is
    ahead of the best other one, as a logarithm.
    """

    bias: float
    usual: float
    match: float = 0.0
    lead: float = 0.0
    odds: float = 0.0


@dataclass(frozen=True, slots=True)
class Numbers:
    """What was fitted: pairs of texts by what can be compared, and confidences.

    Pairs: both in Latin script, both in another one, or across scripts; with the wide model and
    without. Confidences: with the judge's share, and without.
    """

    both_latin: Pair
    both_latin_wide: Pair
    same_script: Pair
    same_script_wide: Pair
    cross_script: Pair
    cross_script_wide: Pair
    judged: Confidence
    unjudged: Confidence


SHIPPED = Numbers(
    both_latin=Pair(bias=-8.85, main=2.46, latin=7.1, words=5.0),
    both_latin_wide=Pair(bias=-9.92, main=2.33, latin=6.99, wide=1.36, words=4.96),
    same_script=Pair(bias=-4.28, main=4.44, words=2.58),
    same_script_wide=Pair(bias=-6.03, main=3.58, wide=2.29, words=2.98),
    cross_script=Pair(bias=-4.75, main=7.33),
    cross_script_wide=Pair(bias=-8.25, main=7.21, wide=4.42),
    judged=Confidence(bias=-0.26, usual=0.31, match=0.26, odds=1.0),
    unjudged=Confidence(bias=-0.28, usual=0.45, lead=1.47),
)

NOISE = -3.0
"""The logit of a match that unrelated texts reach: the rival where there is no better one."""
FARTHEST_LEAD = 3.0
FARTHEST_ODDS = 5.0

ANSWER = 0.85
"""Answer from this confidence on."""
SUGGEST = 0.25
"""Offer from this confidence on."""
LEAD = 0.35
"""Answer only if the second best is at least this much less confident: at the least confident
answer, it must be less likely than not."""
MOST_SUGGESTIONS = 4
SAME_WORDS = 0.99
"""Confidence where the question is one of the entry's phrasings, word for word."""


def probability(logit: float) -> float:
    """Return the logistic of a logit, in (0, 1)."""
    if logit >= 0:
        return 1.0 / (1.0 + math.exp(-min(logit, 50.0)))
    grown = math.exp(max(logit, -50.0))
    return grown / (1.0 + grown)
