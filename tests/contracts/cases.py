"""The contract of cases: opening, numbers, changing, order of lists, timelines."""

from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.case_messages import Author, NewMessage
from domain.cases import (
    Case,
    CaseCourse,
    CaseEnd,
    CaseEvent,
    CaseEventKind,
    CaseKind,
    CaseOrigin,
    CasePriority,
    CaseStatus,
    NewCase,
)
from domain.errors import Conflict
from domain.incoming import Place
from tests.contracts.ports import AT, BOT, CHEN, LI, Pair, contract

HOUR = timedelta(hours=1)
ANN, BO = 8001, 8002
ACTIVE = (CaseStatus.OPEN, CaseStatus.WAITING)
OVER = (CaseStatus.RESOLVED, CaseStatus.CLOSED)
GROUP = -1_001_234_567_890


async def new_case(pair: Pair, **more: Any) -> NewCase:
    person = more.pop("person", LI)
    owner = await pair.meet(person)
    given: dict[str, Any] = {
        "kind": CaseKind.QUESTION,
        "origin": CaseOrigin.ASKED_FOR_PERSON,
        "bot_id": BOT,
        "owner_id": owner.id,
        "owner_chat_id": person.id,
        "desk": "main",
        "locale": "en",
        "subject": "Brakes 刹车",
        "opened_at": AT,
        "year": 2026,
        **more,
    }
    return NewCase(**given)


async def opened(pair: Pair, **more: Any) -> Case:
    new = await new_case(pair, **more)
    async with pair.works.alone() as work:
        return await work.cases.open(new)


async def changed(pair: Pair, case: Case, **changes: Any) -> Case:
    async with pair.works.alone() as work:
        locked = await work.cases.locked(case.id)
        assert locked is not None
        return await work.cases.change(locked, **changes)


async def closed(pair: Pair, case: Case) -> Case:
    return await changed(
        pair, case, status=CaseStatus.CLOSED, closed_at=AT + HOUR, end=CaseEnd.SOLVED
    )


@contract
async def a_case_is_kept_as_it_was_opened(pair: Pair) -> None:
    owner = await pair.meet()
    async with pair.works.alone() as work:
        car = await work.owners.add_vehicle(owner.id, "lyra", 2023)
    case = await opened(
        pair,
        kind=CaseKind.COMPLAINT,
        origin=CaseOrigin.COMPLAINT,
        first_response_due=AT + HOUR,
        resolution_due=AT + 9 * HOUR,
        priority=CasePriority.HIGH,
        asked="It squeaks. 吱吱响 <b>",
        said="Sorry.",
        opened_by=ANN,
        vehicle_id=car.id,
        tier="gold",
    )
    assert case == Case(
        id=case.id,
        number="C-2026-000001",
        kind=CaseKind.COMPLAINT,
        origin=CaseOrigin.COMPLAINT,
        bot_id=BOT,
        owner_id=owner.id,
        owner_chat_id=LI.id,
        owner_name="Li Na",
        desk="main",
        locale="en",
        subject="Brakes 刹车",
        status=CaseStatus.OPEN,
        priority=CasePriority.HIGH,
        opened_at=AT,
        asked="It squeaks. 吱吱响 <b>",
        said="Sorry.",
        opened_by=ANN,
        first_response_due=AT + HOUR,
        resolution_due=AT + 9 * HOUR,
        vehicle_id=car.id,
        tier="gold",
    )
    assert await pair.cases.case(case.id) == case
    assert await pair.cases.numbered(" c-2026-000001 ") == case
    assert await pair.cases.numbered("C-2026-000002") is None
    assert await pair.cases.case(case.id + 1000) is None


@contract
async def numbers_count_by_kind_and_year(pair: Pair) -> None:
    async def number(**more: Any) -> str:
        return (await opened(pair, kind=more.pop("kind", CaseKind.COMPLAINT), **more)).number

    assert await number() == "C-2026-000001"
    assert await number() == "C-2026-000002"
    assert await number(kind=CaseKind.EMERGENCY) == "E-2026-000001"
    assert await number(year=2027) == "C-2027-000001"
    assert await number() == "C-2026-000003"


