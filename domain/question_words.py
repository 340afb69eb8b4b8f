"""Whether words clearly ask something, whatever the FAQ makes of them."""

import re

from domain.folding import folded

_ENGLISH = re.compile(
    r"^(?:(?:and|but|so|also|ok|okay|hi|hello|hey|please|sorry|wait|um|er)[ ,.!]+)*"
    r"(?:how|what|what's|whats|when|where|why|which|who|whose|can|could|do|does|did|is|are|am|was"
    r"|will|would|should|may|must|has|have|tell me|explain|i want to know|i need to know"
    r"|i'd like to know|i would like to know)\b"
)
_CHINESE = re.compile(
    r"吗|么\b|怎么|怎样|如何|为什么|为啥|什么|多少|多久|多长|多远|几点|几年|几次|几天|哪里|哪儿|哪个|哪些|哪种"
    r"|能不能|可不可以|是不是|要不要|有没有|会不会|需不需要|请问|呢$|咋|啥|谁"
)


_INDEFINITE = re.compile(
    r"没什么|什么都|怎么都|谁都|多少都|哪里都|没多少|无所谓|随便|怎么说呢"
    r"|不知道怎么|什么的|是什么就|有什么说什么"
)
_LONGEST_QUESTION = 300


def clearly_asks(text: str) -> bool:
    """Return whether words ask something rather than answer an open form.

    Stricter than `sounds_like_question`: a question word in a statement ("没什么", "I know how")
    does not count, and neither does a long account that ends in a question mark.
    """
    plain = folded(text).strip()
    if len(plain) > _LONGEST_QUESTION or _INDEFINITE.search(plain):
        return False
    return sounds_like_question(text)


def sounds_like_question(text: str) -> bool:
    """Return whether a text ends in a question mark, or asks by its words."""
    plain = folded(text).strip()
    if plain.endswith("?") and len(plain) > 2:
        return True
    if _CHINESE.search(plain):
        return True
    return len(plain.split()) >= 3 and bool(_ENGLISH.match(plain))
