"""The figures of a month, from complaints that went their whole way."""

from datetime import timedelta

from domain.case_figures import Rating
from domain.complaints.figures import ComplaintFigures, cumulated
from domain.complaints.handling import RemedyKind, Verdict
from domain.complaints.report import complaint_report
from domain.measures import Days, Share
from handlers.complaints.figures import complaint_figures_of
from tests.fakes.telegram import RENDERER
from tests.handlers.complaints.stage import ANN, WEI, Complaining, complaining

MARCH = Days.month(2026, 3)


async def figures(stage: Complaining, days: Days = MARCH) -> ComplaintFigures:
    reads, policy = stage.shop.store.complaints, stage.shop.tools.policy
    return await complaint_figures_of(reads, days, policy, stage.shop.clock.now())


async def worked() -> Complaining:
    """Three about the body of the car, one about the app; one of them went its whole way."""
    stage = await complaining()
    await stage.sends("The paint peels.")
    await stage.shop.waits(timedelta(minutes=30))
    topic = stage.topic
    await stage.desk.says(ANN, "/remedy goodwill 300 sorry", topic=topic)
    await stage.desk.says(WEI, "/remedy goodwill 900 more", topic=topic)
    await stage.desk.says(ANN, "/remedy goodwill 700 beyond my limit", topic=topic)
    await stage.desk.says(ANN, "/action 2026-03-20 check the guns", topic=topic)
    await stage.talk.taps_data("complain:accept:1:1")
    await stage.talk.taps_data("complain:decline:2:1")
    await stage.desk.taps_data(WEI, "case:cause:1:workmanship")
    await stage.desk.taps_data(WEI, "case:decide:1:justified")
    await stage.desk.says(ANN, "/reason Our primer.", topic=topic)
    await stage.talk.taps_data("mine:solved:1")
    await stage.shop.waits(timedelta(days=6))
    await stage.talk.taps_data("complain:held:1:yes")
    await stage.talk.taps_data("complain:handling:1:4")
    for words in ("More paint is off.", "I will see my lawyer about the rust.", "The app is dull."):
        await stage.sends(words)
        await stage.shop.waits(timedelta(minutes=2))
    return stage


async def test_what_is_counted() -> None:
    found = await figures(await worked())
    total = found.total
    assert (total.count, total.severe, total.cost) == (4, 1, 300)
    assert total.verdicts == ((Verdict.JUSTIFIED, 1),)
    assert (total.handling, total.held) == (Rating(1, 4.0), Share(1, 1))
    assert total.service.opened == 4
    assert total.service.first_response.within == Share(1, 1)
    assert [(key, group.count) for key, group in found.by_category] == [("body", 3), ("app", 1)]
    assert [(key, group.count) for key, group in found.by_field] == [("vehicle", 3), ("app", 1)]
    assert [(key, group.count) for key, group in found.by_cause] == [(None, 3), ("workmanship", 1)]
    assert cumulated(found.by_category) == (0.75, 1.0)
    [remedy] = found.remedies
    assert (remedy.kind, remedy.offered, remedy.accepted, remedy.cost) == (
        RemedyKind.GOODWILL,
        2,
        1,
        300,
    )
    assert [(number, action.words) for number, action in found.actions] == [
        ("C-2026-000001", "check the guns")
    ]


async def test_every_figure_names_its_complaints() -> None:
    found = await figures(await worked())
    for groups in (found.by_category, found.by_model, found.by_desk, found.by_cause):
        numbers = [number for _, group in groups for number in group.numbers]
        assert sorted(numbers) == sorted(found.total.numbers)


async def test_the_trend_has_twelve_months() -> None:
    stage = await worked()
    found = await figures(stage)
    assert len(found.trend) == 12
    assert [number for _, number in found.trend] == [0] * 11 + [4]
    april = await figures(stage, Days.month(2026, 4))
    assert april.total.count == 0
    assert [number for _, number in april.trend][-2:] == [4, 0]


async def test_it_is_the_same_whenever_it_is_made_from_the_same_rows() -> None:
    stage = await worked()
    assert await figures(stage) == await figures(stage)


async def test_the_report_in_words() -> None:
    stage = await worked()
    policy = stage.shop.tools.policy
    report = complaint_report(await figures(stage), policy)
    text = RENDERER.plain(report.body(), "en")
    assert "Complaints: 4 (1 of them serious or critical)" in text
    assert "Cost of remedies: 300 (CNY)" in text
    assert "The car itself › Body, paint, doors: 3 · 75%" in text
    assert all(len(row) == len(table.columns) for table in report.tables for row in table.rows)
    chinese = RENDERER.plain(report.body(), "zh-Hans")
    assert "投诉件数：4（其中严重及以上 1 件）" in chinese
    assert "Li" not in text


async def test_rates_where_the_policy_gives_vehicles() -> None:
    stage = await complaining()
    await stage.talk.says("/complain It hums.")
    await stage.talk.taps_data("complain:model:lyra")
    await stage.talk.taps_data("complain:sum")
    await stage.talk.taps_data("complain:send")
    policy = stage.shop.tools.policy
    models = tuple(
        one.model_copy(update={"vehicles": 400}) if one.key == "lyra" else one
        for one in policy.brand.models
    )
    brand = policy.brand.model_copy(update={"models": models})
    report = complaint_report(await figures(stage), policy.model_copy(update={"brand": brand}))
    assert "Lyra: 1 · 2.5" in RENDERER.plain(report.body(), "en")
    plain = complaint_report(await figures(stage), policy)
    assert len(plain.tables) == len(report.tables) - 1


async def test_a_month_without_any() -> None:
    stage = await complaining()
    report = complaint_report(await figures(stage), stage.shop.tools.policy)
    assert "Complaints: 0" in RENDERER.plain(report.body(), "en")
