import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.message_lane import MessageLane, lane_of
from domain.small_talk import SmallTalk, has_words, small_talk
from tests.domain.real_questions import QUESTIONS

SAID = {
    SmallTalk.GREETING: [
        "hi", "Hello!", "HELLO", "helo", "hey there",
        "heyyyy", "good mornign", "Good evening team",
        "hi, how are you?", "hello? anyone there?", "I have a question", "你好", "您好！",
        "你好啊", "早上好", "嗨～", "在吗？", "有人吗", "您好，请问", "ｈｅｌｌｏ", "👋",
        "你好，我想咨询一下", "hi 你好",
    ],
    SmallTalk.THANKS: [
        "thanks", "Thank you!", "thnaks", "thx", "thank you so much for your help", "THANKS A LOT",
        "ok thank you", "great, thanks!", "谢谢", "谢谢您",
        "非常感谢！", "辛苦了", "好的谢谢", "謝謝", "🙏🙏",
        "thanks 😊", "谢谢啦～",
    ],
    SmallTalk.GOODBYE: [
        "bye", "Goodbye!", "see you later", "have a nice day", "good night", "再见", "拜拜👋", "88",
        "晚安", "ok bye", "好的再见",
    ],
    SmallTalk.ACKNOWLEDGED: [
        "ok", "OK.", "okay", "k", "got it", "I see", "yes", "no", "好", "好的", "嗯嗯",
        "知道了", "收到", "👍",
        "哈哈哈", "明白了", "okkk",
    ],
    SmallTalk.PRAISE: [
        "great", "Awesome!", "you are the best", "good job", "well done bot", "this is great", "棒",
        "太棒了", "你真厉害", "不错不错", "真好", "解决了", "666", "🎉",
    ],
    SmallTalk.DISPLEASED: [
        "you are stupid", "useless bot", "idiot", "fuck you", "wrong answer", "垃圾",
        "没用", "你是傻逼",
        "答非所问", "什么玩意", "😡", "wtf??",
    ],
    SmallTalk.WHO_ARE_YOU: [
        "are you a bot?", "are you human", "who are you?", "hi, are you a robot?", "你是谁",
        "你是机器人吗？", "您好，是真人吗", "你是機器人嗎？",
    ],
    SmallTalk.HELP: ["help", "Help me please", "what can you do?", "帮助",
        "你能做什么？", "hi, can you help me?"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "kind"), [(words, kind) for kind, many in SAID.items() for words in many]
)
def test_small_talk_is_recognised(words: str, kind: SmallTalk) -> None:
    assert small_talk(words) is kind
    assert lane_of(words) is MessageLane.SMALL_TALK


def test_no_real_question_is_small_talk() -> None:
    assert len(QUESTIONS) == 100
    assert [words for words in QUESTIONS if small_talk(words)] == []
    assert {lane_of(words) for words in QUESTIONS} == {MessageLane.QUESTION}


@pytest.mark.parametrize(
    "greeting", ["hi, ", "Hello! ", "good morning ", "你好，", "谢谢，", "ok "]
)
def test_a_greeting_makes_no_question_small_talk(greeting: str) -> None:
    assert [words for words in QUESTIONS if small_talk(greeting + words)] == []


def test_traditional_characters_are_as_good() -> None:
    assert small_talk("謝謝你們的幫忙") is SmallTalk.THANKS
    assert small_talk("謝謝，怎麼充電") is None


@pytest.mark.parametrize("words", ["ok?", "good?", "thanks?", "好的？"])
def test_a_question_mark_makes_a_question(words: str) -> None:
    assert small_talk(words) is None


@pytest.mark.parametrize("words", ["", " ", "?", "🚗", "🤔🤔", "2", "...", "thanks" * 40])
def test_what_says_nothing_known_is_none(words: str) -> None:
    assert small_talk(words) is None


@given(st.text(max_size=200))
def test_any_text_has_a_lane(words: str) -> None:
    assert lane_of(words) in MessageLane
    has_words(words)


@given(st.sampled_from(QUESTIONS), st.text(alphabet=" \n!.,，。！😀🙏👍", max_size=8))
def test_decoration_makes_no_question_small_talk(words: str, decoration: str) -> None:
    assert small_talk(words + decoration) is None
    assert small_talk(decoration + words) is None