@contract
async def a_number_of_what_came_to_nothing_is_given_again(pair: Pair) -> None:
    new = await new_case(pair)

    async def fail() -> None:
        async with pair.works.alone() as work:
            await work.cases.open(new)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert (await opened(pair)).number == "Q-2026-000001"


@contract
async def an_owner_has_one_active_question_per_desk_and_bot(pair: Pair) -> None:
    first = await opened(pair)
    for status in ACTIVE:
        await changed(pair, first, status=status)
        with pytest.raises(Conflict):
            await opened(pair)
    others = [
        await opened(pair, desk="other"),
        await opened(pair, person=CHEN),
        await opened(pair, bot_id=BOT + 1),
        await opened(pair, kind=CaseKind.COMPLAINT),
        await opened(pair, kind=CaseKind.COMPLAINT),
    ]
    assert len({case.id for case in (first, *others)}) == 6
    await changed(pair, first, status=CaseStatus.RESOLVED)
    second = await opened(pair)
    assert second.number == "Q-2026-000005"
    with pytest.raises(Conflict):
        await changed(pair, first, status=CaseStatus.OPEN)
    with pytest.raises(Conflict):
        await changed(pair, second, desk="other")
    assert (await changed(pair, second, kind=CaseKind.COMPLAINT)).number == second.number
    assert (await changed(pair, first, status=CaseStatus.OPEN)).status is CaseStatus.OPEN


@contract
async def every_field_of_a_case_can_be_changed(pair: Pair) -> None:
    case = await opened(pair)
    changes: dict[str, Any] = {
        "desk": "other",
        "subject": "Other",
        "status": CaseStatus.WAITING,
        "priority": CasePriority.URGENT,
        "assignee": ANN,
        "assignee_name": "Ann",
        "claimed_at": AT + HOUR,
        "first_response_due": AT + 2 * HOUR,
        "first_response_at": AT + 3 * HOUR,
        "resolution_due": AT + 4 * HOUR,
        "resolved_at": AT + 5 * HOUR,
        "closed_at": AT + 6 * HOUR,
        "end": CaseEnd.NO_REPLY,
        "waiting_since": AT + 7 * HOUR,
        "waited": timedelta(hours=30, seconds=1, microseconds=500_000),
        "reopened": 2,
        "rating": 5,
        "rating_words": "好",
        "note_mode": True,
        "breach_told": True,
        "linked_to": case.id,
        "merged_into": case.id,
        "tier": "gold",
    }
    after = await changed(pair, case, **changes)
    assert after == replace(case, **changes, version=case.version + 1)
    assert await pair.cases.case(case.id) == after
    async with pair.works.alone() as work:
        assert await work.cases.locked(case.id) == after
        assert await work.cases.locked(case.id + 1000) is None


@contract
async def a_number_is_not_changed(pair: Pair) -> None:
    case = await opened(pair)
    for field in ("number", "id", "version", "owner_name", "colour"):
        with pytest.raises(TypeError):
            await changed(pair, case, **{field: "x"})
    assert await pair.cases.case(case.id) == case


@contract
async def a_case_at_another_version_is_a_conflict(pair: Pair) -> None:
    case = await opened(pair)
    await changed(pair, case, assignee=ANN)

    async def late() -> None:
        async with pair.works.alone() as work:
            await work.cases.change(case, assignee=BO)

    with pytest.raises(Conflict):
        await late()
    kept = await pair.cases.case(case.id)
    assert kept is not None
    assert (kept.assignee, kept.version) == (ANN, case.version + 1)


@contract
async def changing_twice_in_one_unit_goes_from_version_to_version(pair: Pair) -> None:
    case = await opened(pair)
    async with pair.works.alone() as work:
        once = await work.cases.change(case, assignee=ANN)
        twice = await work.cases.change(once, note_mode=True)
    assert await pair.cases.case(case.id) == twice
    assert twice.version == case.version + 2


