"""The check of an answer that a model worded: all of it must be in the entries it names.

Any doubt is a refusal: the curators' words stand ready, and they are right. What is looked at, in
this order: sources, length, language, markup, leaks; links, numbers, names; then every sentence by
itself: that it is supported, and points the way its source points.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from domain.knowledge import FaqEntry
from domain.locale import written_in
from domain.markup import check_markup
from domain.wording import Outcome
from knowledge.matrix import Matrix
from knowledge.wording import names, numbers
from knowledge.wording.masking import PLACEHOLDER
from knowledge.wording.polarity import is_exact, points_elsewhere
from knowledge.wording.sentences import bare, content, is_same_language, sentences

SHARED_WORDS = 0.66
LIKENESS = 0.46
"""The least share of a sentence's words that its entries have, in one language; the least cosine
with a sentence of theirs, across languages. 95 of 100 sentences of other entries of the category
have less (docs/decisions, note on wording)."""
LONGEST = 3500
_LONGER_THAN_SOURCES = 1.5
_ALLOWED_TAGS = ("<b>", "</b>", "<i>", "</i>", "</a>", "<a href=")
_LEAKED_WORDS = 8

Encode = Callable[[Sequence[str]], Awaitable[Matrix]]
"""Gives texts vectors of length 1, in one space for all languages."""


class Refused(Exception):
    """The answer may not be shown. `what` is what the check stumbled over."""

    def __init__(self, outcome: Outcome, what: str = "") -> None:
        super().__init__(outcome.value)
        self.outcome = outcome
        self.what = what


@dataclass(frozen=True, slots=True)
class Claim:
    """An answer as the model gave it, as HTML, and its sources.

    What was masked in the entries is put back; what is the owner's own is still masked, under the
    placeholders `own`. `secret` and `mark` are of the prompt, and may not show.
    """

    answer: str
    sources: tuple[str, ...]
    locale: str
    own: frozenset[str]
    secret: str
    mark: str


@dataclass(frozen=True, slots=True)
class Supported:
    """An answer that passed: as Telegram accepts it, and what each sentence rests on."""

    html: str
    keys: tuple[str, ...]
    support: tuple[dict[str, Any], ...]


async def check(
    claim: Claim, entries: Sequence[FaqEntry], known_names: Sequence[str], encode: Encode
) -> Supported:
    """Check a claim against the entries that the model was given. Raises `Refused`."""
    by_key = {entry.key: entry for entry in entries}
    if not claim.sources or not set(claim.sources) <= by_key.keys():
        raise Refused(Outcome.SOURCES, "unknown")
    if entries[0].key not in claim.sources:
        raise Refused(Outcome.SOURCES, "not the one decided for")
    named = [by_key[key] for key in dict.fromkeys(claim.sources)]
    markups = [text.answer for entry in named for text in entry.texts.values()]
    questions = [text.question for entry in named for text in entry.texts.values()]
    plain_sources = [check_markup(markup).plain for markup in markups]
    held = "\n".join((*questions, *plain_sources))
    shown = _form(claim, plain_sources)
    plain = PLACEHOLDER.sub("", check_markup(shown).plain)
    _facts(shown, plain, markups, held, known_names)
    support = await _sentences(plain, plain_sources, questions, encode)
    return Supported(shown, tuple(entry.key for entry in named), support)


def _form(claim: Claim, sources: Sequence[str]) -> str:
    """Check everything that can be seen without reading; returns the HTML."""
    checked = check_markup(claim.answer.strip())
    plain = checked.plain.strip()
    most = min(LONGEST, 120 + _LONGER_THAN_SOURCES * sum(map(len, sources)))
    if not 2 <= len(plain) <= most:
        raise Refused(Outcome.LENGTH, str(len(plain)))
    if checked.problems or _foreign_tag(checked.html):
        raise Refused(Outcome.MARKUP)
    if written_in(plain) != claim.locale:
        raise Refused(Outcome.LANGUAGE, str(written_in(plain)))
    forged = set(PLACEHOLDER.findall(plain)) - claim.own
    if claim.mark in plain or forged or _shares_run(plain, claim.secret):
        raise Refused(Outcome.LEAK)
    return checked.html


def _foreign_tag(markup: str) -> bool:
    return any(
        not piece.startswith(tuple(tag[1:] for tag in _ALLOWED_TAGS))
        for piece in markup.split("<")[1:]
    )


def _shares_run(plain: str, secret: str) -> bool:
    """Whether the answer has a run of words of the instructions."""
    words, told = plain.casefold().split(), " ".join(secret.casefold().split())
    runs = (" ".join(words[at : at + _LEAKED_WORDS]) for at in range(len(words)))
    return any(run in told for run in runs if run.count(" ") == _LEAKED_WORDS - 1)


def _facts(
    shown: str, plain: str, markups: Sequence[str], held: str, known_names: Sequence[str]
) -> None:
    links = names.addresses(shown) - names.addresses("\n".join(markups))
    if links:
        raise Refused(Outcome.LINKS, ", ".join(sorted(links)))
    told, known = numbers.quantities(plain), numbers.quantities(held)
    added = told - known
    if added:
        said = ", ".join(sorted(f"{one.number} {one.unit or ''}".strip() for one in added))
        raise Refused(Outcome.NUMBERS, said)
    codes = numbers.codes(plain) - numbers.codes(held)
    strange = names.strange_names(plain, held, known_names)
    if codes or strange:
        raise Refused(Outcome.NAMES, ", ".join(sorted({*codes, *strange})))


async def _sentences(
    plain: str, sources: Sequence[str], questions: Sequence[str], encode: Encode
) -> tuple[dict[str, Any], ...]:
    said = sentences(plain)
    held = [sentence for source in sources for sentence in sentences(source)]
    if not held:
        raise Refused(Outcome.UNSUPPORTED, "nothing to rest on")
    words = [content(one) for one in held]
    topic = frozenset().union(*(content(one) for one in questions))
    everything = topic.union(*words)
    verbatim = {bare(one) for one in held}
    locally = [at for at, one in enumerate(held) if is_same_language(one, plain)]
    likeness = None if locally else await encode([*said, *held])
    found: list[dict[str, Any]] = []
    for at, sentence in enumerate(said):
        if bare(sentence) in verbatim:
            found.append({"says": sentence, "from": sentence, "as": "word for word"})
            continue
        if likeness is None:
            share, best = _shared(sentence, words, locally, everything)
            measured = share, SHARED_WORDS
        else:
            alike = likeness[len(said) :] @ likeness[at]
            best = int(alike.argmax())
            measured = float(alike[best]), LIKENESS
        if measured[0] < measured[1]:
            raise Refused(Outcome.UNSUPPORTED, sentence)
        if points_elsewhere(sentence, held[best], in_order=likeness is None):
            raise Refused(Outcome.POLARITY, sentence)
        mixed = (content(sentence) & everything) - words[best] - topic
        if mixed and is_exact(sentence):
            raise Refused(Outcome.UNSUPPORTED, sentence)
        found.append({"says": sentence, "from": held[best], "as": round(measured[0], 2)})
    return tuple(found)


def _shared(
    sentence: str, words: Sequence[frozenset[str]], among: Sequence[int], everything: frozenset[str]
) -> tuple[float, int]:
    """Return the share of a sentence's words that the entries have, and its nearest sentence.

    A sentence that says a number or denies must be of one sentence of theirs: "the battery has 3
    years" may be of words that all stand there, about different things.
    """
    own = content(sentence)
    best = max(among, key=lambda at: (len(own & words[at]), -len(words[at])))
    return (len(own & everything) / len(own) if own else 1.0), best
