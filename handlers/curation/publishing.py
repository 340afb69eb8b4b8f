"""Changing what owners are answered: publish, take back, archive, go back to an older revision."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.curation import Action, Curated, Draft
from domain.faq_gaps import GapStatus
from domain.knowledge import EntryStatus, FaqEntry
from domain.outgoing import Button, Buttons
from domain.ports import Effect, Work
from domain.staff import Right
from domain.text import Body, Joined, Text
from handlers.curation import entry as entry_page
from handlers.curation import gate, steps
from handlers.curation.curator import CHANGED, GONE, NOT_ALLOWED, Curator, Gate
from handlers.curation.entry import curated_of
from handlers.curation.names import question_in

_STATUS: Mapping[Action, EntryStatus] = {
    Action.PUBLISH: EntryStatus.PUBLISHED,
    Action.UNPUBLISH: EntryStatus.DRAFT,
    Action.ARCHIVE: EntryStatus.ARCHIVED,
}
_DONE: Mapping[Action, Text] = {
    Action.PUBLISH: Text("curation.done_published"),
    Action.UNPUBLISH: Text("curation.done_unpublished"),
    Action.ARCHIVE: Text("curation.done_archived"),
    Action.REVERT: Text("curation.done_reverted"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """How an entry shall be. `curated` is how it stands, None for a new one.

    `seen` is the version that the button was made for, as its data has it.
    """

    entry: FaqEntry
    action: Action
    curated: Curated | None = None
    seen: list[str] | None = None
    draft: Draft | None = None

    @property
    def is_stale(self) -> bool:
        """Whether the entry changed since the button was made."""
        stands = str(self.curated.version) if self.curated else "0"
        return self.seen is not None and self.seen[:1] != [stands]


async def set_status(curator: Curator, rest: list[str], action: Action) -> Effect:
    """Publish, unpublish or archive an entry as it is. `rest`: its id and version."""
    curated = await curated_of(curator, rest)
    if curated is None:
        return curator.turn.notices(GONE)
    entry = replace(curated.entry, status=_STATUS[action])
    return await want(curator, Wanted(entry, action, curated, rest[1:]))


async def want(curator: Curator, wanted: Wanted) -> Effect:
    """Change an entry, if the one who wants it may, and it is still as they saw it."""
    if not curator.may(Right.PUBLISH_FAQ):
        return curator.turn.notices(NOT_ALLOWED)
    curated = wanted.curated
    if wanted.is_stale and curated is not None:
        return await _seen_anew(curator, curated)
    if curated is not None and curated.entry == wanted.entry and wanted.draft is None:
        return await _seen_anew(curator, curated)
    return await _through_the_gate(curator, wanted)


async def _through_the_gate(curator: Curator, wanted: Wanted) -> Effect:
    """Check it first; what makes something worse is written only on a second tap."""
    done = _DONE[wanted.action]
    if curator.gate is Gate.ALL_THE_SAME:
        return written(curator, wanted, done)
    labels = len(await curator.tools.curation.labels())
    if not labels:
        return written(curator, wanted, Joined((done, Text("curation.not_checked"))))
    if curator.gate is Gate.ASKED:
        return gate.check_later(curator, labels)
    found = await gate.judged(curator, [wanted.entry])
    own = {wanted.entry.key: question_in(wanted.entry, curator.turn.locale)}
    words = await gate.verdict_words(curator, found, own)
    if not found.worse:
        return written(curator, wanted, Joined((done, words)))
    back = f"faq:draft:{wanted.draft.id}" if wanted.draft else "faq:home"
    if wanted.draft is None and wanted.curated is not None:
        back = f"faq:entry:{wanted.curated.id}"
    leave: Buttons = ((Button(Text("button.faq_leave_it"), back),),)
    body = Joined((Text("curation.gets_worse"), words))
    return curator.shows(body, (*gate.all_the_same(curator), *leave))


def as_published(entry: FaqEntry) -> FaqEntry:
    """Return an entry as it is once it is published; half-written languages are left out."""
    texts = {locale: text for locale, text in entry.texts.items() if text.answer}
    return replace(entry, status=EntryStatus.PUBLISHED, texts=texts or entry.texts)


def written(curator: Curator, wanted: Wanted, done: Body) -> Effect:
    """Return the effect that writes it, and says so with the entry's buttons."""
    turn = curator.turn
    version = wanted.curated.version if wanted.curated else 0
    buttons: Buttons = ()
    if wanted.curated is not None:
        entry_id = wanted.curated.id
        buttons = (
            (
                Button(Text("button.faq_to_entry"), f"faq:entry:{entry_id}"),
                Button(Text("button.faq_history"), f"faq:log:{entry_id}:0"),
            ),
        )
    home: Buttons = ((Button(Text("button.faq_home"), "faq:home"),),)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        if wanted.draft is not None and not await work.curation.drop_draft(wanted.draft.id):
            work.notice(CHANGED)
            return
        await work.curation.save(
            wanted.entry, version=version, by=curator.actor, action=wanted.action
        )
        if wanted.draft is not None:
            await steps.leave(work, turn)
            if wanted.draft.gap_id is not None:
                gap_id, written_about = wanted.draft.gap_id, GapStatus.WRITTEN
                await work.gaps.settle(gap_id, written_about, by=curator.actor)
        await work.outbox.put(turn.show(done, (*buttons, *home)))

    return effect


async def _seen_anew(curator: Curator, curated: Curated) -> Effect:
    body, buttons = await entry_page.page(curator, curated, curator.turn.locale)
    shown = curator.turn.show(body, buttons)

    async def effect(work: Work) -> None:
        await curator.turn.meet(work)
        work.notice(CHANGED)
        await work.outbox.put(shown)

    return effect
