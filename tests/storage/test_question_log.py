from dataclasses import replace

from domain.knowledge import Candidate, Decision, DecisionKind
from domain.owners import Caller
from storage import Storage
from tests.conftest import SetClock
from tests.storage.updates import MEI, PLACE, asked

DECISION = Decision(
    DecisionKind.SUGGEST,
    0.5,
    (Candidate("a", 0.5), Candidate("b", 0.25)),
    ("a", "b"),
    {"read_as": "胎压", "about": "other"},
    7,
)


async def test_the_last_questions_of_all_owners_newest_first(
    storage: Storage, clock: SetClock
) -> None:
    answer = replace(DECISION, kind=DecisionKind.ANSWER)
    async with storage.works.alone() as work:
        owner = await work.owners.meet(PLACE, MEI, Caller(), wrote_in=None)
        for words, decision in (("one", DECISION), ("two", answer), ("three", DECISION)):
            await work.questions.log(owner.id, asked(clock, words), words, "en", decision)
    log = storage.question_log
    assert [one.question.text for one in await log.recent()] == ["three", "two", "one"]
    assert [one.question.text for one in await log.recent(limit=1)] == ["three"]
    [found] = await log.recent(decision=DecisionKind.ANSWER)
    assert found.decision == answer
    assert (found.question.shown, found.question.about) == ("a", "other")
    again = await log.one(found.question.id)
    assert again == found
    assert await log.one(999) is None
