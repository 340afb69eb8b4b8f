"""The first screen of `/faq`."""

from domain.knowledge import EntryStatus
from domain.outgoing import Button
from domain.ports import Effect, Work
from domain.text import Text
from handlers.curation import upkeep
from handlers.curation.curator import Curator
from handlers.paging import in_rows


async def home(curator: Curator, rest: list[str]) -> Effect:
    """Show how the FAQ stands, and everything that can be done with it."""
    del rest
    counts = await curator.tools.curation.counts()
    by_status = {
        status: sum(n for (_, of), n in counts.items() if of is status) for status in EntryStatus
    }
    drafts = len(await curator.tools.curation.drafts()) + by_status[EntryStatus.DRAFT]
    body = Text(
        "curation.home",
        published=by_status[EntryStatus.PUBLISHED],
        drafts=drafts,
        archived=by_status[EntryStatus.ARCHIVED],
    )
    gaps = await curator.tools.gaps.gap_count()
    buttons = [
        Button(Text("button.faq_gaps_of", count=str(gaps)), "faq:gaps"),
        Button(Text("button.faq_recent"), "faq:recent"),
        Button(Text("button.faq_browse"), "faq:all"),
        Button(Text("button.faq_search"), "faq:search"),
        Button(Text("button.faq_new"), "faq:new"),
        Button(Text("button.faq_drafts", count=str(drafts)), "faq:drafts:0"),
        Button(Text("button.faq_try"), "faq:try"),
        Button(Text("button.faq_upkeep"), "faq:upkeep"),
        Button(Text("button.faq_bulk"), "faq:bulk"),
    ]
    turn = curator.turn
    shown = turn.show(body, in_rows(2, buttons))

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await upkeep.remember(curator, work)
        await work.outbox.put(shown)

    return effect
