"""Numbers with their units in a text, so that "2.5 bar" and "二点五巴" can be compared.

What an answer says must stand in the entries as the same number with the same unit: a number
alone is no support for another unit. Numbers in digits, English words and Chinese characters
count; "one" and 一 only before a unit, for they are mostly no numbers.
"""

import re
import unicodedata
from dataclasses import dataclass

_UNITS: dict[str, str] = {
    "km": "km kms kilometre kilometres kilometer kilometers 公里 千米",
    "mile": "mile miles mi 英里",
    "m": "m metre metres meter meters 米",
    "cm": "cm centimetre centimetres centimeter centimeters 厘米",
    "mm": "mm millimetre millimetres millimeter millimeters 毫米",
    "inch": "inch inches 英寸 寸",
    "km/h": "km/h kph kmh 公里/小时 公里每小时 码",
    "mph": "mph",
    "bar": "bar bars 巴",
    "kpa": "kpa 千帕",
    "psi": "psi",
    "kw": "kw kilowatt kilowatts 千瓦",
    "kwh": "kwh 千瓦时 度电 度",
    "v": "v volt volts 伏 伏特",
    "a": "a amp amps ampere amperes 安 安培",
    "c": "°c ℃ c degrees degree 摄氏度",
    "f": "°f ℉",
    "l": "l litre litres liter liters 升",
    "kg": "kg kilogram kilograms kilo kilos 公斤 千克",
    "t": "t tonne tonnes ton tons 吨",
    "nm": "nm 牛米",
    "s": "s sec secs second seconds 秒 秒钟",
    "min": "min mins minute minutes 分钟 分",
    "h": "h hr hrs hour hours 小时 个小时 钟头 个钟头",
    "day": "day days 天 日",
    "workday": "workday workdays working_day working_days business_day business_days 工作日"
    " 个工作日",
    "week": "week weeks 周 星期 个星期 礼拜",
    "month": "month months 个月 月",
    "year": "year years yr yrs 年 周年",
    "%": "% percent per_cent 个百分点",
    "times": "time times 次 回 遍",
    "x": "x fold 倍",
    "yuan": "yuan rmb cny ¥ 元 块 块钱 元人民币",
    "eur": "eur euro euros € 欧元",
    "usd": "usd dollar dollars $ 美元",
    "gbp": "gbp pound pounds £ 英镑",
}
_UNIT = {word.replace("_", " "): unit for unit, words in _UNITS.items() for word in words.split()}
_BEFORE = {"$": "usd", "€": "eur", "£": "gbp", "¥": "yuan", "rmb": "yuan", "cny": "yuan",
           "usd": "usd", "eur": "eur", "us$": "usd", "百分之": "%"}  # fmt: skip
_CLASSIFIERS = "个种项条点步位台辆款级档号名家遍套件把根张片只双口道轮层座段部"

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "once": 1, "twice": 2, "half": 0.5, "dozen": 12, "double": 2, "triple": 3,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "k": 1000}
_HAN_DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}

