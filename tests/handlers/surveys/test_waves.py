"""Waves: whom they reach, in which order, and what can be done with them meanwhile."""

from dataclasses import replace
from datetime import timedelta

from domain.incoming import Person, Place
from domain.outgoing import Outgoing, Priority, SendText
from domain.pipeline import Outcome
from domain.surveys.definition import Survey
from domain.surveys.invitations import InvitationState
from domain.surveys.quarantine import Skip
from domain.surveys.waves import Segment, Wave, WaveState
from domain.text import Plain
from handlers.surveys import sending, waves
from tests.fakes.desk import GROUP, Desk
from tests.fakes.talk import BOT, Shop, Talk
from tests.handlers.cases.at_desk import FORUM


async def crowd(number: int = 5) -> tuple[Shop, list[Talk]]:
    """Return owners who all agreed, but the last, who did not."""
    shop = Shop(FORUM)
    talks = []
    for at in range(number):
        talk = Talk(shop, Person(7100 + at, f"Owner {at}", language_code="en"))
        await talk.says("/start")
        await talk.taps("Yes, please" if at < number - 1 else "No, thank you")
        talks.append(talk)
    return shop, talks


def nps(shop: Shop) -> Survey:
    survey = shop.tools.survey_book.find("nps")
    assert survey is not None
    return survey


async def planned(shop: Shop, segment: Segment = Segment()) -> Wave:  # noqa: B008 - frozen
    now = shop.clock.now()
    async with shop.store.works.alone() as work:
        wave = await work.waves.begin("nps", segment, now)
    tools = shop.tools
    return await waves.plan(tools.waves, shop.store.works, tools.policy, nps(shop), wave, now)


async def looks(shop: Shop) -> None:
    async with shop.store.works.alone() as work:
        await work.timers.set(sending.LOOK, "", shop.clock.now(), {})
    await shop.settle()


def asked(talks: list[Talk]) -> int:
    return sum("How likely" in message.text for talk in talks for message in talk.messages)


async def becomes(shop: Shop, wave: Wave, state: WaveState) -> None:
    async with shop.store.works.alone() as work:
        await work.waves.change(wave.id, state, shop.clock.now())


async def test_a_dry_run_counts_and_sends_nothing() -> None:
    shop, talks = await crowd()
    now = shop.clock.now()
    tools = shop.tools
    counted = await waves.dry_run(tools.waves, tools.policy, nps(shop), Segment(), now)
    assert counted == {None: 4, Skip.NO_CONSENT: 1}
    await looks(shop)
    assert asked(talks) == 0
    assert not shop.state.surveys.invitations


async def test_everybody_who_may_be_is_asked_once_and_the_desk_gets_the_report() -> None:
    shop, talks = await crowd()
    desk = Desk(shop)
    wave = await planned(shop)
    await looks(shop)
    await talks[0].says("9")
    shop.clock.advance(timedelta(seconds=2))
    await looks(shop)
    assert asked(talks) == 4
    told = next(one.text for one in desk.messages if "is over" in one.text)
    assert "Wave 1 is over." in told
    assert "Sent: 4\nOf these answered so far: 1" in told
    assert "Not asked: 1\n– did not agree: 1" in told
    kept = await shop.tools.waves.wave(wave.id)
    assert kept is not None
    assert kept.state is WaveState.DONE
    await looks(shop)
    assert sum("is over" in one.text for one in desk.messages) == 1
    assert desk.place == Place(BOT, GROUP)


async def test_it_pauses_goes_on_and_stops() -> None:
    shop, talks = await crowd()
    wave = await planned(shop)
    await becomes(shop, wave, WaveState.PAUSED)
    await looks(shop)
    assert asked(talks) == 0
    await becomes(shop, wave, WaveState.RUNNING)
    await looks(shop)
    assert asked(talks) == 4
    other = await planned(shop, Segment(desk="main"))
    await becomes(shop, other, WaveState.STOPPED)
    delivery = await shop.tools.waves.delivery(other.id)
    assert dict(delivery.skipped) == {Skip.ASKED_LATELY: 4, Skip.NO_CONSENT: 1}


async def test_planning_that_was_broken_off_goes_on_and_asks_nobody_twice() -> None:
    shop, talks = await crowd()
    wave = await planned(shop)
    await looks(shop)
    again = replace(wave, planned_to=0, state=WaveState.PLANNING)
    tools = shop.tools
    await waves.plan(
        tools.waves, shop.store.works, tools.policy, nps(shop), again, shop.clock.now()
    )
    await looks(shop)
    assert asked(talks) == 4


async def test_it_waits_while_replies_wait() -> None:
    shop, talks = await crowd()
    await planned(shop)
    waiting = [
        Outgoing(Place(BOT, 9000 + n), SendText(Plain("…")), "en", Priority.REPLY)
        for n in range(10)
    ]
    async with shop.store.works.alone() as work:
        await work.outbox.put(*waiting)
    await looks(shop)
    assert asked(talks) == 0
    shop.state.waiting.clear()
    shop.clock.advance(timedelta(seconds=1))
    await looks(shop)
    assert asked(talks) == 4


async def test_a_sending_whose_outcome_is_unknown_is_not_repeated() -> None:
    shop, talks = await crowd(2)
    await planned(shop)
    shop.places.clear()  # nothing is delivered
    await looks(shop)
    (call,) = shop.state.waiting
    assert (call.at_most_once, call.priority) == (True, Priority.BROADCAST)
    shop.state.waiting.clear()
    shop.state.follow(call, Outcome.UNKNOWN, shop.clock.now(), reason="the program died")
    await looks(shop)
    invitation = shop.state.surveys.invitations[1]
    assert invitation.state is InvitationState.UNKNOWN
    shop.clock.advance(timedelta(days=1))
    await looks(shop)
    assert not [one for one in shop.state.waiting if one.to == talks[0].place]
    assert asked(talks) == 0
    assert (await shop.tools.waves.delivery(1)).of(InvitationState.UNKNOWN) == 1
