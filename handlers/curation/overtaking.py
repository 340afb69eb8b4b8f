"""Two at one entry: who comes second is told what changed, and nothing is lost of either."""

from domain.curation import Curated, Draft
from domain.faq_changes import difference, merged
from domain.knowledge import FaqEntry
from domain.outgoing import Button, Buttons
from domain.text import Body, Joined, Text
from handlers.curation import entry as entry_page
from handlers.curation.changes import changed_words, part_named
from handlers.curation.curator import Curator, name_of_actor


def is_overtaken(draft: Draft, curated: Curated) -> bool:
    """Whether the entry changed since the draft began."""
    return curated.version != draft.base_version


async def told(curator: Curator, draft: Draft, curated: Curated) -> tuple[Body, Buttons]:
    """Return what others changed meanwhile, and what can be done about it."""
    base = await _base(curator, draft, curated)
    clashes = merged(base, draft.entry, curated.entry).clashes
    parts: list[Body] = [
        Text(
            "curation.overtaken",
            by=await name_of_actor(curator.tools, curated.changed_by),
            at=entry_page.when(curator, curated),
        ),
        changed_words(curator.tools.policy, difference(base, curated.entry)),
    ]
    if clashes:
        names = Joined(tuple(part_named(one) for one in clashes), ", ")
        parts.append(Text("curation.clashes", parts=names))
    data = f"{draft.id}:{draft.version}"
    buttons: Buttons = (
        (Button(Text("button.faq_rebase"), f"faq:rebase:{data}:{curated.version}"),),
        (Button(Text("button.faq_drop_draft"), f"faq:drop:{data}"),),
    )
    return Joined(tuple(parts)), buttons


async def rebased(curator: Curator, draft: Draft, curated: Curated) -> FaqEntry:
    """Return a draft's changes on top of what others made of the entry."""
    base = await _base(curator, draft, curated)
    return merged(base, draft.entry, curated.entry).entry


async def _base(curator: Curator, draft: Draft, curated: Curated) -> FaqEntry:
    """Return what the draft began from. It is kept from the entry's next change on at the latest.

    Were it missing, all that differs would count as changed by the others, and mine as unchanged.
    """
    found = await curator.tools.curation.revision(curated.id, draft.base_version)
    return found.entry if found else draft.entry
