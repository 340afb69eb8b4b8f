"""Drafts: the list of them, a draft's page, and what becomes of it."""

from dataclasses import replace

from domain.curation import Action, Curated, Draft, NewDraft
from domain.faq_words import key_of
from domain.incoming import Place
from domain.knowledge import EntryStatus, FaqEntry
from domain.outgoing import Button, Buttons, Outgoing, SendText
from domain.ports import Effect, Work
from domain.text import Body, Joined, Plain, Text
from handlers.curation import overtaking, steps
from handlers.curation.curator import CHANGED, GONE, HOME, Curator, name_of_actor
from handlers.curation.entry import circumstances, curated_of, what_it_says, when
from handlers.curation.lists import listing
from handlers.curation.names import language_of, question_in
from handlers.curation.publishing import Wanted, want
from handlers.labels import choices
from handlers.paging import in_rows, page_of, turning
from handlers.turn import as_id

DRAFTS_A_PAGE = 8


async def drafts(curator: Curator, rest: list[str]) -> Effect:
    """Show what is not published: drafts of changes and of new entries, then entries taken back.

    A supervisor sees all of them, and may open their own.
    """
    found = await curator.tools.curation.drafts(limit=500)
    taken_back = await curator.tools.curation.listed(status=EntryStatus.DRAFT)
    shown = page_of(found, (as_id(rest[0]) if rest else None) or 0, DRAFTS_A_PAGE)
    labelled = [
        (f"{question_in(one.entry, curator.turn.locale)} ({await _whose(curator, one)})", one)
        for one in shown.items
    ]
    listed, buttons = choices(
        [(words, f"faq:draft:{one.id}") for words, one in labelled], shown.first
    )
    parts: list[Body] = [Text("curation.drafts", n=len(found)), listed]
    if taken_back and shown.number == shown.pages - 1:
        others, opening = listing(curator, taken_back[:DRAFTS_A_PAGE], len(found) + 1)
        parts += [Text("curation.taken_back", n=len(taken_back)), others]
        buttons = (*buttons, *opening)
    turned = turning(shown.number, shown.pages, "faq:drafts")
    return curator.shows(Joined(tuple(parts)), (*buttons, *turned, *HOME))


async def _whose(curator: Curator, draft: Draft) -> str:
    if draft.by == curator.id:
        return "✎"
    name = await name_of_actor(curator.tools, f"telegram:{draft.by}")
    return name.words if isinstance(name, Plain) else "–"


async def edit(curator: Curator, rest: list[str]) -> Effect:
    """Begin to change an entry, or go on with one's own change of it. `rest`: its id, language."""
    curated = await curated_of(curator, rest)
    if curated is None:
        return curator.turn.notices(GONE)
    locale = rest[1] if len(rest) > 1 else curator.turn.locale
    own = await curator.tools.curation.drafts(by=curator.id, limit=500)
    mine = next((one for one in own if one.entry_id == curated.id), None)
    if mine is not None:
        return curator.shows(*await page(curator, mine, locale))
    turn = curator.turn
    new = NewDraft(curated.entry, curator.id, curated.id, curated.version)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        draft = await work.curation.keep_draft(new)
        await curator.audit_draft(work, draft.id, "begun")
        await work.outbox.put(turn.show(*page_with(curator, draft, curated, locale)))

    return effect


async def draft_of(curator: Curator, rest: list[str]) -> Draft | None:
    """Return the draft whose id stands first in a button's data, if the curator may touch it."""
    number = as_id(rest[0]) if rest else None
    found = await curator.tools.curation.draft(number) if number is not None else None
    if found is None or (found.by != curator.id and not curator.may_publish):
        return None
    return found


async def draft(curator: Curator, rest: list[str]) -> Effect:
    """Show a draft. `rest`: its id, and the language to show it in."""
    found = await draft_of(curator, rest)
    if found is None:
        return curator.turn.notices(GONE)
    locale = rest[1] if len(rest) > 1 else curator.turn.locale
    return curator.shows(*await page(curator, found, locale))


