"""A draft's parts that are chosen with buttons: category, cars, dates, picture, ways to ask."""

from collections.abc import Callable
from dataclasses import replace

from domain.curation import Draft
from domain.knowledge import FaqEntry, FaqText
from domain.outgoing import Button, Buttons
from domain.ports import Effect, Work
from domain.text import Body, Joined, Text
from handlers.car.views import model_name
from handlers.curation import drafts, steps
from handlers.curation.changes import dates_words, scope_words
from handlers.curation.curator import GONE, HOME, Curator
from handlers.curation.steps import At, Step
from handlers.paging import in_rows
from handlers.turn import mark_of

VARIANTS_LISTED = 30


def change(
    curator: Curator,
    draft: Draft,
    entry: FaqEntry,
    show: Callable[[Draft], tuple[Body, Buttons]],
    at: At | None = None,
) -> Effect:
    """Return the effect that writes a draft's next state and shows a screen of it.

    The form goes on to wait for `at`, or for nothing.
    """
    turn = curator.turn

    async def effect(work: Work) -> None:
        await turn.meet(work)
        kept = draft
        if entry != draft.entry:
            kept = await work.curation.change_draft(replace(draft, entry=entry))
            await curator.audit_draft(work, draft.id, "changed")
        if at is None:
            await steps.leave(work, turn)
        else:
            await steps.go(work, turn, at)
        await work.outbox.put(turn.show(*show(kept)))

    return effect


def waits(curator: Curator, at: At, body: Body, buttons: Buttons) -> Effect:
    """Return the effect that asks for a step's words."""
    turn = curator.turn

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await steps.go(work, turn, at)
        await work.outbox.put(turn.show(body, buttons))

    return effect


async def category(curator: Curator, rest: list[str]) -> Effect:
    """Offer the categories, or take the one that was tapped. `rest`: the draft, its mark."""
    draft = await drafts.draft_of(curator, rest)
    if draft is None:
        return curator.turn.notices(GONE)
    keys = await categories_of(curator)
    chosen = next((key for key in keys if mark_of(key) in rest[1:2]), None)
    if chosen is None:
        return curator.shows(*choose_category(curator, draft, keys))
    return await then_page(curator, draft, replace(draft.entry, category=chosen))


async def categories_of(curator: Curator) -> list[str]:
    """Return the policy's categories, then others that entries have."""
    counts = await curator.tools.curation.counts()
    listed = [one.key for one in curator.tools.policy.categories]
    return [*listed, *sorted({key for key, _ in counts} - set(listed))]


def choose_category(curator: Curator, draft: Draft, keys: list[str]) -> tuple[Body, Buttons]:
    """Return the question for the category."""
    policy = curator.tools.policy
    named = [
        Button(policy.category_name(key), f"faq:category:{draft.id}:{mark_of(key)}") for key in keys
    ]
    return Text("curation.ask_category"), (*in_rows(2, named), *steps.leaving(draft.id))


async def cars(curator: Curator, rest: list[str]) -> Effect:
    """Show for which cars it holds, or change that. `rest`: the draft, `all` or a model's mark."""
    draft = await drafts.draft_of(curator, rest)
    if draft is None:
        return curator.turn.notices(GONE)
    scope = draft.entry.scope
    models = curator.tools.policy.brand.models
    match rest[1:]:
        case ["all"]:
            scope = replace(scope, models=(), year_from=None, year_to=None)
        case ["anyyear"]:
            scope = replace(scope, year_from=None, year_to=None)
        case [tapped]:
            found = next((one.key for one in models if mark_of(one.key) == tapped), None)
            if found in scope.models:
                scope = replace(scope, models=tuple(one for one in scope.models if one != found))
            elif found is not None:
                scope = replace(scope, models=(*scope.models, found))
    entry = replace(draft.entry, scope=scope)
    at = At(Step.YEARS, draft.id, curator.turn.locale)
    return change(curator, draft, entry, lambda kept: _cars(curator, kept), at)


def _cars(curator: Curator, draft: Draft) -> tuple[Body, Buttons]:
    policy, scope = curator.tools.policy, draft.entry.scope
    toggles = [
        Button(
            Text("button.faq_chosen", name=model_name(policy, one.key))
            if one.key in scope.models
            else one.name,
            f"faq:cars:{draft.id}:{mark_of(one.key)}",
        )
        for one in policy.brand.models
    ]
    plain = [Button(Text("button.faq_all_cars"), f"faq:cars:{draft.id}:all")]
    if scope.has_years:
        plain.append(Button(Text("button.faq_any_year"), f"faq:cars:{draft.id}:anyyear"))
    done: Buttons = ((Button(Text("button.faq_done"), f"faq:leave:{draft.id}"),),)
    body = Text("curation.ask_cars", cars=scope_words(policy, scope))
    return body, (*in_rows(3, toggles), tuple(plain), *done)


