"""Links and names in an answer: addresses, brands, models, places."""

import html
import re
import unicodedata
from collections.abc import Iterable

from knowledge.wording.sentences import content, empty_words, sentences, stem

_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:https?://|www\.|tg://|mailto:|tel:)[^\s<>\"'，。；）)]+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.])(?:[a-z0-9-]+\.)+(?:com|cn|net|org|io|app|de|uk|eu|info|biz|ru|me|co|shop|site"
    r"|online|top|xyz|example|test)\b(?:/[^\s<>\"'，。；）)]*)?",
    re.IGNORECASE,
)
_LATIN_NAME = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’]*")
_OPENERS = empty_words() | frozenset(
    """
    first next then finally after afterwards before once always never yes sure usually normally
    generally otherwise instead however therefore depending according because since until unless
    without within during between under over every most many more less another other others both
    make take get go keep check see use press hold open close turn switch set choose select tap
    start stop drive park bring call contact ask note remember plug charge wait try put add book
    """.split()  # noqa: SIM905
)
"""Words that begin an English sentence without being a name."""


def addresses(markup: str) -> frozenset[str]:
    """Return the links and addresses in markup, those in its text too, without what ends them."""
    linked = (html.unescape(next(one for one in found if one or one == "")) for found in
              _HREF.findall(markup))  # fmt: skip
    text = html.unescape(re.sub(r"<[^>]*>", " ", markup))
    written = (found.group() for found in _ADDRESS.finditer(text))
    return frozenset(one.strip().rstrip(".,;:/").casefold() for one in (*linked, *written) if one)


def strange_names(answer: str, sources: str, known: Iterable[str]) -> frozenset[str]:
    """Return names in a plain answer that the sources do not have.

    In English a name has a capital letter; in Chinese every Latin word is one. `known` are the
    policy's names, which have no form of their own in Chinese.
    """
    plain = unicodedata.normalize("NFKC", answer)
    held = unicodedata.normalize("NFKC", sources).casefold()
    stems = {stem(word.casefold()) for word in _LATIN_NAME.findall(held)} | content(held)
    found = set()
    for sentence in sentences(plain):
        is_chinese = re.search(r"[\u3400-\u9fff]", sentence) is not None
        for at, match in enumerate(_LATIN_NAME.finditer(sentence)):
            word = match[0]
            lower = word.casefold().replace("’", "'").removesuffix("'s")
            names_something = is_chinese or word[0].isupper()
            if not names_something or lower in empty_words() or stem(lower) in stems:
                continue
            if at == 0 and not is_chinese and lower in _OPENERS:
                continue
            if len(lower) > 1:
                found.add(word)
    for name in known:
        low = unicodedata.normalize("NFKC", name).casefold()
        if low and low in plain.casefold() and low not in held:
            found.add(name)
    return frozenset(found)
