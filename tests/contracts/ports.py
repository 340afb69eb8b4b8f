"""The contract of reads and units of work, as functions over a pair of them.

To hold an implementation to it:

    @pytest.mark.parametrize("case", CASES, ids=name_of)
    async def test_contract(case: Case, ...) -> None:
        await case(Pair(reads, cases, staff, …, works, now))
        await case(Pair(reads, cases, staff, figures, curation, surveys, attachments, works, now))
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.errors import Conflict
from domain.faq_import import ImportPlan
from domain.incoming import ChatKind, Incoming, Person, Place, Said
from domain.knowledge import (
    Candidate,
    Decision,
    DecisionKind,
    EntryStatus,
    FaqEntry,
    FaqText,
    Feedback,
)
from domain.owners import Caller, Owner, Purpose
from domain.pipeline import Works
from domain.ports import (
    AttachmentReads,
    CaseFigureReads,
    CaseReads,
    ComplaintReads,
    CurationReads,
    GapReads,
    InvitationReads,
    Reads,
    StaffReads,
    SurveyFigureReads,
    SurveyReads,
    WaveReads,
)
from domain.text import Text

BOT = 1
LI = Person(7001, "Li", "Na", "lina", "zh-hans")
PLACE = Place(BOT, LI.id)
CHEN = Person(7002, "Chen")
ADMIN = Person(9001, "Admin", language_code="en")
DESK_CHATS = {"main": -501, "other": -1_000_000_000_502}
TODAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Pair:
    """Both sides of one store, empty; `now` is what its clock says.

    Its settings name `ADMIN`, its policy has the groups of `DESK_CHATS`.
    """

    reads: Reads
    cases: CaseReads
    staff: StaffReads
    figures: CaseFigureReads
    curation: CurationReads
    gaps: GapReads
    surveys: SurveyReads
    invitations: InvitationReads
    waves: WaveReads
    complaints: ComplaintReads
    survey_figures: SurveyFigureReads
    attachments: AttachmentReads
    works: Works
    now: datetime

    @property
    def later(self) -> datetime:
        return self.now + timedelta(days=1)

    async def caller(self, person: Person = LI) -> Caller:
        return await self.reads.caller(Place(BOT, person.id), person.id)

    async def meet(self, person: Person = LI, wrote_in: str | None = None) -> Owner:
        caller = await self.caller(person)
        async with self.works.alone() as work:
            return await work.owners.meet(Place(BOT, person.id), person, caller, wrote_in=wrote_in)

    async def import_(self, *entries: FaqEntry) -> None:
        async with self.works.alone() as work:
            await work.faq.apply(ImportPlan(added=entries), by="test")


Case = Callable[[Pair], Awaitable[None]]
CASES: list[Case] = []


def contract(case: Case) -> Case:
    CASES.append(case)
    return case


def name_of(case: Any) -> str:
    return str(case.__name__)


@contract
async def nobody_is_known_before_they_are_met(pair: Pair) -> None:
    assert await pair.caller() == Caller()


@contract
async def meeting_makes_an_owner_once(pair: Pair) -> None:
    first = await pair.meet()
    assert first.name == "Li Na"
    assert (await pair.meet()).id == first.id
    caller = await pair.caller()
    assert caller.owner == first
    assert caller.known_as == ("Li Na", "lina", "zh-hans")
    assert (await pair.meet(CHEN)).id != first.id


@contract
async def meeting_refreshes_what_changed(pair: Pair) -> None:
    await pair.meet()
    await pair.meet(replace(LI, username="na"))
    assert (await pair.caller()).known_as == ("Li Na", "na", "zh-hans")


@contract
async def the_language_written_in_stays_until_another_is_written(pair: Pair) -> None:
    await pair.meet(wrote_in="en")
    await pair.meet(wrote_in=None)
    assert (await pair.caller()).wrote_in == "en"
    await pair.meet(wrote_in="zh-Hans")
    assert (await pair.caller()).wrote_in == "zh-Hans"


@contract
async def a_language_set_is_kept(pair: Pair) -> None:
    owner = await pair.meet()
    async with pair.works.alone() as work:
        await work.owners.set_locale(owner.id, "zh-Hans")
    assert (await pair.caller()).owner == replace(owner, locale="zh-Hans")


@contract
async def who_blocked_us_and_writes_again_is_back(pair: Pair) -> None:
    await pair.meet()
    async with pair.works.alone() as work:
        await work.owners.set_blocked(PLACE, blocked=True)
    assert (await pair.caller()).blocked
    await pair.meet()
    assert not (await pair.caller()).blocked


@contract
async def a_chat_that_nobody_knows_may_block_us(pair: Pair) -> None:
    async with pair.works.alone() as work:
        await work.owners.set_blocked(PLACE, blocked=True)
        await work.owners.set_blocked(PLACE, blocked=False)
    assert not (await pair.caller()).blocked


@contract
async def cars_are_added_changed_and_removed(pair: Pair) -> None:
    owner = await pair.meet()
    async with pair.works.alone() as work:
        one = await work.owners.add_vehicle(owner.id, "lyra", 2023)
        two = await work.owners.add_vehicle(owner.id, "", None)
    assert (await pair.caller()).vehicles == (one, two)
    whole = replace(
        one, vin="1M8GDM9AXKP042788", plate="京A12345", mileage_km=12_000, mileage_at=TODAY
    )
    async with pair.works.alone() as work:
        assert await work.owners.change_vehicle(owner.id, whole)
        assert await work.owners.remove_vehicle(owner.id, two.id)
        assert not await work.owners.remove_vehicle(owner.id, two.id)
        assert not await work.owners.change_vehicle(owner.id, replace(two, year=2020))
    assert (await pair.caller()).vehicles == (whole,)


@contract
async def another_owners_car_is_out_of_reach(pair: Pair) -> None:
    owner, other = await pair.meet(), await pair.meet(CHEN)
    async with pair.works.alone() as work:
        car = await work.owners.add_vehicle(owner.id, "lyra", 2023)
    async with pair.works.alone() as work:
        assert not await work.owners.change_vehicle(other.id, replace(car, year=2024))
        assert not await work.owners.remove_vehicle(other.id, car.id)
    assert (await pair.caller()).vehicles == (car,)
    assert (await pair.caller(CHEN)).vehicles == ()


@contract
async def the_latest_consent_counts_per_bot(pair: Pair) -> None:
    owner = await pair.meet()

    async def record(*, granted: bool) -> None:
        async with pair.works.alone() as work:
            await work.owners.record_consent(
                owner.id, BOT, Purpose.UNASKED, granted=granted, text_version="1"
            )

    await record(granted=True)
    assert (await pair.caller()).consents == {Purpose.UNASKED}
    elsewhere = await pair.reads.caller(Place(BOT + 1, LI.id), LI.id)
    assert elsewhere.consents == frozenset()
    await record(granted=False)
    assert (await pair.caller()).consents == frozenset()


@contract
async def the_notice_that_was_shown_is_kept_per_bot(pair: Pair) -> None:
    owner = await pair.meet()
    assert (await pair.caller()).notice_version is None
    for version in ("1", "2"):
        async with pair.works.alone() as work:
            await work.owners.record_notice(owner.id, BOT, version)
        assert (await pair.caller()).notice_version == version
    elsewhere = await pair.reads.caller(Place(BOT + 1, LI.id), LI.id)
    assert elsewhere.notice_version is None


@contract
async def the_notice_can_be_recorded_with_the_first_meeting(pair: Pair) -> None:
    async with pair.works.alone() as work:
        owner = await work.owners.meet(PLACE, LI, Caller(), wrote_in=None)
        await work.owners.record_notice(owner.id, BOT, "1")
    assert (await pair.caller()).notice_version == "1"


@contract
async def a_form_goes_from_step_to_step(pair: Pair) -> None:
    await pair.meet()
    data = {"vehicle": 3, "model": None, "single": True, "words": "“京A”"}
    async with pair.works.alone() as work:
        await work.dialogs.open(PLACE, LI.id, "car", "model", {}, expires_at=pair.later)
    form = (await pair.caller()).dialog
    assert form is not None
    async with pair.works.alone() as work:
        await work.dialogs.advance(PLACE, LI.id, form.version, "plate", data, expires_at=pair.later)
    after = (await pair.caller()).dialog
    assert after is not None
    assert (after.flow, after.step, after.data) == ("car", "plate", data)
    assert after.version > form.version
    assert after.expires_at == pair.later


@contract
async def a_form_at_another_version_is_a_conflict(pair: Pair) -> None:
    await pair.meet()
    async with pair.works.alone() as work:
        await work.dialogs.open(PLACE, LI.id, "car", "model", {}, expires_at=pair.later)
    old = (await pair.caller()).dialog
    assert old is not None
    async with pair.works.alone() as work:
        await work.dialogs.open(PLACE, LI.id, "car", "model", {}, expires_at=pair.later)

    async def advance() -> None:
        async with pair.works.alone() as work:
            await work.dialogs.advance(
                PLACE, LI.id, old.version, "plate", {}, expires_at=pair.later
            )

    with pytest.raises(Conflict):
        await advance()
    async with pair.works.alone() as work:
        assert await work.dialogs.close(PLACE, LI.id)
        assert not await work.dialogs.close(PLACE, LI.id)
    with pytest.raises(Conflict):
        await advance()
    assert (await pair.caller()).dialog is None


@contract
async def an_expired_form_is_not_seen_and_is_pruned(pair: Pair) -> None:
    await pair.meet()
    async with pair.works.alone() as work:
        await work.dialogs.open(PLACE, LI.id, "car", "model", {}, expires_at=pair.now)
    assert (await pair.caller()).dialog is None
    async with pair.works.alone() as work:
        assert await work.housekeeping.prune_dialogs(pair.now) == 1
        assert await work.housekeeping.prune_dialogs(pair.now) == 0


@contract
async def what_fails_leaves_nothing_behind(pair: Pair) -> None:
    async def fail() -> None:
        async with pair.works.alone() as work:
            await work.owners.meet(PLACE, LI, Caller(), wrote_in="en")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await pair.caller() == Caller()


def asked(words: str) -> Incoming:
    return Incoming(1, PLACE, ChatKind.PRIVATE, LI, AT, Said(words), 11)


SUGGESTING = Decision(
    DecisionKind.SUGGEST,
    0.5,
    (Candidate("a", 0.5), Candidate("b", 0.25)),
    ("a", "b"),
    {"by": "test"},
    1,
)


@contract
async def a_question_is_logged_for_its_owner_alone(pair: Pair) -> None:
    owner, other = await pair.meet(), await pair.meet(CHEN)
    words = "在家怎么充电？ 😀 <b>"
    async with pair.works.alone() as work:
        number = await work.questions.log(owner.id, asked(words), words, "zh-Hans", SUGGESTING)
    question = await pair.reads.question(number, owner.id)
    assert question is not None
    assert (question.text, question.locale, question.asked_at) == (words, "zh-Hans", AT)
    assert question.decision is DecisionKind.SUGGEST
    assert question.candidates == SUGGESTING.candidates
    assert (question.shown, question.feedback) == (None, None)
    assert (question.message_id, question.sent) == (asked(words).message_id, None)
    assert await pair.reads.question(number, other.id) is None
    assert await pair.reads.question(number + 1000, owner.id) is None


@contract
async def a_question_knows_what_came_with_its_words(pair: Pair) -> None:
    owner = await pair.meet()
    sent = {"kind": "photo", "file": {"file_id": "F", "size": 3}}
    with_picture = replace(SUGGESTING, evidence={"sent": sent})
    async with pair.works.alone() as work:
        number = await work.questions.log(owner.id, asked("?"), "?", "en", with_picture)
    question = await pair.reads.question(number, owner.id)
    assert question is not None
    assert question.sent == sent


@contract
async def the_last_word_on_an_answer_counts(pair: Pair) -> None:
    owner, other = await pair.meet(), await pair.meet(CHEN)
    answer = replace(SUGGESTING, kind=DecisionKind.ANSWER, suggestions=())
    async with pair.works.alone() as work:
        number = await work.questions.log(owner.id, asked("?"), "?", "en", answer)
    question = await pair.reads.question(number, owner.id)
    assert question is not None
    assert question.shown == "a"
    for word, shown, seen in (
        (Feedback.HELPFUL, None, "a"),
        (Feedback.CHOSEN, "b", "b"),
        (Feedback.NOT_HELPFUL, None, "b"),
    ):
        async with pair.works.alone() as work:
            kept = await work.questions.record_feedback(number, owner.id, word, shown=shown)
            assert kept
        question = await pair.reads.question(number, owner.id)
        assert question is not None
        assert (question.feedback, question.shown) == (word, seen)
    async with pair.works.alone() as work:
        record = work.questions.record_feedback
        assert not await record(number, other.id, Feedback.HELPFUL)
        assert not await record(number + 1000, owner.id, Feedback.HELPFUL)


@contract
async def a_question_that_waits_for_the_car_is_settled_once(pair: Pair) -> None:
    owner, other = await pair.meet(), await pair.meet(CHEN)
    answer = replace(SUGGESTING, kind=DecisionKind.ANSWER, suggestions=())
    waiting = replace(answer, evidence={"waits": True})
    async with pair.works.alone() as work:
        number = await work.questions.log(owner.id, asked("?"), "?", "en", waiting)
        plain = await work.questions.log(owner.id, asked("?"), "?", "en", answer)
    question = await pair.reads.question(number, owner.id)
    assert question is not None
    assert (question.waits, question.shown, question.about) == (True, None, None)
    settled = replace(answer, evidence={"about": "v7"})
    async with pair.works.alone() as work:
        settle = work.questions.settle
        assert not await settle(number, other.id, settled)
        assert not await settle(plain, owner.id, settled)
        assert not await settle(number + 1000, owner.id, settled)
        assert await settle(number, owner.id, settled)
        assert not await settle(number, owner.id, settled)
    question = await pair.reads.question(number, owner.id)
    assert question is not None
    assert (question.waits, question.shown, question.about) == (False, "a", "v7")


@contract
async def the_last_questions_of_an_owner_are_found_in_order(pair: Pair) -> None:
    owner, other = await pair.meet(), await pair.meet(CHEN)
    async with pair.works.alone() as work:
        for words in ("one", "two", "three"):
            await work.questions.log(owner.id, asked(words), words, "en", SUGGESTING)
        await work.questions.log(other.id, asked("theirs"), "theirs", "en", SUGGESTING)
    since = pair.reads.questions_since
    found = await since(BOT, owner.id, AT)
    assert [one.text for one in found] == ["one", "two", "three"]
    assert [one.text for one in await since(BOT, owner.id, AT, limit=2)] == ["two", "three"]
    assert list(await since(BOT, owner.id, AT + timedelta(seconds=1))) == []
    assert list(await since(BOT + 1, owner.id, AT)) == []


@contract
async def the_cars_that_were_asked_about_are_found_newest_first(pair: Pair) -> None:
    owner, other = await pair.meet(), await pair.meet(CHEN)
    async with pair.works.alone() as work:
        for car in ("v1", None, "other"):
            told = replace(SUGGESTING, evidence={"about": car} if car else {})
            await work.questions.log(owner.id, asked("?"), "?", "en", told)
        theirs = replace(SUGGESTING, evidence={"about": "v9"})
        await work.questions.log(other.id, asked("?"), "?", "en", theirs)
    about = pair.reads.asked_about
    assert list(await about(BOT, owner.id, AT, limit=9)) == [(AT, "other"), (AT, "v1")]
    assert list(await about(BOT, owner.id, AT, limit=2)) == [(AT, "other")]
    assert list(await about(BOT, owner.id, AT + timedelta(seconds=1), limit=9)) == []
    assert list(await about(BOT + 1, owner.id, AT, limit=9)) == []


def _entry(key: str, category: str, **more: Any) -> FaqEntry:
    return FaqEntry(key, category, {"en": FaqText(f"{key}?", "<b>Yes.</b>", ("a", "b"))}, **more)


@contract
async def only_live_entries_are_browsed_but_all_are_found_by_key(pair: Pair) -> None:
    live = _entry("b-live", "one")
    other = _entry("a-live", "one", valid_from=TODAY, valid_until=TODAY)
    elsewhere = _entry("c-live", "other")
    draft = _entry("draft", "one", status=EntryStatus.DRAFT)
    over = _entry("over", "gone", valid_until=TODAY - timedelta(days=1))
    await pair.import_(live, other, elsewhere, draft, over)
    assert list(await pair.reads.categories(TODAY)) == [("one", 2), ("other", 1)]
    assert list(await pair.reads.entries_in("one", TODAY)) == [other, live]
    assert list(await pair.reads.entries_in("nothing", TODAY)) == []
    for entry in (live, draft, over):
        assert await pair.reads.entry(entry.key) == entry
    assert await pair.reads.entry("unknown") is None
    keys = [draft.key, "unknown", live.key]
    assert list(await pair.reads.entries(keys)) == [draft, live]
    assert list(await pair.reads.entries(keys)) == [draft, live]
    assert list(await pair.reads.entries(())) == []


@contract
async def a_notice_is_told_by_its_unit_of_work(pair: Pair) -> None:
    async with pair.works.alone() as work:
        work.notice(Text("notice.noted"))
    assert work.notices == (Text("notice.noted"),)
