"""The contract of what curators read and write."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.curation import Action, Curated, EntryFigures, NewDraft
from domain.errors import Conflict
from domain.faq_gate import LabelOrigin, NewLabel
from domain.faq_import import ImportPlan
from domain.faq_upkeep import Said as EntrySaid
from domain.incoming import ChatKind, Incoming, Said
from domain.knowledge import (
    Candidate,
    Decision,
    DecisionKind,
    EntryStatus,
    FaqEntry,
    FaqText,
    Feedback,
)
from tests.contracts.cases import new_case
from tests.contracts.ports import BOT, LI, PLACE, Pair, contract

ADMIN = "telegram:9001"


def entry(key: str, answer: str = "An answer.", **more: object) -> FaqEntry:
    texts = {
        "en": FaqText(f"What about {key}?", answer, (f"tell me about {key}",)),
        "zh-Hans": FaqText(f"{key} 怎么办？", "答案"),
    }
    return FaqEntry(key, "service", texts, **more)  # type: ignore[arg-type]


async def curated(pair: Pair, key: str) -> Curated:
    found = await pair.curation.curated_by_key(key)
    assert found is not None
    return found


async def save(pair: Pair, changed: FaqEntry, version: int) -> None:
    async with pair.works.alone() as work:
        await work.curation.save(changed, version=version, by=ADMIN, action=Action.PUBLISH)


@contract
async def an_import_is_the_first_revision_of_each(pair: Pair) -> None:
    await pair.import_(entry("oil"), entry("tyres"))
    found = await curated(pair, "oil")
    assert (found.version, found.entry, found.changed_by) == (1, entry("oil"), "test")
    [only] = await pair.curation.revisions(found.id)
    assert (only.version, only.at, only.by, only.entry) == (1, pair.now, "test", entry("oil"))
    assert await pair.curation.curated(found.id) == found
    assert await pair.curation.curated_by_key("none") is None
    assert await pair.curation.curated(999_999) is None


@contract
async def every_change_is_a_revision(pair: Pair) -> None:
    await pair.import_(entry("oil"))
    changed = entry("oil", "Another.", status=EntryStatus.DRAFT)
    await save(pair, changed, 1)
    found = await curated(pair, "oil")
    assert (found.version, found.entry, found.changed_by) == (2, changed, ADMIN)
    newest, first = await pair.curation.revisions(found.id)
    assert (newest.version, newest.entry) == (2, changed)
    assert first.entry == entry("oil")
    assert await pair.curation.revision(found.id, 1) == first
    assert await pair.curation.revision(found.id, 3) is None
    assert await pair.reads.entry("oil") == changed


@contract
async def who_comes_second_overwrites_nothing(pair: Pair) -> None:
    await pair.import_(entry("oil"))
    await save(pair, entry("oil", "Mine."), 1)
    with pytest.raises(Conflict):
        await save(pair, entry("oil", "Theirs."), 1)
    assert (await curated(pair, "oil")).entry == entry("oil", "Mine.")


@contract
async def a_new_entry_takes_no_key_that_there_is(pair: Pair) -> None:
    await save(pair, entry("oil"), 0)
    with pytest.raises(Conflict):
        await save(pair, entry("oil", "Another."), 0)
    assert (await curated(pair, "oil")).version == 1


@contract
async def entries_are_counted_and_listed(pair: Pair) -> None:
    await pair.import_(
        entry("b", "Only <b>Sundays</b>."),
        entry("a"),
        replace(entry("c", status=EntryStatus.DRAFT), category="tyres"),
        entry("d", status=EntryStatus.ARCHIVED),
    )
    published, draft = EntryStatus.PUBLISHED, EntryStatus.DRAFT
    counts = await pair.curation.counts()
    assert counts["service", published] == 2
    assert counts["tyres", draft] == 1
    assert await _listed(pair) == ["a", "b", "d", "c"]
    assert await _listed(pair, category="service", status=published) == ["a", "b"]
    assert await _listed(pair, words="sundays") == ["b"]
    assert await _listed(pair, words="ABOUT C") == ["c"]
    assert await _listed(pair, words="100%") == []
    assert await _listed(pair, keys=["c", "a"]) == ["a", "c"]
    assert await _listed(pair, keys=[]) == []
    assert await _listed(pair, limit=1) == ["a"]
    [first] = await pair.curation.listed(limit=1)
    assert (first.question("zh-Hans"), first.question("de")) == ("a 怎么办？", "What about a?")
    assert first.id == (await curated(pair, "a")).id


async def _listed(pair: Pair, **which: object) -> list[str]:
    found = await pair.curation.listed(**which)  # type: ignore[arg-type]
    return [one.key for one in found]


@contract
async def drafts_are_kept_changed_and_dropped(pair: Pair) -> None:
    await pair.import_(entry("oil"))
    oil = await curated(pair, "oil")
    unfinished = FaqEntry("new", "service", {"en": FaqText("New?", "")}, EntryStatus.DRAFT)
    async with pair.works.alone() as work:
        mine = await work.curation.keep_draft(NewDraft(unfinished, 9001, gap_id=5))
        theirs = await work.curation.keep_draft(NewDraft(oil.entry, 9002, oil.id, oil.version))
    assert await pair.curation.draft(mine.id) == mine
    assert (mine.entry, mine.is_new, mine.gap_id) == (unfinished, True, 5)
    assert (theirs.entry_id, theirs.base_version, theirs.is_new) == (oil.id, 1, False)
    assert await pair.curation.drafts(by=9001) == [mine]
    assert {one.id for one in await pair.curation.drafts()} == {mine.id, theirs.id}
    async with pair.works.alone() as work:
        later = await work.curation.change_draft(replace(mine, entry=entry("new"), by=9002))
    assert (later.version, later.by) == (2, 9002)
    assert await pair.curation.draft(mine.id) == later
    with pytest.raises(Conflict):
        async with pair.works.alone() as work:
            await work.curation.change_draft(mine)
    async with pair.works.alone() as work:
        assert await work.curation.drop_draft(mine.id)
        assert not await work.curation.drop_draft(mine.id)
    assert await pair.curation.draft(mine.id) is None
    assert await pair.curation.draft(999_999) is None


@contract
async def an_entrys_figures_are_of_what_owners_were_shown(pair: Pair) -> None:
    owner = await pair.meet()
    sure = Decision(DecisionKind.ANSWER, 0.9, (Candidate("oil", 0.9),))
    unsure = Decision(DecisionKind.ABSTAIN, 0.1, (Candidate("oil", 0.1),))
    async with pair.works.alone() as work:
        for update, (decision, feedback) in enumerate(
            ((sure, Feedback.HELPFUL), (sure, Feedback.NOT_HELPFUL), (sure, None), (unsure, None))
        ):
            incoming = Incoming(
                update, PLACE, ChatKind.PRIVATE, LI, pair.now - timedelta(minutes=update), Said("?")
            )
            number = await work.questions.log(owner.id, incoming, "?", "en", decision)
            if feedback:
                await work.questions.record_feedback(number, owner.id, feedback)
    handed_over = await new_case(pair, opened_at=pair.now + timedelta(minutes=5))
    async with pair.works.alone() as work:
        await work.cases.open(handed_over)
    found = await pair.curation.figures("oil", pair.now - timedelta(days=1))
    assert found == EntryFigures(asked=3, helpful=1, not_helpful=1, handed_off=1)
    assert found.helpful_share == 0.5
    since = pair.now - timedelta(seconds=90)
    assert (await pair.curation.figures("oil", since)).asked == 2
    none = await pair.curation.figures("tyres", since)
    assert (none, none.helpful_share) == (EntryFigures(), None)
    assert PLACE.bot_id == BOT


@contract
async def a_question_has_one_label_the_last(pair: Pair) -> None:
    confirmed, imported = LabelOrigin.CONFIRMED, LabelOrigin.IMPORTED
    async with pair.works.alone() as work:
        await work.curation.keep_labels(
            [NewLabel("Which oil?", ("oil",), imported), NewLabel("Hello?", (), imported)],
            by="command",
        )
    async with pair.works.alone() as work:
        again = NewLabel("which  OIL?", ("oil", "tyres"), confirmed, 7)
        await work.curation.keep_labels([again], by=ADMIN)
    found = {one.question: one for one in await pair.curation.labels()}
    assert set(found) == {"which  OIL?", "Hello?"}
    oil = found["which  OIL?"]
    assert (oil.expected, oil.origin, oil.by, oil.at) == (
        ("oil", "tyres"),
        confirmed,
        ADMIN,
        pair.now,
    )
    assert found["Hello?"].expected == ()
    assert await pair.curation.label_of("WHICH OIL?") == oil
    assert await pair.curation.label_of("none") is None
    assert len(await pair.curation.labels(limit=1)) == 1
    async with pair.works.alone() as work:
        assert await work.curation.drop_labels(origin=imported) == 1
    assert [one.question for one in await pair.curation.labels()] == ["which  OIL?"]


@contract
async def what_owners_asked_last_comes_first(pair: Pair) -> None:
    owner = await pair.meet()
    offered = Decision(
        DecisionKind.SUGGEST, 0.5, (Candidate("a", 0.5), Candidate("b", 0.4)), ("a", "b"), {"x": 1}
    )
    numbers = []
    for update, words in enumerate(("one", "two", "three")):
        incoming = Incoming(update, PLACE, ChatKind.PRIVATE, LI, pair.now, Said(words))
        async with pair.works.alone() as work:
            numbers.append(await work.questions.log(owner.id, incoming, words, "en", offered))
    newest, older = await pair.curation.recent(limit=2)
    assert (newest.question.text, older.question.text) == ("three", "two")
    assert newest.decision.suggestions == ("a", "b")
    assert newest.decision.evidence == {"x": 1}
    [first] = await pair.curation.recent(before=numbers[1])
    assert first.question.text == "one"
    assert await pair.curation.logged(numbers[0]) == first
    assert await pair.curation.logged(999_999) is None


@contract
async def what_is_published_is_told_with_what_owners_made_of_it(pair: Pair) -> None:
    until = pair.now.date() + timedelta(days=9)
    await pair.import_(entry("oil", valid_until=until), entry("x", status=EntryStatus.DRAFT))
    [oil] = await pair.curation.published()
    assert (oil.listed.key, oil.created_at, oil.valid_until) == ("oil", pair.now, until)
    assert set(oil.listed.questions) == {"en", "zh-Hans"}
    owner = await pair.meet()
    sure = Decision(DecisionKind.ANSWER, 0.9, (Candidate("oil", 0.9),))
    said = (Feedback.HELPFUL, Feedback.NOT_HELPFUL, Feedback.HELPFUL, None)
    for number, feedback in enumerate(said):
        at = pair.now - timedelta(days=number)
        incoming = Incoming(number, PLACE, ChatKind.PRIVATE, LI, at, Said("?"))
        async with pair.works.alone() as work:
            question_id = await work.questions.log(owner.id, incoming, "?", "en", sure)
            if feedback:
                await work.questions.record_feedback(question_id, owner.id, feedback)
    lately = await pair.curation.said(pair.now - timedelta(days=2), pair.now + timedelta(days=1))
    assert lately == {"oil": EntrySaid(asked=3, helpful=2, not_helpful=1)}
    before = await pair.curation.said(pair.now - timedelta(days=9), pair.now - timedelta(days=2))
    assert before == {"oil": EntrySaid(asked=1)}


@contract
async def a_plan_is_for_one_revision_of_the_faq(pair: Pair) -> None:
    await pair.import_(entry("b"), entry("a", status=EntryStatus.ARCHIVED))
    revision, entries = await pair.curation.everything()
    assert [one.key for one in entries] == ["a", "b"]
    plan = ImportPlan(changed=(entry("b", "Another."),))
    async with pair.works.alone() as work:
        await work.faq.apply(plan, by=ADMIN, revision=revision)
    with pytest.raises(Conflict):
        async with pair.works.alone() as work:
            await work.faq.apply(plan, by=ADMIN, revision=revision)
    now, _ = await pair.curation.everything()
    assert now == revision + 1
