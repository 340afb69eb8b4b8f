from datetime import timedelta

import pytest

from domain.knowledge import Car, DecisionKind, EntryStatus, Scope
from knowledge.scope import holds_for_any
from tests.knowledge.conftest import TODAY, Start, ask
from tests.knowledge.faq import FAQ, entry

LYRA = Car("lyra", 2024, "Solvane")


@pytest.mark.parametrize(
    ("scope", "cars", "holds"),
    [
        (Scope(), (), True),
        (Scope(), (LYRA,), True),
        (Scope(models=("lyra",)), (), True),
        (Scope(models=("Lyra",)), (LYRA,), True),
        (Scope(models=("corrin",)), (LYRA,), False),
        (Scope(models=("corrin",)), (Car("corrin"), LYRA), True),
        (Scope(brand="solvane"), (LYRA,), True),
        (Scope(brand="other"), (LYRA,), False),
        (Scope(brand="other"), (Car("lyra"),), True),
        (Scope(year_from=2025), (LYRA,), False),
        (Scope(year_from=2024, year_to=2024), (LYRA,), True),
        (Scope(year_to=2023), (LYRA,), False),
        (Scope(year_to=2023), (Car("lyra"),), True),
    ],
)
def test_whom_a_scope_covers(scope: Scope, cars: tuple[Car, ...], *, holds: bool) -> None:
    assert holds_for_any(scope, cars) is holds


async def test_an_entry_for_another_model_is_not_found(start: Start) -> None:
    roof = entry("roof", "How do I open the folding roof?", scope=Scope(models=("corrin",)))
    knowledge = await start(*FAQ, roof)
    asked = "how do i open the folding roof"
    assert (await knowledge.decide(ask(asked))).key == "roof"
    assert (await knowledge.decide(ask(asked, cars=(Car("corrin"),)))).key == "roof"
    other = await knowledge.decide(ask(asked, cars=(LYRA,)))
    assert "roof" not in {candidate.key for candidate in other.candidates}


@pytest.mark.parametrize(
    ("others", "found"),
    [
        ({"valid_from": TODAY, "valid_until": TODAY}, True),
        ({"valid_from": TODAY + timedelta(days=1)}, False),
        ({"valid_until": TODAY - timedelta(days=1)}, False),
        ({"status": EntryStatus.DRAFT}, False),
        ({"status": EntryStatus.ARCHIVED}, False),
    ],
)
async def test_only_live_entries_are_found(
    start: Start, others: dict[str, object], *, found: bool
) -> None:
    knowledge = await start(*FAQ, entry("recall", "Is there a recall of the airbags?", **others))
    decision = await knowledge.decide(ask("Is there a recall of the airbags?"))
    assert ("recall" in {candidate.key for candidate in decision.candidates}) is found


async def test_the_general_entry_steps_back_once_the_car_is_known(start: Start) -> None:
    said = ("How do I open the folding roof?", "open the roof", "roof switch")
    general = entry("roof", {"en": said})
    specific = entry("roof-corrin", {"en": said}, scope=Scope(models=("corrin",)))
    knowledge = await start(*FAQ, general, specific)
    asked = "how do i open the folding roof"
    unknown = await knowledge.decide(ask(asked))
    assert unknown.kind is DecisionKind.SUGGEST
    assert {"roof", "roof-corrin"} <= set(unknown.suggestions)
    assert (await knowledge.decide(ask(asked, cars=(Car("corrin"),)))).key == "roof-corrin"
    assert (await knowledge.decide(ask(asked, cars=(LYRA,)))).key == "roof"


async def test_it_stays_where_the_specific_one_is_about_something_else(start: Start) -> None:
    sunroof = entry("sunroof", "Is there a sunroof?", scope=Scope(models=("lyra",)))
    knowledge = await start(*FAQ, sunroof)
    decision = await knowledge.decide(ask("how long is the warranty", cars=(LYRA,)))
    assert decision.key == "warranty"


async def test_an_entry_that_is_left_out_is_not_found(start: Start) -> None:
    knowledge = await start(*FAQ)
    asked = ask("how long is the warranty on a new car", without=frozenset({"warranty", "nothing"}))
    found = await knowledge.decide(asked)
    assert "warranty" not in {candidate.key for candidate in found.candidates}