@contract
async def an_owner_is_called_what_telegram_last_called_them(pair: Pair) -> None:
    case = await opened(pair)
    await pair.meet(replace(LI, first_name="Lily", last_name=""))
    kept = await pair.cases.case(case.id)
    assert kept is not None
    assert kept.owner_name == "Lily"


@contract
async def an_owners_cases_are_listed_newest_first(pair: Pair) -> None:
    first, second = await opened(pair, kind=CaseKind.COMPLAINT), await opened(pair)
    await opened(pair, person=CHEN)
    await opened(pair, bot_id=BOT + 1)
    third = await closed(pair, await opened(pair, desk="other"))
    of_owner = pair.cases.of_owner
    assert list(await of_owner(BOT, first.owner_id, ACTIVE)) == [second, first]
    assert list(await of_owner(BOT, first.owner_id, OVER)) == [third]
    everything = await of_owner(BOT, first.owner_id, tuple(CaseStatus), limit=2)
    assert list(everything) == [third, second]
    assert list(await of_owner(BOT, first.owner_id, ())) == []


@contract
async def the_caller_says_how_many_cases_are_active(pair: Pair) -> None:
    assert (await pair.caller()).active_cases == 0
    case = await opened(pair)
    await changed(pair, await opened(pair, kind=CaseKind.COMPLAINT), status=CaseStatus.WAITING)
    await opened(pair, person=CHEN)
    await opened(pair, bot_id=BOT + 1)
    assert (await pair.caller()).active_cases == 2
    await closed(pair, case)
    assert (await pair.caller()).active_cases == 1
    elsewhere = await pair.reads.caller(Place(BOT + 2, LI.id), LI.id)
    assert elsewhere.active_cases == 0


@contract
async def a_desks_queue_has_the_unclaimed_first_then_what_is_due_next(pair: Pair) -> None:
    async def case(hours: int | None, **changes: Any) -> Case:
        due = None if hours is None else AT + hours * HOUR
        made = await opened(
            pair,
            kind=CaseKind.COMPLAINT,
            first_response_due=due,
            resolution_due=AT + 100 * HOUR,
        )
        return await changed(pair, made, **changes) if changes else made

    unhurried = await case(None)
    late, soon = await case(9), await case(1)
    anns = await case(2, assignee=ANN, assignee_name="Ann")
    answered = await case(1, assignee=ANN, first_response_at=AT)
    waiting = await case(1, assignee=BO, first_response_at=AT, status=CaseStatus.WAITING)
    over = await closed(pair, await case(1))
    await opened(pair, desk="other")

    async def listed(*statuses: CaseStatus, **more: Any) -> list[Case]:
        return list(await pair.cases.of_desk("main", statuses, **more))

    queue = [soon, late, unhurried, anns, answered, waiting]
    assert await listed(*ACTIVE) == queue
    assert await listed(CaseStatus.OPEN) == queue[:-1]
    assert await listed(*ACTIVE, limit=2, offset=1) == queue[1:3]
    assert await listed(*ACTIVE, limit=5, offset=5) == queue[5:]
    assert await listed(*ACTIVE, unclaimed=True) == queue[:3]
    assert await listed(*ACTIVE, assignee=ANN) == [anns, answered]
    assert await listed(*ACTIVE, assignee=BO) == [waiting]
    assert await listed(*OVER) == [over]
    assert await listed() == []
    count = pair.cases.count_of_desk
    assert await count("main", ACTIVE) == 6
    assert await count("main", ACTIVE, assignee=ANN) == 2
    assert await count("nowhere", ACTIVE) == 0


@contract
async def a_timeline_is_in_order(pair: Pair) -> None:
    case, other = await opened(pair), await opened(pair, person=CHEN)
    events = [
        CaseEvent(case.id, CaseEventKind.OPENED, AT),
        CaseEvent(case.id, CaseEventKind.CLAIMED, AT + HOUR, ANN, {"was": None, "words": "好"}),
        CaseEvent(case.id, CaseEventKind.RESOLVED, AT, ANN),
    ]
    async with pair.works.alone() as work:
        for event in events:
            await work.cases.note(event)
        await work.cases.note(CaseEvent(other.id, CaseEventKind.OPENED, AT))
    assert list(await pair.cases.timeline(case.id)) == events


