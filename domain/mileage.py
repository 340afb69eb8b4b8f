"""Reading a mileage as people write it: `12,000 km`, `1.2万`, `１２０００公里`, `三万五`, `12k`."""

import re
from dataclasses import dataclass

from domain.folding import folded

MOST_KM = 2_000_000
"""No car has gone further, so more is a slip of the finger."""

_KM_PER_MILE = 1.609344
_FACTORS = {"": 1, "k": 1_000, "千": 1_000, "w": 10_000, "万": 10_000}
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}

_NUMBER = r"\d{1,3}(?:[,.' ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_UNIT = r"km|kms|kilometers|kilometres|公里|千米|里程|mi|miles|mile|英里"
_BEFORE = (
    r"(?:it(?:'s| is| has)|i(?:'m| am| have)|about|around|approx\.?|roughly|now|currently|at|has"
    r"|mileage|odometer|的|里程|现在|目前|大概|大约|约|差不多|跑了|开了|行驶了|已经|是|为|:)"
)
_AFTER = r"(?:now|so far|on the clock|左右|多|了|吧|的|\.|。|!|！|,|，)"
_PATTERN = re.compile(
    rf"\s*(?:{_BEFORE}\s*)*"
    rf"(?:(?P<number>{_NUMBER})\s*(?P<factor>k(?!m)|[千w万])?"
    rf"|(?P<chinese>[零〇一二两三四五六七八九十百千万]+))"
    rf"\s*[多来]?\s*(?P<unit>{_UNIT})?\s*(?:{_AFTER}\s*)*"
)


@dataclass(frozen=True, slots=True)
class Mileage:
    """A reading. `named`: a unit or a factor was written, so nothing else can be meant."""

    km: int
    named: bool


def read_mileage(text: str) -> Mileage | None:
    """Return the kilometres meant by a text that says nothing else, or None. Miles become km."""
    plain = folded(text).strip()
    if len(plain) > 60:
        return None
    found = _PATTERN.fullmatch(plain)
    if not found:
        return None
    chinese = found["chinese"]
    unit = found["unit"] or ""
    number = (
        _chinese(chinese)
        if chinese
        else _arabic(found["number"], found["factor"] or "", exact=not unit)
    )
    if number is None:
        return None
    km = round(number * _KM_PER_MILE) if unit[:2] in ("mi", "英里") else int(number)
    named = bool(unit or found["factor"])
    return Mileage(km, named) if 0 <= km <= MOST_KM else None


def _arabic(number: str, factor: str, *, exact: bool) -> float | None:
    """Return the value. `exact`: a bare "1.2" may be kilometres or 万, so it is not guessed."""
    if re.fullmatch(r"\d{1,3}([,.' ]\d{3})+", number) and not factor:
        number = re.sub(r"\D", "", number)
    if len(number) > 12:
        return None
    value = float(number.replace(",", "."))
    if exact and not factor and value < 1_000 and not number.isdecimal():
        return None
    return value * _FACTORS[factor]


def _chinese(word: str) -> int | None:
    """Return the value of a Chinese numeral; `三万五` is 35,000, as people say it."""
    if word[0] in "百千万":
        return None
    total = section = 0
    digit: int | None = None
    last_unit = 1
    for char in word:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
            last_unit = 1 if char in "零〇" else last_unit
            continue
        unit = _UNITS[char]
        if unit == 10_000:
            total, section = (total + section + (digit or 0)) * unit or unit, 0
        else:
            section += (1 if digit is None else digit) * unit
        digit, last_unit = None, unit
    if digit is not None:
        section += digit * (last_unit // 10 if last_unit > 1 else 1)
    return total + section
