"""What is personal by its form: found wherever it stands, in English and Chinese.

Too much is better than too little: what is masked needlessly is put back in the answer, what is
not masked is gone for good. So every long number is taken for somebody's, whatever it is. Names
of third persons are known by the words around them only ("my name is", "Mr", 先生); a name that
comes without any is not recognised.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NOT_BEFORE = r"(?<![A-Za-z0-9])"
_NOT_AFTER = r"(?![A-Za-z0-9])"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程"
    "魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万"
    "覃武钱戴严莫孔向常汤"
)
"""The hundred most frequent in China, and a few more (Ministry of Public Security, 2020)."""

_DIGIT_WORDS = "zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple"


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of personal data and how it looks; the group `it`, if there is one, is the datum."""

    kind: str
    pattern: re.Pattern[str]


def _form(kind: str, pattern: str, flags: int = 0) -> Form:
    return Form(kind, re.compile(pattern, flags))


FORMS: tuple[Form, ...] = (
    _form("EMAIL", r"[\w.+%-]+\s?@\s?[\w-]+(?:\.[\w-]+)+"),
    _form(
        "EMAIL",
        r"\b[\w.+-]+ (?:at|\(at\)|\[at\]) [\w-]+ (?:dot|\(dot\)|\[dot\]) \w+",
        re.IGNORECASE,
    ),
    _form("USER", r"(?:https?://)?(?:www\.)?(?:t|telegram)\.me/\S+", re.IGNORECASE),
    _form("USER", r"(?<![\w@])@[A-Za-z]\w{3,}"),
    _form(
        "USER",
        r"(?:\b(?:wechat|whatsapp|telegram|line|qq|vx|wx)(?: ?(?:id|number))?(?:\s|:|is\b)+"
        r"|(?:微信|威信|薇信|QQ)(?:号码|号|ID)?[\s:：是为]*)(?P<it>(?=[\w.-]*\d)[A-Za-z0-9][\w.-]{4,})",
        re.IGNORECASE,
    ),
    _form(
        "ACCOUNT",
        rf"{_NOT_BEFORE}[A-Z]{{2}}\d{{2}}(?: ?[A-Z0-9]{{4}}){{2,7}}(?: ?[A-Z0-9]{{1,4}})?"
        + _NOT_AFTER,
        re.IGNORECASE,
    ),
    _form("ID", rf"{_NOT_BEFORE}\d{{6}} ?(?:\d{{8}} ?\d{{3}}|\d{{9}})[\dXx]?{_NOT_AFTER}"),
    _form(
        "PLATE",
        rf"[{_PROVINCES}]\s?[A-Z](?:\s?[·•・.\-]\s?|\s)?[A-Z0-9]{{4,6}}[学警港澳挂]?{_NOT_AFTER}",
        re.IGNORECASE,
    ),
    _form(
        "PLATE",
        r"(?:(?:licen[cs]e|number|registration) ?plate|registration(?: number)?|licen[cs]e number"
        r"|plates?|reg(?: no\.?)?|车牌号码|车牌号|车牌)(?: number| no\.?)?"
        r"(?:\s*(?:is|:|：|是|为)\s*|\s+)"
        r"(?P<it>(?=[A-Z ·•.-]{0,6}\d|\d)[A-Z0-9]{1,8}(?:[ ·•.-]?[A-Z0-9]{1,7}){0,2})" + _NOT_AFTER,
        re.IGNORECASE,
    ),
    _form("PLATE", rf"{_NOT_BEFORE}[A-Z]{{2}}\d{{2}}\s?[A-Z]{{3}}{_NOT_AFTER}", re.IGNORECASE),
    _form("PLATE", rf"{_NOT_BEFORE}[A-ZÄÖÜ]{{1,3}}[- ][A-Z]{{1,2}}[- ]?\d{{1,4}}[EH]?{_NOT_AFTER}"),
    _form("PLATE", rf"{_NOT_BEFORE}(?:\d[A-Z]{{3}}\d{{3}}|[A-Z]{{3}}[- ]?\d{{4}}){_NOT_AFTER}"),
    _form("PHONE", r"\+\s?\d(?:[\s().\-/]{0,3}\d){5,16}"),
    _form(
        "PHONE",
        r"(?:phone|mobile|cell|tel|telephone|call me(?: back)?|reach me|text me"
        r"|电话|手机|座机|分机|联系方式)"
        r"(?:号码|号| number| no\.?)?(?:\s|:|：|is\b|at\b|on\b|是|为)*"
        r"(?P<it>\d(?:[\s().\-/]{0,2}\d){3,14})",
        re.IGNORECASE,
    ),
    _form("NUMBER", r"(?<![\d.,])\(?\d(?:[\s()+.\-/·*]{0,3}\d){6,}(?!\d)"),
    _form("NUMBER", r"[零〇一二两三四五六七八九幺](?:[\s\-]?[零〇一二两三四五六七八九幺]){6,}"),
    _form("NUMBER", rf"\b(?:{_DIGIT_WORDS})(?:[\s,\-]+(?:{_DIGIT_WORDS})){{5,}}\b", re.IGNORECASE),
    _form(
        "CODE", rf"{_NOT_BEFORE}(?=\d*[A-Z])(?:[A-Z]*\d){{5,}}[A-Z0-9]*{_NOT_AFTER}", re.IGNORECASE
    ),
    _form(
        "NAME",
        r"(?:\b(?:[Mm]y (?:full )?name(?: is|'s|:)|[Nn]ame:|I am called|[Tt]his is|I'm|[Ss]igned,?"
        r"|[Rr]egards,?)\s+)(?P<it>[A-Z][\w'’-]+(?: (?:[A-Z][\w'’-]+|van|de|von|der|bin|al)){0,3})",
    ),
    _form("NAME", r"\b[Mm]y name(?: is|'s|:)\s+(?P<it>[^\W\d_][\w'’-]*(?: [A-Z][\w'’-]+)?)"),
    _form(
        "NAME",
        r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Madam)\.?\s+"
        r"(?P<it>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})",
    ),
    _form(
        "NAME",
        rf"(?P<it>[{_SURNAMES}][\u4e00-\u9fff]{{0,2}}?)(?:先生|女士|小姐|太太|老师|师傅|经理|阿姨|叔叔)",
    ),
    _form(
        "NAME",
        rf"(?:我叫|名叫|我是|姓名(?:是|为|:)?\s?|本人)(?P<it>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})",
    ),
    _form("NAME", rf"(?:我姓|免贵姓|姓)(?P<it>[{_SURNAMES}])"),
)
"""In the order in which they are looked for: what was found by one is not seen by the next."""

