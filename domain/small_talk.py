"""Recognising small talk: greetings, thanks, goodbyes, a bare "ok", praise, insults.

A message is small talk only when all of it is: "hi, how do I charge?" is a question. So the rule
reads the whole message as a row of phrases and fillers, and anything it does not know ends it.
"""

import re
from enum import StrEnum

from domain.folding import folded
from domain.slips import one_slip
from domain.small_talk_phrases import EMOJI, FILLER_PHRASES, FILLERS, FORGIVING, PHRASES


class SmallTalk(StrEnum):
    """What somebody says who asks nothing. The order is that of weight within one message."""

    DISPLEASED = "displeased"
    WHO_ARE_YOU = "who_are_you"
    THANKS = "thanks"
    PRAISE = "praise"
    GOODBYE = "goodbye"
    HELP = "help"
    GREETING = "greeting"
    ACKNOWLEDGED = "acknowledged"


_LONGEST = 120
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|[0-9]+|[^\W\d_]")
_ASKABLE = {SmallTalk.GREETING, SmallTalk.WHO_ARE_YOU, SmallTalk.HELP, SmallTalk.DISPLEASED}
"""Small talk that may end in a question mark: "hello?", but not "ok?" or "good?"."""


def small_talk(text: str) -> SmallTalk | None:
    """Return which small talk a message is, or None when it says anything else."""
    if len(text) > _LONGEST:
        return None
    plain = folded(text)
    tokens = tuple(_known_form(token) for token in _TOKEN.findall(plain))
    kinds = _kinds(tokens) if tokens else _of_emoji(text)
    if not kinds:
        return None
    if plain.rstrip().endswith("?") and not kinds & _ASKABLE:
        return None
    return next(kind for kind in SmallTalk if kind in kinds)


def has_words(text: str) -> bool:
    """Return whether there is anything but emoji and punctuation in a message."""
    return any(char.isalnum() for char in text)


def _kinds(tokens: tuple[str, ...]) -> set[SmallTalk]:
    kinds: set[SmallTalk] = set()
    at = 0
    while at < len(tokens):
        found = _longest_phrase(tokens, at)
        if found is None:
            return set()
        kind, length = found
        if kind is not None:
            kinds.add(kind)
        at += length
    return kinds


def _longest_phrase(tokens: tuple[str, ...], at: int) -> tuple[SmallTalk | None, int] | None:
    for length in range(min(_MOST_TOKENS, len(tokens) - at), 0, -1):
        words = tokens[at : at + length]
        if words in _LEXICON:
            return _LEXICON[words], length
    return None


def _known_form(token: str) -> str:
    """Return the word that is meant: `heyyy` is hey, `thnaks` is thanks."""
    if token in _VOCABULARY or not token.isascii() or token.isdigit():
        return token
    for squeezed in (_squeeze(token, r"\1\1"), _squeeze(token, r"\1"), token.rstrip(token[-1])):
        for form in (squeezed, squeezed + token[-1]):
            if form in _VOCABULARY:
                return form
    return next((word for word in FORGIVING if one_slip(token, word)), token)


def _squeeze(token: str, to: str) -> str:
    return re.sub(r"(.)\1{2,}", to, token)


def _of_emoji(text: str) -> set[SmallTalk]:
    return {SmallTalk(kind) for kind, signs in EMOJI.items() if any(sign in text for sign in signs)}


def _tokens(phrase: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(phrase))


_LEXICON: dict[tuple[str, ...], SmallTalk | None] = {
    _tokens(filler): None for filler in (*FILLERS.split(), *FILLER_PHRASES.split("|"))
} | {
    _tokens(phrase.strip()): SmallTalk(kind)
    for kind, phrases in PHRASES.items()
    for phrase in phrases.replace("\n", "|").split("|")
    if phrase.strip()
}
_VOCABULARY = {token for phrase in _LEXICON for token in phrase}
_MOST_TOKENS = max(len(phrase) for phrase in _LEXICON)
