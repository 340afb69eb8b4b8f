"""An entry exactly as an owner will see it: by what shows owners their answers."""

from dataclasses import replace

from domain.knowledge import FaqEntry
from domain.outgoing import Button, Buttons
from domain.ports import Effect
from domain.text import Text
from handlers import answers
from handlers.curation.curator import GONE, Curator
from handlers.curation.drafts import draft_of
from handlers.curation.entry import curated_of

_LIKE_OWNERS: Buttons = (
    (
        Button(Text("button.helpful"), "faq:only"),
        Button(Text("button.not_helpful"), "faq:only"),
    ),
)
"""The buttons that stand under an answer; in a preview they say that it is one."""


async def of_entry(curator: Curator, rest: list[str]) -> Effect:
    """Show an entry. `rest`: its id, the language."""
    curated = await curated_of(curator, rest)
    if curated is None:
        return curator.turn.notices(GONE)
    return _shown(curator, curated.entry, rest)


async def of_draft(curator: Curator, rest: list[str]) -> Effect:
    """Show a draft. `rest`: its id, the language."""
    found = await draft_of(curator, rest)
    if found is None or not found.entry.texts:
        return curator.turn.notices(GONE)
    return _shown(curator, found.entry, rest)


async def only(curator: Curator, rest: list[str]) -> Effect:
    """Say that nothing happens here."""
    del rest
    return curator.turn.notices(Text("notice.faq_preview"))


def _shown(curator: Curator, entry: FaqEntry, rest: list[str]) -> Effect:
    turn = curator.afresh().turn
    locale = rest[1] if len(rest) > 1 and rest[1] in curator.languages else turn.locale
    if not entry.text_for(locale)[1].answer:
        return turn.notices(Text("notice.faq_nothing_to_show"))
    return turn.says(answers.shown(replace(turn, locale=locale), entry, _LIKE_OWNERS))
