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
    ahead of the best other one, as a logarithm; `score`: of the ridge regressions' score;
    `strange`: of the share of the question's words that the FAQ does not know.
    """

    bias: float
    usual: float
    match: float = 0.0
    lead: float = 0.0
    odds: float = 0.0
    score: float = 0.0
    strange: float = 0.0


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
    both_latin=Pair(bias=-8.86, main=2.43, latin=7.16, words=4.96),
    both_latin_wide=Pair(bias=-9.91, main=2.3, latin=7.03, wide=1.34, words=4.92),
    same_script=Pair(bias=-4.36, main=4.58, words=2.5),
    same_script_wide=Pair(bias=-5.87, main=4.61, wide=1.72, words=2.17),
    cross_script=Pair(bias=-4.71, main=7.25),
    cross_script_wide=Pair(bias=-9.03, main=6.57, wide=5.64),
    judged=Confidence(bias=-0.56, usual=0.32, match=0.07, odds=0.62, score=2.19, strange=-2.28),
    unjudged=Confidence(bias=-0.22, usual=0.44, lead=1.48, strange=-0.33),
)

NOISE = -3.0
"""The logit of a match that unrelated texts reach: the rival where there is no better one."""
STRANGE = 0.25
"""The usual share of strange words: of a question that is not in Latin script (Chinese has no words
to look up), and where the FAQ has next to nothing in it."""
LATIN_BANK = 0.1
"""The share of the FAQ's phrasings in Latin script from which on it has something in it."""
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
