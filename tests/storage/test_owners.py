from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.errors import Conflict
from domain.incoming import Place
from domain.knowledge import Candidate, Decision, DecisionKind, Feedback
from domain.owners import Caller, Owner, Purpose
from storage import Storage
from tests.conftest import SetClock
from tests.storage.statements import counting
from tests.storage.updates import BOT, MEI, PLACE, asked


async def met(storage: Storage, place: Place = PLACE) -> Owner:
    caller = await storage.reads.caller(place, MEI.id)
    async with storage.works.alone() as work:
        return await work.owners.meet(place, MEI, caller, wrote_in="zh-Hans")


async def test_somebody_new_is_an_empty_caller(storage: Storage) -> None:
    assert await storage.reads.caller(PLACE, MEI.id) == Caller()


async def test_the_first_message_makes_the_owner(storage: Storage) -> None:
    owner = await met(storage)
    assert owner == Owner(owner.id, "Mei Lin")
    caller = await storage.reads.caller(PLACE, MEI.id)
    assert caller == Caller(
        owner=owner, wrote_in="zh-Hans", known_as=("Mei Lin", "mei_lin", "zh-hans")
    )


async def test_meeting_again_writes_only_what_changed(storage: Storage) -> None:
    owner = await met(storage)
    caller = await storage.reads.caller(PLACE, MEI.id)
    with counting(storage) as statements:
        async with storage.works.alone() as work:
            assert await work.owners.meet(PLACE, MEI, caller, wrote_in=None) == owner
    assert statements == []

    renamed = replace(MEI, first_name="May", username=None)
    async with storage.works.alone() as work:
        await work.owners.meet(PLACE, renamed, caller, wrote_in="en")
    caller = await storage.reads.caller(PLACE, MEI.id)
    assert caller.known_as == ("May Lin", None, "zh-hans")
    assert caller.wrote_in == "en"


async def test_who_writes_has_not_blocked_us(storage: Storage) -> None:
    await met(storage)
    await storage.outbox_queue.mark_blocked(BOT, PLACE.chat_id)
    assert (await storage.reads.caller(PLACE, MEI.id)).blocked
    await met(storage)
    assert not (await storage.reads.caller(PLACE, MEI.id)).blocked


async def test_an_owner_is_one_over_all_bots_and_known_to_each(storage: Storage) -> None:
    other = Place(BOT + 1, PLACE.chat_id)
    owner = await met(storage)
    assert await met(storage, other) == owner
    async with storage.works.alone() as work:
        await work.owners.set_locale(owner.id, "en")
        await work.owners.record_consent(
            owner.id, BOT, Purpose.UNASKED, granted=True, text_version="1"
        )
        await work.owners.record_notice(owner.id, BOT, "1")
        await work.owners.record_notice(owner.id, BOT, "2")
    here = await storage.reads.caller(PLACE, MEI.id)
    there = await storage.reads.caller(other, MEI.id)
    assert here.owner == there.owner == replace(owner, locale="en")
    assert Purpose.UNASKED in here.consents
    assert not there.consents
    assert (here.notice_version, there.notice_version) == ("2", None)


async def test_the_last_word_on_a_consent_counts(storage: Storage) -> None:
    owner = await met(storage)
    for granted in (True, False):
        async with storage.works.alone() as work:
            await work.owners.record_consent(
                owner.id, BOT, Purpose.UNASKED, granted=granted, text_version="1"
            )
        consents = (await storage.reads.caller(PLACE, MEI.id)).consents
        assert (Purpose.UNASKED in consents) is granted


async def test_cars_are_added_changed_and_given_up_by_their_owner_only(storage: Storage) -> None:
    owner = await met(storage)
    async with storage.works.alone() as work:
        lyra = await work.owners.add_vehicle(owner.id, "lyra", 2024)
        vega = await work.owners.add_vehicle(owner.id, "vega", None)
    changed = replace(
        lyra,
        vin="LSVAA4187E2184847",
        plate="沪A·12345",
        mileage_km=12_000,
        mileage_at=date(2026, 3, 1),
    )
    async with storage.works.alone() as work:
        assert await work.owners.change_vehicle(owner.id, changed)
        assert not await work.owners.change_vehicle(owner.id + 1, replace(changed, plate="mine"))
        assert not await work.owners.remove_vehicle(owner.id + 1, vega.id)
    assert (await storage.reads.caller(PLACE, MEI.id)).vehicles == (changed, vega)
    async with storage.works.alone() as work:
        assert await work.owners.remove_vehicle(owner.id, vega.id)
        assert not await work.owners.remove_vehicle(owner.id, vega.id)
        assert not await work.owners.change_vehicle(owner.id, vega)
    assert (await storage.reads.caller(PLACE, MEI.id)).vehicles == (changed,)


