"""An owner and a desk, for tests of hand-off from the owner's side.

What staff do is written as rows here; how they do it by their own means is tested elsewhere.
"""

from typing import Any

from domain import case_steps
from domain.case_messages import Author, NewMessage, Relay
from domain.cases import Case, CaseKind, CaseOrigin
from domain.outgoing import Outgoing, SendText, Then
from domain.policy import Policy
from domain.text import Plain
from handlers.cases import after
from handlers.cases.clock import waiting
from handlers.cases.desks import desk_of_owner
from handlers.cases.opening import Wanted, open_case, prepare
from handlers.cases.room.card import view_of
from handlers.cases.taking import take
from handlers.cases.to_owner import TOLD, chat_of
from tests.fakes.brand import POLICY
from tests.fakes.desk import ANN, GROUP, Desk
from tests.fakes.phone import Message
from tests.fakes.talk import LI, Shop, Talk

FORUM = POLICY.model_copy(update={"desks": (POLICY.desk.model_copy(update={"chat_id": GROUP}),)})
"""The brand's policy, whose desk has a group. Its hours are 9 to 18 on weekdays in Shanghai."""

ONE, TWO = -1_000_000_000_601, -1_000_000_000_602
TWO_DESKS = Policy.model_validate(
    {
        "brand": {"key": "own", "name": {"en": "our brand", "zh": "本品牌"}},
        "desks": [
            {"key": "north", "name": {"en": "North", "zh": "北区"}, "chat_id": ONE},
            {
                "key": "south",
                "name": {"en": "South", "zh": "南区"},
                "chat_id": TWO,
                "time_zone": "Europe/Berlin",
                "country": "DE",
            },
        ],
    }
)


async def owner_and_desk(*, forum: bool = True, policy: Policy = FORUM) -> tuple[Talk, Desk]:
    """Return both, with Ann as an agent. It is Monday 16:30 at the desk."""
    shop = Shop(policy)
    desk = Desk(shop, forum=forum)
    await desk.employs(ANN)
    return Talk(shop, LI), desk


async def with_case(*, forum: bool = True, claimed: bool = False) -> tuple[Talk, Desk]:
    """Return both, after the owner asked for a person; everything is seen."""
    talk, desk = await owner_and_desk(forum=forum)
    await talk.says("/person My door squeaks.")
    if claimed:
        await claims(talk.shop)
    desk.chat.look()
    return talk, desk


async def opens_another(talk: Talk, **more: Any) -> Case:
    """Open a complaint of the same owner, as staff do."""
    shop = talk.shop
    owner_id = shop.state.people[talk.person.id]
    reach = await shop.tools.reads.reach(1, owner_id)
    assert reach is not None
    desk = desk_of_owner(shop.tools.policy, reach.owner)
    kind = more.pop("kind", CaseKind.COMPLAINT)
    wanted = Wanted(
        kind, CaseOrigin.STAFF, desk, talk.place, "en", asked="The paint peels", opened_by=ANN.id,
        **more,
    )  # fmt: skip
    opening = await prepare(shop.tools, wanted)
    async with shop.store.works.alone() as work:
        opened = await open_case(work, opening, reach)
    await shop.settle()
    return opened.case


async def has_written(talk: Talk, case: Case, words: list[str], relay: Relay) -> None:
    """Keep words of the owner with their case, as if they had been written before."""
    now, chat_id = talk.shop.clock.now(), talk.place.chat_id
    async with talk.shop.store.works.alone() as work:
        for one in words:
            await work.cases.say(
                NewMessage(
                    case.id, Author.OWNER, talk.person.id, talk.person.name, case.bot_id, chat_id,
                    None, now, one, one, relay=relay,
                )
            )  # fmt: skip


async def case_of(shop: Shop, case_id: int = 1) -> Case:
    """Return a case as it stands."""
    case = await shop.tools.cases.case(case_id)
    assert case is not None
    return case


async def claims(shop: Shop, case_id: int = 1) -> None:
    """Ann takes a case."""
    async with shop.store.works.alone() as work:
        case = await work.cases.locked(case_id)
        assert case is not None
        await take(work, case, case_steps.claimed(case, ANN.id, "Ann", shop.clock.now()))


async def answers(shop: Shop, words: str, case_id: int = 1) -> Message:
    """Ann's answer reaches the owner: the case waits on them from now on."""
    now = shop.clock.now()
    view = await view_of(shop.tools, await case_of(shop, case_id))
    async with shop.store.works.alone() as work:
        case = await work.cases.locked(case_id)
        assert case is not None
        if case.assignee is None:
            case = await take(work, case, case_steps.claimed(case, ANN.id, "Ann", now))
        message = await work.cases.say(
            NewMessage(
                case_id, Author.STAFF, ANN.id, "Ann", case.bot_id, GROUP, None, now, words, words,
                relay=Relay.PENDING,
            )
        )  # fmt: skip
        then = Then(TOLD, {"case": case_id, "messages": [message.id]})
        sent = SendText(Plain(words))
        await work.outbox.put(Outgoing(chat_of(case), sent, "en", ref=message.ref, then=then))
        case = await take(work, case, case_steps.answered(case, now, ANN.id, now))
        await waiting.began(shop.tools, work, case)
        await work.outbox.put(view.changed(case))
    await shop.settle()
    chat = shop.telegram.chat(chat_of(case))
    chat.look()
    return next(one for one in reversed(chat.messages) if one.text == words)


async def resolves(shop: Shop, case_id: int = 1) -> None:
    """Ann says that it is done."""
    async with shop.store.works.alone() as work:
        before = await work.cases.locked(case_id)
        assert before is not None
        step = case_steps.resolved(before, ANN.id, shop.clock.now())
        changed = await take(work, before, step)
        await after.resolved(shop.tools, work, before, changed)
    await shop.settle()
    shop.telegram.chat(chat_of(before)).look()


def card_of(desk: Desk) -> Message:
    """Return the newest card that stands in the group."""
    cards = (one for one in reversed(desk.messages) if "Owner: " in one.text)
    return next(one for one in cards if not one.is_deleted)


def texts(messages: list[Message]) -> list[str]:
    return [message.text for message in messages]


def events_of(shop: Shop, case_id: int = 1) -> list[str]:
    return [event.kind.value for event in shop.state.handoff.events if event.case_id == case_id]
