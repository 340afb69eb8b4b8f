"""An entry as JSON-able data and back: what revisions and drafts are kept as."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.knowledge import EntryStatus, FaqEntry, FaqText, Scope


def entry_data(entry: FaqEntry) -> dict[str, Any]:
    """Return an entry as data. Languages keep their order, which a JSON object may lose."""
    return {
        "key": entry.key,
        "category": entry.category,
        "status": entry.status.value,
        "brand": entry.scope.brand,
        "models": list(entry.scope.models),
        "year_from": entry.scope.year_from,
        "year_to": entry.scope.year_to,
        "valid_from": entry.valid_from.isoformat() if entry.valid_from else None,
        "valid_until": entry.valid_until.isoformat() if entry.valid_until else None,
        "texts": [
            {
                "locale": locale,
                "question": text.question,
                "answer": text.answer,
                "variants": list(text.variants),
                "image": text.image,
            }
            for locale, text in entry.texts.items()
        ],
    }


def entry_of(data: Mapping[str, Any]) -> FaqEntry:
    """Return the entry that `entry_data` made this of. Raises KeyError or ValueError otherwise."""
    return FaqEntry(
        key=data["key"],
        category=data["category"],
        texts={
            text["locale"]: FaqText(
                text["question"], text["answer"], tuple(text["variants"]), text.get("image")
            )
            for text in data["texts"]
        },
        status=EntryStatus(data["status"]),
        scope=Scope(data["brand"], tuple(data["models"]), data["year_from"], data["year_to"]),
        valid_from=date.fromisoformat(data["valid_from"]) if data["valid_from"] else None,
        valid_until=date.fromisoformat(data["valid_until"]) if data["valid_until"] else None,
    )