async def dates(curator: Curator, rest: list[str]) -> Effect:
    """Ask for the dates, or take them away. `rest`: the draft, `always`."""
    draft = await drafts.draft_of(curator, rest)
    if draft is None:
        return curator.turn.notices(GONE)
    if rest[1:] == ["always"]:
        return await then_page(
            curator, draft, replace(draft.entry, valid_from=None, valid_until=None)
        )
    begins, ends = draft.entry.valid_from, draft.entry.valid_until
    body = Text("curation.ask_dates", dates=dates_words(begins, ends))
    always: Buttons = ((Button(Text("button.faq_always"), f"faq:dates:{draft.id}:always"),),)
    at = At(Step.DATES, draft.id, curator.turn.locale)
    return waits(curator, at, body, (*always, *steps.leaving(draft.id)))


async def image(curator: Curator, rest: list[str]) -> Effect:
    """Ask for a picture, or take it away. `rest`: the draft, the language, `none`."""
    draft = await drafts.draft_of(curator, rest)
    locale = rest[1] if len(rest) > 1 else ""
    if draft is None or locale not in draft.entry.texts:
        return curator.turn.notices(GONE)
    if rest[2:] == ["none"]:
        text = replace(draft.entry.texts[locale], image=None)
        return await then_page(curator, draft, with_text(draft.entry, locale, text), locale)
    none: Buttons = ()
    if draft.entry.texts[locale].image:
        data = f"faq:image:{draft.id}:{locale}:none"
        none = ((Button(Text("button.faq_no_image"), data),),)
    at = At(Step.IMAGE, draft.id, locale)
    return waits(curator, at, Text("curation.ask_image"), (*none, *steps.leaving(draft.id)))


async def variants(curator: Curator, rest: list[str]) -> Effect:
    """Show the ways to ask, take more of them in words, and take one away by its button."""
    draft = await drafts.draft_of(curator, rest)
    locale = rest[1] if len(rest) > 1 else ""
    if draft is None or locale not in draft.entry.texts:
        return curator.turn.notices(GONE)
    text = draft.entry.texts[locale]
    left = tuple(one for one in text.variants if mark_of(one) not in rest[2:3])
    entry = with_text(draft.entry, locale, replace(text, variants=left))
    at = At(Step.VARIANTS, draft.id, locale)
    return change(curator, draft, entry, lambda kept: variants_of(kept, locale), at)


def variants_of(draft: Draft, locale: str) -> tuple[Body, Buttons]:
    """Return the screen of a draft's ways to ask in one language."""
    words = draft.entry.texts[locale].variants
    buttons: Buttons = tuple(
        (
            Button(
                Text("button.faq_drop_variant", words=one[:40]),
                f"faq:variants:{draft.id}:{locale}:{mark_of(one)}",
            ),
        )
        for one in words[:VARIANTS_LISTED]
    )
    more = len(words) - VARIANTS_LISTED
    parts: list[Body] = [Text("curation.ask_variants", count=len(words))]
    if more > 0:
        parts.append(Text("curation.and_more", n=more))
    done: Buttons = ((Button(Text("button.faq_done"), f"faq:leave:{draft.id}"),),)
    return Joined(tuple(parts)), (*buttons, *done)


async def leave(curator: Curator, rest: list[str]) -> Effect:
    """Leave a step: what was written before stays, and the draft with it."""
    draft = await drafts.draft_of(curator, rest)
    turn = curator.turn
    if draft is None:
        shown = turn.show(Text("form.cancelled"), HOME)
    else:
        at = steps.open_step(turn)
        locale = at.locale if at else turn.locale
        shown = turn.show(*await drafts.page(curator, draft, locale))

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await steps.leave(work, turn)
        await work.outbox.put(shown)

    return effect


def with_text(entry: FaqEntry, locale: str, text: FaqText) -> FaqEntry:
    """Return an entry with another text in one language."""
    return replace(entry, texts={**entry.texts, locale: text})


async def then_page(
    curator: Curator, draft: Draft, entry: FaqEntry, locale: str | None = None
) -> Effect:
    """Write the draft's next state and show its page."""
    changed = replace(draft, entry=entry, version=draft.version + (entry != draft.entry))
    body, buttons = await drafts.page(curator, changed, locale or curator.turn.locale)
    return change(curator, draft, entry, lambda _: (body, buttons))
