"""The real storage keeps the contract that the fakes keep, on both databases."""

import pytest

from storage import Storage
from tests.conftest import SetClock
from tests.contracts.ports import CASES, Case, Pair, name_of


@pytest.mark.parametrize("case", CASES, ids=name_of)
async def test_the_contract(case: Case, storage: Storage, clock: SetClock) -> None:
    await case(Pair(storage.reads, storage.works, clock.now()))
