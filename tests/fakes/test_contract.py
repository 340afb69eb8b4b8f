import pytest

from tests.conftest import SetClock
from tests.contracts.every import CASES, Case, Pair, name_of
from tests.contracts.ports import ADMIN, DESK_CHATS
from tests.fakes.store import Store


@pytest.mark.parametrize("case", CASES, ids=name_of)
async def test_the_fakes_keep_the_contract_of_the_ports(case: Case, clock: SetClock) -> None:
    store = Store(clock, admins=frozenset({ADMIN.id}), desk_chats=DESK_CHATS)
    pair = Pair(
        store.reads,
        store.cases,
        store.staff,
        store.case_figures,
        store.curation,
        store.gaps,
        store.surveys,
        store.invitations,
        store.waves,
        store.complaints,
        store.survey_figures,
        store.attachments,
        store.works,
        clock.now(),
    )
    await case(pair)
