"""A case that began before its desk had a group goes on in the group, with a card to reply to."""

from dataclasses import replace

import pytest

from domain.incoming import BotMembership, Person
from domain.policy import Policy
from handlers import table
from tests.fakes.brand import POLICY
from tests.fakes.desk import ANN, GROUP, Desk
from tests.fakes.talk import LI, Shop, Talk
from tests.handlers.cases.at_desk import texts

CHIEF = Person(1, "Chief", language_code="en")


def with_group(policy: Policy) -> Policy:
    desk = policy.desk.model_copy(update={"chat_id": GROUP})
    return policy.model_copy(update={"desks": (desk,)})


async def comes(desk: Desk, *, forum: bool) -> None:
    came = BotMembership(True, is_admin=True, has_topics=forum, can_manage_topics=forum)
    await desk.does(CHIEF, came, table.GROUP_MEMBERSHIP)


@pytest.mark.parametrize("forum", [True, False])
async def test_it_gets_its_card_in_the_group_once(*, forum: bool) -> None:
    shop = Shop(POLICY, admins=(CHIEF.id,))
    admin, talk = Talk(shop, CHIEF), Talk(shop, LI)
    await talk.says("/person My door squeaks.")
    assert any(one.text.startswith("Q-2026-000001") for one in admin.receives())
    shop.tools = replace(shop.tools, policy=with_group(POLICY))
    desk = Desk(shop, forum=forum)
    await desk.employs(ANN)
    await comes(desk, forum=forum)
    lines = texts(desk.messages)
    assert lines[0].startswith("Q-2026-000001 · Question · open")
    assert any("My door squeaks." in line for line in lines[1:])
    await talk.says("It got worse")
    newest = desk.messages[-1]
    assert newest.text.endswith("Li: It got worse")
    if forum:
        assert newest.topic_id == desk.topic("Q-2026-000001").id
    else:
        assert newest.reply_to == desk.messages[0].id
    await desk.says(ANN, "I will look", reply_to=newest.id, topic=newest.topic_id)
    assert talk.receives()[-1].text.endswith("I will look")
    desk.chat.look()
    await comes(desk, forum=forum)
    assert await desk.receives() == []
