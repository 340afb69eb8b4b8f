"""What an owner writes, instead of tapping, to the question whether their case is solved."""

import re
from enum import StrEnum

from domain.folding import folded
from domain.form_words import FormWord, form_word
from domain.question_words import sounds_like_question


class SolvedAnswer(StrEnum):
    """Their answer."""

    YES = "yes"
    NO = "no"
    NOT_YET = "not_yet"
    """No, and what is wrong still."""


_YES = re.compile(
    r"(?:yes|yep|yeah)"
    r"|(?:(?:yes|yep|yeah)[, ]+)?(?:(?:it|that|all|everything)(?:'s| is| has been)? )?"
    r"(?:solved|fixed|sorted|done|works|working|works now|working now|fine now|good now)"
    r"|是|是的|解决了|已解决|已经解决了?|都?好了|已经好了|可以了|没问题了|修好了"
)
_NO = re.compile(
    r"(?:(?:no|nope)[, ]+)?"
    r"(?:no|nope|not yet|not really|not solved|not fixed|still not|not at all)"
    r"|没有?|还没有?|没解决|没有解决|还没有?解决|还没好|没好|没有好"
)
_NOT_YET = re.compile(
    r"(?:no|nope)[,.;!: ]|not (?:yet|solved|fixed|really|working)\b|still\b"
    r"|(?:it|this|that)(?:'s| is)? still\b"
    r"|(?:it )?(?:doesn't|does not|didn't|did not|isn't|is not) (?:work|help|fixed|solved)"
    r"|还是|还没|还在|还有|没有?解决|没好|没用|没修好|仍然|仍旧|依然|又"
)


def solved_answer(text: str) -> SolvedAnswer | None:
    """Return what words say to "is it solved?"; None for what is not clearly an answer to it."""
    plain = re.sub(r"[\s.!,。，!~]+$", "", folded(text).strip())
    if _YES.fullmatch(plain):
        return SolvedAnswer.YES
    if _NO.fullmatch(plain) or form_word(text) is FormWord.NO:
        return SolvedAnswer.NO
    if sounds_like_question(text) or not _NOT_YET.match(plain):
        return None
    return SolvedAnswer.NOT_YET
