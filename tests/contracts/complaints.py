"""The contract of complaints: kept with their cases, found by their owner."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.cases import CaseEnd, CaseKind, CaseOrigin, CaseStatus
from domain.complaints.handling import (
    NewAction,
    NewRemedy,
    RemedyKind,
    RemedyState,
    Responsible,
    Verdict,
)
from domain.complaints.record import Complaint, Details, NewComplaint
from domain.complaints.register import DeskSpan, RegisterFilter
from domain.complaints.severity import Assessment, Reason, Severity, Sign
from domain.complaints.signs import Wish
from tests.contracts.cases import new_case
from tests.contracts.ports import AT, BOT, CHEN, TODAY, Pair, contract

TOLD = Details("brakes", "lyra", 2024, "the red one", "昨天 <b>", Wish.REFUND, "Money! 退款")
WHY = (Reason(Sign.LEGAL), Reason(Sign.EARLIER, 2))


async def filed(pair: Pair, details: Details = TOLD, **more: Any) -> Complaint:
    new = await new_case(pair, kind=CaseKind.COMPLAINT, origin=CaseOrigin.COMPLAINT, **more)
    complaint = NewComplaint(details, Assessment(Severity.SERIOUS, WHY))
    async with pair.works.alone() as work:
        return await work.complaints.open(await work.cases.open(new), complaint)


@contract
async def a_complaint_is_kept_as_it_was_told(pair: Pair) -> None:
    complaint = await filed(pair)
    assert (complaint.details, complaint.severity, complaint.reasons) == (
        TOLD,
        Severity.SERIOUS,
        WHY,
    )
    assert await pair.complaints.of_case(complaint.case_id) == complaint
    async with pair.works.alone() as work:
        assert await work.complaints.of_case(complaint.case_id) == complaint


@contract
async def a_case_of_another_kind_has_no_complaint(pair: Pair) -> None:
    new = await new_case(pair)
    async with pair.works.alone() as work:
        case = await work.cases.open(new)
        assert await work.complaints.of_case(case.id) is None
    assert await pair.complaints.of_case(case.id) is None


@contract
async def a_complaint_is_changed_field_by_field(pair: Pair) -> None:
    complaint = await filed(pair)
    details = replace(TOLD, category="paint", place="")
    async with pair.works.alone() as work:
        changed = await work.complaints.change(
            complaint, details=details, severity=Severity.CRITICAL, reasons=()
        )
    assert changed == Complaint(complaint.case_id, details, Severity.CRITICAL)
    assert await pair.complaints.of_case(complaint.case_id) == changed
    async with pair.works.alone() as work:
        with pytest.raises(TypeError):
            await work.complaints.change(changed, number="C-1")


@contract
async def what_was_decided_is_kept(pair: Pair) -> None:
    complaint = await filed(pair)
    async with pair.works.alone() as work:
        changed = await work.complaints.change(
            complaint,
            cause="torque",
            responsible=Responsible.WORKSHOP,
            verdict=Verdict.PARTLY,
            reason="Wir 修",
            decided_at=AT,
            decided_by=8001,
            closing="no answer",
            same_as=complaint.case_id,
            level=1,
            level_due=AT,
            held=False,
            handling=4,
            followed_up_at=AT,
        )
    assert changed.is_decided
    assert await pair.complaints.of_case(complaint.case_id) == changed


@contract
async def a_remedy_comes_from_state_to_state_once(pair: Pair) -> None:
    complaint = await filed(pair)
    proposed, offered = RemedyState.PROPOSED, RemedyState.OFFERED
    new = NewRemedy(complaint.case_id, RemedyKind.GOODWILL, 900, "补偿", proposed, 8001, AT)
    async with pair.works.alone() as work:
        remedy = await work.complaints.offer(new)
        allowed = await work.complaints.settle(remedy.id, offered, was=proposed, allowed_by=8003)
        assert allowed is not None
        assert await work.complaints.settle(remedy.id, offered, was=proposed) is None
        assert await work.complaints.settle(remedy.id + 1, offered, was=proposed) is None
    async with pair.works.alone() as work:
        taken = await work.complaints.settle(
            remedy.id, RemedyState.ACCEPTED, was=offered, answered_at=AT
        )
    assert taken == replace(allowed, state=RemedyState.ACCEPTED, answered_at=AT)
    assert (allowed.amount, allowed.words, allowed.allowed_by) == (900, "补偿", 8003)
    assert list(await pair.complaints.remedies(complaint.case_id)) == [taken]
    assert list(await pair.complaints.remedies(complaint.case_id + 1)) == []


@contract
async def a_corrective_action_is_done_once(pair: Pair) -> None:
    complaint = await filed(pair)
    new = NewAction(complaint.case_id, "Torque 扳手", 8001, "Ann", TODAY, 8003, AT)
    async with pair.works.alone() as work:
        action = await work.complaints.plan(new)
    assert list(await pair.complaints.actions(complaint.case_id)) == [action]
    async with pair.works.alone() as work:
        done = await work.complaints.done(action.id, by=8001, at=AT)
        assert await work.complaints.done(action.id, by=8001, at=AT) is None
    assert done == replace(action, done_at=AT, done_by=8001)
    assert list(await pair.complaints.actions(complaint.case_id)) == [done]


@contract
async def an_owners_complaints_are_found_newest_first(pair: Pair) -> None:
    first, second = await filed(pair), await filed(pair, Details())
    await filed(pair, person=CHEN)
    owner = await pair.meet()
    found = await pair.complaints.of_owner(BOT, owner.id, AT)
    assert [one.complaint for one in found] == [second, first]
    assert [one.case.id for one in found] == [second.case_id, first.case_id]
    assert [
        one.complaint for one in await pair.complaints.of_owner(BOT, owner.id, AT, limit=1)
    ] == [second]
    later = AT + timedelta(seconds=1)
    assert list(await pair.complaints.of_owner(BOT, owner.id, later)) == []
    assert list(await pair.complaints.of_owner(BOT + 1, owner.id, AT)) == []


@contract
async def what_was_told_goes_with_the_cases_words_and_the_counts_stay(pair: Pair) -> None:
    complaint = await filed(pair)
    async with pair.works.alone() as work:
        case = await work.cases.locked(complaint.case_id)
        assert case is not None
        await work.cases.change(case, status=CaseStatus.CLOSED, closed_at=AT, end=CaseEnd.SOLVED)
    async with pair.works.alone() as work:
        assert await work.housekeeping.prune_cases(AT + timedelta(seconds=1)) == 1
    kept = await pair.complaints.of_case(complaint.case_id)
    assert kept is not None
    assert kept.details == Details("brakes", "lyra", 2024, wish=Wish.REFUND)
    assert (kept.severity, kept.reasons) == (Severity.SERIOUS, WHY)


@contract
async def nobody_reads_whose_an_anonymous_case_is(pair: Pair) -> None:
    hidden = await filed(pair, is_anonymous=True)
    shown = await filed(pair)
    case, other = await pair.cases.case(hidden.case_id), await pair.cases.case(shown.case_id)
    assert case is not None
    assert other is not None
    assert (case.is_anonymous, case.owner_name) == (True, "")
    assert (other.is_anonymous, other.owner_name) == (False, "Li Na")
    async with pair.works.alone() as work:
        locked = await work.cases.locked(case.id)
    assert locked == case
    statuses = (CaseStatus.OPEN,)
    named = await pair.cases.of_desk("main", statuses, named_only=True)
    assert [one.id for one in named] == [other.id]
    assert len(await pair.cases.of_desk("main", statuses)) == 2
    assert await pair.cases.count_of_desk("main", statuses, named_only=True) == 1
    assert await pair.cases.count_of_desk("main", statuses) == 2
    group = -1_000_000_000_500
    without = await pair.cases.without_card(case.bot_id, "main", group, limit=9)
    assert [one.id for one in without] == [other.id]


async def numbers(pair: Pair, spans: tuple[DeskSpan, ...], **sought: Any) -> list[int]:
    wanted = RegisterFilter((), **{"named_only": False, **sought})
    found = await pair.complaints.register(spans, wanted)
    assert await pair.complaints.count(spans, wanted) == len(found)
    return [one.case.id for one in found]


@contract
async def the_register_is_filtered_and_newest_first(pair: Pair) -> None:
    hour = timedelta(hours=1)
    brakes = (await filed(pair, subject="50%_off Brakes")).case_id
    paint = (
        await filed(
            pair, Details("paint", "linden"), person=CHEN, opened_at=AT + hour, asked="Lack 漆面"
        )
    ).case_id
    away = (await filed(pair, Details(), desk="other", opened_at=AT + 2 * hour)).case_id
    hidden = (await filed(pair, Details(), is_anonymous=True, opened_at=AT + 3 * hour)).case_id
    main, other = DeskSpan("main"), DeskSpan("other")
    assert await numbers(pair, (main, other)) == [hidden, away, paint, brakes]
    assert await numbers(pair, (main,), named_only=True) == [paint, brakes]
    assert await numbers(pair, ()) == []
    assert await numbers(pair, (DeskSpan("main", AT, AT + hour),)) == [brakes]
    assert await numbers(pair, (DeskSpan("main", AT + hour, None), other)) == [hidden, away, paint]
    assert await numbers(pair, (main,), models=("lyra",)) == [brakes]
    assert await numbers(pair, (main,), categories=("paint", "wax")) == [paint]
    assert await numbers(pair, (main,), severities=(Severity.MINOR,)) == []
    assert await numbers(pair, (main,), statuses=(CaseStatus.CLOSED,)) == []
    assert await numbers(pair, (main,), causes=("torque",)) == []
    assert await numbers(pair, (main,), words=("漆面",)) == [paint]
    assert await numbers(pair, (main,), words=("brakes", "50%")) == [brakes]
    assert await numbers(pair, (main,), words=("5%_o",)) == []
    assert await numbers(pair, (main,), words=("c-2026-000001",)) == [brakes]
    wanted = RegisterFilter((), named_only=False)
    page = await pair.complaints.register((main, other), wanted, limit=2, offset=1)
    assert [one.case.id for one in page] == [away, paint]
