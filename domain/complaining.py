"""Recognising that somebody complains: to be asked back, never forced into a complaint.

A complaint says that something went wrong with the car, the dealer or us, and that the owner minds.
Asking how one complains is a question; a single insult is small talk.
"""

import re

from domain.folding import folded
from domain.patterns import pattern

_LONGEST = 1500

_ENGLISH = pattern(r"""
    \b(?:i|we)_(?:want|need|wish|would_like|d_like|am_going|have|must|will
    |wanna)(?:_to)?_(?:make_|file_|lodge_|submit_|raise_|register_|log_|report_|place_)?(?:a_
    |an_|my_|this_|another_|formal_|official_)*compl(?:ain|aint|aints)\b|\b(?:make|file|lodge
    |submit|raise|register|log)_(?:a_|an_|my_|another_)?(?:formal_|official_)?complaint\b
    |\bcomplaint_(?:about|against|regarding|concerning|on)\b|\bcomplain(?:ing)?_about\b
    |\bthis_is_a_complaint\b|^complaint$|\b(?:unacceptable|outrageous|disgrace(?:ful)?
    |disgust(?:ed|ing)|appalling|appalled|ridiculous|shameful|scandal\w*|pathetic|inexcusable
    |incompeten\w+|unprofessional|dishonest|horrendous|atrocious|abysmal|shambles|fiasco)\b
    |\b(?:fed_up|had_enough|sick_and_tired|sick_of|tired_of|at_my_wits_end|lost_(?:my_)?patience
    |out_of_patience|never_again|never_buy|regret_(?:buying|my_purchase)|worst)\b|\b(?:terrible
    |awful|horrible|bad|poor|lousy|dreadful|rubbish|crap|shit|shitty|useless|disastrous|rude
    |hopeless|sloppy|careless|miserable|slow|non_?existent)_(?:\w+_)?(?:service|experience
    |treatment|support|dealer|dealership|workshop|staff|quality|job|repair|work|communication
    |attitude|advisor|adviser|salesman|mechanic|hotline|customer_service|after_?sales
    |workmanship|handling)\b|\b(?:service|dealer|dealership|workshop|staff|advisor|adviser
    |salesman|salesperson|hotline|experience|communication|quality|repair|mechanic|garage
    |manager|people|receptionist|technician)_(?:\w+_){0,3}(?:is|was|were|are|has_been
    |have_been)_(?:\w+_){0,2}(?:terrible|awful|horrible|bad|poor|lousy|rude|useless|a_joke
    |a_disaster|a_nightmare|rubbish|crap|shit|arrogant|unhelpful|disappointing|unfriendly
    |dishonest|hopeless|a_mess|a_disgrace|shocking|sloppy|impolite)\b|\b(?:very|so|really
    |extremely|deeply|bitterly|totally|absolutely|utterly|quite|not_at_all|not)_(?:disappointed
    |dissatisfied|unhappy|angry|upset|annoyed|frustrated|happy_with|satisfied|pleased_with
    |impressed_with)\b|\bnot_(?:happy|satisfied|pleased|impressed)\b|\bdisappointed_(?:with|in
    |by|at)\b|\bunhappy_(?:with|about)\b|\bdissatisfied\b|\bi_(?:am|m)_(?:disappointed|furious
    |angry|upset|annoyed|frustrated|fuming)\b|\bim_(?:disappointed|furious|angry|upset|annoyed
    |frustrated|fuming|livid)\b|\bfuming\b|\blivid\b|\b(?:lied|lying|lies|liars?|cheat(?:ed|ing
    |s|ers)?|scammed|scammers?|rip_?(?:ped_)?off|ripped_off|fraud|overcharged|over_charged
    |swindl\w+|mislead|misled|deceiv\w+|tricked|con_artists?|robbery|thieves|conned)\b
    |\b(?:nobody|no_one|noone|none_of_you|not_a_single_person|never)_(?:\w+_){0,2}(?:calls?
    |called|answers?|answered|repl(?:y|ies|ied)|responds?|responded|cares?|cared|helps?|helped
    |gets?_back|got_back|picks?_up|picked_up|listens?|came|bothers?|bothered|apologi[sz]ed
    |told_me|informed_me)\b|\bno_(?:reply|answer|response|call_back|callback|apology
    |news)_(?:for|since|after|in|from|whatsoever|at_all)\b|\bkeeps?_(?:ignoring|promising
    |postponing|cancelling|lying)\b|\bignor(?:ed|ing)_(?:me|us|my)\b|\b(?:second|third|fourth
    |fifth|2nd|3rd|4th|5th|umpteenth|\d+th)_time\b(?!_(?:owner|buyer))|\b(?:still|again)_(?:not
    |isnt|hasnt|hasn_t|isn_t|wasnt|broken|no|has_not|have_not|is_not|not_been|unrepaired
    |unresolved|waiting)\b|\bstill_(?:havent|haven_t|waiting|doesnt|doesn_t|rattl\w+|leak\w+
    |makes?)\b|\bsame_(?:problem|fault|issue|noise|defect|error|thing)_(?:\w+_){0,3}(?:again
    |back|after|still)\b|\bnot_(?:been_)?(?:fixed|repaired|solved|resolved)_(?:properly|again
    |yet|after|even|despite)\b|\bwaiting_(?:for_)?(?:\w+_){0,3}(?:weeks?|months?|days|hours)\b
    |\b(?:weeks?|months?|days|hours)_(?:and|but)_(?:still_)?(?:nothing|no|not)\b|\bwast(?:e|ed
    |ing)_(?:of_)?(?:my_|our_)?(?:time|money|day)\b|\b(?:sue|lawsuit|legal_action|my_lawyer
    |(?:take|taking|see)_(?:\w+_){0,2}(?:to|in)_court|consumer_(?:association|rights)|ombudsman
    |bad_review|one_star|1_star|zero_stars?|go_public|the_press)\b|\b(?:demand|want
    |expect)_(?:a_|my_|some_|full_|an_|immediate_)*(?:refund|compensation|apology|explanation
    |money_back|replacement)\b|\bhow_dare\b|\bwhat_(?:a|kind_of)_(?:joke|mess|disgrace
    |service_is)\b|\b(?:scratched|damaged|ruined|broke|broken|dented|lost|destroyed)_(?:my|our
    |the)_\w+_(?:\w+_){0,2}(?:in_your|at_your|by_your|during|while)\b|\byou_(?:\w+_)?(?:broke
    |damaged|scratched|ruined|messed_up|screwed_up|destroyed|dented|forgot|promised|lost)\b
    |\byour_(?:\w+_)?(?:mechanic|workshop|staff|guys|people|dealer|technician
    |advisor)_(?:\w+_){0,2}(?:broke|damaged|scratched|ruined|messed_up|screwed_up|destroyed
    |dented|forgot|lost|refused|promised|shouted|insulted)\b|\b(?:piece_of_(?:junk|crap|shit
    |garbage)|this_car_is_(?:junk|crap|shit|garbage|trash|rubbish)|shame_on_you|let_me_down
    |let_down_by|taking_the_piss|joke_of_a)\b
""")
_CHINESE = pattern(r"""
    (?:我要|要|想|必须|一定|准备|我|再|已经|打算|决定)(?:去|来|再|向.{1,6})?(?:投诉|举报|曝光
    |维权)|投诉(?:你们|他们|这家|那家|销售|店|售后|4s|经销商|客服|维修|服务|$|！|!|，|,|。|_)
    |12315|12365|消协|黑猫投诉|工商局|消费者协会|律师函|起诉|法院|告你们|打官司|退一赔三|给差评
    |差评|(?:服务|态度|体验|质量|做工|售后|效率|管理|技术|维修|水平|信誉|沟通).{0,4}(?:太|很|真
    |特别|非常|实在|极其|这么|那么|超|十分|如此)?(?:差|烂|恶劣|不好|糟|垃圾|不行|敷衍|傲慢
    |不专业|慢|低|混乱|冷漠|不耐烦|粗暴|稀烂|拉胯|坑)|(?:太|真|实在|非常|很|特别|十分|极其
    |超级)(?:差劲|失望|气人|过分|恶心|坑|垃圾|离谱|不负责|不满|不爽|敷衍|无语|生气|恼火|愤怒
    |憋屈|窝火|寒心|不像话|欺负人|黑|坑人|不专业)|失望(?:透|至极|了)|令人失望|让人失望|忍无可忍
    |受够了|不像话|无法接受|不能接受|接受不了|不可接受|岂有此理|欺人太甚|气死我|气死人|火大|窝火
    |寒心|后悔买|再也不(?:买|来|会)|不会再(?:买|来)|欺负人|店大欺客|欺诈|欺骗|被骗|骗人|骗子
    |骗我|骗消费者|忽悠|坑人|坑我|被坑|黑店|黑心|宰客|宰人|乱收费|乱收|多收|强制消费|捆绑
    |虚假宣传|货不对板|推卸|推脱|推诿|踢皮球|扯皮|敷衍|糊弄|应付我|打发我|不负责|没人管|没人理
    |没人回|没人接|没人联系|无人处理|不理我|不理人|不回复我|不接电话|(?<!给)不给(?:处理|解决
    |说法|退|换|修)|没个说法|给个说法|给我个?说法|要个?说法|讨个?说法|不作为|不解决|言而无信
    |说话不算|出尔反尔|失信|(?:修|换|返修|维修|来|去|跑
    |返工)了?.{0,6}(?:[二两三四五六七八九十几多好]|\d+)(?:次|趟|回|遍).{0,8}(?:还|都|没|又|依旧
    |仍|照样|不)|(?:第[二三四五六七八九十]|又一)次.{0,10}(?:坏|修|出|返|漏|响|故障|了)|(?:还是
    |还|仍|仍然|依然|又|一直|根本|始终|到现在都?|至今).{0,3}(?:没|不|未)(?:有)?(?:修好|解决|处理
    |回复|回电|人|结果|消息|答复|到|给|弄好|动静|下文|进展)|等了.{0,8}(?:天|周|月|小时|年|星期
    |礼拜|钟头|久).{0,6}(?:还|都|没|也|才|不|了$)|(?:说好|答应|承诺|保证).{0,14}(?:没|不|又|却
    |结果|到现在|反悔|变|拖)|一拖再拖|拖了.{0,6}(?:天|周|月|年|久)|浪费(?:我)?(?:的)?(?:时间|钱
    |一天)|(?:赔偿|赔我|赔钱|退钱|退车|退款|道歉|给我退|换车)(?!政策|流程|怎么|多久|规定
    |险).{0,6}(?:我|！|!|$|必须|否则|不然)|必须(?:给我)?(?:赔|退|道歉|解决|处理)|(?:把我
    |给我).{0,6}(?:弄坏|搞坏|修坏|划伤|划了|刮花|弄丢|洗坏|撞了|弄脏|装反|装错)|(?:什么|这|破
    |烂)(?:破|烂)(?:车|店|服务|东西|质量|玩意|售后)|破车|垃圾(?:车|店|服务|售后|公司|品牌|厂家)
    |越修越坏|小病大修|新车.{0,8}(?:就|刚).{0,6}(?:坏|漏|响|故障|问题)|什么态度|什么服务
    |什么玩意儿?(?:车|店)|太让人|太气人|吃相
""")
_ASKS_HOW = pattern(r"""
    \b(?:how|where|whom?)_(?:do|can|could|should|would|to)_(?:i_|we_|one_)?(?:\w+_)?(?:make|file
    |lodge|submit|complain|report|raise|contact|reach)\b|\bwho_(?:can|do|should)_i_complain\b
    |\b(?:status|progress)_of_my_complaint\b|\bcomplaints?_(?:process|procedure|form|department
    |policy|number|hotline|email)\b|(?:怎么|如何|哪里|哪儿|在哪|找谁|什么渠道|流程|电话|进度
    |多久).{0,6}(?:投诉|举报|反映)|投诉.{0,8}(?:怎么|如何|哪里|哪儿|找谁|渠道|流程|电话|多久
    |进度|邮箱|到哪|处理到)|可以投诉吗|能投诉吗
""")
_MILD = pattern(r"""
    \bno_complaints?\b|\bnot_(?:too_|so_)?bad\b|没什么(?:不满|好投诉)|不是投诉|不投诉
""")
_NOT_LETTERS = re.compile(r"[^\w\u3400-\u9fff]+")


def complains(text: str) -> bool:
    """Return whether a message voices dissatisfaction that a person should hear of."""
    plain = folded(text[:_LONGEST]).replace("'", "")
    words = _NOT_LETTERS.sub(" ", plain).strip()
    if _ASKS_HOW.search(words) or _MILD.search(words):
        return False
    return bool(_ENGLISH.search(words) or _CHINESE.search(plain))
