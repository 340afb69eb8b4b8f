import pytest

from domain.asking_for_person import asks_for_person
from domain.complaining import complains
from domain.message_lane import MessageLane, lane_of

PERSON = [
    "talk to a person", "转人工", "human please", "客服", "I want to speak to someone",
    "give me your manager",
    "agent", "can I talk to a human?", "I don't want to talk to a bot", "call me back please",
    "人工客服",
    "有真人吗", "叫你们经理来", "给我回个电话", "不想跟机器人聊", "轉人工", "kefu",
    "let me speak with your supervisor",
    "ur bot is useless, agent please", "能给我打个电话吗", "get me a manager now",
    "want a representative pls, i want an agent",
]  # fmt: skip
NO_PERSON = [
    "do I need an agent to sell my car", "what is the hotline number", "人工费多少钱",
    "客服电话多少", "are you a bot?",
    "你是真人吗", "how many people can sit in it", "does the voice assistant understand people",
    "call me a taxi",
    "how do i give someone else access to the car", "find a dealer near me", "get a quote",
    "找不到钥匙",
]  # fmt: skip
COMPLAINT = [
    "I want to make a complaint", "this is unacceptable",
    "third time in the workshop and still not fixed",
    "nobody calls me back", "your service is terrible", "the salesman was rude",
    "you scratched my car", "they lied to me",
    "I'm very disappointed with your workshop", "我要投诉", "服务太差了", "修了三次还没修好",
    "没人管", "乱收费",
    "等了两个月还没提车", "太失望了", "你们太过分了", "車子修了四次還是壞", "再也不买你们的车",
    "说好昨天回电话的 到现在没消息",
]  # fmt: skip
NO_COMPLAINT = [
    "how do I make a complaint", "怎么投诉", "投诉电话多少", "how long does a repair take",
    "what is the refund policy",
    "thanks, great service", "not bad at all", "no complaints", "等多久能提车", "退款政策",
    "第三次保养做什么",
]  # fmt: skip


@pytest.mark.parametrize("words", PERSON)
def test_who_wants_a_person_is_heard(words: str) -> None:
    assert asks_for_person(words)
    assert lane_of(words) is MessageLane.PERSON


@pytest.mark.parametrize("words", NO_PERSON)
def test_who_only_speaks_of_people_does_not_ask_for_one(words: str) -> None:
    assert not asks_for_person(words)


@pytest.mark.parametrize("words", COMPLAINT)
def test_a_complaint_is_recognised(words: str) -> None:
    assert complains(words)
    assert lane_of(words) is MessageLane.COMPLAINT


@pytest.mark.parametrize("words", NO_COMPLAINT)
def test_a_question_about_complaining_is_none(words: str) -> None:
    assert not complains(words)


@pytest.mark.parametrize(
    ("words", "lane"),
    [
        ("my brakes failed and nobody answers, I want a person", MessageLane.SAFETY),
        ("terrible service, give me your manager", MessageLane.PERSON),
        ("thanks, bye", MessageLane.SMALL_TALK),
        ("you are stupid", MessageLane.SMALL_TALK),
        ("how long is the warranty", MessageLane.QUESTION),
    ],
)
def test_danger_comes_first_then_a_person_then_a_complaint(words: str, lane: MessageLane) -> None:
    assert lane_of(words) is lane
