"""How the desk handles a complaint: assessed, remedied, decided with a reason, put right."""

from datetime import timedelta

import pytest

from domain.cases import CaseEnd, CaseEventKind, CaseStatus
from domain.complaints.handling import RemedyState, Responsible, Verdict
from domain.complaints.severity import Severity
from domain.incoming import Person
from tests.fakes.talk import Talk
from tests.handlers.complaints.stage import ANN, BO, WEI, Complaining, complaining


async def complained(words: str = "The paint peels on the bonnet.") -> Complaining:
    stage = await complaining()
    await stage.sends(words)
    stage.desk.chat.look()
    stage.talk.chat.look()
    return stage


async def says(stage: Complaining, words: str, who: Person = ANN) -> str:
    """Write in the complaint's topic; returns what the bot says to it there."""
    heard = await stage.desk.says(who, words, topic=stage.topic)
    shown = [one.text for one in heard if one.topic_id == stage.topic and not one.is_pinned]
    return shown[0] if shown else ""


async def taps(stage: Complaining, what: str, who: Person = ANN) -> None:
    await stage.desk.taps_data(who, f"case:{what}", stage.card.id)


async def test_what_it_is_about_is_set_and_its_severity_follows() -> None:
    stage = await complained("It is loose.")
    await taps(stage, "assess:1")
    assert list(stage.card.buttons) == [
        "Subject",
        "Cause",
        "Responsible",
        "Decision",
        "Remedy, reason, action …",
        "‹ Back",
    ]
    await taps(stage, "topic:1")
    await taps(stage, "topic:1:vehicle")
    await taps(stage, "topic:1:brakes")
    assert "About: The car itself › Brakes" in stage.card.text
    assert "Severity: serious (its subject)" in stage.card.text
    assert stage.complaint.severity is Severity.SERIOUS


async def test_cause_and_responsibility_stand_on_the_card() -> None:
    stage = await complained()
    await taps(stage, "cause:1:work")
    await taps(stage, "cause:1:workmanship")
    await taps(stage, "resp:1:workshop")
    assert "Cause: Work at the dealer › Workmanship" in stage.card.text
    assert "Responsible: the workshop" in stage.card.text
    assert (stage.complaint.cause, stage.complaint.responsible) == (
        "workmanship",
        Responsible.WORKSHOP,
    )


async def test_a_remedy_is_offered_and_accepted() -> None:
    stage = await complained()
    answer = await says(stage, "/remedy repair we paint the bonnet anew")
    assert answer == "✓ The owner is offered it."
    [offer] = stage.talk.receives()
    assert "we offer you:\na repair · we paint the bonnet anew" in offer.text
    [accepted] = await stage.talk.taps("✓ Accept")
    assert accepted.text.startswith("Thank you, you accepted for C-2026-000001")
    assert "Remedy: a repair · we paint the bonnet anew (accepted)" in stage.card.text
    assert any("The owner accepts: a repair" in words for words in stage.in_room())
    await stage.talk.taps_data("complain:decline:1:1")
    assert stage.talk.notice == "You have answered that already."


async def test_money_beyond_the_limit_waits_for_who_may_allow_it() -> None:
    stage = await complained()
    answer = await says(stage, "/remedy goodwill 800 for the lost day")
    assert "more than your role may offer" in answer
    assert stage.talk.receives() == []
    assert (
        "a goodwill payment · 800 CNY · for the lost day (waits to be allowed)" in stage.card.text
    )
    stage.desk.move(-1_000_000_000_700)
    [asked] = await stage.desk.receives()
    assert "Ann wants to offer in C-2026-000001" in asked.text
    await stage.desk.taps_data(ANN, "case:approve:1:1", asked.id)
    assert stage.desk.notice == "That is above your limit, too."
    await stage.desk.taps_data(WEI, "case:approve:1:1", asked.id)
    assert "Allowed" in asked.text
    [offer] = stage.talk.receives()
    assert "800 CNY" in offer.text
    remedy = stage.shop.state.handoff.remedies[1]
    assert (remedy.state, remedy.allowed_by) == (RemedyState.OFFERED, WEI.id)
    await stage.desk.taps_data(WEI, "case:refuse:1:1", asked.id)
    assert stage.desk.notice == "That is settled already."


