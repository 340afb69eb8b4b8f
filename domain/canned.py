"""Canned replies: answers that staff send often, written once in the policy, in every language."""

from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Annotated

from pydantic import AfterValidator

from domain.folding import folded
from domain.policy_parts import Key, Part, Words
from domain.text import Body, Joined, Localized, Plain, Text

PLACEHOLDERS = ("owner", "number", "agent", "desk", "vehicle")
"""What a reply may name: who is written to, the case's number, who writes, their desk, the car."""

_LONGEST = 2000
"""Characters of a reply; what fills it comes on top, and a message has 4096."""


def _checked(text: Localized) -> Localized:
    for locale, words in text.words:
        try:
            pieces = list(Formatter().parse(words))
        except ValueError:
            raise ValueError(f"{locale}: a brace stands alone; write {{{{ for a brace") from None
        for _, name, format_spec, conversion in pieces:
            if name in PLACEHOLDERS and (format_spec or conversion):
                raise ValueError(f"{locale}: write {{{name}}} with nothing else in the braces")
            if name is not None and name not in PLACEHOLDERS:
                known = ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)
                raise ValueError(f"{locale}: {{{name}}} is not filled in; known are {known}")
        if len(words) > _LONGEST:
            raise ValueError(f"{locale}: a reply has at most {_LONGEST} characters")
    return text


class CannedReply(Part):
    """A reply as plain text; placeholders of `PLACEHOLDERS` stand in braces."""

    key: Key
    title: Words
    text: Annotated[Words, AfterValidator(_checked)]

    def filled(self, locale: str, values: Mapping[str, Body]) -> Joined:
        """Return the reply in a language, with `values` for every placeholder put in."""
        parts: list[Body] = []
        for words, name, _, _ in Formatter().parse(self.text.in_locale(locale)):
            if words:
                parts.append(Plain(words))
            if name is not None:
                parts.append(values[name])
        return Joined(tuple(parts), separator="")

    def names(self, placeholder: str) -> bool:
        """Whether a placeholder stands in it, in any language."""
        return any(
            name == placeholder
            for _, words in self.text.words
            for _, name, _, _ in Formatter().parse(words)
        )

    def missing(self, languages: Iterable[str]) -> list[str]:
        """Return the languages in which it has no words."""
        return [each for each in languages if each not in dict(self.text.words)]


def fill_ins(
    *, owner: str, number: str, agent: str, desk: Localized, car: Body | None
) -> dict[str, Body]:
    """Return the values for `filled`; `car` as it is called elsewhere ("Lyra 2024").

    An owner without a name and a car that is not known have words of their own.
    """
    return {
        "owner": Plain(owner) if owner.strip() else Text("canned.owner_unnamed"),
        "number": Plain(number),
        "agent": Plain(agent),
        "desk": desk,
        "vehicle": Text("canned.vehicle_unknown")
        if car is None
        else Text("canned.vehicle", car=car),
    }


def search_canned(replies: Iterable[CannedReply], words: str) -> tuple[CannedReply, ...]:
    """Return the replies with all of these words, those first whose title or key has them.

    In any language, since staff and owner may not share one. No words: all, in the policy's order.
    """
    sought = folded(words).split()
    scored = [(_score(reply, sought), reply) for reply in replies]
    best_first = sorted((each for each in scored if each[0]), key=lambda each: -each[0])
    return tuple(reply for _, reply in best_first)


def _score(reply: CannedReply, sought: list[str]) -> int:
    """Return 2 for a match in key and title, 1 for one that needs the text, 0 for none."""
    title = folded(" ".join((reply.key, *(words for _, words in reply.title.words))))
    text = folded(" ".join(words for _, words in reply.text.words))
    if all(word in title for word in sought):
        return 2
    return int(all(word in title or word in text for word in sought))
