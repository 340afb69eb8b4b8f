"""A brand and its FAQ for conversation tests."""

from datetime import date
from typing import Any

from domain.knowledge import EntryStatus, FaqEntry, FaqText
from domain.policy import Policy

POLICY = Policy.model_validate(
    {
        "brand": {
            "key": "solvane",
            "name": {"en": "Solvane", "zh": "索凡"},
            "vin_prefixes": ["LSV", "1M8"],
            "models": [
                {"key": "lyra", "name": {"en": "Lyra", "zh": "莱拉"}, "year_from": 2022},
                {"key": "linden", "name": {"en": "Linden", "zh": "林登"}, "year_from": 1985},
            ],
        },
        "categories": [
            {"key": "charging", "name": {"en": "Charging", "zh": "充电"}},
            {"key": "warranty", "name": {"en": "Warranty", "zh": "质保"}},
        ],
        "desks": [{"key": "main", "name": "Main"}],
    }
)

WITHOUT_MODELS = Policy.model_validate(
    {
        "brand": {"key": "own", "name": {"en": "our brand", "zh": "本品牌"}},
        "desks": [{"key": "main", "name": "Main"}],
    }
)

GOOD_VIN = "1M8GDM9AXKP042788"
"""The example of 49 CFR 565; its year sign K stands for 1989 and 2019."""

OTHER_VIN = "LSVNV2182E2100001"
"""Its check digit is wrong."""


def entry(key: str, en: str, zh: str | None, category: str = "charging", **more: Any) -> FaqEntry:
    texts = {"en": FaqText(en, f"<b>About {key}.</b> All is well.")}
    if zh:
        texts["zh-Hans"] = FaqText(zh, f"<b>关于{key}。</b>一切正常。")
    return FaqEntry(key, category, texts, **more)


ENTRIES = (
    entry("charge-home", "How do I charge at home?", "在家怎么充电？"),
    entry("charge-away", "How do I charge on the road?", "在路上怎么充电？"),
    entry("charge-cold", "Why does it charge slowly in the cold?", "天冷为什么充电慢？"),
    entry("warranty-length", "How long is the warranty?", "质保多久？", "warranty"),
    entry("warranty-paint", "Does the warranty cover paint?", None, "warranty"),
    FaqEntry(
        "charge-port",
        "charging",
        {"en": FaqText("Where is the charge port?", "Behind the left wheel.", image="PHOTO1")},
    ),
    FaqEntry("secret", "charging", {"en": FaqText("What is a draft?", "x")}, EntryStatus.DRAFT),
    entry("old-offer", "Is there a winter offer?", None, valid_until=date(2020, 1, 1)),
)