async def test_a_form_goes_on_from_the_step_it_is_at(storage: Storage, clock: SetClock) -> None:
    expires_at = clock.now() + timedelta(days=1)
    async with storage.works.alone() as work:
        await work.dialogs.open(PLACE, 1, "car", "model", {}, expires_at=expires_at)
    dialog = (await storage.reads.caller(PLACE, 1)).dialog
    assert dialog is not None
    assert (dialog.flow, dialog.step, dialog.data, dialog.expires_at) == (
        "car",
        "model",
        {},
        expires_at,
    )
    async with storage.works.alone() as work:
        await work.dialogs.advance(
            PLACE, 1, dialog.version, "year", {"model": "lyra"}, expires_at=expires_at
        )
    with pytest.raises(Conflict):
        async with storage.works.alone() as work:
            await work.dialogs.advance(
                PLACE, 1, dialog.version, "year", {"model": "vega"}, expires_at=expires_at
            )
    now_at = (await storage.reads.caller(PLACE, 1)).dialog
    assert now_at is not None
    assert (now_at.step, now_at.data) == ("year", {"model": "lyra"})
    assert (await storage.reads.caller(PLACE, 2)).dialog is None


async def test_a_form_opened_anew_is_at_a_later_version(storage: Storage, clock: SetClock) -> None:
    expires_at = clock.now() + timedelta(days=1)
    for flow in ("car", "complaint"):
        async with storage.works.alone() as work:
            await work.dialogs.open(PLACE, 1, flow, "first", {}, expires_at=expires_at)
    dialog = (await storage.reads.caller(PLACE, 1)).dialog
    assert dialog is not None
    assert (dialog.flow, dialog.version) == ("complaint", 2)
    async with storage.works.alone() as work:
        assert await work.dialogs.close(PLACE, 1)
        assert not await work.dialogs.close(PLACE, 1)
    assert (await storage.reads.caller(PLACE, 1)).dialog is None


async def test_an_expired_form_is_not_open(storage: Storage, clock: SetClock) -> None:
    async with storage.works.alone() as work:
        await work.dialogs.open(PLACE, 1, "car", "model", {}, expires_at=clock.now())
    assert (await storage.reads.caller(PLACE, 1)).dialog is None
    async with storage.works.alone() as work:
        assert await work.housekeeping.prune_dialogs(clock.now()) == 1


async def test_a_question_is_kept_with_all_that_led_to_the_answer(
    storage: Storage, clock: SetClock
) -> None:
    owner = await met(storage)
    decision = Decision(
        DecisionKind.ANSWER,
        0.9,
        (Candidate("oil", 0.9), Candidate("tyres", 0.2)),
        evidence={"dense": [0.9, 0.2]},
        revision=3,
    )
    async with storage.works.alone() as work:
        number = await work.questions.log(
            owner.id, asked(clock, "机油 oil?"), "机油 oil?", "zh-Hans", decision
        )
    question = await storage.reads.question(number, owner.id)
    assert question is not None
    assert (question.text, question.locale, question.asked_at) == (
        "机油 oil?",
        "zh-Hans",
        clock.now(),
    )
    assert (question.decision, question.candidates) == (decision.kind, decision.candidates)
    assert (question.shown, question.feedback) == ("oil", None)
    assert await storage.reads.question(number, owner.id + 1) is None


async def test_the_last_feedback_counts_and_only_the_askers(
    storage: Storage, clock: SetClock
) -> None:
    owner = await met(storage)
    decision = Decision(DecisionKind.SUGGEST, 0.4, (Candidate("oil", 0.4),), ("oil",))
    async with storage.works.alone() as work:
        number = await work.questions.log(owner.id, asked(clock, "oil"), "oil", "en", decision)
        assert not await work.questions.record_feedback(number, owner.id + 1, Feedback.HELPFUL)
        assert await work.questions.record_feedback(number, owner.id, Feedback.CHOSEN, shown="oil")
        assert await work.questions.record_feedback(number, owner.id, Feedback.NOT_HELPFUL)
    question = await storage.reads.question(number, owner.id)
    assert question is not None
    assert (question.feedback, question.shown) == (Feedback.NOT_HELPFUL, "oil")
