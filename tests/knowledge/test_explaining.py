"""What is kept of a decision is enough to explain it."""

from datetime import timedelta

from domain.knowledge import Car, Scope
from tests.knowledge.conftest import TODAY, Start, ask
from tests.knowledge.faq import FAQ, entry


async def test_everything_that_was_weighed_is_kept(start: Start) -> None:
    knowledge = await start(*FAQ)
    decision = await knowledge.decide(ask("HOW long is the waranty?"))
    record = decision.evidence
    assert (record["read_as"], record["script"]) == ("how long is the waranty?", "latin")
    assert record["models"][:2] == ["use-multilingual-3", "all-minilm-l6-v2-7bit"]
    assert record["judged"]
    assert set(record["thresholds"]) == {"answer", "suggest", "lead"}
    first = record["entries"][0]
    assert first["key"] == "warranty"
    assert all(
        first[side] is not None for side in ("main", "latin", "lexical", "match", "share", "score")
    )
    assert record["kept_out"] == []


async def test_what_scope_and_dates_kept_out_is_named_with_the_reason(start: Start) -> None:
    said = "How do I open the folding roof?"
    knowledge = await start(
        *FAQ,
        entry("corrin", said, scope=Scope(models=("corrin",))),
        entry("over", said, valid_until=TODAY - timedelta(days=1)),
        entry("not-yet", said, valid_from=TODAY + timedelta(days=1)),
    )
    decision = await knowledge.decide(
        ask(said, cars=(Car("lyra"),), without=frozenset({"warranty"}))
    )
    out = {one["key"]: one["why"] for one in decision.evidence["kept_out"]}
    assert out == {"corrin": "other_car", "over": "over", "not-yet": "not_yet"}
    assert all(one["main"] > 0.9 for one in decision.evidence["kept_out"])


async def test_who_stepped_back_is_named(start: Start) -> None:
    said: dict[str, tuple[str, ...]] = {"en": ("How do I open the roof?", "open the roof")}
    knowledge = await start(
        *FAQ, entry("roof", said), entry("corrin", said, scope=Scope(models=("corrin",)))
    )
    asked = ask("How do I open the roof?", cars=(Car("corrin"),))
    decision = await knowledge.decide(asked)
    assert decision.key == "corrin"
    assert decision.evidence["stepped_back"] == "roof"
