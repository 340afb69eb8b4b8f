"""A hundred messages that owners really write and that are no small talk, in both languages."""

ENGLISH = """
hi, how do I charge?
hello, my car won't start
thanks, and how long does it take?
good morning, is the workshop open today
ok but how much is it
great, where is the nearest charger?
how often does it need an oil change
what does the yellow light mean
tyre pressure
warranty
service interval linden
can I tow a trailer with the Lyra
my key is not working
app says offline
how do i pair my phone
where is the spare wheel
brake fluid
is the warranty void if i go to another garage
book a service
i want to book a test drive
do you take my old car in payment
the bot gave me a wrong answer about tyres
the screen is black
battery drains overnight
good tyres for winter
nice wheels for the Corrin?
help me open the bonnet
thank you for the service booking, when is it
are you open on sunday
is it a hybrid
who are you going to send for the tow
what is your address
what is your name for the premium package
are you a dealer
test drive
bye bye battery, what now
great noise from the engine
cool box accessory
smart key battery
right headlight
no heating
yes I mean the rear camera
morning sickness from the smell in the car
light
great wall
perfect tyre pressure
evening service hours
question about insurance
i have a question about my lease
can you help me with the tyres
"""

CHINESE = """
你好，怎么充电？
您好，我的车打不着火
谢谢，那要多久？
早上好，店里今天营业吗
好的，那多少钱
不错，最近的充电桩在哪
多久换一次机油
黄灯亮了什么意思
胎压
质保
林登保养周期
莱拉能拖车吗
钥匙没反应了
手机应用显示离线
怎么连接手机蓝牙
备胎在哪
刹车油
去别的店保养还保修吗
预约保养
我想预约试驾
旧车能置换吗
机器人答错了轮胎的问题
屏幕黑了
停一晚就亏电
好的轮胎推荐
科林的轮毂不错，多少钱
帮我开一下引擎盖
谢谢你们上次的保养，下次什么时候
周日开门吗
这是混动吗
你们派谁来拖车
你们地址在哪
高配叫什么名字
你是经销商吗
测试驾驶
再见了我的电池，怎么办
发动机声音很大
车载冰箱
智能钥匙电池
右前大灯
没有暖风
对，我说的是倒车影像
车里有味道
灯
行车记录仪
好几个灯亮
中控屏
得多少钱
垃圾桶配件有吗
保险问题咨询
"""

QUESTIONS = [line for line in (ENGLISH + CHINESE).splitlines() if line]
