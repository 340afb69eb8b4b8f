"""Bare follow-ups: "and for the hybrid?", which ask nothing without the question before."""

import re

from domain.folding import folded

_MOST_WORDS = 6
_MOST_HAN = 10
_ENGLISH = re.compile(
    r"^(?:(?:ok|okay|so|hm+|oh|ah|right|thanks|but)[,. ]+)*"
    r"(?:(?:and|but|so|or)[, ]+)?"
    r"(?:(?:what|how) about(?: (?:for|in|on|with|at|the case of))?|what if (?:it is|it's)"
    r"|and what of|same for|also for|for|in|on|with|at|by|when|if|and|or)"
    r" (?P<topic>[^?!.]+?)(?: then| too| as well| instead)?[?!. ]*$"
)
_ASKS = re.compile(
    r"\b(?:how|what|what's|where|why|which|who|can|could|do|does|did|is|are|was|were|will|would|should"
    r"|may|must|has|have|need|want|tell|explain|show|give|i|my car)\b"
)
_CHINESE = re.compile(
    r"^(?P<lead>(?:那么|那|还有|哦|嗯|好的|如果是|如果|要是|换成|换|对于|至于|[,，、 ])*)"
    r"(?P<topic>[^?？。！!]*?)"
    r"(?P<end>呢|又怎么样|怎么样|咋样|又如何|也一样吗|也是吗|也可以吗|也行吗)"
    r"[?？。 ]*$"
)
_ASKS_ZH = re.compile(
    r"怎么|怎样|如何|为什么|为啥|什么|多少|多久|多长|多远|几|哪|能不能|是不是|有没有|吗|请问|谁|咋"
)
_BARE = re.compile(
    r"^(?:(?:and|but|ok|okay|so|那|那么|还有)[, ，]*)?"
    r"(?:why|how|when|where|who|which|which one|how much|how many|how long|how often|how far"
    r"|how come|why not|since when|until when|how so|and then|what then|what else"
    r"|为什么|为啥|怎么办|多久|多少钱|多少|多长时间|什么时候|哪里|在哪|在哪里|几次|怎么弄"
    r"|然后呢|还有呢|比如呢)[?？!. 呢]*$"
)
_MARKED = re.compile(r"^(?:\w+[,. ]+)*?(?:and|but|or|what about|how about|what if|same for)\b")
_NOT = re.compile(r"^(?:(?:how|what) about you|你呢|您呢|人呢|and you)[?？ ]*$")


def follow_up_topic(text: str) -> str | None:
    """Return what a bare follow-up is about ("the hybrid"; may be empty), or None: it is none.

    One is short, names something, and has no question of its own.
    """
    plain = " ".join(folded(text).split())
    if _NOT.match(plain):
        return None
    if _BARE.match(plain):
        return ""
    found = _ENGLISH.match(plain)
    if found and len(found["topic"].split()) <= _MOST_WORDS and not _ASKS.search(found["topic"]):
        return _is_meant(plain, found["topic"])
    found = _CHINESE.match(plain)
    if found and (found["lead"] or found["end"] == "呢"):
        topic = found["topic"]
        is_bare = len(topic) <= _MOST_HAN and not _ASKS_ZH.search(topic)
        return topic.removesuffix("的").strip() if is_bare else None
    return None


def _is_meant(plain: str, topic: str) -> str | None:
    """A phrase of a preposition alone must ask: "in winter?" follows up, "for sale" does not."""
    marked = re.match(
        r"^(?:\w+[,. ]+)*?(?:and|but|or|what about|how about|what if|same for)\b", plain
    )
    return topic.strip() if marked or plain.endswith("?") else None
