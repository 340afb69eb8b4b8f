"""What the words of a complaint tell beside what happened: threats, money, what is wanted."""

import re
from enum import StrEnum

from domain.folding import folded
from domain.patterns import pattern
from domain.safety.recognise import findings

_LONGEST = 30_000

_OVER = ("long over", "lately and settled", "settled", "parked")
"""Doubts of domain/safety/doubts.py that say when it was, not whether."""

_LEGAL = pattern(r"""
    \b(?:lawyers?|solicitors?|attorneys?|sue|suing|lawsuit|legal_(?:action|steps|proceedings|advice)
    |(?:to|in|before)_(?:the_)?court|small_claims|ombudsman|trading_standards|consumer_(?:protection
    |association|rights|court|agency)|regulator|arbitration)\b
    |律师|起诉|法院|打官司|仲裁|诉讼|12315|12365|消协|消费者(?:协会|保护)|市场监管|工商局|质监
    |三包|退一赔三|缺陷产品|民事|报警|派出所|走法律|法律(?:途径|手段|程序)
""")
_PRESS = pattern(r"""
    \b(?:the_press|newspapers?|journalists?|reporters?|(?:on|to)_(?:the_)?(?:tv|television|media)
    |social_media|go(?:ing)?_public|go(?:ing)?_viral|tiktok|twitter|facebook|instagram|youtube
    |(?:bad|one_star|1_star|negative)_reviews?|trustpilot|google_review|post_(?:this|it)_online)\b
    |媒体|记者|曝光|电视台|315晚会|黑猫|抖音|小红书|微博|朋友圈|发到网上|网上曝|发视频|发帖|差评
    |车质网|汽车之家
""")
_AMOUNT = re.compile(
    r"(?:(?:rmb|cny|￥|¥|\$|€|£)\s*(?P<before>\d[\d,. ]*\d|\d)"
    r"|(?P<after>\d[\d,.]*\d|\d)\s*(?P<unit>万|千|k)?\s*"
    r"(?:元|块|人民币|rmb|cny|yuan|dollars?|euros?|pounds?|usd|eur|gbp|块钱))(?![a-z])"
)
_UNITS = {"万": 10_000, "千": 1_000, "k": 1_000}


def is_danger(words: str) -> bool:
    """Whether a story tells of danger to life or health, now or then.

    What is over by now is no emergency, but it is the harm that a complaint is about.
    """
    return any(
        doubted is None or doubted in _OVER
        for part in _parts(words)
        for _, doubted in findings(part)
    )


def is_legal(words: str) -> bool:
    """Whether a lawyer, a court or an authority is named."""
    return bool(_LEGAL.search(_plain(words)))


def is_press(words: str) -> bool:
    """Whether the owner speaks of going public."""
    return bool(_PRESS.search(_plain(words)))


def cost_in(words: str) -> int | None:
    """Return the largest amount of money that words name, in whole units; None if none is."""
    found = [_amount(match) for match in _AMOUNT.finditer(folded(words[:_LONGEST]))]
    return max((one for one in found if one is not None), default=None)


class Wish(StrEnum):
    """What an owner wants to come of a complaint."""

    EXPLANATION = "explanation"
    APOLOGY = "apology"
    REPAIR = "repair"
    REPLACEMENT = "replacement"
    REFUND = "refund"
    COMPENSATION = "compensation"
    OTHER = "other"


_WISHES = {
    Wish.REFUND: pattern(r"""
        \brefund(?:ed|s)?\b|\bmoney_back\b|\breimburse\w*|退款|退钱|退车|退费|退还|把钱退|退给我
    """),
    Wish.COMPENSATION: pattern(r"""
        \bcompensat\w+|\bdamages\b|\bpay_for_(?:the|my)\b|赔偿|赔钱|赔我|补偿|损失费|退一赔三
    """),
    Wish.REPLACEMENT: pattern(r"""
        \breplace(?:d|ment)?_(?:the_|my_|this_)?(?:car|vehicle|battery|part)\b|\ba_replacement\b
        |\bnew_car\b|换车|换新车|换一台|换一辆|更换|换新的
    """),
    Wish.REPAIR: pattern(r"""
        \b(?:want|need|get|have|please|must)_(?:it_|this_|my_car_|the_car_|to_)*(?:be_)?(?:fix
        |fixed|repair|repaired)\b|\bput_(?:it_)?right\b|给我修好|修好它|帮我修|尽快修|必须修
        |要求(?:修|维修)|希望.{0,6}修
    """),
    Wish.APOLOGY: pattern(r"\bapolog\w+|\bsay_sorry\b|道歉|赔礼"),
    Wish.EXPLANATION: pattern(r"""
        \b(?:an?|your|some)_explanation\b|\bexplain_(?:this|why|how|to_me)\b|解释|说法|说明原因
        |给个(?:答复|交代)|交代
    """),
}


def wish_in(words: str) -> Wish | None:
    """Return what words ask for; None where they ask for nothing, or for several things."""
    plain = _plain(words)
    found = [wish for wish, asked in _WISHES.items() if asked.search(plain)]
    return found[0] if len(found) == 1 else None


def wishes_in(words: str) -> tuple[Wish, ...]:
    """Return everything that words ask for."""
    plain = _plain(words)
    return tuple(wish for wish, asked in _WISHES.items() if asked.search(plain))


def _plain(words: str) -> str:
    return re.sub(r"[\s_\-]+", " ", folded(words[:_LONGEST]))


def _parts(words: str) -> list[str]:
    """Return a story in sentences: the rules of danger were written for messages, not for pages."""
    return [one for one in re.split(r"(?<=[.!?。！？\n])", words[:_LONGEST]) if one.strip()]


def _amount(match: re.Match[str]) -> int | None:
    number = (match["before"] or match["after"]).replace(" ", "")
    thousands = re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+(?:[.,]\d{1,2})?", number)
    if thousands:
        number = re.sub(r"[,.](?=\d{3})", "", number)
    number = number.replace(",", ".")
    try:
        value = float(number)
    except ValueError:
        return None
    return int(value * _UNITS.get(match["unit"] or "", 1))
