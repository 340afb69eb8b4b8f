"""Choosing the language to be spoken to in."""

from dataclasses import replace

from domain.incoming import Incoming
from domain.locale import EN, ZH
from domain.outgoing import Button
from domain.ports import Effect, Tools, Work
from domain.text import Plain, Text
from handlers import menu
from handlers.turn import Turn

OWN_NAMES = {EN: "English", ZH: "简体中文"}
"""Languages by their own names, which are the same in every language."""

_NAMES = {EN: Text("language.english"), ZH: Text("language.chinese")}


def name_of(locale: str) -> Text | Plain:
    """Return a language's name, in the reader's language."""
    return _NAMES.get(locale, Plain(locale))


async def language(incoming: Incoming, tools: Tools) -> Effect:
    """Offer the languages, or take the one that was tapped."""
    turn = await Turn.begin(incoming, tools)
    match turn.tapped:
        case ["language", chosen] if chosen in tools.policy.languages:
            return _chosen(turn, chosen)
    buttons = tuple(
        (Button(Plain(OWN_NAMES.get(tag, tag)), f"language:{tag}"),)
        for tag in tools.policy.languages
    )
    return turn.says(turn.show(Text("language.which"), buttons))


def _chosen(turn: Turn, locale: str) -> Effect:
    confirmation = replace(turn, locale=locale).show(Text("language.set"), menu.BACK)

    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        await work.owners.set_locale(owner.id, locale)
        await work.outbox.put(confirmation)

    return effect
