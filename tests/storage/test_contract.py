"""The real storage keeps the contract that the fakes keep, on both databases."""

import pytest

from storage import open_storage
from tests.conftest import SetClock
from tests.contracts.every import CASES, Case, Pair, name_of
from tests.contracts.ports import ADMIN, DESK_CHATS
from tests.databases import TestDatabase
from tests.storage.rendering import PlainRenderer


@pytest.mark.parametrize("case", CASES, ids=name_of)
async def test_the_contract(case: Case, database: TestDatabase, clock: SetClock) -> None:
    async with open_storage(
        database.url, PlainRenderer(), clock, admins=[ADMIN.id], desk_chats=DESK_CHATS
    ) as storage:
        pair = Pair(
            storage.reads,
            storage.cases,
            storage.staff,
            storage.case_figures,
            storage.curation,
            storage.gaps,
            storage.surveys,
            storage.invitations,
            storage.waves,
            storage.complaints,
            storage.survey_figures,
            storage.attachments,
            storage.works,
            clock.now(),
        )
        await case(pair)