async def test_a_supervisor_has_a_limit_too_and_an_admin_none() -> None:
    stage = await complained()
    answer = await says(stage, "/remedy refund 20000 the whole bill", WEI)
    assert "more than your role may offer" in answer
    await stage.desk.taps_data(WEI, "case:approve:1:1")
    assert stage.desk.notice == "That is above your limit, too."
    boss = Person(1, "Boss")
    await stage.desk.taps_data(boss, "case:approve:1:1")
    assert "20,000 CNY" in stage.talk.receives()[0].text


async def test_money_needs_an_amount() -> None:
    stage = await complained()
    assert "How much?" in await says(stage, "/remedy goodwill for the trouble")
    assert "What is offered?" in await says(stage, "/remedy cake")
    assert await says(stage, "/remedy 补偿 300元 误工") == "✓ The owner is offered it."
    assert stage.shop.state.handoff.remedies[1].amount == 300


async def test_it_is_over_with_a_decision_and_its_reason_only() -> None:
    stage = await complained()
    await taps(stage, "resolve:1")
    assert list(stage.card.buttons)[:3] == ["justified", "partly justified", "not justified"]
    assert stage.case.status is CaseStatus.OPEN
    assert "Decide first" in await says(stage, "/reason We painted it.")
    await taps(stage, "decide:1:justified")
    assert "Decision: justified, not told yet" in stage.card.text
    await says(stage, "/reason The primer was too thin; we paint it anew at our cost.")
    [joined_or_letter] = [one for one in stage.talk.receives() if "Your complaint" in one.text]
    assert joined_or_letter.text == (
        "Your complaint C-2026-000001\n"
        "We have looked into it: you are right.\n\n"
        "The primer was too thin; we paint it anew at our cost.\n\n"
        "Are you content with that?"
    )
    case, complaint = stage.case, stage.complaint
    assert (case.status, case.assignee) == (CaseStatus.RESOLVED, ANN.id)
    assert case.first_response_at is not None
    assert (complaint.verdict, complaint.decided_by) == (Verdict.JUSTIFIED, ANN.id)
    assert "Decision: justified, told with its reason" in stage.card.text
    await stage.talk.taps("✓ Yes, that settles it")
    assert (stage.case.status, stage.case.end) == (CaseStatus.CLOSED, CaseEnd.SOLVED)
    kinds = [event.kind for event in stage.shop.state.handoff.events]
    assert CaseEventKind.DECIDED in kinds


async def test_what_was_agreed_stands_in_the_decision() -> None:
    stage = await complained()
    await says(stage, "/remedy apology")
    await taps(stage, "decide:1:partly")
    await says(stage, "/reason Part of it was ours.")
    letter = stage.talk.receives()[-1]
    assert "What we do for you:\nan apology" in letter.text


async def test_one_that_waits_on_its_owner_does_not_close_by_itself() -> None:
    stage = await complained()
    await says(stage, "Which colour is it?")
    assert "waiting on the owner" in stage.card.text
    await stage.shop.waits(timedelta(days=4))
    assert stage.case.status is CaseStatus.OPEN
    assert any("has not answered" in words for words in stage.in_room())


async def test_unreachable_after_tries_only() -> None:
    stage = await complained()
    await says(stage, "Which colour is it?")
    assert "on 1 of 2 days" in await says(stage, "/close unreachable no answer")
    assert stage.case.status is not CaseStatus.CLOSED
    await stage.shop.waits(timedelta(days=1))
    await says(stage, "Are you there?")
    await says(stage, "/close unreachable two calls and two messages")
    assert (stage.case.status, stage.case.end) == (CaseStatus.CLOSED, CaseEnd.UNREACHABLE)
    assert "Closed without a decision: two calls" in stage.card.text
    assert "opens it again" in stage.talk.receives()[-1].text


async def test_closing_needs_a_reason_and_abuse_a_supervisor() -> None:
    stage = await complained()
    for words in ("/close", "/close withdrawn", "/close because"):
        assert "How does it end" in await says(stage, words)
    assert "supervisor" in await says(stage, "/close abuse nothing but insults")
    assert stage.case.status is CaseStatus.OPEN
    await says(stage, "/close abuse nothing but insults", WEI)
    assert stage.case.end is CaseEnd.SPAM


