"""Questions that no one has asked before: the FAQ's own phrasings, said a little differently."""

import random
from collections.abc import Iterator, Sequence

from domain.knowledge import FaqEntry
from domain.message_lane import MessageLane, lane_of

_BEFORE = {
    "en": ("hi, {}", "hello there, {}", "quick question: {}", "sorry to bother you, {}", "so {}",
           "one thing: {}", "my wife asks: {}", "i wonder, {}", "good morning, {}",
           "please tell me: {}"),
    "zh": ("你好，{}", "请问{}", "想问一下，{}", "麻烦问下{}", "早上好，{}", "打扰了，{}",
           "那个，{}", "我想知道{}"),
}  # fmt: skip
_AFTER = {
    "en": ("{}", "{} please", "{} thanks", "{} thank you", "{} ?", "{} in my case", "{} nowadays",
           "{} if i may ask"),
    "zh": ("{}", "{}谢谢", "{}呢", "{}麻烦了", "{}？", "{}谢谢啦"),
}  # fmt: skip


def distinct_questions(entries: Sequence[FaqEntry], seed: int = 20) -> Iterator[str]:
    """Yield texts, each once, none a phrasing of the FAQ; about 160,000 from 200 entries.

    All are taken for questions: what is taken for a call for a person goes to staff unanswered.
    """
    chance = random.Random(seed)
    phrasings = sorted(
        {
            (locale, words.rstrip("?？。."))
            for entry in entries
            for locale, text in entry.texts.items()
            for words in text.phrasings
        }
    )
    known = {words for _, words in phrasings}
    while True:
        chance.shuffle(phrasings)
        for locale, words in phrasings:
            language = "zh" if locale.startswith("zh") else "en"
            varied = chance.choice(_AFTER[language]).format(_mistyped(words, chance))
            varied = chance.choice(_BEFORE[language]).format(varied)
            if varied not in known and lane_of(varied) is MessageLane.QUESTION:
                known.add(varied)
                yield varied


def _mistyped(words: str, chance: random.Random) -> str:
    """Swap two letters now and then, as fingers do."""
    at = chance.randrange(len(words)) if words else 0
    swaps = chance.random() < 0.3 and words[at : at + 2].isascii() and words[at : at + 2].isalpha()
    return words[:at] + words[at : at + 2][::-1] + words[at + 2 :] if swaps else words
