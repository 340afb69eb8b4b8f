"""What an entry names that the policy does not know: most often a typing error.

It is no mistake of the file, as a FAQ may be imported before the policy names what it speaks of.
But an entry for a model that nobody drives answers nobody, so whoever imports is told.
"""

from collections.abc import Iterable, Iterator

from domain.knowledge import GENERAL, FaqEntry
from domain.policy import Policy
from domain.text import Text


def doubts(entries: Iterable[FaqEntry], policy: Policy) -> tuple[Text, ...]:
    """Return a sentence for each name that the policy lacks, in the order they are met."""
    found: dict[tuple[str, str], Text] = {}
    for entry in entries:
        for name, text in _strange(entry, policy):
            found.setdefault((text.id, name), text)
    return tuple(found.values())


def _strange(entry: FaqEntry, policy: Policy) -> Iterator[tuple[str, Text]]:
    categories = {category.key for category in policy.categories}
    category, brand = entry.category, entry.scope.brand
    if categories and category not in categories | {GENERAL}:
        yield category, Text("faq.doubt_category", name=category, key=entry.key)
    if brand is not None and brand != policy.brand.key:
        yield brand, Text("faq.doubt_brand", name=brand, key=entry.key)
    for model in entry.scope.models:
        if policy.brand.models and policy.model(model) is None:
            yield model, Text("faq.doubt_model", name=model, key=entry.key)
