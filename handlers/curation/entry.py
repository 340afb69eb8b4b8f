"""An entry's page: what it says, how it fares, and what can be done with it."""

from domain.curation import FIGURES_OVER, Curated, Draft, EntryFigures
from domain.knowledge import EntryStatus, FaqEntry
from domain.markup import check_markup
from domain.outgoing import Button, Buttons
from domain.ports import Effect
from domain.text import Body, Joined, Moment, Percent, Plain, Text
from handlers.curation.changes import dates_words, scope_words
from handlers.curation.curator import GONE, HOME, Curator, name_of_actor
from handlers.curation.names import STATUS_NAMES, language_of
from handlers.paging import in_rows
from handlers.turn import as_id, mark_of

ANSWER_SHOWN = 600
"""Characters of an answer on its page; the preview has all of it."""
VARIANTS_SHOWN = 6


async def entry(curator: Curator, rest: list[str]) -> Effect:
    """Show an entry. `rest`: its id, and the language to show it in."""
    curated = await curated_of(curator, rest)
    if curated is None:
        return curator.turn.notices(GONE)
    locale = next((one for one in rest[1:] if one in curated.entry.texts), curator.turn.locale)
    return curator.shows(*await page(curator, curated, locale))


async def curated_of(curator: Curator, rest: list[str]) -> Curated | None:
    """Return the entry whose id stands first in a button's data."""
    number = as_id(rest[0]) if rest else None
    return await curator.tools.curation.curated(number) if number is not None else None


async def page(
    curator: Curator, curated: Curated, locale: str, first: Body | None = None
) -> tuple[Body, Buttons]:
    """Return an entry's page; `first` stands above it."""
    reads = curator.tools.curation
    since = curator.tools.clock.now() - FIGURES_OVER
    figures = await reads.figures(curated.entry.key, since)
    drafts = [one for one in await reads.drafts() if one.entry_id == curated.id]
    shown, _ = curated.entry.text_for(locale)
    parts: list[Body] = [first] if first else []
    parts += [
        what_it_says(curated.entry, shown),
        *circumstances(curator, curated.entry),
        figures_words(figures),
        await last_change(curator, curated),
    ]
    parts += [await _draft_waits(curator, one) for one in drafts]
    return Joined(tuple(parts)), _buttons(curator, curated, shown, drafts)


def what_it_says(entry: FaqEntry, locale: str) -> Body:
    """Return question, answer (its beginning) and ways to ask, in one language."""
    text = entry.texts[locale]
    answer = check_markup(text.answer).plain.strip()
    if len(answer) > ANSWER_SHOWN:
        answer = answer[:ANSWER_SHOWN].rstrip() + " …"
    parts: list[Body] = [
        Text("curation.question", question=text.question or "–"),
        Plain(answer) if answer else Text("curation.no_answer_yet"),
    ]
    if text.image:
        parts.append(Text("curation.has_image"))
    if text.variants:
        listed = Joined(
            tuple(Text("curation.variant", words=one) for one in text.variants[:VARIANTS_SHOWN]),
            "\n",
        )
        more = len(text.variants) - VARIANTS_SHOWN
        and_more = (Text("curation.and_more", n=more),) if more > 0 else ()
        parts.append(Joined((Text("curation.also_asked"), listed, *and_more), "\n"))
    return Joined(tuple(parts))


def circumstances(curator: Curator, entry: FaqEntry) -> tuple[Body, ...]:
    """Return status, category, cars, dates and languages."""
    policy = curator.tools.policy
    missing = [one for one in curator.languages if one not in entry.texts]
    lines: list[Body] = [
        Text(
            "curation.standing",
            status=STATUS_NAMES[entry.status],
            category=policy.category_name(entry.category),
            key=entry.key or "–",
        ),
        Text("curation.holds_for", cars=scope_words(policy, entry.scope)),
        Text("curation.holds_when", dates=dates_words(entry.valid_from, entry.valid_until)),
    ]
    if missing:
        names = Joined(tuple(language_of(one) for one in missing), ", ")
        lines.append(Text("curation.missing_languages", languages=names))
    return (Joined(tuple(lines), "\n"),)


def figures_words(figures: EntryFigures) -> Text:
    """Return how an entry fared in the last 90 days."""
    share = figures.helpful_share
    return Text(
        "curation.figures",
        asked=figures.asked,
        helpful=Percent(share) if share is not None else Plain("–"),
        said=figures.helpful + figures.not_helpful,
        handed_off=figures.handed_off,
    )


async def last_change(curator: Curator, curated: Curated) -> Text:
    """Return when an entry changed last, and by whom."""
    return Text(
        "curation.last_change",
        at=when(curator, curated),
        by=await name_of_actor(curator.tools, curated.changed_by),
        version=str(curated.version),
    )


def when(curator: Curator, changed: Curated | Draft) -> Moment:
    """Return the time of a change by the desk's clock."""
    zone = curator.tools.policy.desk.time_zone
    return Moment(changed.changed_at, zone, curator.tools.clock.now())


async def _draft_waits(curator: Curator, draft: Draft) -> Text:
    by = await name_of_actor(curator.tools, f"telegram:{draft.by}")
    return Text("curation.change_waits", by=by, at=when(curator, draft))


def _buttons(curator: Curator, curated: Curated, locale: str, drafts: list[Draft]) -> Buttons:
    one = curated.id
    buttons = [
        Button(Text("button.faq_preview"), f"faq:show:{one}:{locale}"),
        Button(Text("button.faq_edit"), f"faq:edit:{one}:{locale}"),
        Button(Text("button.faq_history"), f"faq:log:{one}:0"),
    ]
    if curator.may_publish:
        buttons += _status_buttons(curated)
    buttons += [
        Button(
            Text("button.faq_in_language", language=language_of(other)), f"faq:entry:{one}:{other}"
        )
        for other in curated.entry.texts
        if other != locale
    ]
    opened: Buttons = tuple(
        (Button(Text("button.faq_open_change", at=when(curator, draft)), f"faq:draft:{draft.id}"),)
        for draft in drafts
        if draft.by == curator.id or curator.may_publish
    )
    back = Button(
        Text("button.faq_more_in", name=curator.tools.policy.category_name(curated.entry.category)),
        f"faq:in:{mark_of(curated.entry.category)}:-:0",
    )
    return (*in_rows(2, buttons), *opened, (back, *HOME[0]))


def _status_buttons(curated: Curated) -> list[Button]:
    at = f"{curated.id}:{curated.version}"
    publish = Button(Text("button.faq_publish"), f"faq:publish:{at}")
    unpublish = Button(Text("button.faq_unpublish"), f"faq:unpublish:{at}")
    archive = Button(Text("button.faq_archive"), f"faq:archive:{at}")
    match curated.entry.status:
        case EntryStatus.PUBLISHED:
            return [unpublish, archive]
        case EntryStatus.DRAFT:
            return [publish, archive]
    return [publish]
