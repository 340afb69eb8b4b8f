"""An admin, a supervisor and an agent, each in a private chat with the bot, and an owner."""

from dataclasses import dataclass

from domain.curation import Curated, Draft
from domain.incoming import Person, Said
from domain.staff import Role
from handlers import table
from tests.fakes.phone import Message
from tests.fakes.talk import LI, Shop, Talk

CHIEF = Person(1, "Chief", language_code="en")
OTHER = Person(2, "Otto", language_code="en")
"""Another admin."""
WEI = Person(8003, "Wei", language_code="en")
"""A supervisor."""
BO = Person(8002, "Bo", language_code="en")
"""An agent."""


@dataclass
class Stage:
    shop: Shop
    chief: Talk
    other: Talk
    wei: Talk
    bo: Talk
    owner: Talk

    async def curated(self, key: str) -> Curated:
        found = await self.shop.store.curation.curated_by_key(key)
        assert found is not None
        return found

    @property
    def drafts(self) -> list[Draft]:
        return list(self.shop.state.drafts.values())

    @property
    def draft(self) -> Draft:
        [only] = self.drafts
        return only


async def open_stage() -> Stage:
    shop = Shop(admins=(CHIEF.id, OTHER.id))
    async with shop.store.works.alone() as work:
        await work.staff.grant(WEI, "main", Role.SUPERVISOR, by=CHIEF.id)
        await work.staff.grant(BO, "main", Role.AGENT, by=CHIEF.id)
        await work.staff.meet(CHIEF)
        await work.staff.meet(OTHER)
    talks = [Talk(shop, person) for person in (CHIEF, OTHER, WEI, BO, LI)]
    return Stage(shop, *talks)


async def writes(talk: Talk, words: str, html: str) -> list[Message]:
    """Write words with formatting."""
    return await talk._does(Said(words, html), table.WORDS)


async def opens(talk: Talk, key: str) -> None:
    """Open an entry's page."""
    found = await talk.shop.store.curation.curated_by_key(key)
    assert found is not None
    await talk.taps_data(f"faq:entry:{found.id}")
