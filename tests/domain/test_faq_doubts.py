"""Names in a FAQ that the policy does not know are told, each once, with an entry that has it."""

from dataclasses import replace

from domain.faq_doubts import doubts
from domain.knowledge import FaqEntry, FaqText, Scope
from domain.policy import Policy

POLICY = Policy.model_validate(
    {
        "brand": {
            "key": "solvane",
            "name": {"en": "Solvane", "zh": "索凡"},
            "models": [{"key": "lyra", "name": {"en": "Lyra", "zh": "莱拉"}, "year_from": 2022}],
        },
        "categories": [{"key": "tyres", "name": {"en": "Tyres", "zh": "轮胎"}}],
        "desks": [
            {
                "key": "riverside",
                "name": {"en": "Riverside", "zh": "滨江店"},
                "country": "CN",
                "time_zone": "Asia/Shanghai",
            }
        ],
    }
)
GOOD = FaqEntry("a", "tyres", {"en": FaqText("q", "a")}, scope=Scope("solvane", ("lyra",)))


def test_what_the_policy_knows_is_not_doubted() -> None:
    assert doubts((GOOD, replace(GOOD, key="b", category="general", scope=Scope())), POLICY) == ()


def test_each_strange_name_is_told_once_with_the_first_entry_that_has_it() -> None:
    strange = replace(GOOD, category="tires", scope=Scope("solvain", ("lyrra", "lyra")))
    found = doubts((GOOD, replace(strange, key="b"), replace(strange, key="c")), POLICY)
    assert [(text.id, text.params) for text in found] == [
        ("faq.doubt_category", {"name": "tires", "key": "b"}),
        ("faq.doubt_brand", {"name": "solvain", "key": "b"}),
        ("faq.doubt_model", {"name": "lyrra", "key": "b"}),
    ]


def test_a_policy_that_names_no_models_and_categories_doubts_none() -> None:
    brand = POLICY.brand.model_copy(update={"models": ()})
    bare = POLICY.model_copy(update={"brand": brand, "categories": ()})
    assert doubts((replace(GOOD, category="x", scope=Scope(None, ("y",))),), bare) == ()
