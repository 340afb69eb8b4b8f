"""The phrases of small talk in English and Chinese, in lower case, separated by `|`."""

PHRASES = {
    "displeased": """
        stupid|idiot|idiots|dumb|moron|useless|worthless|crap|shit|bullshit|fuck|fuck you|fuck off
        fucking|wtf|asshole|bastard|bitch|shut up|go away|you suck|this sucks|it sucks|i hate you
        are you stupid|are you kidding me|are you dumb|bad bot|bad|terrible|awful|horrible|rubbish
        garbage|nonsense|wrong|wrong answer|not helpful|no help|not what i asked|damn|damn it
        that is not what i asked|that's not what i asked|that did not help|that didn't help
        垃圾|傻逼|傻x|傻瓜|傻子|煞笔|智障|脑残|废物|废话|滚|滚蛋|蠢|蠢货|笨|笨蛋|白痴|神经病|有病
        去死|妈的|他妈的|你妈|操|我操|卧槽|靠|tmd|nmd|sb|nc|没用|没有用|没什么用|不对|答非所问
        没有帮助|没帮助|错了|胡说|胡说八道|太差|太差了|差劲|什么鬼|什么玩意|什么东西|人工智障|瞎扯
    """,
    "who_are_you": """
        are you a bot|are you a robot|are you bot|are you robot|are you an ai|are you ai|r u a bot
        are you human|are you a human|are you a person|are you a real person|are you real
        are you a machine|is this a bot|is this a robot|is this a real person|is this a human
        am i talking to a bot|am i talking to a robot|am i talking to a human
        am i chatting with a bot|am i talking to a person
        am i talking to a real person|who are you|what are you|who is this
        what is your name|what's your name|whats your name|who am i talking to|your name
        are you chatgpt|you a bot|you are a bot|you're a bot
        你是谁|您是谁|你是什么|你是机器人|你是机器人吗|您是机器人吗|是机器人吗|你是人吗|你是真人吗
        您是真人吗|是真人吗|你是人工吗|是人工吗|你是人工智能吗|你是ai吗|你是不是机器人|你是不是真人
        你叫什么|你叫什么名字|您怎么称呼|怎么称呼|你是人还是机器人|你是真人还是机器人|机器人吗|真人吗
    """,
    "help": """
        help|help me|please help|can you help|can you help me|could you help me|i need help|menu
        what can you do|what can you do for me|what can i ask|what can i ask you|how does this work
        帮助|帮帮我|帮忙|帮我|菜单|目录|功能|你能做什么|你会什么|你能干什么|你会做什么|你可以做什么
        你有什么功能|有什么功能|能帮我吗|可以帮我吗|怎么用你|怎么使用你
    """,
    "thanks": """
        thanks|thank you|thank u|thankyou|thx|thnx|tks|tnx|ty|tysm|cheers|much appreciated
        appreciate it|i appreciate it|appreciated|many thanks|thanks a million|thanks in advance
        thank you in advance|grateful|merci|3q|xiexie|xie xie
        谢谢|谢|谢啦|谢了|谢谢谢谢|谢谢你|谢谢您|多谢|感谢|感谢你|感谢您|感激|感恩|辛苦了|辛苦
        辛苦你了|辛苦您了|麻烦了|麻烦你了|麻烦您了|有劳|有劳了|thank谢谢
    """,
    "praise": """
        great|awesome|amazing|perfect|excellent|brilliant|fantastic|wonderful|superb|cool|nice|super
        good bot|good job|great job|nice job|well done|good work|very good|so good|nice one|helpful
        you are helpful|you're helpful|you are great|you're great|you are the best|you're the best
        i love you|love you|love it|i like you|smart|clever|impressive|wow|that helped|this helped
        that helps|this helps|it worked|it works|works now|that worked|good answer|you are smart
        棒|真棒|太棒了|好棒|棒棒|太好了|真好|很好|非常好|挺好|挺好的|不错|真不错|很不错|厉害|真厉害
        太厉害了|牛|真牛|牛逼|赞|点赞|给力|聪明|真聪明|优秀|完美|漂亮|有用|很有用|有帮助|很有帮助
        喜欢你|我爱你|爱你|解决了|搞定|搞定了|可以了|666|6666|yyds|贴心|专业|很专业|满意|很满意
    """,
    "goodbye": """
        bye|bye bye|byebye|goodbye|good bye|see you|see ya|cya|cu|see you later|see you soon|later
        good night|goodnight|have a nice day|have a good day|have a great day|have a nice evening
        have a good one|have a good evening|have a great weekend|have a nice weekend|take care
        talk to you later|ttyl|so long|farewell|that's all|that is all|thats all|nothing else
        再见|拜|拜拜|拜拜了|拜拜啦|白白|回见|下次见|回头见|改天聊|下次聊|先这样|就这样|晚安
        88|886|祝好|祝你愉快|祝您愉快|没有别的了|没别的了|没有其他问题了|没有问题了|没问题了
    """,
    "greeting": """
        hi|hello|hey|hallo|helo|hiya|howdy|yo|heya|greetings|good morning|good afternoon|sup
        good evening|good day|morning|evening|gm|how are you|how are you doing|how are you today
        how r u|how do you do|how is it going|how's it going|hows it going|what's up|whats up
        hi there|hello there|hey there|nice to meet you|pleased to meet you|long time no see|aloha
        are you there|anyone there|anybody there|is anyone there|is anybody there|you there|test
        testing|i have a question|i have a quick question|i've got a question|i got a question
        quick question|a question|one question|can i ask a question|can i ask you something
        may i ask a question|i want to ask something|i would like to ask something|nihao|ni hao
        你好|您好|你好吗|您好吗|最近好吗|嗨|嘿|哈喽|哈啰|哈罗|哈咯|喂|早|早安|早上好|上午好|中午好
        下午好|晚上好|大家好|在吗|在么|在嘛|在不在|在不|在|有人吗|有人么|有人在吗|你在吗|您在吗|hello你好
        很高兴认识你|新年好|新年快乐|节日快乐|测试|测试一下|我有个问题|有个问题|有问题|问个问题|请教一下
        想问个问题|我想问个问题|问一下|想问一下|我想问一下|我想问下|想问下|咨询|咨询一下|我想咨询一下
        想咨询一下|我要咨询|我想咨询
    """,
    "acknowledged": """
        ok|okay|okey|k|kk|okie|okay then|fine|alright|all right|all good|got it|understood|i see
        i understand|sure|yes|no|yeah|yep|yup|nope|nah|right|ah|oh|oh ok|hm|hmm|mm|mhm|aha|noted
        no problem|no worries|never mind|nevermind|nvm|that is fine|that's fine|makes sense|exactly
        of course|good|good to know|roger|copy that|will do|not now|no thanks|no thank you|sorry
        my bad|haha|hahaha|lol|lmao|sounds good|you're welcome|you are welcome|you too|same to you
        好|好的|好吧|好嘞|好滴|好哒|好呀|好啊|行|行吧|行的|嗯|嗯嗯|恩|恩恩|唔|哦|哦哦|噢|喔|额|呃
        知道了|知道|我知道了|晓得了|明白|明白了|了解|了解了|收到|懂|懂了|清楚了|可以|可以的|没问题|没事
        没事了|没关系|不客气|不用谢|不用|不用了|不需要|不要|不要了|没有|没有了|没了|对|对的|是|是的|不是
        对不起|抱歉|不好意思|哈哈|哈哈哈|呵呵|嘻嘻|算了|好的吧|ok了|ok的|okok|也祝你|ojbk|中|得|妥
    """,
}

