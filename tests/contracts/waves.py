"""The contract of waves: who is in a segment, what is planned, paused, stopped and counted."""

from domain.incoming import Place
from domain.outgoing import Outgoing, Priority, SendText
from domain.owners import Purpose
from domain.surveys.invitations import InvitationState, NewInvitation
from domain.surveys.quarantine import Skip, Standing
from domain.surveys.waves import Candidate, Delivery, Segment, Wave, WaveState
from domain.text import Plain
from tests.contracts.ports import AT, BOT, CHEN, LI, Pair, contract


async def begun(pair: Pair, segment: Segment = Segment()) -> Wave:  # noqa: B008 - frozen
    async with pair.works.alone() as work:
        return await work.waves.begin("nps", segment, AT)


async def planned(pair: Pair, wave: Wave, *owners: int, why: Skip | None = None) -> None:
    page = [
        (NewInvitation("nps", one, "hand", f"wave:{wave.id}", AT, "main"), why) for one in owners
    ]
    async with pair.works.alone() as work:
        await work.waves.plan(wave, page, owners[-1])


@contract
async def a_segment_is_of_owners_by_id_with_how_they_stand(pair: Pair) -> None:
    owner, other = await pair.meet(), await pair.meet(CHEN)
    async with pair.works.alone() as work:
        await work.owners.add_vehicle(other.id, "lyra", 2024)
        await work.owners.set_desk(other.id, "north")
        await work.owners.record_consent(
            owner.id, BOT, Purpose.UNASKED, granted=True, text_version="1"
        )
        await work.owners.set_blocked(Place(BOT, CHEN.id), blocked=True)
    first = Candidate(owner.id, None, BOT, Standing(agreed=True))
    second = Candidate(other.id, "north", BOT, Standing(agreed=False, is_blocked=True))

    async def found(segment: Segment, after: int = 0, limit: int = 9) -> list[Candidate]:
        candidates = pair.waves.candidates("nps", segment, "main", after=after, limit=limit)
        return list(await candidates)

    assert await found(Segment()) == [first, second]
    assert await found(Segment(), limit=1) == [first]
    assert await found(Segment(), after=owner.id) == [second]
    assert await found(Segment(desk="main")) == [first]
    assert await found(Segment(desk="north")) == [second]
    assert await found(Segment(model="lyra")) == [second]
    assert await found(Segment(model="linden")) == []
    assert await found(Segment(), after=other.id) == []


@contract
async def a_wave_is_planned_page_by_page_and_counted(pair: Pair) -> None:
    owner, other = await pair.meet(), await pair.meet(CHEN)
    wave = await begun(pair, Segment("main", "lyra"))
    await planned(pair, wave, owner.id)
    await planned(pair, wave, owner.id)  # once more, after a crash
    await planned(pair, wave, other.id, why=Skip.NO_CONSENT)
    assert await pair.waves.delivery(wave.id) == Delivery(
        {InvitationState.PLANNED: 1, InvitationState.SKIPPED: 1}, {"no_consent": 1}
    )
    kept = await pair.waves.wave(wave.id)
    assert kept is not None
    assert (kept.planned_to, kept.segment) == (other.id, Segment("main", "lyra"))
    assert await pair.waves.wave(wave.id + 1000) is None


@contract
async def a_wave_pauses_goes_on_and_stops(pair: Pair) -> None:
    owner, other = await pair.meet(), await pair.meet(CHEN)
    wave = await begun(pair)
    await planned(pair, wave, owner.id, other.id)

    async def due() -> int:
        return len(await pair.invitations.due(pair.later, limit=9))

    async def becomes(state: WaveState) -> None:
        async with pair.works.alone() as work:
            await work.waves.change(wave.id, state, pair.now)

    assert await due() == 2
    await becomes(WaveState.PAUSED)
    assert await due() == 0
    await becomes(WaveState.RUNNING)
    assert await due() == 2
    (first, _) = await pair.invitations.due(pair.later, limit=2)
    async with pair.works.alone() as work:
        await work.invitations.move(first, state=InvitationState.SENT, next_at=None)
    await becomes(WaveState.STOPPED)
    delivery = await pair.waves.delivery(wave.id)
    assert (delivery.sent, delivery.left, dict(delivery.skipped)) == (1, 0, {"stopped": 1})
    assert [one.id for one in await pair.waves.waves(is_over=True)] == [wave.id]
    assert list(await pair.waves.waves(is_over=False)) == []


@contract
async def what_an_event_leads_to_comes_before_a_wave(pair: Pair) -> None:
    owner, other = await pair.meet(), await pair.meet(CHEN)
    await planned(pair, await begun(pair), owner.id, other.id)
    async with pair.works.alone() as work:
        later = NewInvitation("csat", owner.id, "event:x", "event:1", pair.now)
        await work.invitations.plan(later)
    due = await pair.invitations.due(pair.later, limit=2)
    assert [one.survey for one in due] == ["csat", "nps"]


@contract
async def what_waits_to_be_sent_is_counted_no_further_than_needed(pair: Pair) -> None:
    async with pair.works.alone() as work:
        for priority in (Priority.REPLY, Priority.BROADCAST, Priority.BROADCAST):
            words = SendText(Plain("Hello"))
            await work.outbox.put(Outgoing(Place(BOT, LI.id), words, "en", priority))
    assert await pair.waves.backlog(Priority.BROADCAST, most=9) == 2
    assert await pair.waves.backlog(Priority.BROADCAST, most=1) == 1
    assert await pair.waves.backlog(Priority.REPLY, most=9) == 1
    assert await pair.waves.backlog(Priority.CARD, most=9) == 0