_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:[.,:]\d+)*"
_HAN = "[零〇一二两三四五六七八九十百千万半]+(?:点[零〇一二三四五六七八九]+)?"
_WORD = "|".join(sorted((*_WORDS, *_SCALES.keys() - {"k"}), key=len, reverse=True))
_BEFORE_SIGNS = "|".join(sorted(map(re.escape, _BEFORE), key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?:(?P<before>{_BEFORE_SIGNS})\s?)?"
    rf"(?:(?<![a-z0-9])(?P<digits>{_DIGITS})(?P<scale>\s?(?:万|千|百|亿|k(?![a-z])|thousand|million))?"
    rf"|(?P<han>{_HAN})"
    rf"|\b(?P<words>(?:{_WORD})(?:[ -](?:and )?(?:{_WORD}))*)\b)"
)
_UNIT_AFTER = re.compile(
    r"[\s-]{0,2}(?P<unit>"
    + "|".join(sorted(map(re.escape, _UNIT), key=len, reverse=True))
    + r")(?![a-z])"
)
_RANGE = re.compile(r"\s?(?:-|–|—|~|至|到|或|和|、|to|or|and)\s?$")
_CODE = re.compile(r"(?<![a-z0-9])(?=[a-z0-9.\-/]*[a-z])[a-z0-9]+(?:[.\-/][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written in decimal, and its unit by one name; None: none is said."""

    number: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    number: str
    unit: str | None


def plain_form(text: str) -> str:
    """Return a text as numbers are read: NFKC and lower case, so that ５ is 5 and ㎞ is km."""
    return unicodedata.normalize("NFKC", text).lower().replace("’", "'")


def placed_quantities(text: str) -> list[tuple[int, Quantity]]:
    """Return the numbers in a text (in `plain_form`) by where they stand, with their units.

    In "5 to 6 bar" both are bar.
    """
    found = _all(text)
    units: list[str | None] = [one.unit for one in found]
    for at in range(len(found) - 2, -1, -1):
        between = text[found[at].end : found[at + 1].start]
        if units[at] is None and _RANGE.fullmatch(between):
            units[at] = units[at + 1]
    return [(one.start, Quantity(one.number, unit)) for one, unit in zip(found, units, strict=True)]


def quantities(text: str) -> frozenset[Quantity]:
    """Return the numbers in a text with their units."""
    return frozenset(one for _, one in placed_quantities(plain_form(text)))


def codes(text: str) -> frozenset[str]:
    """Return names of letters and digits (5W-30, P0420, CCS2), without what joins them."""
    found = set()
    for match in _CODE.finditer(plain_form(text)):
        bare = re.sub(r"[.\-/]", "", match[0])
        has_both = any(char.isdigit() for char in bare) and any(char.isalpha() for char in bare)
        if has_both and not _is_quantity(match[0]):
            found.add(bare)
    return frozenset(found)


def _is_quantity(word: str) -> bool:
    """11kw and 400v are numbers with units, 1st is an order."""
    head = re.match(r"[\d.,]+", word)
    if head is None:
        return False
    rest = word[head.end() :].lstrip("-")
    return rest in _UNIT or rest in {"st", "nd", "rd", "th", "k", "am", "pm", "s"}


def _all(plain: str) -> list[_Found]:
    found = []
    for match in _NUMBER.finditer(plain):
        value = _value(match)
        if value is None:
            continue
        after = _UNIT_AFTER.match(plain, match.end())
        before = _BEFORE.get(match["before"] or "")
        if match["words"] and after and after["unit"] == "a":
            after = None  # "once a year" is no current
        unit = before or (_UNIT[after["unit"]] if after else None)
        if match["words"] in {"once", "twice"}:
            unit = "times"
        if match["digits"] and after is None and _runs_on(plain, match.end()):
            continue
        if not match["digits"] and not _counts(match, plain, unit):
            continue
        end = after.end() if after else match.end()
        found.append(_Found(match.start(), end, value, unit))
    return found


def _runs_on(plain: str, end: int) -> bool:
    """Letters follow at once: it is a code, or an order such as 1st."""
    return end < len(plain) and plain[end].isascii() and plain[end].isalpha()


def _counts(match: re.Match[str], plain: str, unit: str | None) -> bool:
    """Whether a number in words is meant as one: 一下 and "one of" are not."""
    if match["words"]:
        return unit is not None or match["words"] not in {"one", "half", "double"}
    han = match["han"]
    follows = plain[match.end() : match.end() + 1]
    if han in {"一", "十", "百", "千", "万"}:
        return unit is not None and not (han == "一" and follows in "日天" and unit == "day")
    is_lone = len(han) == 1 and unit is None and follows not in set(_CLASSIFIERS)
    return not is_lone and not (han == "一" and unit is None)


def _value(match: re.Match[str]) -> str | None:
    if match["digits"]:
        return _of_digits(match["digits"], (match["scale"] or "").strip())
    if match["han"]:
        return _of_han(match["han"])
    return _of_words(re.split(r"[ -]", match["words"]))


def _of_digits(digits: str, scale: str) -> str:
    if ":" in digits:
        return digits
    grouped = re.sub(r"(?<=\d)[,\u00a0\u202f ](?=\d{3}(?!\d))", "", digits)
    decimal = grouped.replace(",", ".")
    if decimal.count(".") > 1:
        return decimal
    factor = _HAN_SCALES.get(scale) or _SCALES.get(scale, 1)
    return _written(float(decimal) * factor)


def _of_words(words: list[str]) -> str | None:
    total, current = 0.0, 0.0
    for word in words:
        if word == "and":
            continue
        if word in _SCALES:
            current = (current or 1) * _SCALES[word]
            if _SCALES[word] > 100:
                total, current = total + current, 0.0
        else:
            current += _WORDS[word]
    return _written(total + current)


def _of_han(han: str) -> str | None:
    head, _, decimals = han.partition("点")
    if head == "半":
        return "0.5"
    half = head.endswith("半")
    head = head.rstrip("半").strip("半")
    if not head:
        return None
    if len(head) > 1 and all(char in _HAN_DIGITS for char in head):
        whole = float("".join(str(_HAN_DIGITS[char]) for char in head))
    else:
        whole = _of_han_scales(head)
    tail = "".join(str(_HAN_DIGITS[char]) for char in decimals)
    return _written(float(f"{whole:.0f}.{tail or 0}") + (0.5 if half else 0))


def _of_han_scales(head: str) -> float:
    total, section, digit = 0.0, 0.0, 0.0
    for char in head:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        elif char in "万亿":
            total, section, digit = (total + section + digit) * _HAN_SCALES[char], 0.0, 0.0
        elif char in _HAN_SCALES:
            section, digit = section + (digit or 1) * _HAN_SCALES[char], 0.0
    return total + section + digit


def _written(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
