from dataclasses import replace
from datetime import date

import pytest

from domain.errors import Conflict
from domain.faq_import import ImportPlan
from domain.knowledge import EntryStatus, FaqText, Scope
from storage import Storage, open_storage
from tests.conftest import SetClock
from tests.databases import TestDatabase
from tests.storage.faq import entry, importing
from tests.storage.rendering import PlainRenderer
from tests.storage.statements import counting

TODAY = date(2026, 3, 2)


async def test_entries_come_back_as_they_went_in(storage: Storage) -> None:
    scoped = entry(
        "b",
        scope=Scope("aurora", ("lyra", "vega"), 2020, 2024),
        valid_from=date(2026, 1, 1),
        valid_until=date(2026, 12, 31),
        status=EntryStatus.DRAFT,
    )
    pictured = replace(
        entry("a"),
        texts={"zh-Hans": FaqText("问", "答 <b>粗</b>"), "en": FaqText("Q", "A", (), "f")},
    )
    await importing(storage, scoped, pictured)
    found = await storage.faq_source.entries()
    assert found == [pictured, scoped]
    # the first language is the one an entry falls back to
    assert list(found[0].texts) == ["zh-Hans", "en"]
    assert await storage.reads.entry("b") == scoped
    assert await storage.reads.entry("none") is None


async def test_the_revision_rises_with_every_change_only(storage: Storage) -> None:
    assert await storage.faq_source.revision() == 0
    await importing(storage, entry("a"))
    assert await storage.faq_source.revision() == 1
    await importing(storage, entry("a"))
    assert await storage.faq_source.revision() == 1
    await importing(storage, entry("a", answer="Another"))
    assert await storage.faq_source.revision() == 2


async def test_a_change_replaces_texts_and_variants(storage: Storage) -> None:
    await importing(storage, entry("a"), entry("b"))
    changed = replace(entry("a"), texts={"en": FaqText("New?", "New", ("only this",))})
    async with storage.works.alone() as work:
        await work.faq.apply(ImportPlan(changed=(changed,)), by="test")
    assert await storage.reads.entry("a") == changed
    assert await storage.reads.entry("b") == entry("b")


async def test_an_entry_is_read_once_for_as_long_as_the_faq_stays_as_it_is(
    storage: Storage, database: TestDatabase, clock: SetClock
) -> None:
    await importing(storage, entry("a"), entry("b"))
    await storage.reads.entry("a")
    with counting(storage) as statements:
        assert await storage.reads.entry("a") == entry("a")
    assert len(statements) == 1
    # by another process, say: nothing but the database tells
    async with open_storage(database.url, PlainRenderer(), clock) as other:
        await importing(other, entry("a", answer="Another"))
    assert await storage.reads.entry("a") == entry("a", answer="Another")
    assert await storage.reads.entry("b") == entry("b")
    assert await storage.reads.entry("none") is None


async def test_what_is_archived_stays_but_answers_nobody(storage: Storage) -> None:
    await importing(storage, entry("a"), entry("b"))
    await importing(storage, entry("a"), archive_missing=True)
    assert [one.key for one in await storage.faq_source.entries()] == ["a"]
    archived = await storage.reads.entry("b")
    assert archived == replace(entry("b"), status=EntryStatus.ARCHIVED)
    await importing(storage, entry("b"))
    assert len(await storage.faq_source.entries()) == 2


async def test_owners_browse_what_is_live_today(storage: Storage) -> None:
    await importing(
        storage,
        entry("a"),
        replace(entry("b"), category="tyres"),
        replace(entry("c"), category="tyres", valid_until=date(2026, 3, 1)),
        replace(entry("d"), category="tyres", valid_from=TODAY),
        entry("e", status=EntryStatus.DRAFT),
    )
    assert list(await storage.reads.categories(TODAY)) == [("service", 1), ("tyres", 2)]
    assert [one.key for one in await storage.reads.entries_in("tyres", TODAY)] == ["b", "d"]


async def test_a_plan_that_others_overtook_is_a_conflict_and_changes_nothing(
    storage: Storage,
) -> None:
    await importing(storage, entry("a"))
    for plan in (ImportPlan(added=(entry("b"), entry("a"))), ImportPlan(changed=(entry("z"),))):
        with pytest.raises(Conflict):
            async with storage.works.alone() as work:
                await work.faq.apply(plan, by="test")
    assert await storage.faq_source.revision() == 1
    assert [one.key for one in await storage.faq_source.entries()] == ["a"]


async def test_thousands_of_entries_take_few_statements(storage: Storage) -> None:
    entries = [entry(f"key-{number:04}") for number in range(2_000)]
    with counting(storage) as statements:
        await importing(storage, *entries)
    assert len(statements) < 100
    with counting(storage) as statements:
        assert await storage.faq_source.entries() == entries
    assert len(statements) == 3
    with counting(storage) as statements:
        await storage.faq_source.revision()
    assert len(statements) == 1


async def test_vectors_are_kept_per_model(storage: Storage) -> None:
    vectors = {f"hash-{number}": bytes([number % 256]) * 8 for number in range(1_200)}
    await storage.faq_source.keep_vectors("m", vectors)
    await storage.faq_source.keep_vectors("m", {"hash-1": b"other"})
    found = await storage.faq_source.vectors("m", [*vectors, "absent"])
    assert found == vectors
    assert await storage.faq_source.vectors("other", ["hash-1"]) == {}
    assert await storage.faq_source.vectors("m", []) == {}
