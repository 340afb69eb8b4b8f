"""What curators work on, in memory."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from domain.curation import (
    HANDED_OFF_WITHIN,
    Action,
    Curated,
    Draft,
    EntryFigures,
    Listed,
    NewDraft,
    Revision,
)
from domain.errors import Conflict
from domain.faq_data import entry_data, entry_of
from domain.faq_gate import Label, LabelOrigin, NewLabel, words_of_label
from domain.faq_import import ImportPlan
from domain.faq_upkeep import Kept, Said
from domain.knowledge import Decision, EntryStatus, FaqEntry, Feedback, Logged
from domain.ports import Clock
from domain.text import Text
from tests.fakes.state import State

if TYPE_CHECKING:
    from tests.fakes.store import Store

LONG_AGO = datetime.fromisoformat("2026-01-01T00:00:00+00:00")


@dataclass
class Shelf:
    """An entry's id, version and revisions, beside `State.entries`."""

    id: int
    version: int = 1
    changed_at: datetime = LONG_AGO
    created_at: datetime = LONG_AGO
    changed_by: str | None = None
    revisions: list[Revision] = field(default_factory=list)


def shelf_of(state: State, key: str) -> Shelf:
    """Return it; entries that tests put there without a word get one on first sight."""
    for each in state.entries:
        state.shelves.setdefault(each, Shelf(len(state.shelves) + 1))
    shelf: Shelf = state.shelves[key]
    return shelf


class FakeCurationReads:
    def __init__(self, store: "Store") -> None:
        self._store = store

    @property
    def _state(self) -> State:
        return self._store.state

    async def counts(self) -> Mapping[tuple[str, EntryStatus], int]:
        return Counter((one.category, one.status) for one in self._state.entries.values())

    async def listed(
        self,
        *,
        category: str | None = None,
        status: EntryStatus | None = None,
        words: str = "",
        keys: Sequence[str] | None = None,
        limit: int = 500,
    ) -> Sequence[Listed]:
        found = [
            Listed(
                shelf_of(self._state, one.key).id,
                one.key,
                one.category,
                one.status,
                {locale: text.question for locale, text in one.texts.items()},
            )
            for one in self._state.entries.values()
            if category in (None, one.category)
            and status in (None, one.status)
            and (keys is None or one.key in keys)
            and (not words or words.casefold() in _all_words(one))
        ]
        return sorted(found, key=lambda one: (one.category, one.key))[:limit]

    async def curated(self, entry_id: int) -> Curated | None:
        for entry in self._state.entries.values():
            if shelf_of(self._state, entry.key).id == entry_id:
                return self._curated(entry)
        return None

    async def curated_by_key(self, key: str) -> Curated | None:
        entry = self._state.entries.get(key)
        return self._curated(entry) if entry else None

    def _curated(self, entry: FaqEntry) -> Curated:
        shelf = shelf_of(self._state, entry.key)
        return Curated(shelf.id, shelf.version, entry, shelf.changed_at, shelf.changed_by)

    async def figures(self, key: str, since: datetime) -> EntryFigures:
        shown = [
            one
            for one in self._state.questions.values()
            if one.shown == key and one.asked_at >= since
        ]
        said = Counter(one.feedback for one in shown)
        handed_off = sum(
            any(
                one.owner_id == case.owner_id
                and one.asked_at <= case.opened_at <= one.asked_at + HANDED_OFF_WITHIN
                for one in shown
            )
            for case in self._state.handoff.cases.values()
        )
        return EntryFigures(
            len(shown), said[Feedback.HELPFUL], said[Feedback.NOT_HELPFUL], handed_off
        )

    async def revisions(self, entry_id: int, *, limit: int = 50) -> Sequence[Revision]:
        shelf = self._shelf(entry_id)
        return list(reversed(shelf.revisions))[:limit] if shelf else []

    async def revision(self, entry_id: int, version: int) -> Revision | None:
        found = await self.revisions(entry_id)
        return next((one for one in found if one.version == version), None)

    def _shelf(self, entry_id: int) -> Shelf | None:
        shelves = self._state.shelves.values()
        return next((one for one in shelves if one.id == entry_id), None)

    async def drafts(self, *, by: int | None = None, limit: int = 50) -> Sequence[Draft]:
        found = [one for one in self._state.drafts.values() if by in (None, one.by)]
        return sorted(found, key=lambda one: (one.changed_at, one.id), reverse=True)[:limit]

    async def draft(self, draft_id: int) -> Draft | None:
        return self._state.drafts.get(draft_id)

    async def everything(self) -> tuple[int, Sequence[FaqEntry]]:
        entries = self._state.entries
        return self._state.revision, [entries[key] for key in sorted(entries)]

    async def published(self) -> Sequence[Kept]:
        entries = self._state.entries
        return [
            Kept(one, shelf_of(self._state, one.key).created_at, entries[one.key].valid_until)
            for one in await self.listed(status=EntryStatus.PUBLISHED)
        ]

    async def said(self, since: datetime, until: datetime) -> Mapping[str, Said]:
        asked = [
            one
            for one in self._state.questions.values()
            if one.shown and since <= one.asked_at < until
        ]
        found = {}
        for key in {one.shown for one in asked if one.shown}:
            said = Counter(one.feedback for one in asked if one.shown == key)
            found[key] = Said(said.total(), said[Feedback.HELPFUL], said[Feedback.NOT_HELPFUL])
        return found

    async def labels(self, *, limit: int = 5_000) -> Sequence[Label]:
        found = self._state.labels.values()
        return sorted(found, key=lambda one: (one.at, one.id), reverse=True)[:limit]

    async def label_of(self, question: str) -> Label | None:
        return self._state.labels.get(words_of_label(question))

    async def recent(self, *, limit: int = 8, before: int | None = None) -> Sequence[Logged]:
        found = [one for one in sorted(self._state.questions) if before is None or one < before]
        return [self._logged(one) for one in reversed(found)][:limit]

    async def logged(self, question_id: int) -> Logged | None:
        return self._logged(question_id) if question_id in self._state.questions else None

    def _logged(self, question_id: int) -> Logged:
        question = self._state.questions[question_id]
        score = question.candidates[0].score if question.candidates else 0.0
        suggestions = self._state.suggested.get(question_id, ())
        return Logged(
            question,
            Decision(
                question.decision,
                score,
                question.candidates,
                suggestions,
                self._state.evidence[question_id],
            ),
        )