FILLERS = """
    there all everyone team guys guy sir madam ma'am dear friend friends mate buddy bro man dude bot
    robot assistant again so very much lot lots a an really just and for your the answer answers
    support reply info information service everything quick today you u it me my now then please
    well too that's it's you're such what but i'm thats its pretty
    啊 们 呀 哦 吧 呢 啦 哈 了 的 嘛 哟 喔 呐 噻 哇 诶 哎 唉 你 您 你们 您们 大家 各位 师傅
    客服 小助手 助手 小姐姐 小哥哥 亲 亲亲 亲爱的 老师 非常 真 真的 真是 很 太 十分 特别 那 那就
    就 先 一下 一声 这 这个 帮助 回答 解答 回复 机器人 请问 请问下 我 这就 都 也 又 给 个 超 超级
    万分 么么哒
"""
"""Words that say nothing by themselves, and may stand anywhere in small talk."""

FILLER_PHRASES = (
    "this is|that is|that was|it is|it was|you are|you were|this bot is|this was|you have been"
)

FORGIVING = (
    "hello", "thanks", "thank", "morning", "evening", "afternoon", "goodbye", "great", "awesome",
    "perfect", "amazing", "excellent", "stupid", "useless", "helpful", "welcome", "understood",
    "alright", "question",
)  # fmt: skip
"""Words that are recognised with one slip of the finger. None is close to a word about cars."""

EMOJI = {
    "displeased": "😡🤬😠👎🖕💩😤",
    "thanks": "🙏❤💐🌹🥰😘🤗💕",
    "praise": "🎉💯🔥👏🤩😍",
    "greeting": "👋🙋",
    "acknowledged": "👍👌🆗✅🙂😊😀😁😄😃😂🤣😅😉🤝🫡",
}
"""Emoji that stand alone. A fire is praise here only when nothing else is said."""
