"""Which way a sentence points: whether it denies, and which side of an opposite it names.

An answer may leave things out, but a sentence of it must deny exactly where its source denies, and
name no side of an opposite (before, after; may, must; front, rear) that its source does not name.
Opposites have one name over both languages, so that a translation can be held against its source.
"""

import re

from knowledge.wording.numbers import Quantity, placed_quantities, plain_form

_DENIES_EN = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|nowhere|neither|nor|without|cannot|unable|impossible"
    r"|avoid(?:s|ed|ing)?|forbidden|prohibited|except|unless|refrain|hardly|void|invalid|exclud\w+)\b"
    r"|n't\b|\b(?:dont|cant|wont|isnt|arent|doesnt|didnt|shouldnt|mustnt)\b"
)
_DENIES_ZH = re.compile(
    r"不(?!仅|但|同|论|管|过|断|锈|妨|久)|(?<!有)没(?!关系)|无(?!论|线|钥匙|缝|级|人)|勿|未(?!来)|非(?!常)|莫"
    r"|别(?!的|人|墅|克)(?<!特别)(?<!区别)(?<!级别)(?<!分别)(?<!识别)(?<!类别)(?<!性别)(?<!个别)|禁止|严禁|避免|除非|拒绝|免除"
)
_ASKS_ZH = re.compile(r"(.)不\1|有没有|差不多|要不|不得不")

_OPPOSITES: dict[str, tuple[str, str]] = {
    "before": (r"before|prior to|until|till", r"之前|以前|前先|直到"),
    "after": (r"after|afterwards|since", r"之后|以后|过后"),
    "more": (r"more|above|over|exceed\w*|longer|greater", r"更多|超过|以上|多于|大于"),
    "less": (r"less|fewer|below|under|shorter", r"更少|少于|以下|低于|小于"),
    "least": (r"at least|minimum|not less than", r"至少|最低|不少于|起码"),
    "most": (r"at most|maximum|up to|no more than|within", r"至多|最多|最高|不超过|以内"),
    "rise": (r"increas\w+|rais\w+|rises?|grow\w*", r"增加|提高|升高|上升|增大"),
    "fall": (r"decreas\w+|reduc\w+|lower\w*|drops?|falls?|shrink\w*", r"减少|降低|下降|减小"),
    "high": (r"high(?:er|est)?", r"(?<!最)(?<!提)高(?!速|压|德|级|度|兴)"),
    "low": (r"low(?:er|est)?", r"(?<!最)(?<!降)低(?!于)"),
    "left": (r"left(?:-hand)?", r"左"),
    "right": (r"right(?:-hand)? (?:side|door|wheel|mirror|button|front|rear)|on the right", r"右"),
    "front": (r"front", r"前(?:轮|排|部|面|端|备|盖|座|门|大灯)"),
    "rear": (r"rear|back (?:seat|wheel|door|side)", r"后(?:轮|排|部|面|端|备|座|门|视)"),
    "free": (r"free(?: of charge)?|at no cost|complimentary", r"免费|不收费|无需付费"),
    "paid": (r"costs?|charged? for|fees?|paid|pay|payable", r"收费|付费|费用|自费|支付"),
    "always": (r"always|every time|in any case", r"总是|始终|一直|每次都|任何情况"),
    "sometimes": (r"sometimes|occasionally|rarely", r"有时|偶尔|少数"),
    "all": (r"all|every|entire(?:ly)?|any", r"全部|所有|任何|一切"),
    "only": (r"only|solely|exclusively", r"仅|只(?:有|能|限|在)"),
    "must": (
        r"must|have to|has to|need(?:s|ed)? to|required?|mandatory|obliged",
        r"必须|务必|需要|须|应当",
    ),
    "may": (r"can|may|could|allowed|permitted|optional|possible", r"可以|可能|允许|可选|能够|也可"),
    "safe": (r"safe(?:ly)?|harmless", r"(?<!不)安全(?!带|气囊)|无害"),
    "danger": (r"danger\w*|unsafe|risk\w*|hazard\w*", r"危险|风险|不安全"),
    "now": (r"immediately|at once|right away|straight away", r"立即|立刻|马上"),
    "later": (r"later|eventually|soon", r"稍后|晚些|以后再"),
    "stop": (r"stops?|stopped|pull over|park", r"停(?:车|止|下|在)|靠边"),
    "go on": (r"continue\w*|keep (?:driving|going|on)|drive on|carry on", r"继续|接着"),
    "open": (r"opens?|opened|unlock\w*", r"打开|开启|解锁"),
    "close": (r"clos\w+|shut|lock(?:s|ed|ing)?", r"关闭|关上|锁(?:上|车|定)|上锁"),
    "in": (r"included?|covers?|covered|includes", r"包含|包括|涵盖|属于保修|在保修范围"),
    "cold": (r"cold", r"冷(?!却)|低温"),
    "hot": (r"hot|warm", r"热(?!线|门)|高温"),
    "wrong": (r"wrong|fault\w*|defect\w*|broken", r"故障|损坏|缺陷|错误"),
    "normal": (r"normal|fine|ok|okay", r"正常"),
}
_EN = {name: re.compile(rf"\b(?:{english})\b") for name, (english, _) in _OPPOSITES.items()}
_ZH = {name: re.compile(chinese) for name, (_, chinese) in _OPPOSITES.items()}


def denials(plain: str) -> int:
    """Return how often a sentence (in `plain_form`) denies."""
    return len(_DENIES_EN.findall(plain)) + len(_DENIES_ZH.findall(_ASKS_ZH.sub("", plain)))


def placed_sides(plain: str) -> list[tuple[int, str]]:
    """Return the sides of opposites that a sentence (in `plain_form`) names, by place."""
    return [
        (found.start(), name)
        for name in _OPPOSITES
        for pattern in (_EN[name], _ZH[name])
        for found in pattern.finditer(plain)
    ]


def is_exact(sentence: str) -> bool:
    """Whether a sentence says a number or denies."""
    plain = plain_form(sentence)
    return bool(placed_quantities(plain)) or denials(plain) > 0


def points_elsewhere(sentence: str, source: str, *, in_order: bool) -> bool:
    """Whether a sentence denies, or names numbers or sides, other than its source.

    In one language they must stand `in_order`, too: "front 2.5, rear 2.3" is not "front 2.3, rear
    2.5". Across languages order means something only between two numbers.
    """
    own, other = plain_form(sentence), plain_form(source)
    if denials(own) != denials(other):
        return True
    said, held = _row(own), _row(other)
    if in_order or sum(isinstance(one, Quantity) for one in said) > 1:
        rest = iter(held)
        return not all(one in rest for one in said)
    return not set(said) <= set(held)


def _row(plain: str) -> list[Quantity | str]:
    placed: list[tuple[int, Quantity | str]] = [*placed_quantities(plain), *placed_sides(plain)]
    row = [one for _, one in sorted(placed, key=lambda item: (item[0], str(item[1])))]
    return [one for at, one in enumerate(row) if at == 0 or one != row[at - 1]]
