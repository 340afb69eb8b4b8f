"""An admin appoints in private; nobody else learns that there is such a command."""

import pytest

from domain.incoming import MediaKind, Person, Said
from domain.staff import Role
from handlers import table
from tests.fakes.talk import Shop, Talk

CHIEF = Person(1, "Chief", language_code="en")
WU = Person(8003, "Wu", language_code="en")


def chief() -> Talk:
    return Talk(Shop(admins=(CHIEF.id,)), CHIEF)


async def role(talk: Talk, user_id: int = WU.id) -> Role | None:
    member = await talk.shop.store.staff.member(user_id)
    return member.role_at("main") if member else None


async def test_by_id_at_once() -> None:
    talk = chief()
    [done] = await talk.says(f"/appoint {WU.id} main agent")
    assert "agent" in done.text
    assert await role(talk) is Role.AGENT


@pytest.mark.parametrize("words", ["/appoint x", "/appoint x main"])
async def test_how_to_is_said_where_it_was_not_understood(words: str) -> None:
    [told] = await chief().says(words)
    assert "/appoint 7001" in told.text


async def test_by_a_forwarded_message() -> None:
    talk = chief()
    await talk.says("/appoint")
    await talk.taps("Supervisor")
    forwarded = Said("hello from Wu", "hello from Wu", forwarded_from=WU)
    await talk._does(forwarded, table.WORDS)
    assert await role(talk) is Role.SUPERVISOR


async def test_by_a_contact_after_something_that_names_nobody() -> None:
    talk = chief()
    await talk.says("/appoint")
    await talk.taps("Supervisor")
    [told] = await talk.says("the tall one")
    assert "cannot tell who" in told.text
    await talk.sends(MediaKind.CONTACT, contact_of=WU.id)
    assert await role(talk) is Role.SUPERVISOR


async def test_to_everybody_else_it_is_an_unknown_command() -> None:
    talk = Talk(Shop(admins=(CHIEF.id,)))
    [unknown] = await talk.says("/nosuchcommand")
    [told] = await talk.says(f"/appoint {WU.id} main")
    assert told.text == unknown.text
    await talk.taps_data("appoint:main:supervisor")
    await talk.says(str(WU.id))
    assert await role(talk) is None
