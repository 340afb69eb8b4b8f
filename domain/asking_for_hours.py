"""Whether a message asks when the desk is open, and nothing else: the policy knows that."""

from domain.folding import folded
from domain.patterns import pattern

_LONGEST = 60

_ENGLISH = pattern(r"""
    (?:(?:hi|hello|hey|please|so|and|ok|excuse_me|sorry|good_morning|can_you_tell_me|could_you_tell_me
    |tell_me|may_i_ask|i_want_to_know|i_would_like_to_know)_)*
    (?:(?:what|when|which)_(?:are|is|s|re)_(?:your|the|ur|customer_service)_
    (?:(?:opening|business|working|office|service|support|desk|customer_service)_)+(?:hours?|times?)
    |(?:your_|the_)?(?:opening|business|office)_(?:hours|times)
    |(?:what|which)_(?:hours|times?|days)_(?:are|do)_you_(?:open|close|work|guys_open)
    |(?:when|at_what_time|what_time|until_when|till_when|how_long|how_late)_(?:do|are|will|is)_
    (?:you|u|you_guys|the_desk|your_desk|your_team|customer_service|customer_care)_(?:be_)?
    (?:open|close|closing|opening|opened|closed|available|there)
    |(?:are|r)_(?:you|u|you_guys)_(?:still_|currently_)?(?:open|closed|available))
    (?:_(?:now|today|tomorrow|tonight|right_now|on|at|the|in|during|over|weekends?|weekdays?
    |mon(?:day)?s?|tue(?:sday)?s?|wed(?:nesday)?s?|thu(?:rsday)?s?|fri(?:day)?s?|sat(?:urday)?s?
    |sun(?:day)?s?|(?:public_|bank_)?holidays?|and|or|until|till|from|to|please|pls|thanks
    |morning|afternoon|evening|this|next))*
""")
_CHINESE = pattern(r"""
    (?:你好|您好|请问|请问一下|问一下|那|想问下|我想问一下|麻烦问下|[,，。！!\s])*
    (?:你们|您们|贵司|咱们|你们店|店里|本店|门店|服务台|客服|人工客服|人工|售后|服务中心)?(?:的|那边|这边)?
    (?:(?:今天|明天|现在|周末|周六日?|周日|周[一二三四五六日天]|星期[一二三四五六日天]|礼拜[一二三四五六日天]
    |节假日|假期|国庆|春节|元旦|早上|晚上|中午|平时|一般|通常)(?:也|还|都|和|,|，)?)*
    (?:(?:营业|上班|工作|服务|办公|开门|在线)时间(?:是|为)?(?:什么时候|几点|多少|怎样|怎么样|什么|啥)?
    (?:到几点|几点到几点)?
    |(?:都)?(?:是)?(?:几点|什么时候|什么时间|多久|几时)(?:到几点)?
    (?:开门|关门|开始营业|营业|上班|下班|打烊|开始上班|在线|有人)
    |(?:还)?(?:开门|营业|上班|开着|有人上班|在线|打烊|关门|下班)(?:了)?(?:吗|么|没|没有|不))
    (?:呢|呀|啊|吗|么|[?？。!！~])*
""")


def asks_for_hours(text: str) -> bool:
    """Return whether all that a message asks is when there is somebody."""
    if len(text) > _LONGEST:
        return False
    plain = folded(text).strip()
    words = " ".join("".join(c if c.isalnum() else " " for c in plain).split())
    return bool(_ENGLISH.fullmatch(words) or _CHINESE.fullmatch(plain))