async def test_a_complaint_is_not_muted() -> None:
    stage = await complained()
    assert "not muted" in await says(stage, "/spam")
    assert stage.case.status is CaseStatus.OPEN


async def test_duplicates_of_one_incident_are_linked() -> None:
    stage = await complained()
    first = stage.case
    await stage.shop.waits(timedelta(minutes=2))
    await stage.sends("The paint still peels.")
    assert "Give its number" in await says(stage, "/close duplicate C-2026-999999")
    await says(stage, f"/link {first.number}")
    assert stage.complaint.same_as == first.id
    there = stage.desk.in_topic(stage.desk.topic(first.number).id)
    assert any("The same incident as C-2026-000002" in one.text for one in there)
    await says(stage, f"/close duplicate {first.number}")
    assert (stage.case.end, stage.case.merged_into) == (CaseEnd.MERGED, first.id)
    assert "goes on as C-2026-000001" in stage.talk.receives()[-1].text


async def test_a_corrective_action_is_planned_told_when_late_and_done() -> None:
    stage = await complained()
    assert "By when" in await says(stage, "/action soon check it")
    assert "That day is over" in await says(stage, "/action 2026-03-01 check it")
    assert "Nobody called @eve" in await says(stage, "/action 2026-03-04 @eve check it")
    answer = await says(stage, "/action 2026-03-04 @bo check all spray guns")
    assert answer == "✓ Planned: Bo, by 4 Mar 2026."
    assert "Action: check all spray guns – Bo, by 4 Mar 2026" in stage.card.text
    stage.desk.move(-1_000_000_000_700)
    await stage.shop.waits(timedelta(days=3))
    told = [one for one in stage.desk.messages if "Overdue in" in one.text]
    assert len(told) == 1
    await stage.desk.taps_data(BO, "case:actdone:1:1", told[0].id)
    assert stage.desk.notice == "✓ Done."
    assert stage.shop.state.handoff.actions[1].done_by == BO.id
    await stage.desk.taps_data(WEI, "case:actdone:1:1", told[0].id)
    assert stage.desk.notice == "That is done already."


async def test_a_colleagues_complaint_is_theirs() -> None:
    stage = await complained()
    await taps(stage, "claim:1")
    for words in ("/remedy repair x", "/reason x", "/action 2026-03-09 x", "/close withdrawn x"):
        assert "Ann" in await says(stage, words, BO)
    await taps(stage, "decide:1:justified", BO)
    assert "Ann" in (stage.desk.notice or "")
    assert stage.complaint.verdict is None


async def test_commands_of_complaints_are_for_complaints() -> None:
    stage = await complaining()
    await stage.talk.says("/person My door squeaks.")
    stage.desk.chat.look()
    for words in ("/remedy repair x", "/reason x", "/action 2026-03-09 x", "/close abuse x"):
        assert "is no complaint" in await says(stage, words)
    for what in ("assess:1", "topic:1:brakes", "cause:1:work", "resp:1:maker", "decide:1:partly"):
        await stage.desk.taps_data(ANN, f"case:{what}")
        assert "is no complaint" in (stage.desk.notice or "")


async def test_an_offer_of_another_owner_is_none_of_theirs() -> None:
    stage = await complained()
    await says(stage, "/remedy repair x")
    other = Talk(stage.shop, Person(7009, "Zed", language_code="en"))
    await other.says("hello")
    await other.taps_data("complain:accept:1:1")
    assert other.notice == "This button is from an older message and no longer works."
    assert stage.shop.state.handoff.remedies[1].state is RemedyState.OFFERED


@pytest.mark.parametrize("zh", [False, True])
async def test_the_owner_reads_it_in_their_language(zh: bool) -> None:
    stage = await complained("漆面起泡，太差了" if zh else "The paint peels.")
    await says(stage, "/remedy goodwill 100 sorry")
    [offer] = stage.talk.receives()
    assert ("处理方案" in offer.text) is zh
