"""Number plates: kept as typed, in one form."""

import re
import unicodedata

_SIGN = r"0-9A-Z\u00c0-\u024f\u0400-\u04ff\u4e00-\u9fff"
_PLATE = re.compile(rf"[{_SIGN}][{_SIGN} -]*")
_LEAD = re.compile(
    r"(?:(?:my )?(?:number |license |licence )?plate(?: number)?(?: is)?|车牌号?码?是?)[: ]*",
    re.IGNORECASE,
)
_LONGEST_LETTERS = 3
_MOST_HAN = 3
"""A Chinese plate has a province's character, and some end in one more (学, 警, 挂 ...)."""


def read_plate(text: str) -> str | None:
    """Return a plate in capitals, without dots and needless spaces; None if it looks like none."""
    plain = unicodedata.normalize("NFKC", text).strip().rstrip("。.!")
    plain = _LEAD.sub("", plain, count=1).upper()
    plate = " ".join(re.sub(r"[·•・.]", "", plain).split())
    han = len(re.findall(r"[\u4e00-\u9fff]", plate))
    if not (2 <= len(plate) <= 12 and _PLATE.fullmatch(plate) and han <= _MOST_HAN):
        return None
    is_prose = any(word.isalpha() and len(word) > _LONGEST_LETTERS for word in plate.split())
    return plate if re.search(r"\d", plate) and not is_prose else None
