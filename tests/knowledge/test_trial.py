"""A changed FAQ decides as the FAQ will once the change is published."""

from dataclasses import replace

from domain.knowledge import DecisionKind, EntryStatus, FaqEntry, FaqText
from knowledge.fixed_source import FixedSource
from knowledge.trial import FaqTrials
from tests.knowledge.conftest import Start, ask
from tests.knowledge.faq import FAQ

CARAVAN = FaqEntry(
    "caravan",
    "towing",
    {"en": FaqText("Can I tow a caravan?", "Up to 1.5 t.", ("towing a trailer", "caravan weight"))},
)


async def test_a_draft_counts_in_and_leaves_the_live_faq_alone(start: Start) -> None:
    source = FixedSource(FAQ)
    live = await start(source=source)
    trials = FaqTrials(live, source)
    asked = [ask("Can I tow a caravan?"), ask("Which tyre pressure is right?")]
    before = await trials.decide(asked, ())
    assert before[0].kind is not DecisionKind.ANSWER
    changed = await trials.decide(asked, [CARAVAN])
    assert [one.key for one in changed] == ["caravan", "tyres"]
    assert "caravan" not in live.bank.entries
    assert (await live.decide(asked[0])).kind is before[0].kind
    await trials.close()


async def test_it_decides_as_the_faq_will(start: Start) -> None:
    source = FixedSource(FAQ)
    trials = FaqTrials(await start(source=source), source)
    published = await start(*FAQ, CARAVAN)
    asked = [
        ask(words)
        for words in ("towing with the car", "tire pressure", "机油多久换", "how heavy a caravan")
    ]
    tried = await trials.decide(asked, [CARAVAN])
    assert [(one.kind, one.candidates) for one in tried] == [
        (one.kind, one.candidates) for one in await published.decide_many(asked)
    ]
    await trials.close()


async def test_what_is_taken_back_answers_nobody(start: Start) -> None:
    source = FixedSource(FAQ)
    trials = FaqTrials(await start(source=source), source)
    [tyres] = [one for one in FAQ if one.key == "tyres"]
    archived = replace(tyres, status=EntryStatus.ARCHIVED)
    [found] = await trials.decide([ask("Which tyre pressure is right?")], [archived])
    assert "tyres" not in {one.key for one in found.candidates}
    [again] = await trials.decide([ask("Which tyre pressure is right?")], [CARAVAN])
    assert again.key == "tyres"
    await trials.close()
