import pytest

from domain.knowledge import DecisionKind
from knowledge.calibration import SAME_WORDS
from tests.knowledge.conftest import Start, ask
from tests.knowledge.faq import FAQ, entry


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("how often do I have to change the oil", "oil"),
        ("HOW OFTEN DO I HAVE TO CHANGE THE OIL???", "oil"),
        ("how long is the waranty", "warranty"),
        ("i have lost the key of my car", "key"),
        ("what tire pressure do i need", "tyres"),
        ("机油多久需要更换", "oil"),
        ("機油多久需要更換", "oil"),
        ("新车的质保期是几年", "warranty"),
        ("我的車鑰匙不見了怎麼辦", "key"),
        ("ｈｏｗ ｌｏｎｇ ｉｓ ｔｈｅ ｗａｒｒａｎｔｙ", "warranty"),
    ],
)
async def test_finds_the_entry_that_was_asked_for(start: Start, question: str, key: str) -> None:
    knowledge = await start(*FAQ)
    decision = await knowledge.decide(ask(question))
    assert decision.candidates[0].key == key
    assert decision.kind is not DecisionKind.ABSTAIN


@pytest.mark.parametrize(
    "question",
    [
        "who won the world cup in 1998",
        "write me a poem about the moon",
        "什么是量子力学",
        "帮我写一首诗",
        "Wie wird das Wetter morgen in Berlin?",
        "ما هي عاصمة فرنسا",
        "qwzx vbnm lkjh",
        "🙂🙂🙂",
        "?!",
        "",
        "   \n ",
    ],
)
async def test_does_not_answer_what_the_faq_does_not_cover(start: Start, question: str) -> None:
    knowledge = await start(*FAQ)
    decision = await knowledge.decide(ask(question))
    assert decision.key is None
    assert decision.candidates, "candidates are filled whenever the FAQ is not empty"
    assert 0 <= decision.score <= 1


async def test_a_chinese_question_finds_an_entry_that_has_english_only(start: Start) -> None:
    knowledge = await start(*FAQ)
    decision = await knowledge.decide(ask("出了事故怎么向保险公司报案", "zh-Hans"))
    assert decision.candidates[0].key == "insurance"


async def test_an_english_question_finds_an_entry_that_has_chinese_only(start: Start) -> None:
    plates = entry("plates", {"zh-Hans": ("怎么办理车辆上牌？", "新车上牌流程", "上牌照")})
    knowledge = await start(*FAQ, plates)
    decision = await knowledge.decide(ask("how do I register the new car and get licence plates"))
    assert decision.candidates[0].key == "plates"


async def test_the_same_words_are_answered_whatever_the_models_say(start: Start) -> None:
    knowledge = await start(*FAQ, entry("code", "E-104?"))
    decision = await knowledge.decide(ask("e-104?"))
    assert (decision.kind, decision.key) == (DecisionKind.ANSWER, "code")
    assert decision.score == SAME_WORDS


async def test_two_entries_with_the_same_question_are_both_offered(start: Start) -> None:
    twin = entry("oil-2", "How often must the engine oil be changed?")
    knowledge = await start(*FAQ, twin)
    decision = await knowledge.decide(ask("how often must the engine oil be changed"))
    assert decision.kind is DecisionKind.SUGGEST
    assert set(decision.suggestions[:2]) == {"oil", "oil-2"}


async def test_suggests_at_most_four(start: Start) -> None:
    knowledge = await start(*(entry(f"oil-{n}", f"oil change {n}") for n in range(9)))
    decision = await knowledge.decide(ask("oil change"))
    assert decision.key is None
    assert len(decision.suggestions) <= 4
    assert len(decision.candidates) <= 10


async def test_an_empty_faq_abstains(start: Start) -> None:
    knowledge = await start()
    decision = await knowledge.decide(ask("how often do I change the oil"))
    assert decision.kind is DecisionKind.ABSTAIN
    assert (decision.score, decision.candidates) == (0.0, ())


@pytest.mark.parametrize("size", [1, 2, 3])
async def test_a_tiny_faq_answers_its_own_and_nothing_else(start: Start, size: int) -> None:
    knowledge = await start(*FAQ[:size])
    right = await knowledge.decide(ask("How often must the engine oil be changed"))
    wrong = await knowledge.decide(ask("who is the president of France"))
    assert right.candidates[0].key == "oil"
    assert wrong.kind is DecisionKind.ABSTAIN


async def test_an_entry_that_is_only_an_emoji_answers_the_emoji_only(start: Start) -> None:
    knowledge = await start(*FAQ, entry("car", "🚗"))
    assert (await knowledge.decide(ask("🚗"))).key == "car"
    assert (await knowledge.decide(ask("🙈"))).key is None
    assert (await knowledge.decide(ask("my car makes a noise"))).candidates[0].key != "car"


async def test_only_an_emoji_entry(start: Start) -> None:
    knowledge = await start(entry("car", "🚗"))
    decision = await knowledge.decide(ask("how often do I change the oil"))
    assert decision.kind is DecisionKind.ABSTAIN


@pytest.mark.parametrize("text", ["bla " * 1000, "量子" * 2000, "a" * 4000, "\u202e\u200f" * 2000])
async def test_four_thousand_characters_do_no_harm(start: Start, text: str) -> None:
    knowledge = await start(*FAQ)
    assert (await knowledge.decide(ask(text))).key is None


async def test_what_was_weighed_can_be_kept_as_json(start: Start) -> None:
    knowledge = await start(*FAQ)
    explained = await knowledge.explain(ask("How long is the warranty?"))
    best = explained.evidence[0]
    assert best.key == explained.decision.candidates[0].key == "warranty"
    assert best.latin is not None
    assert best.lexical is not None
    assert explained.decision.evidence["entries"][0]["phrasing"] == best.phrasing
    assert explained.script == "latin"
