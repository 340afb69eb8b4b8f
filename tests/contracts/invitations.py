"""The contract of events, invitations, and how owners stand to what is sent unasked."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.cases import CaseKind, CaseOrigin, NewCase
from domain.incoming import Place
from domain.owners import Purpose
from domain.surveys.events import By, NewEvent
from domain.surveys.invitations import Invitation, InvitationState, NewInvitation
from domain.surveys.quarantine import Standing
from tests.contracts.ports import AT, BOT, CHEN, LI, Pair, contract

HOUR = timedelta(hours=1)
VIN = "1M8GDM9AXKP042788"


async def plan(pair: Pair, owner_id: int, **more: Any) -> bool:
    new = NewInvitation("nps", owner_id, "event:delivery", "event:1", AT)
    async with pair.works.alone() as work:
        return await work.invitations.plan(replace(new, **more))


async def the_due(pair: Pair) -> Invitation:
    (found,) = await pair.invitations.due(AT + 9 * HOUR, limit=9)
    return found


@contract
async def one_cause_leads_to_one_invitation_of_a_survey(pair: Pair) -> None:
    owner, other = await pair.meet(), await pair.meet(CHEN)
    assert await plan(pair, owner.id, model="lyra", case_id=None)
    assert not await plan(pair, owner.id)
    assert await plan(pair, owner.id, survey="csat")
    assert await plan(pair, owner.id, cause="event:2")
    assert await plan(pair, other.id)
    first = (await pair.invitations.due(AT, limit=1))[0]
    assert (first.owner_id, first.model, first.state) == (owner.id, "lyra", "planned")
    assert await pair.invitations.invitation(first.id) == first
    assert await pair.invitations.invitation(first.id + 1000) is None


@contract
async def what_is_due_comes_in_order_and_once_it_is_done_no_more(pair: Pair) -> None:
    owner = await pair.meet()
    assert await pair.invitations.next_due() is None
    await plan(pair, owner.id, cause="b", due_at=AT + HOUR)
    await plan(pair, owner.id, cause="a", due_at=AT)
    assert await pair.invitations.next_due() == AT
    assert [one.cause for one in await pair.invitations.due(AT + HOUR, limit=9)] == ["a", "b"]
    (first,) = await pair.invitations.due(AT, limit=9)
    async with pair.works.alone() as work:
        assert await work.invitations.move(
            first, state=InvitationState.SENDING, sent_at=AT, next_at=None
        )
    async with pair.works.alone() as work:
        assert not await work.invitations.move(first, state=InvitationState.SKIPPED)
    assert [one.cause for one in await pair.invitations.due(AT + HOUR, limit=9)] == ["b"]


@contract
async def an_invitation_is_settled_once(pair: Pair) -> None:
    owner = await pair.meet()
    await plan(pair, owner.id)
    due = await the_due(pair)
    async with pair.works.alone() as work:
        assert not await work.invitations.settle(due.id, InvitationState.ANSWERED)
        await work.invitations.move(due, state=InvitationState.SENT, next_at=AT)
        assert await work.invitations.settle(due.id, InvitationState.UNKNOWN, reason="gone")
        assert not await work.invitations.settle(due.id, InvitationState.ANSWERED)
    kept = await pair.invitations.invitation(due.id)
    assert kept is not None
    assert (kept.state, kept.reason, kept.next_at) == (InvitationState.UNKNOWN, "gone", None)


@contract
async def the_same_event_twice_is_one(pair: Pair) -> None:
    owner = await pair.meet()
    names = ((By.TELEGRAM, str(LI.id)), (By.VIN, VIN))
    event = NewEvent("delivery", names, AT, "main", 12.5)
    async with pair.works.alone() as work:
        assert await work.invitations.happened(event, None) is not None
        assert await work.invitations.happened(event, owner.id) is None
        assert await work.invitations.happened(replace(event, at=AT + HOUR), owner.id)
    ((number, kept),) = await pair.invitations.unmatched()
    assert kept == event
    assert list(await pair.invitations.unmatched(after=number)) == []
    async with pair.works.alone() as work:
        assert await work.invitations.matched(number, owner.id)
        assert not await work.invitations.matched(number, owner.id)
    assert list(await pair.invitations.unmatched()) == []


@contract
async def owners_are_known_by_telegram_and_by_their_cars(pair: Pair) -> None:
    owner, other = await pair.meet(), await pair.meet(CHEN)
    async with pair.works.alone() as work:
        for who in (owner, other):
            car = await work.owners.add_vehicle(who.id, "lyra", 2024)
            await work.owners.change_vehicle(who.id, replace(car, vin=VIN))
    asked = [(By.TELEGRAM, str(LI.id)), (By.VIN, VIN), (By.PHONE, "+8613800000000")]
    known = await pair.invitations.owners_named(asked)
    assert list(known[By.TELEGRAM, str(LI.id)]) == [(owner.id, None)]
    assert {one for one, _ in known[By.VIN, VIN]} == {owner.id, other.id}
    assert set(known) == set(asked[:2])


@contract
async def cars_are_found_by_since_when_they_are_owned(pair: Pair) -> None:
    owner = await pair.meet()
    async with pair.works.alone() as work:
        first = await work.owners.add_vehicle(owner.id, "lyra", 2024)
        gone = await work.owners.add_vehicle(owner.id, "linden", 2024)
        await work.owners.remove_vehicle(owner.id, gone.id)
    found = await pair.invitations.owned_since(pair.now, pair.now + HOUR)
    assert [(owner_id, model) for _, owner_id, model in found] == [(owner.id, first.model)]
    assert list(await pair.invitations.owned_since(pair.now + HOUR, pair.later)) == []
    number = found[0][0]
    assert list(await pair.invitations.owned_since(pair.now, pair.later, after=number)) == []


@contract
async def how_an_owner_stands_is_what_is_known_of_them(pair: Pair) -> None:
    owner = await pair.meet()
    assert await pair.invitations.standing(BOT, owner.id) == Standing(agreed=False)
    assert await pair.invitations.place_of(owner.id) == Place(BOT, LI.id)
    assert await pair.invitations.place_of(owner.id + 1000) is None
    await plan(pair, owner.id)
    due = await the_due(pair)
    complaint = NewCase(
        CaseKind.COMPLAINT, CaseOrigin.STAFF, BOT, owner.id, LI.id, "main", "en", "x", AT, 2026
    )
    async with pair.works.alone() as work:
        for granted in (False, True):
            await work.owners.record_consent(
                owner.id, BOT, Purpose.UNASKED, granted=granted, text_version="1"
            )
        await work.invitations.move(due, state=InvitationState.SENT, sent_at=AT + HOUR)
        await work.cases.open(complaint)
        await work.staff.mute(owner.id, by=1, muted=True)
        await work.owners.set_blocked(Place(BOT, LI.id), blocked=True)
    assert await pair.invitations.standing(BOT, owner.id) == Standing(
        agreed=True,
        is_blocked=True,
        is_muted=True,
        open_cases=1,
        asked_at=AT + HOUR,
        complained_at=AT,
    )
