"""Lists of entries: by category, by status, found by words."""

from collections.abc import Mapping, Sequence

from domain.curation import Listed
from domain.knowledge import EntryStatus
from domain.outgoing import Button, Buttons
from domain.ports import Effect, Work
from domain.text import Body, Joined, Text
from handlers.curation.curator import HOME, Curator
from handlers.curation.names import STATUS_MARKS, STATUS_NAMES
from handlers.curation.search import found
from handlers.curation.steps import At, Step, go, leave, leaving
from handlers.labels import choices
from handlers.paging import in_rows, page_of, turning
from handlers.turn import as_id, mark_of

ENTRIES_A_PAGE = 8
EVERY = "-"
_BY_LETTER: Mapping[str, EntryStatus | None] = {
    EVERY: None,
    "p": EntryStatus.PUBLISHED,
    "d": EntryStatus.DRAFT,
    "a": EntryStatus.ARCHIVED,
}


async def categories(curator: Curator, rest: list[str]) -> Effect:
    """Show the categories with how much is in each, and the lists by status."""
    del rest
    counts = await curator.tools.curation.counts()
    by_category: dict[str, int] = {}
    by_status: dict[EntryStatus, int] = {}
    for (category, status), number in counts.items():
        by_category[category] = by_category.get(category, 0) + number
        by_status[status] = by_status.get(status, 0) + number
    if not by_category:
        return curator.shows(Text("curation.empty"), HOME)
    policy = curator.tools.policy
    known = [one.key for one in policy.categories if one.key in by_category]
    ordered = [*known, *sorted(set(by_category) - set(known))]
    named = [
        Button(
            Text(
                "button.faq_category", name=policy.category_name(key), count=str(by_category[key])
            ),
            f"faq:in:{mark_of(key)}:{EVERY}:0",
        )
        for key in ordered
    ]
    statuses = [
        Button(Text("button.faq_status", name=name, count=str(by_status[status])), data)
        for status, name in STATUS_NAMES.items()
        if by_status.get(status)
        for data in (f"faq:in:{EVERY}:{status.value[0]}:0",)
    ]
    buttons = (*in_rows(2, named), *in_rows(3, statuses), *HOME)
    return curator.shows(Text("curation.categories"), buttons)


async def in_category(curator: Curator, rest: list[str]) -> Effect:
    """Show a page of entries. `rest`: the category's mark, the status's letter, the page."""
    match rest:
        case [named, letter, page] if letter in _BY_LETTER:
            pass
        case _:
            return await categories(curator, [])
    counts = await curator.tools.curation.counts()
    category = next((key for key, _ in counts if mark_of(key) == named), None)
    if named != EVERY and category is None:
        return await categories(curator, [])
    status = _BY_LETTER[letter]
    entries = await curator.tools.curation.listed(category=category, status=status, limit=10_000)
    shown = page_of(entries, as_id(page) or 0, ENTRIES_A_PAGE)
    listed, buttons = listing(curator, shown.items, shown.first)
    title = Text(
        "curation.list",
        name=curator.tools.policy.category_name(category) if category else Text("curation.every"),
        status=STATUS_NAMES[status] if status else Text("curation.any_status"),
        count=len(entries),
    )
    turned = turning(shown.number, shown.pages, f"faq:in:{named}:{letter}")
    back: Buttons = ((Button(Text("button.faq_categories"), "faq:all"),),)
    return curator.shows(Joined((title, listed)), (*buttons, *turned, *back))


def listing(curator: Curator, entries: Sequence[Listed], first: int = 1) -> tuple[Body, Buttons]:
    """Return entries as a list whose buttons open them."""
    return choices(
        [
            (
                STATUS_MARKS[one.status] + one.question(curator.turn.locale),
                f"faq:entry:{one.id}",
            )
            for one in entries
        ],
        first,
    )


async def ask_words(curator: Curator, rest: list[str]) -> Effect:
    """Ask what to look for."""
    del rest
    turn = curator.turn

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await go(work, turn, At(Step.SEARCH))
        await work.outbox.put(turn.show(Text("curation.ask_search"), leaving(None)))

    return effect


async def results(curator: Curator, words: str) -> Effect:
    """Show what was found, and wait for words no longer."""
    turn = curator.turn
    entries = await found(curator, words)
    again: Buttons = ((Button(Text("button.faq_search"), "faq:search"), *HOME[0]),)
    body: Body = Text("curation.nothing_found", words=words[:100])
    buttons: Buttons = ()
    if entries:
        listed, buttons = listing(curator, entries)
        body = Joined((Text("curation.found", words=words[:100]), listed))

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await leave(work, turn)
        await work.outbox.put(turn.reply(body, (*buttons, *again)))

    return effect
