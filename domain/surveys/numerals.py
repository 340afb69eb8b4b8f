"""Numbers as people write them in an answer: `9`, `nine`, `10!!`, `九分`, `9/10`, `我给八分`."""

import re
from dataclasses import dataclass

from domain.folding import folded

_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
_ENGLISH = {word: number for number, word in enumerate(_NUMBERS)}
_CHINESE = {char: number for number, char in enumerate("零一二三四五六七八九十")} | {
    "〇": 0, "两": 2, "俩": 2, "满": 10, "十一": 11, "十二": 12,
}  # fmt: skip
_NUMERAL = (
    rf"(?P<digits>-?\d+(?:[.,]\d+)?)|(?P<english>\b(?:{'|'.join(_ENGLISH)})\b)"
    r"|(?P<chinese>十[一二]|[零〇一二两俩三四五六七八九十满])"
)
_BEFORE = (
    r"(?:i(?:'d| would)? (?:say|give(?: (?:you|it|them))?|rate it|go (?:with|for)|choose|pick)"
    r"|i(?:'d| would) (?:say|give|rate)(?: (?:you|it|them))?|it's|its|a|an|my (?:score|answer) is"
    r"|score|rating|answer|definitely|probably|maybe|about|around|make it|change (?:it )?to|sorry"
    r"|no|ok|well|then|just|only|still|solid|full|clear|strong"
    r"|我?(?:打|给|选|评)(?:个|你们|您)?|我(?:觉得|认为|想)|应该|大概|大约|差不多|可能|就|是|那就|那|改成|改为"
    r"|打分|分数|评分|答案|不好意思|抱歉|不对|只有|最多|必须|绝对|妥妥|:|,)"
)
_UNIT = r"(?P<unit>points?|stars?|分|颗星|星|点)?"
_OF = r"(?:\s*(?:/|out of|分之|of)\s*(?P<of>\d+|ten|five|十|五))"
_AFTER = (
    r"(?:please|pls|thanks|thank you|for sure|definitely|of course|吧|了|啊|呀|哦|哈|嘛|呢|谢谢|！)"
)
_END = r"[\s.!~,。！～、)]*"
_WHOLE = re.compile(
    rf"(?:{_BEFORE}\s*)*(?:{_NUMERAL})\s*{_OF}?\s*{_UNIT}"
    rf"\s*(?:{_AFTER}\s*)*{_END}"
)
_LEADING = re.compile(
    rf"(?:{_BEFORE}\s*)*(?:{_NUMERAL})\s*{_OF}?\s*{_UNIT}"
    r"(?:\s*[,.;:!。，；：！、\n-]+\s*|\s+(?=because|as|since|but|due|for the)"
    r"|(?=因为|由于|但|不过|主要))"
    r"(?P<rest>.+)",
    re.DOTALL,
)
_KEYCAP = re.compile("[\ufe0f\u20e3]")
_DIGITS = re.compile(r"\d")
_MOSTLY = re.compile(r"(?:[\d\s.,/?!~–-]|or|to|或者?|到|至|分|点)+")
_STARS = re.compile(r"[⭐★🌟\s]+")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number; `of`: what it was said to be out of; `unit`; `rest`: words that follow it."""

    value: float
    of: int | None = None
    unit: str = ""
    rest: str = ""


def read_numeral(text: str) -> Numeral | None:
    """Return the number that words are, or begin with before they go on to say why."""
    words = _KEYCAP.sub("", text.replace("🔟", "10")).strip()
    stars = sum(words.count(star) for star in "⭐★🌟")
    if stars and not _STARS.sub("", words):
        return Numeral(stars, unit="星")
    plain = folded(words)
    if found := _WHOLE.fullmatch(plain):
        return _numeral(found)
    if found := _LEADING.fullmatch(plain):
        return _numeral(found, words[-len(found["rest"]) :].strip())
    return None


def is_mostly_a_number(text: str) -> bool:
    """Whether words are digits and hardly anything else: `5 or 6`, `9??`, `7到8`."""
    plain = folded(text).strip()
    return bool(_DIGITS.search(plain) and _MOSTLY.fullmatch(plain))


def _numeral(found: re.Match[str], rest: str = "") -> Numeral:
    if found["digits"]:
        value = float(found["digits"].replace(",", "."))
    elif found["english"]:
        value = float(_ENGLISH[found["english"]])
    else:
        value = float(_CHINESE[found["chinese"]])
    of = found["of"]
    if of is not None and not of.isdigit():
        of = str({"ten": 10, "十": 10, "five": 5, "五": 5}[of])
    return Numeral(value, int(of) if of else None, found["unit"] or "", rest)