async def page(
    curator: Curator, found: Draft, locale: str, first: Body | None = None
) -> tuple[Body, Buttons]:
    """Return a draft's page: what it says so far, and a button for each part."""
    reads = curator.tools.curation
    curated = await reads.curated(found.entry_id) if found.entry_id is not None else None
    by = None
    if found.by != curator.id:
        name = await name_of_actor(curator.tools, f"telegram:{found.by}")
        by = Text("curation.draft_by", by=name, at=when(curator, found))
    head = Joined((first, by)) if first and by else first or by
    return page_with(curator, found, curated, locale, head)


def page_with(
    curator: Curator,
    found: Draft,
    curated: Curated | None,
    locale: str,
    first: Body | None = None,
) -> tuple[Body, Buttons]:
    """Return a draft's page, beside the entry as it stands."""
    entry = found.entry
    shown = locale if locale in entry.texts else next(iter(entry.texts), locale)
    title = Text("curation.draft_of_new") if found.is_new else Text("curation.draft_of_change")
    parts: list[Body] = [title, *([first] if first else [])]
    if curated is not None and overtaking.is_overtaken(found, curated):
        parts.append(Text("curation.changed_meanwhile"))
    parts += [what_it_says(entry, shown), *circumstances(curator, entry)]
    return Joined(tuple(parts)), _buttons(curator, found, shown)


def _buttons(curator: Curator, found: Draft, locale: str) -> Buttons:
    at = f"{found.id}:{locale}"
    parts = [
        Button(Text("button.faq_question"), f"faq:question:{at}"),
        Button(Text("button.faq_answer"), f"faq:answer:{at}"),
        Button(Text("button.faq_variants"), f"faq:variants:{at}"),
        Button(Text("button.faq_image"), f"faq:image:{at}"),
        Button(Text("button.faq_category_of"), f"faq:category:{found.id}"),
        Button(Text("button.faq_cars"), f"faq:cars:{found.id}"),
        Button(Text("button.faq_dates"), f"faq:dates:{found.id}"),
        *(_language_button(found, one) for one in curator.languages if one != locale),
    ]
    preview = Button(Text("button.faq_preview"), f"faq:preview:{at}")
    version = f"{found.id}:{found.version}"
    last: list[Button] = [preview, Button(Text("button.faq_try"), f"faq:try:{found.id}")]
    if curator.may_publish:
        last.append(Button(Text("button.faq_publish"), f"faq:out:{version}"))
    else:
        last.append(Button(Text("button.faq_hand_in"), f"faq:handin:{version}"))
    last, publish = last[:2], last[2:]
    drop = Button(Text("button.faq_drop_draft"), f"faq:drop:{version}")
    return (*in_rows(2, parts), tuple(last), tuple(publish), (drop, *HOME[0]))


def _language_button(found: Draft, locale: str) -> Button:
    name = language_of(locale)
    if locale in found.entry.texts:
        return Button(
            Text("button.faq_in_language", language=name), f"faq:draft:{found.id}:{locale}"
        )
    return Button(
        Text("button.faq_add_language", language=name), f"faq:question:{found.id}:{locale}"
    )


async def drop(curator: Curator, rest: list[str]) -> Effect:
    """Throw a draft away, if it is as it was when the button was made."""
    found = await draft_of(curator, rest)
    if found is None:
        return curator.turn.notices(GONE)
    if rest[1:] != [str(found.version)]:
        return await _seen_anew(curator, found)
    turn = curator.turn
    at = steps.open_step(turn)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await work.curation.drop_draft(found.id)
        if at is not None and at.draft == found.id:
            await steps.leave(work, turn)
        subject = f"faq:{found.entry.key or found.id}"
        await curator.audit(work, "faq.draft_dropped", subject, by=found.by)
        await work.outbox.put(turn.show(Text("curation.draft_dropped"), HOME))

    return effect


