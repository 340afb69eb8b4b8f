"""The plain form in which a message is searched for danger.

English: lower case, no apostrophes, one spelling for what has several ("can not", "couldn't" and
"unable to" are `cant`), a space on both sides of every word. Clauses end with `|`. Chinese: no
spaces; a comma or space is `,`, the end of a sentence `|`. A message in both languages is read in
both: its few foreign words about danger are put into the other language first.
"""

import re

from domain.folding import folded
from domain.safety.spelling import CHINESE_FOR, ENGLISH_FOR, SAME, corrected

LONGEST = 1500
"""Characters that are looked at: who is in danger says so before that."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[a-z]{2,}")
_SPACES = re.compile(r" {2,}")
_SPACED_HAN = re.compile(r"(?<![\u3400-\u9fff])([\u3400-\u9fff]) (?=[\u3400-\u9fff](?: |$))")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_END = re.compile(r"[.!?;。！？；…]+(?= |$)|\.{2,}|[!?;。！？；…\n\r]+")
_PAUSE = re.compile(r"[,:，、：()（）\[\]\"“”]+| - |[—–]+")
_ENGLISH_WORDS = re.compile(r"[a-z0-9']+|[|,]")
_IS = re.compile(
    r"\b(car|vehicle|engine|battery|brake|wheel|hood|bonnet|door|kid|baby|son|daughter|husband|wife"
    r"|mom|mum|dad|driver|airbag|everything|something|someone|somebody|there|smoke|fire|water)'s\b"
)
_CLAUSE_WORDS = re.compile(
    r"(?<= )(?:but|and now|and then|and today|so now|because|cause|cuz|since when)(?= )"
)
_ENGLISH_FOR = tuple((re.compile(written), meant) for meant, written in ENGLISH_FOR)
_CHINESE_FOR = tuple(
    (re.compile(rf"(?<![a-z])(?:{written})(?![a-z])"), meant) for meant, written in CHINESE_FOR
)
_SAME = tuple((re.compile(rf"(?<= )(?:{written})(?= )"), plain) for plain, written in SAME)
_CHINESE_END = re.compile(r"[.。!！?？;；…\n\r]+")
_CHINESE_PAUSE = re.compile(r"[\s,，、:：~～\-—–()（）\[\]\"“”'‘’《》<>]+")


def english(text: str) -> str:
    """Return the plain form for the English tables; empty when no English stands in it."""
    plain = folded(text[:LONGEST])
    if _HAN.search(plain):
        if len(_LATIN_WORD.findall(plain)) < 2:
            return ""
        plain = _translated(plain, _ENGLISH_FOR, " ")
    elif not _LATIN_WORD.search(plain):
        return ""
    plain = _IS.sub(r"\1 is", _STRETCHED.sub(r"\1", plain))
    words = _ENGLISH_WORDS.findall(_PAUSE.sub(" , ", _END.sub(" | ", plain)))
    plain = f" {' '.join(corrected(word.replace(chr(39), '')) for word in words)} | "
    for written, same in _SAME:
        plain = written.sub(same, plain)
    plain = _SPACES.sub(" ", _CLAUSE_WORDS.sub(r", \g<0>", plain)).strip()
    return f" | {plain} "


def chinese(text: str) -> str:
    """Return the plain form for the Chinese tables; empty when no Chinese stands in it."""
    plain = folded(text[:LONGEST])
    if not _HAN.search(plain):
        return ""
    plain = _translated(plain, _CHINESE_FOR, "")
    plain = _SPACED_HAN.sub(r"\1", plain)
    plain = _CHINESE_END.sub("|", plain)
    return _CHINESE_PAUSE.sub(",", plain).strip(",|") + "|"


def _translated(plain: str, words: tuple[tuple[re.Pattern[str], str], ...], around: str) -> str:
    for written, meant in words:
        plain = written.sub(f"{around}{meant}{around}", plain)
    return plain
