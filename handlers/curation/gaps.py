"""Gaps: what owners asked and the bot could not answer, and what to do about it."""

from dataclasses import replace

from domain.curation import NewDraft
from domain.faq_gaps import Gap, GapOrder, GapStatus
from domain.faq_limits import LONGEST_QUESTION
from domain.faq_words import one_line
from domain.knowledge import EntryStatus, FaqEntry, FaqText
from domain.locale import written_in
from domain.outgoing import Button, Buttons
from domain.ports import Effect, Work
from domain.text import Body, Joined, Moment, Text
from handlers.cases import supervisors
from handlers.curation import drafts, steps
from handlers.curation.curator import GONE, HOME, Curator
from handlers.curation.search import found as found_by_words
from handlers.curation.steps import At, Step
from handlers.curation.written import GENERAL, ask_answer
from handlers.labels import choices, cut
from handlers.paging import turning
from handlers.turn import as_id

GAPS_A_PAGE = 8
EXAMPLES_SHOWN = 8
MOST_VARIANTS = 20
"""Ways to ask that an entry gets from a gap: the latest say what the others said."""


async def gaps(curator: Curator, rest: list[str]) -> Effect:
    """Show a page of open gaps. `rest`: the order, the page."""
    order = GapOrder.NEWEST if rest[:1] == [GapOrder.NEWEST] else GapOrder.FREQUENT
    number = (as_id(rest[1]) if len(rest) > 1 else None) or 0
    count = await curator.tools.gaps.gap_count()
    if not count:
        return curator.shows(Text("curation.no_gaps"), HOME)
    number = min(number, (count - 1) // GAPS_A_PAGE)
    found = await curator.tools.gaps.gaps(order, limit=GAPS_A_PAGE, offset=number * GAPS_A_PAGE)
    labelled = [
        (f"{one.asked}× {cut(_first(curator, one), 120)}", f"faq:gap:{one.id}") for one in found
    ]
    listed, buttons = choices(labelled, number * GAPS_A_PAGE + 1)
    other = (
        Button(Text("button.faq_newest"), f"faq:gaps:{GapOrder.NEWEST}:0")
        if order is GapOrder.FREQUENT
        else Button(Text("button.faq_frequent"), f"faq:gaps:{GapOrder.FREQUENT}:0")
    )
    pages = -(-count // GAPS_A_PAGE)
    turned = turning(number, pages, f"faq:gaps:{order}")
    body = Joined((Text("curation.gaps", n=count), listed))
    return curator.shows(body, (*buttons, *turned, (other, *HOME[0])))


async def gap(curator: Curator, rest: list[str]) -> Effect:
    """Show a gap: how often, when, in which words, and what comes near."""
    found = await _gap(curator, rest)
    if found is None:
        return curator.turn.notices(GONE)
    return curator.shows(*_page(curator, found))


async def write(curator: Curator, rest: list[str]) -> Effect:
    """Begin a new entry with the owners' words: the first as its question, others as variants."""
    found = await _gap(curator, rest)
    if found is None or not found.examples:
        return curator.turn.notices(GONE)
    words = _words(curator, found)
    if not words:
        return curator.turn.notices(GONE)
    wording, *others = words
    turn = curator.turn
    locale = written_in(wording) or turn.locale
    locale = locale if locale in curator.languages else turn.locale
    text = FaqText(wording, "", tuple(others))
    entry = FaqEntry("", GENERAL, {locale: text}, EntryStatus.DRAFT)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        draft = await work.curation.keep_draft(NewDraft(entry, curator.id, gap_id=found.id))
        await curator.audit_draft(work, draft.id, "begun")
        await steps.go(work, turn, At(Step.ANSWER, draft.id, locale, new=True))
        body = Joined((Text("curation.question", question=wording), ask_answer(locale)))
        await work.outbox.put(turn.show(body, steps.leaving(draft.id)))

    return effect


async def add(curator: Curator, rest: list[str]) -> Effect:
    """Offer entries that the words may be added to: what comes near in meaning comes first.

    `rest`: the gap, and the entry once it is chosen.
    """
    found = await _gap(curator, rest)
    if found is None or not found.examples:
        return curator.turn.notices(GONE)
    if len(rest) > 1:
        return await _added(curator, found, rest[1])
    near = await found_by_words(curator, found.examples[0])
    labelled = [
        (one.question(curator.turn.locale), f"faq:gapadd:{found.id}:{one.id}") for one in near
    ]
    listed, buttons = choices(labelled) if labelled else (Joined(()), ())
    title = Text("curation.add_to_which", n=len(_words(curator, found)))
    back: Buttons = ((Button(Text("button.faq_to_gap"), f"faq:gap:{found.id}"),),)
    return curator.shows(Joined((title, listed)), (*buttons, *back))


async def _added(curator: Curator, found: Gap, chosen: str) -> Effect:
    """Make a draft of the entry with the words as further ways to ask."""
    entry_id = as_id(chosen)
    curated = await curator.tools.curation.curated(entry_id) if entry_id is not None else None
    if curated is None:
        return curator.turn.notices(GONE)
    entry = curated.entry
    for words in _words(curator, found):
        locale, text = entry.text_for(written_in(words) or curator.turn.locale)
        if words not in text.phrasings:
            changed = replace(text, variants=(*text.variants, words))
            entry = replace(entry, texts={**entry.texts, locale: changed})
    turn = curator.turn
    new = NewDraft(entry, curator.id, curated.id, curated.version, found.id)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        draft = await work.curation.keep_draft(new)
        await curator.audit_draft(work, draft.id, "begun")
        page = drafts.page_with(curator, draft, curated, turn.locale)
        await work.outbox.put(turn.show(*page))

    return effect


async def out_of_scope(curator: Curator, rest: list[str]) -> Effect:
    """Mark a gap as none: the FAQ need not answer it."""
    return await _settled(curator, rest, GapStatus.OUT_OF_SCOPE, Text("curation.gap_out_of_scope"))


async def to_staff(curator: Curator, rest: list[str]) -> Effect:
    """Ask those in charge of the desk what to answer."""
    found = await _gap(curator, rest)
    if found is None or not found.examples:
        return curator.turn.notices(GONE)
    examples = Joined(tuple(_example(curator, one) for one in found.examples[:3]), "\n")
    told = Text(
        "curation.gap_for_staff", n=found.asked, examples=examples, name=curator.turn.full_name
    )
    desk = curator.tools.policy.desk
    cards = await supervisors.tell(curator.tools, curator.turn.place.bot_id, desk, told)
    settled = await _settled(curator, rest, GapStatus.WITH_STAFF, Text("curation.gap_with_staff"))

    async def effect(work: Work) -> None:
        await settled(work)
        await work.outbox.put(*cards)

    return effect


async def _settled(curator: Curator, rest: list[str], status: GapStatus, said: Text) -> Effect:
    found = await _gap(curator, rest)
    if found is None:
        return curator.turn.notices(GONE)
    turn = curator.turn
    back: Buttons = ((Button(Text("button.faq_gaps"), "faq:gaps"), *HOME[0]),)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await work.gaps.settle(found.id, status, by=curator.actor)
        await curator.audit(work, "faq.gap", f"gap:{found.id}", status=status.value)
        await work.outbox.put(turn.show(said, back))

    return effect


async def _gap(curator: Curator, rest: list[str]) -> Gap | None:
    number = as_id(rest[0]) if rest else None
    if number is None:
        return None
    return await curator.tools.gaps.gap(number, examples=MOST_VARIANTS)


def _page(curator: Curator, found: Gap) -> tuple[Body, Buttons]:
    zone, now = curator.tools.policy.desk.time_zone, curator.tools.clock.now()
    first, last = Moment(found.first_at, zone, now), Moment(found.last_at, zone, now)
    heading = Text("curation.gap", count=found.asked, first=first, last=last)
    if found.asked == 1:
        heading = Text("curation.gap_once", at=last)
    lines = tuple(_example(curator, one) for one in found.examples[:EXAMPLES_SHOWN])
    buttons: Buttons = (
        (Button(Text("button.faq_gap_new"), f"faq:gapnew:{found.id}"),),
        (Button(Text("button.faq_gap_add"), f"faq:gapadd:{found.id}"),),
        (
            Button(Text("button.faq_gap_out"), f"faq:gapout:{found.id}"),
            Button(Text("button.faq_gap_staff"), f"faq:gapstaff:{found.id}"),
        ),
        (Button(Text("button.faq_gaps"), "faq:gaps"), *HOME[0]),
    )
    return Joined((heading, Joined(lines, "\n"))), buttons


def _example(curator: Curator, words: str) -> Text:
    return Text("curation.variant", words=curator.tools.meanings.masked(words)[:300])


def _words(curator: Curator, found: Gap) -> list[str]:
    """Return the owners' words without personal data, each once."""
    masked = (one_line(curator.tools.meanings.masked(one)) for one in found.examples)
    return list(dict.fromkeys(one for one in masked if one and len(one) <= LONGEST_QUESTION))


def _first(curator: Curator, found: Gap) -> str:
    return curator.tools.meanings.masked(found.examples[0]) if found.examples else "–"
