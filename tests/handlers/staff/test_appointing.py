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


async def test_by_id_in_one_line_once_it_is_confirmed() -> None:
    talk = chief()
    [asked] = await talk.says(f"/appoint {WU.id} main agent")
    assert str(WU.id) in asked.text
    assert "agent" in asked.text
    assert "never met" in asked.text
    assert await role(talk) is None
    [done] = await talk.taps("Yes, appoint")
    assert "agent" in done.text
    assert await role(talk) is Role.AGENT
    member = await talk.shop.store.staff.member(WU.id)
    assert member is not None
    assert member.name == str(WU.id)
    await talk.taps_data(f"appoint:yes:{WU.id}", done.id)
    assert talk.notice == "This button is from an older message and no longer works."


@pytest.mark.parametrize("words", ["yes", "是的"])
async def test_a_word_confirms_as_well(words: str) -> None:
    talk = chief()
    await talk.says(f"/appoint {WU.id} supervisor")
    await talk.says(words)
    assert await role(talk) is Role.SUPERVISOR


async def test_a_no_gives_nothing() -> None:
    talk = chief()
    await talk.says(f"/appoint {WU.id} main agent")
    await talk.taps("No")
    await talk.says("yes")
    assert await role(talk) is None


async def test_who_is_known_as_an_owner_is_named() -> None:
    talk = chief()
    await Talk(talk.shop, WU).says("/start")
    [asked] = await talk.says(f"/appoint {WU.id} main agent")
    assert "Wu" in asked.text
    assert "never met" not in asked.text
    await talk.taps("Yes, appoint")
    member = await talk.shop.store.staff.member(WU.id)
    assert member is not None
    assert member.name == "Wu"


async def test_a_yes_holds_only_for_whom_it_was_asked() -> None:
    talk = chief()
    await talk.says(f"/appoint {WU.id} main agent")
    await talk.taps_data("appoint:yes:9999")
    assert await role(talk) is None
    assert await role(talk, 9999) is None


@pytest.mark.parametrize(
    "words", ["/appoint x", "/appoint x main", "/appoint 8003 main agnet", "/appoint 8003 boss",
              "/appoint 8003 main", "/appoint 8003 nowhere agent", "/appoint 8003 agent supervisor"]
)  # fmt: skip
async def test_how_to_is_said_where_it_was_not_understood(words: str) -> None:
    talk = chief()
    told = await talk.says(words)
    assert "/appoint 7001" in told[0].text
    await talk.says("yes")
    assert await role(talk) is None


async def test_by_a_forwarded_message() -> None:
    talk = chief()
    await talk.says("/appoint")
    await talk.taps("Supervisor")
    forwarded = Said("hello from Wu", "hello from Wu", forwarded_from=WU)
    [asked] = await talk._does(forwarded, table.WORDS)
    assert "Wu" in asked.text
    await talk.taps("Yes, appoint")
    assert await role(talk) is Role.SUPERVISOR


async def test_by_a_contact_after_something_that_names_nobody() -> None:
    talk = chief()
    await talk.says("/appoint")
    await talk.taps("Supervisor")
    [told] = await talk.says("the tall one")
    assert "cannot tell who" in told.text
    await talk.sends(MediaKind.CONTACT, contact_of=WU.id)
    await talk.taps("Yes, appoint")
    assert await role(talk) is Role.SUPERVISOR


async def test_to_everybody_else_it_is_an_unknown_command() -> None:
    talk = Talk(Shop(admins=(CHIEF.id,)))
    [unknown] = await talk.says("/nosuchcommand")
    [told] = await talk.says(f"/appoint {WU.id} main")
    assert told.text == unknown.text
    await talk.taps_data("appoint:main:supervisor")
    await talk.says(str(WU.id))
    assert await role(talk) is None
