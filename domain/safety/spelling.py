"""One spelling for what is written in many ways: contractions, slips, the other language's words.

A line of a table is `meant = written|written`, with the syntax of regular expressions; a line that
begins with `|` goes on with the one before; `-` means nothing at all.
"""

from domain.slips import one_slip


def _rows(table: str) -> tuple[tuple[str, str], ...]:
    lines = table.replace("\n        |", "|").splitlines()
    rows = (line.split(" = ", 1) for line in lines if line)
    return tuple((meant.strip().replace("-", ""), written) for meant, written in rows)


SAME = _rows("""
    - = really|rly|even|quite|totally|completely|literally|actually|basically|kinda|simply
        |fully|absolutely|fucking|fuckin|freaking|bloody|damn|honestly|like totally|properly
        |really
    cant = can not|cannot|couldnt|could not|unable to|not able to|cnt|impossible to
        |can no longer|isnt able to
    wont = will not|wouldnt|would not|refuses to|refused to|refusing to|wnt|refuse to
    dont = do not|does not|did not|doesnt|didnt|dosent|doesent|dosnt|dont|dnt|never|has not
        |hasnt|havent|have not|no longer
    isnt = is not|are not|was not|were not|isnt|arent|wasnt|werent|aint
    im = i am|iam|im
    its = it is|its
    tyre = tire
    tyres = tires
    tyre burst = blow out|blowout|flat out burst
    hood = bonnet
    airbag = air bag|airbags|air bags|air-bag
    seatbelt = seat belt|seatbelts|safety belt|seat belts
    handbrake = hand brake|parking brake|e brake|ebrake|epb|park brake|emergency brake
    windscreen = windshield|wind shield|wind screen|front glass
    kid = kids|kiddo|kido
    highway = motorway|freeway|expressway|autobahn|interstate|high way
    petrol = gasoline|gasolin|benzin|petroleum
    smoke = smokes|smoking|smoky|smok|smoker?s coming
    help = hlp|halp|pls help|plz help|heelp
    burnt = burned
    brakes = breaks|brks|brakes|breakes
    brake = brake|brke
        |break(?= (?:pedal|fell|failure|failed|not working|isnt|dont|system|fluid|fail
        |no work|light))
    braking = breaking(?= (?:system|dont|isnt|power|distance))
""")
"""English words that are brought to one form, in the order of the table."""

ENGLISH_FOR = _rows("""
    brakes = 刹车|煞车|剎车
    steering wheel = 方向盘
    airbag = 气囊
    smoke coming out = 冒烟
    on fire = 着火|起火
    help = 救命
    highway = 高速
    what do i do = 怎么办
    car = 我的车|车子|车
    throttle = 油门
    petrol = 汽油
    battery = 电池
    child = 孩子|小孩|宝宝
    i = 我
""")
CHINESE_FOR = _rows("""
    刹车 = brake|brakes|break|breaks|shache
    气囊 = airbag|airbags|air bag|qinang
    方向盘 = steering wheel|steering|fangxiangpan
    高速 = highway|motorway|freeway|expressway|gaosu
    冒烟 = smoke|smoking|maoyan
    着火 = fire|on fire|zhaohuo|qihuo
    熄火 = shut down|shutdown|stalled|xihuo
    没电 = dead|died|no power
    车祸 = accident|crash|zhuangche|chehuo
    撞车了 = crashed
    救命 = help|help me|jiuming
    孩子 = baby|kid|kids|child|bb
    狗 = dog|puppy
    锁 = lock|locked
    电池 = battery
    隧道 = tunnel
    卡车 = truck|trucks
    失灵 = failed|fail|not working|不 ?work|no response|broken
    卡住 = stuck
    停 = stop
    汽油 = gas|petrol|fuel
    味 = smell
    漏 = leaking|leak
    被困 = trapped
    受伤 = hurt|injured
    流血 = blood|bleeding
    油门 = accelerator|throttle
    耳朵 = ear|ears
    眼睛 = eye|eyes
    车 = car
    车门 = door
    钥匙 = key
    价格 = price
""")
"""Words about danger in a message of both languages, for the reading in the other one."""

SLIPS = """
    brakes brake braking steering accelerator smoke smoking burning flames petrol gasoline
    airbag airbags trapped locked accident crashed bleeding unconscious battery highway
    motorway exploded accelerating emergency ambulance throttle stuck caught inside breathing
    tunnel railway flooded sinking wheel toddler daughter collision overturned
"""
"""Words that are recognised with one slip of the finger."""

NO_SLIPS = """
    airbus baking batter batterys bearing better blaming blocked boring bra brace bracing
    brag brakers brakes brand brave breaking broke buring buying cashed caughts charged
    chashed cracked crash crashes crushed fames flakes flame flamed flamer flares frames
    funnel highways insider insides insist lacked licked linked locker lockers looked patrol
    petrels sinking smoked smokes smokey spoke stack steal steaming steel steeping sterling
    stick sticking sticks strapped stroke struck sunken tapped taught tracked trap tricked
    tunnels turning wheat whee wheels when wrapped
"""
"""Words of their own that are one slip away from those."""


def corrected(word: str) -> str:
    """Return the word that is meant."""
    if len(word) < 5 or word in _KNOWN or not word.isalpha():
        return word
    return next((meant for meant in _BY_FIRST.get(word[0], ()) if one_slip(word, meant)), word)


_MEANT = tuple(SLIPS.split())
_KNOWN = frozenset((*_MEANT, *NO_SLIPS.split()))
_BY_FIRST = {
    letter: tuple(word for word in _MEANT if word[0] == letter)
    for letter in {word[0] for word in _MEANT}
}
