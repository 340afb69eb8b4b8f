"""Where a message may fall into several: the ways to read it as more than one thing.

No rule knows whether "and" joins two questions or two nouns, so these are only proposals; whoever
takes one up sees whether its parts make sense by themselves.
"""

import re
from collections.abc import Iterator

from domain.question_words import sounds_like_question
from domain.small_talk import small_talk

_MOST_PROPOSALS = 6
_MOST_PARTS = 3
_LONGEST = 600
"""Characters: who writes more tells a story, and is better understood as a whole."""
_SENTENCE = re.compile(r"(?<=[?？!！。;；])\s*|(?<=\w\w\.)\s+|\n+")
_JOINT = re.compile(
    r"[,，、]?\s*\b(?:and also|also|and then|plus|another question|one more thing|by the way|and)\b"
    r"[,:]?\s+|[，,、]?\s*(?:另外|还有就是|还有|以及|顺便问一下|顺便问下|顺便|同时|再问一下|再问下"
    r"|还想问一下|还想问)[，,：:]?\s*",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s*[,，]\s*")
_PARTICLE = re.compile(r"(?<=[吗呢])(?=[\u4e00-\u9fff]{4})|(?<=多久|多少)(?=[\u4e00-\u9fff]{4})")
_EDGE = re.compile(r"^[\s,，、;；.。]+|[\s,，、;；]+$")
_LEAD = re.compile(
    r"^(?:(?:and|also|then|plus|but|so)\b[,:]?\s+|另外|还有|以及|顺便|同时|然后|再)+[,，]?\s*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u9fff]")


def without_small_talk(text: str) -> str | None:
    """Return what a message says beside greetings and thanks; None: nothing to leave out.

    "Hi there! How do I charge? Thanks" is a question with a greeting and thanks around it.
    """
    pieces = _pieces(_SENTENCE, text) if len(text) <= _LONGEST else []
    said = [piece for piece in pieces if not small_talk(piece)]
    return " ".join(said) if said and len(said) < len(pieces) else None


def proposals(text: str) -> Iterator[tuple[str, ...]]:
    """Yield ways to read a message as two or three, the likeliest first; none for most messages.

    Greetings and thanks are no parts.
    """
    if len(text) > _LONGEST:
        return
    seen: set[tuple[str, ...]] = set()
    for parts in _ways(text):
        if len(seen) == _MOST_PROPOSALS:
            return
        if parts not in seen and 2 <= len(parts) <= _MOST_PARTS and all(map(_asks, parts)):
            seen.add(parts)
            yield parts


def _ways(text: str) -> Iterator[tuple[str, ...]]:
    sentences = [said for piece in _pieces(_SENTENCE, text) if (said := _without_greeting(piece))]
    yield tuple(sentences)
    for at in range(1, len(sentences)):
        yield " ".join(sentences[:at]), " ".join(sentences[at:])
    rest = " ".join(sentences)
    for pattern in (_JOINT, _COMMA, _PARTICLE):
        for joint in pattern.finditer(rest):
            halves = (_bare(rest[: joint.start()]), _bare(rest[joint.end() :]))
            yield tuple(half for half in halves if half and not small_talk(half))


def _pieces(pattern: re.Pattern[str], text: str) -> list[str]:
    return [piece for part in pattern.split(text) if part and (piece := _bare(part))]


def _without_greeting(sentence: str) -> str:
    """Return a sentence without the small talk before its first comma and after its last."""
    if small_talk(sentence):
        return ""
    pieces = _COMMA.split(sentence)
    if len(pieces) > 1 and small_talk(pieces[0]):
        return _bare(sentence[sentence.index(pieces[0]) + len(pieces[0]) :])
    if len(pieces) > 1 and small_talk(pieces[-1]):
        return _bare(sentence[: sentence.rindex(pieces[-1])])
    return sentence


def _bare(text: str) -> str:
    return _LEAD.sub("", _EDGE.sub("", text))


def _asks(part: str) -> bool:
    """Whether a part clearly asks something by itself; what it only tells belongs to the rest."""
    is_whole = len(_WORD.findall(part)) >= 3 or len(_HAN.findall(part)) >= 4
    return is_whole and sounds_like_question(part)
