"""A small FAQ in two languages; each of its own wordings is answered with certainty."""

from bot.clock import SystemClock
from bot.rendering.catalog import Catalog
from bot.rendering.renderer import HtmlRenderer
from domain.faq_import import plan_import
from domain.knowledge import FaqEntry, FaqText
from storage.opening import open_storage

_ENTRIES = (
    (
        "service-interval",
        "maintenance",
        "How often does my car need a service?",
        "Every 20,000 km or once a year.",
        "我的车多久保养一次？",
        "每两万公里或每年一次。",
    ),
    (
        "warranty-length",
        "warranty",
        "How long is the warranty?",
        "Three years, or 100,000 km.",
        "整车质保期是几年？",
        "三年或十万公里。",
    ),
    (
        "tyre-pressure",
        "tyres",
        "What is the right tyre pressure?",
        "It stands on the sticker inside the driver's door.",
        "轮胎气压应该打多少？",
        "请看驾驶员车门内侧的标签。",
    ),
    (
        "charge-home",
        "charging",
        "Can I charge the battery at home?",
        "Yes, with a wall box of 7 kW or 11 kW.",
        "可以在家里给电池充电吗？",
        "可以，请安装家用充电桩。",
    ),
    (
        "lost-key",
        "keys",
        "What do I do when I have lost my key?",
        "Bring your identity card to a dealer, who orders a new key.",
        "车钥匙丢了怎么办？",
        "请带身份证到经销商处配新钥匙。",
    ),
    (
        "roadside",
        "roadside",
        "How do I call roadside assistance?",
        "Press the SOS button, day and night.",
        "怎么呼叫道路救援？",
        "请按车内救援按钮，全天有人接听。",
    ),
    (
        "recall",
        "recalls",
        "Is there a recall for my car?",
        "Send us your VIN and we look it up.",
        "我的车有没有被召回？",
        "请发来车架号，我们为您查询。",
    ),
    (
        "trade-in",
        "trade",
        "What is my old car worth as a trade-in?",
        "A dealer values it in half an hour, free of charge.",
        "旧车置换能抵多少钱？",
        "经销商半小时内免费评估。",
    ),
    (
        "software-update",
        "software",
        "How do I install a software update?",
        "Park the car and confirm the update on the display.",
        "怎么安装软件更新？",
        "停好车后在屏幕上确认更新。",
    ),
    (
        "points",
        "membership",
        "When do my membership points expire?",
        "After two years without a visit.",
        "会员积分什么时候过期？",
        "两年没有到店则过期。",
    ),
    (
        "inspection",
        "inspection",
        "Which papers do I need for the annual inspection?",
        "The registration and the insurance policy.",
        "年检需要带什么材料？",
        "行驶证和保险单。",
    ),
    (
        "child-seat",
        "accessories",
        "Where can I fasten a child seat?",
        "On both outer rear seats, with ISOFIX.",
        "儿童座椅可以装在哪里？",
        "后排两侧座位，使用固定接口。",
    ),
    (
        "towing",
        "towing",
        "How heavy a trailer may I tow?",
        "Up to 1,500 kg with brakes.",
        "我的车最多能拖多重的拖车？",
        "带刹车的拖车最多一千五百公斤。",
    ),
    (
        "windscreen",
        "insurance",
        "Does the insurance pay for a cracked windscreen?",
        "Yes, without any deductible.",
        "挡风玻璃裂了保险赔吗？",
        "赔，没有免赔额。",
    ),
)

ENTRIES = tuple(
    FaqEntry(key, category, {"en": FaqText(question, answer), "zh-Hans": FaqText(zh, zh_answer)})
    for key, category, question, answer, zh, zh_answer in _ENTRIES
)

ANSWERS = {
    question: f"{question}\n\n{answer}"
    for _, _, *texts in _ENTRIES
    for question, answer in (texts[:2], texts[2:])
}
"""Every question with the answer that it must get, in its own language: itself and the entry's."""

UNKNOWN = "Who won the chess tournament in Reykjavik?"
"""Not answered by anything above."""

VAGUE = "lost"
"""One word that an entry has too: worth asking back."""


async def fill(database: str) -> None:
    """Put the entries into a database that is up to date."""
    renderer = HtmlRenderer(Catalog.load())
    async with (
        open_storage(database, renderer, SystemClock()) as storage,
        storage.works.alone() as work,
    ):
        await work.faq.apply(plan_import({}, ENTRIES), by="test")
