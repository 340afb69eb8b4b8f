"""The contract of responses to surveys."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.errors import Conflict
from domain.surveys.ballots import Ballot
from domain.surveys.figures import Asked, Dimension, Months, Recovery, Scored
from domain.surveys.invitations import InvitationState, NewInvitation
from domain.surveys.responses import Fact, NewResponse, Response
from tests.contracts.ports import AT, BOT, CHEN, LI, Pair, contract


def new_response(owner_id: int, **more: Any) -> NewResponse:
    given = NewResponse("nps", 1, BOT, owner_id, LI.id, "en", "main", AT)
    return replace(given, **more)


async def begin(pair: Pair, owner_id: int, **more: Any) -> Response:
    async with pair.works.alone() as work:
        return await work.surveys.begin(new_response(owner_id, **more))


@contract
async def a_response_is_found_by_its_id(pair: Pair) -> None:
    owner = await pair.meet()
    begun = await begin(pair, owner.id, model="lyra", tier="gold", trigger="hand")
    assert await pair.surveys.response(begun.id) == begun
    assert (begun.answers, begun.score, begun.words, begun.model) == ({}, None, "", "lyra")
    assert await pair.surveys.response(begun.id + 1000) is None


@contract
async def what_is_answered_is_kept(pair: Pair) -> None:
    owner = await pair.meet()
    begun = await begin(pair, owner.id)
    answers = {"score": 3, "why": "冷", "call": True, "what": ["a", "b"], "skipped": None}
    async with pair.works.alone() as work:
        current = await work.surveys.locked(begun.id)
        assert current == begun
        changed = await work.surveys.change(
            current, answers=answers, score=3, first_score=3, scored_at=AT, month=date(2026, 3, 1),
            words="冷", completed_at=AT,
        )  # fmt: skip
    assert changed.revision == begun.revision + 1
    assert await pair.surveys.response(begun.id) == changed
    assert changed.answers == answers


@contract
async def the_second_to_change_a_response_reads_it_anew(pair: Pair) -> None:
    owner = await pair.meet()
    begun = await begin(pair, owner.id)
    async with pair.works.alone() as work:
        await work.surveys.change(begun, score=9)
    with pytest.raises(Conflict):
        async with pair.works.alone() as work:
            await work.surveys.change(begun, score=1)
    kept = await pair.surveys.response(begun.id)
    assert kept is not None
    assert kept.score == 9


@contract
async def the_latest_response_is_that_of_one_owner_bot_and_survey(pair: Pair) -> None:
    owner, other = await pair.meet(), await pair.meet(CHEN)
    await begin(pair, owner.id)
    second = await begin(pair, owner.id, begun_at=AT + timedelta(hours=1))
    await begin(pair, owner.id, survey="csat")
    await begin(pair, owner.id, bot_id=BOT + 1)
    await begin(pair, other.id)
    assert await pair.surveys.latest(BOT, owner.id, "nps") == second
    assert await pair.surveys.latest(BOT, owner.id, "none") is None


@contract
async def what_an_owner_says_of_themselves_replaces_what_they_said(pair: Pair) -> None:
    owner, other = await pair.meet(), await pair.meet(CHEN)
    said: list[tuple[int, str, Any]] = [
        (owner.id, "use", ["a", "b"]), (owner.id, "household", "alone"), (owner.id, "km", 100),
        (other.id, "use", ["c"]), (owner.id, "use", ["b"]), (owner.id, "km", None),
    ]  # fmt: skip
    for owner_id, key, value in said:
        async with pair.works.alone() as work:
            await work.surveys.keep_fact(owner_id, key, value, at=AT, survey="profile")
    assert dict(await pair.surveys.profile(owner.id)) == {
        "use": Fact("use", ["b"], AT, "profile"),
        "household": Fact("household", "alone", AT, "profile"),
    }


async def scored(pair: Pair, owner_id: int, score: int, month: date, **more: Any) -> None:
    async with pair.works.alone() as work:
        begun = await work.surveys.begin(new_response(owner_id, **more))
        await work.surveys.change(begun, score=score, first_score=score, month=month)


@contract
async def scores_are_counted_by_what_they_are_told_apart_by(pair: Pair) -> None:
    owner = await pair.meet()
    march, april, may = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
    await scored(pair, owner.id, 9, march, model="lyra", desk="north")
    await scored(pair, owner.id, 9, march, model="lyra")
    await scored(pair, owner.id, 0, april, trigger="hand", tier="gold")
    await scored(pair, owner.id, 7, may)
    await scored(pair, owner.id, 3, march, survey="csat")
    await begin(pair, owner.id)  # no score, no count
    months = Months(march, april)

    async def counted(of: Dimension, *, desks: list[str] | None = None) -> set[Any]:
        found = await pair.survey_figures.scores(of, ["nps"], months, desks=desks)
        return {(one.group, one.score, one.number) for one in found}

    assert await counted(Dimension.MONTH) == {(march, 9, 2), (april, 0, 1)}
    assert await counted(Dimension.DESK) == {("north", 9, 1), ("main", 9, 1), ("main", 0, 1)}
    assert await counted(Dimension.MODEL) == {("lyra", 9, 2), (None, 0, 1)}
    assert await counted(Dimension.TRIGGER) == {("link", 9, 2), ("hand", 0, 1)}
    assert await counted(Dimension.TIER) == {(None, 9, 2), ("gold", 0, 1)}
    assert await counted(Dimension.SURVEY, desks=["north"]) == {("nps", 9, 1)}
    assert await counted(Dimension.SURVEY, desks=[]) == set()


@contract
async def who_answered_is_counted_of_those_who_were_asked(pair: Pair) -> None:
    owner = await pair.meet()
    march = date(2026, 3, 1)
    states = (
        (InvitationState.ANSWERED, "main"), (InvitationState.EXPIRED, "main"),
        (InvitationState.SENT, "north"), (InvitationState.BLOCKED, "north"),
    )  # fmt: skip
    for number, (state, desk) in enumerate(states):
        async with pair.works.alone() as work:
            await work.invitations.plan(
                NewInvitation("nps", owner.id, "event:x", f"event:{number}", AT)
            )
        (due,) = await pair.invitations.due(AT, limit=1)
        async with pair.works.alone() as work:
            await work.invitations.move(
                due, state=state, month=march, sent_at=AT, desk=desk, next_at=None
            )
    asked = pair.survey_figures.asked
    months = Months(march, march)
    assert list(await asked(Dimension.MONTH, ["nps"], months)) == [Asked(march, 3, 1)]
    assert set(await asked(Dimension.DESK, ["nps"], months)) == {
        Asked("main", 2, 1), Asked("north", 1, 0)
    }  # fmt: skip
    assert list(await asked(Dimension.DESK, ["csat"], months)) == []
    assert list(await asked(Dimension.DESK, ["nps"], months, desks=[])) == []


@contract
async def the_history_of_an_owner_and_the_words_for_a_desk(pair: Pair) -> None:
    owner, other = await pair.meet(), await pair.meet(CHEN)
    given = ((7, "slow"), (8, ""), (9, "good"), (7, "late"))
    made = []
    for score, words in given:
        begun = await begin(pair, owner.id)
        async with pair.works.alone() as work:
            made.append(await work.surveys.change(begun, score=score, words=words))
    await begin(pair, other.id)
    history = await pair.surveys.history(BOT, owner.id, limit=3)
    assert list(history) == [made[3], made[2], made[1]]
    found = await pair.surveys.with_words("main", ["nps"], [7, 8])
    assert list(found) == [made[3], made[0]]
    assert list(await pair.surveys.with_words("main", ["nps"], [7], limit=1)) == [made[3]]
    assert list(await pair.surveys.with_words("north", ["nps"], [7])) == []
    assert list(await pair.surveys.with_words("main", ["csat"], [7])) == []


@contract
async def a_case_knows_its_responses(pair: Pair) -> None:
    owner = await pair.meet()
    begun, other = await begin(pair, owner.id), await begin(pair, owner.id)
    async with pair.works.alone() as work:
        changed = await work.surveys.change(begun, case_id=5)
        await work.surveys.change(other, case_id=6)
        assert list(await work.surveys.of_case(5)) == [changed]
        assert list(await work.surveys.of_case(7)) == []


@contract
async def who_was_asked_again_is_counted_apart(pair: Pair) -> None:
    owner = await pair.meet()
    march = date(2026, 3, 1)
    await scored(pair, owner.id, 3, march)
    first = await pair.surveys.latest(BOT, owner.id, "nps")
    assert first is not None
    await scored(pair, owner.id, 9, march, again_of=first.id, trigger="again")
    months, reads = Months(march, march), pair.survey_figures
    assert list(await reads.scores(Dimension.MONTH, ["nps"], months)) == [Scored(march, 3, 1)]
    assert list(await reads.recoveries(["nps"], months)) == [Recovery(3, 9, 1)]
    assert list(await reads.recoveries(["nps"], months, desks=["north"])) == []
    assert list(await reads.recoveries(["csat"], months)) == []


@contract
async def anonymous_answers_are_counted_and_who_took_part_is_known(pair: Pair) -> None:
    owner = await pair.meet()
    march = date(2026, 3, 1)
    for score in (9, 9, 2):
        async with pair.works.alone() as work:
            await work.surveys.cast(Ballot("nps", 1, "score", score, march, "main", score))
            await work.surveys.cast(Ballot("nps", 1, "why", "好", march, "main"))
            await work.surveys.note_part(owner.id, "nps", march)
    months = Months(march, march)
    expected = {9: 2, 2: 1}
    for dimension, group in ((Dimension.MONTH, march), (Dimension.DESK, "main"), ("model", None)):
        found = await pair.survey_figures.scores(Dimension(dimension), ["nps"], months)
        assert {one.score: one.number for one in found} == expected
        assert {(one.group, one.anonymous) for one in found} == {(group, True)}
    assert list(await pair.survey_figures.scores(Dimension.DESK, ["nps"], months, desks=[])) == []
    took_part = pair.surveys.took_part
    assert await took_part(owner.id, "nps", date(2026, 2, 28))
    assert not await took_part(owner.id, "nps", march)
    assert not await took_part(owner.id, "csat", date(2026, 2, 28))


@contract
async def forgetting_outside_an_update_changes_nothing(pair: Pair) -> None:
    async with pair.works.alone() as work:
        await work.forget()


@contract
async def what_was_written_is_emptied_in_time_and_the_score_stays(pair: Pair) -> None:
    owner = await pair.meet()
    old = await begin(pair, owner.id)
    new = await begin(pair, owner.id, begun_at=AT + timedelta(days=2))
    for one in (old, new):
        async with pair.works.alone() as work:
            await work.surveys.change(one, score=3, words="bad", answers={"score": 3, "why": "bad"})
    async with pair.works.alone() as work:
        assert await work.housekeeping.prune_surveys(AT + timedelta(days=1)) == 1
        assert await work.housekeeping.prune_surveys(AT + timedelta(days=1)) == 0
    emptied = await pair.surveys.response(old.id)
    kept = await pair.surveys.response(new.id)
    assert emptied is not None
    assert kept is not None
    assert (emptied.score, emptied.words, emptied.answers) == (3, "", {})
    assert kept.words == "bad"
