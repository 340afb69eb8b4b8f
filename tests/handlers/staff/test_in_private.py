"""What somebody of staff finds in their private chat with the bot."""

import pytest

from bot.rendering.catalog import Catalog
from bot.running.menus import admins_menus
from domain.incoming import Person
from domain.staff import Role
from tests.fakes.brand import POLICY
from tests.fakes.desk import ANN, BO, Desk
from tests.fakes.talk import Shop, Talk
from tests.handlers.staff.stage import open_stage

CHIEF = Person(1, "Chief", language_code="en")


@pytest.mark.parametrize("command", ["/queue", "/stats", "/staff"])
async def test_a_command_of_the_group_says_where_it_works(command: str) -> None:
    shop = Shop(admins=(CHIEF.id,))
    await Desk(shop).employs(ANN)
    for person in (ANN, CHIEF):
        [told] = await Talk(shop, person).says(command)
        assert (
            told.text == f"{command} works in the group of your desk (Main). Please write it there."
        )
    unknown = await Talk(shop).says("/nosuchcommand")
    assert [one.text for one in await Talk(shop).says(command)] == [one.text for one in unknown]


async def test_help_has_what_is_theirs() -> None:
    shop = Shop(admins=(CHIEF.id,))
    desk = Desk(shop)
    await desk.employs(ANN)
    await desk.employs(BO, role=Role.SUPERVISOR)
    helps = {
        person.first_name: (await Talk(shop, person).says("/help"))[0].text
        for person in (CHIEF, ANN, BO)
    }
    [owners] = await Talk(shop).says("/help")
    assert "/appoint" in helps["Chief"]
    assert "/appoint" not in helps["Bo"]
    assert "/faq" in helps["Bo"]
    assert "/faq" not in helps["Ann"]
    assert "/queue" in helps["Ann"]
    assert "/queue" not in owners.text


def test_an_admins_menu_has_their_commands_first() -> None:
    menus = admins_menus(Catalog.load(), POLICY)
    for menu in menus.values():
        names = [name for name, _ in menu]
        assert names[:2] == ["faq", "appoint"]
        assert {"menu", "help"} <= set(names)
        assert all(words for _, words in menu)


async def test_staff_lists_also_who_is_not_in_the_group() -> None:
    stage = await open_stage()
    shop, chat = stage.shop, stage.desk.place.chat_id
    shop.store.desk_chats = {"main": chat}
    async with shop.store.works.alone() as work:
        await work.staff.grant(Person(8100, "Far"), "main", Role.SUPERVISOR, by=1)
        await work.staff.set_present(1, chat, Person(8100, "Far"), present=False)
    [listed] = await stage.desk.says(ANN, "/staff")
    assert "Far: supervisor, not in the group" in listed.text
    assert "Ann: agent, on duty" in listed.text
