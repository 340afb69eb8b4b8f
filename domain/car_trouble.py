"""Whether words tell of something wrong with a car: a light, a warning, a noise, no start.

No emergency (that is the safety lane's to say) and no answer to anything that a form asks: somebody
who is adding their car and sees a light come on has stopped filling in the form.
"""

from domain.folding import folded
from domain.patterns import pattern

_ENGLISH = pattern(r"""
    \b(?:warning|light|lamp|indicator|symbol|message)s?\b.{0,40}\b(?:on|came|comes|appear\w*
    |flash\w*|blink\w*|lit|glow\w*|pop\w*)\b|\bwarning_(?:light|lamp|message|sign|symbol)s?\b
    |\b(?:check_engine|engine|airbag|abs|brake|battery|oil|tyre|tire|pressure)_(?:\w+_){0,2}
    (?:light|lamp|warning|alarm|fault|error)\b|\b(?:error|fault)_(?:code|message)\b
    |\b(?:won't|wont|will_not|doesn't|doesnt|does_not|can't|cannot|refuses_to)_(?:start|charge
    |unlock|lock|open|turn_on|switch_on|move)\b|\bbroke(?:n)?_down\b|\bbreakdown\b
    |\b(?:flat|burst|punctured)_(?:tyre|tire)s?\b|\b(?:strange|weird|loud|odd|grinding|knocking)_
    (?:noise|sound|smell)s?\b|\b(?:leak(?:s|ing|ed)?|overheat\w*|stall(?:s|ed|ing)?)\b
    |\b(?:battery|car)_is_(?:dead|flat)\b|\btow_truck\b
""")
_CHINESE = pattern(r"""
    灯.{0,4}(?:亮|闪|不灭)|亮.{0,4}灯|警告|警报|报警|告警|故障|报错|异响|怪声|异味|打不着|打不着火
    |(?:启动|发动|充|解锁|开|关|锁)不了|无法(?:启动|发动|充电|解锁)|抛锚|爆胎|扎胎|没气|漏(?:油|水|液
    |电|气)|熄火|趴窝|拖车|开锅|过热
""")


def tells_of_trouble(text: str) -> bool:
    """Return whether words say that something is wrong with the car."""
    plain = folded(text)
    return bool(_ENGLISH.search(plain) or _CHINESE.search(plain))
