"""A FAQ of a dozen entries that are far enough apart to be told from each other."""

from dataclasses import replace

from domain.knowledge import FaqEntry, FaqText
from domain.locale import EN, ZH

_SAID: dict[str, dict[str, tuple[str, ...]]] = {
    "oil": {
        EN: (
            "How often must the engine oil be changed?",
            "oil change interval",
            "when is my next oil change due",
            "after how many miles do I need new oil",
        ),
        ZH: ("发动机机油多久换一次？", "多少公里换机油", "机油更换周期"),
    },
    "warranty": {
        EN: (
            "How long is the warranty on a new car?",
            "warranty period",
            "is my car still under warranty",
            "what does the guarantee cover and for how many years",
        ),
        ZH: ("新车质保多少年？", "整车保修期", "我的车还在保修期内吗"),
    },
    "charging": {
        EN: (
            "How long does it take to charge the battery at home?",
            "home charging time",
            "charge overnight with a wallbox",
            "how many hours to a full battery",
        ),
        ZH: ("家里充电要多久？", "用充电桩充满需要几个小时"),
    },
    "tyres": {
        EN: (
            "Which tyre pressure is right?",
            "tire pressure",
            "how much air in the tyres",
            "psi for front and rear wheels",
        ),
        ZH: ("胎压打多少合适？", "轮胎气压标准"),
    },
    "key": {
        EN: (
            "I lost my car key, what now?",
            "replacement key",
            "order a second key",
            "my key fob is gone",
        ),
        ZH: ("车钥匙丢了怎么办？", "配一把备用钥匙"),
    },
    "booking": {
        EN: (
            "How do I book a service appointment?",
            "book a visit to the workshop",
            "make an appointment for maintenance",
            "can I come in on Saturday for a service",
        ),
        ZH: ("怎么预约保养？", "预约到店维修"),
    },
    "insurance": {
        EN: (
            "How do I report an accident to the insurance?",
            "file an insurance claim",
            "someone hit my parked car, whom do I call",
        ),
    },
    "trade-in": {
        EN: (
            "What is my old car worth in trade-in?",
            "sell my used car to the dealer",
            "part exchange value",
        ),
        ZH: ("旧车置换能抵多少钱？", "二手车估价"),
    },
}


def entry(key: str, said: dict[str, tuple[str, ...]] | str, **others: object) -> FaqEntry:
    """An entry that is asked for in these words, by locale; a text alone is English."""
    spoken = {EN: (said,)} if isinstance(said, str) else said
    texts = {
        locale: FaqText(words[0], f"Answer to {key}.", tuple(words[1:]))
        for locale, words in spoken.items()
    }
    return replace(FaqEntry(key, "general", texts), **others)  # type: ignore[arg-type]


FAQ = tuple(entry(key, said) for key, said in _SAID.items())
