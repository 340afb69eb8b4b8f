"""The check of a follow-up that a model made a whole question of: nothing in it may be new."""

from domain.wording import Outcome
from knowledge.wording.check import Refused
from knowledge.wording.instructions import Prompt
from knowledge.wording.masking import PLACEHOLDER
from knowledge.wording.names import addresses, strange_names
from knowledge.wording.numbers import codes, quantities
from knowledge.wording.sentences import content

_LONGEST = 400
_SHARED = 0.66
"""As for answers: a question that is mostly of other words is another question."""


def check(question: str, last: str, words: str, prompt: Prompt) -> None:
    """Hold a completed question against the words it is of. Raises `Refused`.

    What it leads to is decided by the FAQ as for any question, so this guards against a question
    that nobody asked, not against a wrong answer.
    """
    said = f"{last}\n{words}"
    if not 3 <= len(question.strip()) <= _LONGEST or "\n" in question.strip():
        raise Refused(Outcome.LENGTH)
    if prompt.mark in question or "<" in question:
        raise Refused(Outcome.LEAK)
    if set(PLACEHOLDER.findall(question)) - set(PLACEHOLDER.findall(said)):
        raise Refused(Outcome.LEAK)
    if addresses(question) - addresses(said):
        raise Refused(Outcome.LINKS)
    if quantities(question) - quantities(said):
        raise Refused(Outcome.NUMBERS)
    if codes(question) - codes(said) or strange_names(question, said, ()):
        raise Refused(Outcome.NAMES)
    own, held = content(question), content(said)
    new_words = content(words)
    if own and len(own & held) < _SHARED * len(own):
        raise Refused(Outcome.UNSUPPORTED)
    if new_words and not own & new_words:
        raise Refused(Outcome.UNSUPPORTED, "the new words are left out")
