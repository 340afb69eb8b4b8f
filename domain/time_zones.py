"""Reading a time zone that somebody writes: a city, an IANA name, or an offset from UTC."""

import re
from functools import lru_cache
from zoneinfo import available_timezones

_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])\s*(\d{1,2})(?::?00)?")
_FARTHEST = {"+": 14, "-": 12}
"""Hours that Etc/GMT zones reach east and west of Greenwich (IANA)."""

_CITIES = {
    "Asia/Shanghai": "北京 上海 广州 深圳 重庆 天津 成都 武汉 杭州 南京 西安 中国"
    " beijing shenzhen guangzhou",
    "Asia/Urumqi": "乌鲁木齐",
    "Asia/Hong_Kong": "香港",
    "Asia/Macau": "澳门",
    "Asia/Taipei": "台北",
    "Asia/Tokyo": "东京 日本",
    "Asia/Seoul": "首尔 韩国",
    "Asia/Singapore": "新加坡",
    "Asia/Bangkok": "曼谷",
    "Asia/Kuala_Lumpur": "吉隆坡",
    "Asia/Dubai": "迪拜",
    "Australia/Sydney": "悉尼",
    "Europe/London": "伦敦",
    "Europe/Paris": "巴黎",
    "Europe/Berlin": "柏林 慕尼黑 法兰克福 munich frankfurt hamburg",
    "Europe/Rome": "罗马 米兰 milan",
    "Europe/Moscow": "莫斯科",
    "America/New_York": "纽约 华盛顿 波士顿 washington boston",
    "America/Los_Angeles": "洛杉矶 旧金山 西雅图 seattle",
    "America/Vancouver": "温哥华",
    "America/Toronto": "多伦多",
}
"""Cities that IANA's names do not have, above all in Chinese."""


def read_zone(words: str) -> str | None:
    """Return the IANA name of the zone that is meant; None if none is.

    An offset of whole hours becomes an `Etc/GMT` zone, whose names have the sign the other way.
    """
    plain = re.sub(r"[\s_]+", " ", words.strip().strip(".。").casefold())
    known = _known()
    if plain in known:
        return known[plain]
    found = _OFFSET.fullmatch(plain)
    if found is None:
        return None
    sign, hours = found[1], int(found[2])
    if hours > _FARTHEST[sign]:
        return None
    if not hours:
        return "Etc/UTC"
    return f"Etc/GMT{'-' if sign == '+' else '+'}{hours}"


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    """Every name in small letters, whole and by its city; of a city that is twice, the first."""
    known: dict[str, str] = {}
    for name in sorted(available_timezones()):
        plain = name.replace("_", " ").casefold()
        known[plain] = name
        region, slash, city = plain.rpartition("/")
        if slash and not region.startswith(("etc", "us", "posix", "right")):
            known.setdefault(city, name)
    for name, cities in _CITIES.items():
        known |= dict.fromkeys(cities.split(), name)
    return known | {"utc": "Etc/UTC", "gmt": "Etc/UTC"}
