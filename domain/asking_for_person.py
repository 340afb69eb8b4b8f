"""Recognising that somebody wants a person rather than the bot.

"Talk to a person", "转人工", "give me your manager": wanted is a human being on the other side. A
question about people ("do I need an agent to sell my car?", "人工费多少钱") is none of that.
"""

import re

from domain.folding import folded
from domain.patterns import pattern

_LONGEST = 400

_WHO = r"""
    (?:(?:a_|an_|the_|your_|some_|any_|one_|another_|real_|live_|actual_|human_|proper_|right_
    |responsible_|senior_|different_|local_|next_|available_|someone_from_|somebody_from_
    |one_of_)*(?:person|people|human(?:_being)?s?|agents?|representatives?|reps?|operators?
    |advis[oe]rs?|managers?|supervisors?|boss|staff|employees?|colleagues?|somebody|someone
    |some_one|customer_(?:service|support|care)|support(?:_team)?|service_(?:team|desk
    |advis[oe]r)|consultants?|team_member|specialist|expert|mechanic|technician|receptionist
    |reception|helpdesk|help_desk|sales_(?:manager|team)|man|lady|guy|dealer|salesman
    |salesperson|sales_?rep))
"""
_REACH = r"""
    (?:talk(?:ing)?|speak(?:ing)?|chat(?:ting)?|spk)_(?:to|with)|connect_(?:me_)?(?:to|with)
    |put_me_(?:through_to|on_to|onto|in_touch_with)|transfer_(?:me_)?to|hand_me_over_to|get_me
    |give_me|gimme|switch_(?:me_)?(?:over_)?to|forward_me_to|pass_me_(?:on_|over_)?to|bring_me
    |fetch(?:_me)?|get_hold_of|get_in_touch_with|patch_me_through_to|escalate_(?:this_|it_)?to
    |message|text_with|where_is|where_s|wheres|is_there|call|contact|reach
"""
_WISH = r"""
    (?:i_(?:want|wanna|need|would_like|d_like|wish|demand|prefer|have|must|ll|insist_on)(?:_to)?
    |id_like(?:_to)?|can_i|could_i|may_i|let_me|please|pls|plz|how_(?:do|can)_i|i_am_trying_to
    |im_trying_to|trying_to|want_to|wanna|need_to|can_you|could_you|can_u|would_you|just|let_us)
"""
_ENGLISH = pattern(rf"""
    \b(?:talk(?:ing)?|speak(?:ing)?|chat(?:ting)?|spk|connect_me|put_me_through|transfer_me
    |hand_me_over|switch_me|switch|pass_me|patch_me_through|escalate|escalate_this|transfer
    |put_me_on|put_me_in_touch|connect)_(?:over_)?(?:to|with)_{_WHO}\b|\b(?:get|give|gimme|bring
    |fetch)(?:_me|_us)_(?!me_a_call){_WHO}\b(?!_(?:to_fix|to_tow|to_tell|who))|\bget_(?:a_|an_
    |your_|the_)(?:human|person|manager|supervisor|agent|representative|real_person)\b
    |\b{_WISH}_(?:{_REACH})_{_WHO}\b(?!_(?:number|phone|email|address|hours))|\bi_(?:want|wanna|need
    |demand|prefer|would_like|d_like)_(?:to_have_)?(?:a_|an_|the_|your_|some_|any_)?(?:real_
    |live_|actual_|human_)*(?:person|human(?:_being)?|agent|representative|operator|manager
    |supervisor|human_help|person_to_talk_to|someone_to_talk_to|somebody_to_talk_to|adviser
    |advisor)\b(?!_(?:discount|licen[cs]e|mode))|\b(?:can|could|will|would|have|let|ask|tell|get
    |want|need|please_have)_(?:some_?one|somebody|a_person|a_human|an_agent|your_manager
    |the_manager|a_manager|an_advis[oe]r|anyone|a_colleague
    |staff)(?:_\w+)?_(?:please_)?(?:to_)?(?:call|ring|phone|contact|text|message|write_to|speak
    |talk|get_back|reply|answer|respond|help)\b(?:_(?:to|with))?(?:_me|_us)?
    |(?<!to_)(?<!you_)\b(?:call|ring|phone)_me(?:_back)?(?:_please|_now|_asap|_today|_urgently
    |$)|\b(?:no|not|dont_want|do_not_want|hate|stop|enough_of|sick_of|tired_of|fed_up_with
    |without|instead_of|rather_than)(?:_(?:to_)?(?:talk|talking|speak|speaking|chat
    |chatting)_(?:to|with))?(?:_(?:a|an|the|this|these|your|you))?_(?:stupid_)?(?:bot|bots|robot
    |robots|machine|machines|ai|chatbot|computer)\b|\b(?:is_there|any|are_there)(?:_a|_an
    |_any)?_(?:real_|live_|actual_)?(?:human|person|people|agent|operator|staff
    |humans)(?:_being)?s?_(?:here|there|available|online|around|i_can|who_can|to_talk|that_can
    |on)\b|\banyone_real\b|\bhuman_(?:please|pls|plz|now|help|support|agent|operator|assistance
    |being_please)\b|\blive_(?:chat|agent|person|support|operator)\b|(?:need|want|get|any|a
    |to)_(?:real|actual|living|live)_(?:person|human)\b(?!_(?:test|size))|(?:need
    |want)_(?:a_)?human\b|\b(?:agent|human|manager|supervisor|representative|operator)_(?:please
    |pls|plz|now|asap)\b|\bspeak_to_(?:a_)?human\b|\bcustomer_(?:service|support|care)_(?:please
    |pls|now)\b|\b(?:your|the)_(?:manager|boss|supervisor)(?:_(?:please|now|pls))\b
""")
_ENGLISH_WHOLE = pattern(r"""
    (?:(?:hi|hello|hey|please|pls|ok|just|sorry|yes|no|to|a|an|the|your|need|want|real
    |live)_)*(?:person|human|human_being|humans|agent|representative|rep|operator|manager
    |supervisor|customer_(?:service|support|care)|live_(?:chat|agent|support)|real_person|staff
    |service_agent|support_agent|human_agent|support|helpdesk|zhuan_rengong|rengong|kefu
    |someone_real|adviser|advisor)(?:_(?:please|pls|plz|now|asap|help|thanks|thank_you|here
    |there|quick|immediately|today))*
""")
_CHINESE = pattern(r"""
    转(?:接|到|给|为|成)?(?:一下)?(?:个)?(?:人工|真人|客服|人|专员|顾问|经理|主管)(?!智能|费)
    |人工(?:客服|服务|坐席|座席|咨询|台|回复|解答|接待)(?!.{0,4}(?:时间|几点|上班|费|多少钱
    |电话是))|(?:要|找|想找|请|叫|换|来|给我|接|接通|呼叫|联系|喊|派|我选|需要|想要|用|走|切
    |切换)(?:一?个|一?下|你们|你们的|贵公司|店里|店里的|到|成|位|你们店|一位|的)*(?:人工(?!智能
    |费|洗|打|驾)|真人|活人|客服|主管|领导|经理|店长|老板|负责人|管事|售后|服务顾问|顾问|专员
    |工作人员|销售顾问|投诉专员|技术|师傅(?=.{0,3}(?:聊|说|问|谈|通话))|人(?=(?:来)?(?:说|聊|谈
    |回|跟|帮|接|处理|解决|吧|$|！|!|。|,|，|_)))|(?:跟|和|与|同|让)(?:一?个|你们|你们的
    |店里的?)?(?:人工|真人|活人|人|客服|经理|主管|领导|店长|老板|负责人|顾问
    |工作人员)(?:直接)?(?:来)?(?:说|聊|谈|沟通|讲|对话|通话|联系|打|回)|(?:不想|不要|别|不跟
    |别让|受够|不用|讨厌|烦死|拒绝).{0,4}(?:机器人|机器|ai|智能客服|自动回复|人工智障)|(?:有没有
    |有)(?:个)?(?:(?:人工|真人|活人)(?:客服|服务)?(?:吗|么|没|在|能|可以|帮|回|理|接)|人(?:能
    |可以)?(?:回|理|跟我|和我|接待|接线))(?!工)|(?<!别)(?<!别再)(?<!不要)(?<!不要再)(?:给
    |回)我?(?:回|打)(?:一?个|过来)?电话|(?<!别)(?<!别再)打(?:个)?电话给我(?!的)|打给我(?!的)
    |(?:电话|微信)?联系(?:一下)?我(?!们)|让人?联系我|回(?:个)?电(?:话)?给我|给我(?:来|回)个?电话
    |回我电话|客服(?:呢|在哪|人呢|在吗|出来|在不在|死哪|去哪|上线|怎么还不|快)|(?:你们)?(?:经理
    |领导|老板|店长|主管)(?:呢|在吗|出来|在哪|是谁)|转人工|真人客服|人工啊|人工呢|人工！|叫个人
    |来个人|换个人|換人|zhuanrengong|zrg
""")
_CHINESE_WHOLE = pattern(r"""
    (?:你好|您好|请|麻烦|快|急|我要|要|喂|在吗|那|直接)*(?:人工|客服|真人|活人|人工客服|人工服务
    |客服人员|在线客服|经理|店长|主管|客服小姐姐|客服妹妹)(?:啊|呀|吧|呢|谢谢|快|在吗|有吗
    |在不在|出来|一下|急|请)*
""")
_NOT = pattern(r"""
    are_you_(?:a|an|really)?|am_i_(?:speaking|talking|chatting)|like_a_real_person
    |be_a_real_person|if_you_are_a|do_i_need_(?:a|an|to)|how_(?:do|can)_i_become|want_to_become
    |job|vacanc|hiring|career|sales_agent_licen|应聘|招聘|求职|人工智能|人工费|工时费
    |客服电话(?:是)?(?:多少|几)|客服.{0,4}(?:几点|上班|下班|时间)|(?:voice|virtual
    |driver)_assistant|语音助手|车机
""")
_MOST_WORDS, _MOST_CHARACTERS = 8, 12
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PLAIN = re.compile(r"[^\w]+")


def asks_for_person(text: str) -> bool:
    """Return whether a message asks for a human being instead of the bot."""
    plain = folded(text[:_LONGEST]).replace("'", "")
    if _NOT.search(plain):
        return False
    words = _PLAIN.sub(" ", plain).strip()
    return bool(
        _ENGLISH.search(words)
        or _ENGLISH_WHOLE.fullmatch(words)
        or _CHINESE.search(plain)
        or _CHINESE_WHOLE.fullmatch(words.replace(" ", ""))
    )


def only_asks_for_person(text: str) -> bool:
    """Return whether asking for a human being is all that a message does.

    "I had to ask three times before I could talk to a human" is an opinion; "talk to a human" is
    a wish. They are told apart by length alone: a wish that is written at length is heard as words.
    """
    is_short = len(_HAN.findall(text)) <= _MOST_CHARACTERS and len(text.split()) <= _MOST_WORDS
    return is_short and asks_for_person(text)
