"""Files to the bot and from it: a dry run first, every problem named, nothing changed."""

import io
import zipfile

import pytest

from domain.faq_gate import LabelOrigin, NewLabel
from domain.incoming import MediaKind
from domain.knowledge import EntryStatus
from domain.ports import CannotDownload
from tests.fakes.talk import Talk
from tests.handlers.curation.stage import Stage, open_stage

HEAD = "key,locale,question,answer\n"
GOOD = HEAD + "towing,en,Can I tow a caravan?,Up to 1.5 t.\ncharge-home,en,How at home?,Like so.\n"


async def send(stage: Stage, content: str | bytes, name: str = "faq.csv", talk: Talk | None = None):  # type: ignore[no-untyped-def]
    data = content.encode() if isinstance(content, str) else content
    stage.shop.downloads.content = data
    talk = talk or stage.chief
    return await talk.sends(MediaKind.DOCUMENT, file_name=name, size=len(data))


async def test_a_dry_run_then_the_import() -> None:
    stage = await open_stage()
    before = dict(stage.shop.state.entries)
    await send(stage, GOOD)
    told = stage.chief.last.text
    assert "added 1 · changed 1 · unchanged 0 · archived 0" in told
    assert "• towing" in told
    assert stage.shop.state.entries == before
    await stage.chief.taps("✅ Import")
    assert "✓ Imported" in stage.chief.last.text
    made = await stage.curated("towing")
    assert made.changed_by == "telegram:1"
    changed = await stage.curated("charge-home")
    assert (changed.version, changed.entry.texts["en"].answer) == (2, "Like so.")
    await stage.owner.says("Can I tow a caravan?")
    assert "Up to 1.5 t." in stage.owner.last.text


async def test_replace_archives_what_the_file_leaves_out() -> None:
    stage = await open_stage()
    await send(stage, GOOD)
    await stage.chief.taps("Import, and archive the other 7")
    assert "archived 7" in stage.chief.last.text
    assert (await stage.curated("warranty-length")).entry.status is EntryStatus.ARCHIVED


async def test_the_verdict_stands_in_the_dry_run() -> None:
    stage = await open_stage()
    async with stage.shop.store.works.alone() as work:
        label = NewLabel("How do I charge at home?", ("charge-home",), LabelOrigin.IMPORTED)
        await work.curation.keep_labels([label], by="command")
    await send(stage, GOOD)
    assert "Worse: one" in stage.chief.last.text
    async with stage.shop.store.works.alone() as work:
        label = NewLabel("How long?", ("warranty-length",), LabelOrigin.IMPORTED)
        await work.curation.keep_labels([label], by="command")
    await send(stage, GOOD)
    assert "one labelled question would lose its answer" in stage.chief.last.text


async def test_a_change_in_between_is_told_and_nothing_is_imported() -> None:
    stage = await open_stage()
    await send(stage, GOOD)
    await stage.shop.curates(stage.shop.state.entries["charge-cold"])
    await stage.chief.taps("✅ Import")
    assert "changed after the file was read" in stage.chief.last.text
    assert "towing" not in stage.shop.state.entries
    await stage.chief.taps("✅ Import")
    assert "towing" in stage.shop.state.entries


async def test_another_file_in_between_is_not_imported_by_the_old_button() -> None:
    stage = await open_stage()
    await send(stage, GOOD)
    old = next(data for name, data in stage.chief.last.buttons.items() if "Import" in name)
    await send(stage, GOOD.replace("1.5 t", "2 t"))
    await stage.chief.taps_data(old)
    assert "another one was sent after it" in stage.chief.last.text
    assert "towing" not in stage.shop.state.entries


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for part in range(3):
            file.writestr(f"xl/{part}.xml", b"\0" * (80 * 1024 * 1024))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        ("键,语言\n".encode("gb18030"), "faq.csv", ["GB18030"]),
        (HEAD + "a,en,Q?,<b>x\nb,en,,\n", "faq.csv", ["Row 2, answer", "Row 3, question"]),
        (HEAD + f"a,en,Q?,{'x' * 20_001}\n", "faq.csv", ["Row 2, answer"]),
        (HEAD + "a,en,Q?,A\n" * 50_001, "faq.csv", ["50,000"]),
        (b"no workbook", "faq.xlsx", ["workbook"]),
        (bomb(), "faq.xlsx", ["240"]),
        ("{", "faq.jsonl", ["Row 1"]),
    ],
    ids=["encoding", "markup", "length", "rows", "xlsx", "bomb", "jsonl"],
)
async def test_bad_files_are_refused_with_every_problem(
    content: str | bytes, name: str, told: list[str]
) -> None:
    stage = await open_stage()
    before = dict(stage.shop.state.entries)
    await send(stage, content, name)
    for words in told:
        assert words in stage.chief.last.text
    assert stage.shop.state.entries == before
    assert stage.shop.files.kept == {}


async def test_a_file_that_telegram_does_not_give_is_told() -> None:
    stage = await open_stage()
    stage.shop.downloads.failures = [CannotDownload("file is too big", too_big=True)]
    await send(stage, GOOD)
    assert "file is too big" in stage.chief.last.text


@pytest.mark.parametrize("who", ["wei", "bo", "owner"])
async def test_files_of_everybody_else_are_no_import(who: str) -> None:
    stage = await open_stage()
    await send(stage, GOOD, talk=getattr(stage, who))
    assert stage.shop.downloads.asked == []
    assert "towing" not in stage.shop.state.entries


async def test_the_whole_faq_as_a_file_that_reads_back() -> None:
    stage = await open_stage()
    await stage.chief.says("/faq")
    await stage.chief.taps("📄 In bulk")
    kept = {}
    keep = stage.shop.files.keep

    async def keeping(key: str, content: bytes) -> None:
        kept[key] = content
        await keep(key, content)

    stage.shop.files.keep = keeping  # type: ignore[method-assign]
    await stage.chief.taps("JSONL")
    [content] = kept.values()
    entries = await stage.shop.tools.faq_files.read("faq.jsonl", content)
    assert {one.key for one in entries} == set(stage.shop.state.entries)
    assert stage.shop.files.kept == {}