@contract
async def the_words_of_a_case_closed_long_ago_go_its_figures_stay(pair: Pair) -> None:
    kept, old = await opened(pair, asked="kept"), await opened(pair, person=CHEN, asked="old")
    await changed(pair, kept, status=CaseStatus.CLOSED, closed_at=AT + HOUR)
    old = await changed(
        pair, old, status=CaseStatus.CLOSED, closed_at=AT, rating=4, rating_words="fine"
    )
    for due in (AT, AT + HOUR):
        async with pair.works.alone() as work:
            pruned = await work.housekeeping.prune_cases(due)
        assert pruned == (0 if due == AT else 1)
    async with pair.works.alone() as work:
        assert await work.housekeeping.prune_cases(AT + HOUR) == 0
    after = await pair.cases.case(old.id)
    assert after == replace(old, subject="", asked="", said="", rating_words="")
    still = await pair.cases.case(kept.id)
    assert still is not None
    assert still.asked == "kept"


@contract
async def the_figures_are_of_a_spans_cases_and_of_all_active_ones(pair: Pair) -> None:
    async def case(opened_at: datetime, **changes: Any) -> CaseCourse:
        made = await opened(
            pair, kind=CaseKind.COMPLAINT, opened_at=opened_at, desk=changes.pop("desk", "main")
        )
        after = await changed(pair, made, **changes) if changes else made
        return CaseCourse(**{one.name: getattr(after, one.name) for one in fields(CaseCourse)})

    over: dict[str, Any] = {
        "status": CaseStatus.CLOSED,
        "assignee": ANN,
        "assignee_name": "Ann",
        "first_response_at": AT + HOUR,
        "resolved_at": AT + 2 * HOUR,
        "closed_at": AT + 3 * HOUR,
        "end": CaseEnd.SOLVED,
        "waited": timedelta(minutes=7),
        "rating": 5,
        "reopened": 1,
    }
    first, last = await case(AT, **over), await case(AT + 9 * HOUR)
    other = await case(AT + HOUR, desk="other", **over)
    active_before = await case(AT - HOUR, status=CaseStatus.WAITING, waiting_since=AT)
    await case(AT - HOUR, **over)
    await case(AT + 10 * HOUR, **over)
    active_after = await case(AT + 10 * HOUR)

    async def rows(**more: Any) -> list[CaseCourse]:
        pages = pair.figures.case_rows(AT, AT + 10 * HOUR, **more)
        found = [row async for page in pages for row in page]
        return sorted(found, key=lambda one: (one.opened_at, one.desk))

    assert await rows() == [active_before, first, other, last, active_after]
    assert await rows(desk="main") == [active_before, first, last, active_after]
    assert await rows(desk="nowhere") == []


@contract
async def cases_that_never_had_a_card_in_a_chat_are_found(pair: Pair) -> None:
    bare, carded = await opened(pair, kind=CaseKind.COMPLAINT), await opened(pair, person=CHEN)
    await closed(pair, await opened(pair, kind=CaseKind.COMPLAINT))
    await opened(pair, desk="other")
    async with pair.works.alone() as work:
        for chat_id, case, author in (
            (GROUP, carded, Author.BOT),
            (GROUP + 1, bare, Author.BOT),
            (GROUP, bare, Author.STAFF),
        ):
            await work.cases.say(
                NewMessage(
                    case_id=case.id, author=author, author_id=None, author_name="",
                    bot_id=BOT, chat_id=chat_id, message_id=None, written_at=AT,
                )
            )  # fmt: skip
    found = pair.cases.without_card
    assert [one.id for one in await found(BOT, "main", GROUP, limit=5)] == [bare.id]
    assert [one.id for one in await found(BOT, "main", GROUP + 2, limit=1)] == [bare.id]
    assert list(await found(BOT + 1, "main", GROUP, limit=5)) == []
