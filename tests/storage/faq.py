"""FAQ entries for tests."""

from domain.faq_import import plan_import
from domain.knowledge import FaqEntry, FaqText
from storage import Storage


def entry(key: str, answer: str = "An answer", **fields: object) -> FaqEntry:
    texts = {
        "en": FaqText(f"What about {key}?", answer, (f"{key}?", f"tell me about {key}")),
        "zh-Hans": FaqText(f"{key} 怎么办？", "答案", (f"关于{key}",)),
    }
    return FaqEntry(key, "service", texts, **fields)  # type: ignore[arg-type]


async def importing(storage: Storage, *entries: FaqEntry, archive_missing: bool = False) -> None:
    current = {one.key: one for one in await storage.faq_source.all_entries()}
    plan = plan_import(current, entries, archive_missing=archive_missing)
    async with storage.works.alone() as work:
        await work.faq.apply(plan, by="test")