def _all_words(entry: FaqEntry) -> str:
    said = [entry.key]
    for text in entry.texts.values():
        said += [*text.phrasings, text.answer]
    return "\n".join(said).casefold()


class FakeCurationWrites:
    def __init__(self, state: State, clock: Clock) -> None:
        self._state = state
        self._clock = clock

    async def save(self, entry: FaqEntry, *, version: int, by: str, action: Action) -> None:
        known = self._state.entries.get(entry.key)
        stands = shelf_of(self._state, entry.key).version if known else 0
        if stands != version:
            raise Conflict(Text("storage.changed_meanwhile"))
        plan = ImportPlan(changed=(entry,)) if known else ImportPlan(added=(entry,))
        write(self._state, plan, by, self._clock.now())
        self._state.done_to_faq.append((by, action, entry.key))

    async def keep_draft(self, new: NewDraft) -> Draft:
        draft = Draft(
            id=self._state.next_draft,
            entry=entry_of(entry_data(new.entry)),
            by=new.by,
            changed_at=self._clock.now(),
            entry_id=new.entry_id,
            base_version=new.base_version,
            gap_id=new.gap_id,
        )
        self._state.next_draft += 1
        self._state.drafts[draft.id] = draft
        return draft

    async def change_draft(self, draft: Draft) -> Draft:
        stands = self._state.drafts.get(draft.id)
        if stands is None or stands.version != draft.version:
            raise Conflict(Text("storage.changed_meanwhile"))
        changed = replace(draft, version=draft.version + 1, changed_at=self._clock.now())
        self._state.drafts[draft.id] = changed
        return changed

    async def drop_draft(self, draft_id: int) -> bool:
        return self._state.drafts.pop(draft_id, None) is not None

    async def keep_labels(self, labels: Sequence[NewLabel], *, by: str) -> None:
        for new in labels:
            name = words_of_label(new.question)
            known = self._state.labels.get(name)
            number = known.id if known else len(self._state.labels) + 1
            self._state.labels[name] = Label(
                number, new.question, new.expected, new.origin, self._clock.now(), by
            )

    async def drop_labels(self, *, origin: LabelOrigin) -> int:
        gone = [name for name, one in self._state.labels.items() if one.origin is origin]
        for name in gone:
            del self._state.labels[name]
        return len(gone)


def write(state: State, plan: ImportPlan, by: str, at: datetime) -> None:
    """Write entries as their next revisions, as the database does."""
    for entry in (*plan.added, *plan.changed, *plan.archived):
        before = state.entries.get(entry.key)
        if before is not None:
            shelf = shelf_of(state, entry.key)
            if not any(one.version == shelf.version for one in shelf.revisions):
                shelf.revisions.append(Revision(shelf.version, shelf.changed_at, None, before))
            shelf.version += 1
        state.entries[entry.key] = entry
        shelf = shelf_of(state, entry.key)
        if before is None:
            shelf.created_at = at
        shelf.changed_at, shelf.changed_by = at, by
        shelf.revisions.append(Revision(shelf.version, at, by, entry))
    state.revision += 0 if plan.is_empty else 1
