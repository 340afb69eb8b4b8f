"""The contract of gaps."""

from datetime import timedelta

from domain.faq_gaps import GapOrder, GapStatus, Member, Unanswered
from domain.incoming import ChatKind, Incoming, Said
from domain.knowledge import Candidate, Decision, DecisionKind, Feedback
from tests.contracts.ports import LI, PLACE, Pair, contract

NONE = Decision(DecisionKind.ABSTAIN, 0.1)
SURE = Decision(DecisionKind.ANSWER, 0.9, (Candidate("oil", 0.9),))
WAITING = Decision(DecisionKind.ABSTAIN, 0.1, evidence={"waits": True})


async def asked(
    pair: Pair, number: int, decision: Decision = NONE, feedback: Feedback | None = None
) -> Unanswered:
    """Ask the n-th question, a minute after the one before."""
    owner = await pair.meet()
    at = pair.now + timedelta(minutes=number)
    incoming = Incoming(number, PLACE, ChatKind.PRIVATE, LI, at, Said(f"question {number}"))
    async with pair.works.alone() as work:
        question_id = await work.questions.log(
            owner.id, incoming, f"question {number}", "en", decision
        )
        if feedback:
            await work.questions.record_feedback(question_id, owner.id, feedback)
    return Unanswered(question_id, f"question {number}", at)


async def gather(pair: Pair, *members: Member) -> None:
    async with pair.works.alone() as work:
        await work.gaps.gather(members)


@contract
async def what_got_no_answer_is_found_once(pair: Pair) -> None:
    plain = await asked(pair, 1)
    await asked(pair, 2, SURE)
    refused = await asked(pair, 3, SURE, Feedback.NOT_HELPFUL)
    none_fits = await asked(pair, 4, SURE, Feedback.NONE_FITS)
    await asked(pair, 5, SURE, Feedback.HELPFUL)
    await asked(pair, 6, WAITING)
    assert list(await pair.gaps.unanswered(limit=9)) == [plain, refused, none_fits]
    assert list(await pair.gaps.unanswered(limit=1)) == [plain]
    await gather(pair, Member(plain, new=0), Member(refused, new=0))
    assert list(await pair.gaps.unanswered(limit=9)) == [none_fits]


@contract
async def gaps_grow_and_are_listed_both_ways(pair: Pair) -> None:
    questions = [await asked(pair, number) for number in range(1, 6)]
    one, two, three, four, five = questions
    await gather(pair, Member(one, new=0), Member(two, new=0), Member(three, new=1))
    frequent, rare = await pair.gaps.gaps(GapOrder.FREQUENT, limit=9)
    assert (frequent.asked, frequent.first_at, frequent.last_at) == (2, one.asked_at, two.asked_at)
    assert frequent.examples == ("question 2", "question 1")
    assert (rare.asked, rare.examples) == (1, ("question 3",))
    newest, _ = await pair.gaps.gaps(GapOrder.NEWEST, limit=9)
    assert newest == rare
    await gather(pair, Member(four, gap_id=rare.id), Member(five, gap_id=rare.id))
    await gather(pair, Member(four, gap_id=frequent.id))  # it stays where it is
    first, second = await pair.gaps.gaps(GapOrder.FREQUENT, limit=9)
    assert (first.id, first.asked, second.asked) == (rare.id, 3, 2)
    assert [one.id for one in await pair.gaps.gaps(GapOrder.FREQUENT, limit=1, offset=1)] == [
        frequent.id
    ]
    assert await pair.gaps.gap_count() == 2
    known = await pair.gaps.known(limit=9, examples=2)
    assert {one.gap_id: one.examples for one in known} == {
        frequent.id: ("question 1", "question 2"),
        rare.id: ("question 4", "question 5"),
    }
    assert [one.gap_id for one in await pair.gaps.known(limit=1, examples=1)] == [rare.id]
    whole = await pair.gaps.gap(rare.id, examples=2)
    assert whole is not None
    assert whole.examples == ("question 5", "question 4")
    assert await pair.gaps.gap(999_999) is None


@contract
async def what_is_settled_is_open_again_only_if_it_was_written_about(pair: Pair) -> None:
    early = await asked(pair, 1)
    await gather(pair, Member(early, new=0))
    [gap] = await pair.gaps.gaps(GapOrder.NEWEST, limit=9)
    for status, after in (
        (GapStatus.OUT_OF_SCOPE, GapStatus.OUT_OF_SCOPE),
        (GapStatus.WITH_STAFF, GapStatus.WITH_STAFF),
        (GapStatus.WRITTEN, GapStatus.OPEN),
    ):
        async with pair.works.alone() as work:
            assert await work.gaps.settle(gap.id, status, by="telegram:9001")
        assert await pair.gaps.gap_count() == 0
        again = await asked(pair, 10 + len(status))
        await gather(pair, Member(again, gap_id=gap.id))
        found = await pair.gaps.gap(gap.id)
        assert found is not None
        assert found.status is after
    async with pair.works.alone() as work:
        assert not await work.gaps.settle(999_999, GapStatus.WRITTEN, by="telegram:9001")