_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:19|20)\d\d)(?!\d)"
)
_GROUP = re.compile(r"[A-Za-z0-9]+")
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")


def is_date(text: str) -> bool:
    """Whether digits with separators are a date, which is nobody's secret."""
    return _DATE.fullmatch(text.strip()) is not None


def vins_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where VINs stand (ISO 3779: 17 signs, no I, O or Q), in one piece or in several.

    A single word that is nearly one (12 to 22 letters and digits) counts: it was mistyped.
    """
    groups = list(_GROUP.finditer(text))
    at = 0
    while at < len(groups):
        end = _end_of_vin(text, groups, at)
        if end is None:
            at += 1
            continue
        yield groups[at].start(), groups[end].end()
        at = end + 1


def _end_of_vin(text: str, groups: list[re.Match[str]], at: int) -> int | None:
    first = groups[at][0]
    digits = sum(char.isdigit() for char in first)
    if 12 <= len(first) <= 22 and 4 <= digits <= len(first) - 2:
        return at
    joined = ""
    for end in range(at, min(at + 5, len(groups))):
        word = groups[end][0]
        is_prose = word.isalpha() and word.islower()
        far = end > at and groups[end].start() - groups[end - 1].end() > 2
        if far or (is_prose and end > at) or len(first) < 3:
            return None
        joined += word.upper()
        if len(joined) >= 17:
            break
    is_vin = _VIN.fullmatch(joined) and 5 <= sum(char.isdigit() for char in joined) <= 15
    return end if is_vin else None