async def out(  # noqa: PLR0911 - each reason not to publish by itself
    curator: Curator, rest: list[str]
) -> Effect:
    """Publish a draft, unless something is missing, or the entry changed meanwhile."""
    found = await draft_of(curator, rest)
    if found is None:
        return curator.turn.notices(GONE)
    if rest[1:] != [str(found.version)]:
        return await _seen_anew(curator, found)
    if (missing := _missing(found.entry)) is not None:
        return curator.turn.notices(missing)
    reads = curator.tools.curation
    if found.entry_id is None:
        entry = replace(found.entry, status=EntryStatus.PUBLISHED)
        taken = await reads.curated_by_key(key_of(entry, found.id, ()))
        key = key_of(entry, found.id, (taken.entry.key,) if taken else ())
        return await want(curator, Wanted(replace(entry, key=key), Action.PUBLISH, draft=found))
    curated = await reads.curated(found.entry_id)
    if curated is None:
        return curator.turn.notices(GONE)
    if overtaking.is_overtaken(found, curated):
        return curator.shows(*await overtaking.told(curator, found, curated))
    entry = replace(found.entry, status=EntryStatus.PUBLISHED)
    return await want(curator, Wanted(entry, Action.PUBLISH, curated, draft=found))


async def rebase(curator: Curator, rest: list[str]) -> Effect:
    """Put a draft on top of what others changed. `rest`: its id, version, the entry's version."""
    found = await draft_of(curator, rest)
    curated = await _changed_by(curator, found)
    if found is None or curated is None:
        return curator.turn.notices(GONE)
    if rest[1:] != [str(found.version), str(curated.version)]:
        return await _seen_anew(curator, found)
    entry = await overtaking.rebased(curator, found, curated)
    changed = replace(found, entry=entry, base_version=curated.version)
    turn = curator.turn

    async def effect(work: Work) -> None:
        await turn.meet(work)
        kept = await work.curation.change_draft(changed)
        await curator.audit_draft(work, found.id, "rebased")
        await work.outbox.put(turn.show(*page_with(curator, kept, curated, turn.locale)))

    return effect


async def hand_in(curator: Curator, rest: list[str]) -> Effect:
    """Tell the admins that a draft is ready: who drafts may not publish."""
    found = await draft_of(curator, rest)
    if found is None:
        return curator.turn.notices(GONE)
    if rest[1:] != [str(found.version)]:
        return await _seen_anew(curator, found)
    if (missing := _missing(found.entry)) is not None:
        return curator.turn.notices(missing)
    turn = curator.turn
    question = question_in(found.entry, turn.locale)
    told = Text("curation.handed_in", name=turn.full_name, question=question)
    opening: Buttons = ((Button(Text("button.faq_open_draft"), f"faq:draft:{found.id}"),),)
    cards = [
        Outgoing(Place(turn.place.bot_id, admin), SendText(told, opening), turn.locale)
        for admin in sorted(curator.tools.admins)
    ]

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await steps.leave(work, turn)
        await curator.audit(work, "faq.draft_handed_in", f"faq:draft:{found.id}")
        await work.outbox.put(*cards, turn.show(Text("curation.hand_in_done"), HOME))

    return effect


def _missing(entry: FaqEntry) -> Text | None:
    """Return what an entry lacks before owners may be answered with it."""
    if not entry.texts:
        return Text("notice.faq_no_question")
    for locale, text in entry.texts.items():
        if not text.answer:
            return Text("notice.faq_no_answer", language=language_of(locale))
    return None


async def _changed_by(curator: Curator, found: Draft | None) -> Curated | None:
    if found is None or found.entry_id is None:
        return None
    return await curator.tools.curation.curated(found.entry_id)


async def _seen_anew(curator: Curator, found: Draft) -> Effect:
    shown = curator.turn.show(*await page(curator, found, curator.turn.locale))

    async def effect(work: Work) -> None:
        await curator.turn.meet(work)
        work.notice(CHANGED)
        await work.outbox.put(shown)

    return effect
