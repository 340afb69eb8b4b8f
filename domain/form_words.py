"""Words that move a form: skip, cancel, yes, no, done, back."""

import re
from enum import StrEnum

from domain.folding import folded


class FormWord(StrEnum):
    """What somebody wants of a form, in a word."""

    SKIP = "skip"
    CANCEL = "cancel"
    YES = "yes"
    NO = "no"
    DONE = "done"
    BACK = "back"


_WORDS = {
    FormWord.SKIP: """
        skip|skip it|later|next|pass|not now|no idea|i don't know|dont know|don't know
        跳过|略过|下一步|以后再说|不知道|不清楚|先不填|不填|暂时不填
    """,
    FormWord.CANCEL: """
        cancel|stop|quit|exit|abort|never mind|nevermind|取消|退出|停止|算了|不填了|不要了
    """,
    FormWord.YES: """
        yes|y|yep|yeah|sure|correct|right|that's right|ok|okay|是|是的|对|对的|没错|正确|嗯|好|好的
    """,
    FormWord.DONE: """
        done|that's all|thats all|that is all|that's it|that is it|finished|nothing else|no more
        that's everything|that was all|就这些|就这样|没有了|没了|说完了|完了|发完了|就是这些
    """,
    FormWord.BACK: "back|go back|previous|返回|上一步|后退|回上一步",
    FormWord.NO: "no|n|nope|wrong|not right|不|不是|不对|错了|否|没有",
}
_BY_WORD = {
    word.strip(): kind
    for kind, words in _WORDS.items()
    for word in words.replace("\n", "|").split("|")
    if word.strip()
}


def form_word(text: str) -> FormWord | None:
    """Return which of these words a text is, if it is nothing else."""
    plain = folded(text)
    return _BY_WORD.get(re.sub(r"[\s.!,。，~]+$", "", plain.strip()))
