"""`/nps` and `/csat`: what a desk sees of its scores."""

from datetime import date

from domain.incoming import MediaKind
from domain.surveys.responses import NewResponse
from tests.fakes.talk import BOT, LI
from tests.handlers.staff.stage import ANN, STRANGER, WEI, Stage, open_stage


async def scored(stage: Stage, *scores: int, survey: str = "nps", **more: str) -> None:
    shop = stage.shop
    owner = shop.state.people[LI.id]
    async with shop.store.works.alone() as work:
        for score in scores:
            new = NewResponse(
                survey, 1, BOT, owner, LI.id, "en", more.get("desk", "main"), shop.clock.now(),
                model=more.get("model"),
            )  # fmt: skip
            begun = await work.surveys.begin(new)
            await work.surveys.change(begun, score=score, month=date(2026, 3, 1))


async def test_a_desk_sees_its_scores_and_gets_picture_and_workbook() -> None:
    stage = await open_stage()
    await scored(stage, 10, 9, 9, 8, 3, model="lyra")
    await scored(stage, 0, desk="elsewhere")
    await scored(stage, 1, survey="csat_case")
    said = await stage.desk.says(ANN, "/nps")
    text = said[0].text
    assert "Recommendation (NPS) April 2025 to March 2026" in text.replace("\n", " ")
    assert "NPS: 40 (95% sure: -30 to 80)" in text
    assert "Answers: 5" in text
    assert "Promoters (9–10): 60% (3 answers)" in text
    assert "March 2026: 40 · -30 to 80 · 5" in text
    assert "Lyra: 40" in text
    assert "Link or code at the counter: 40" in text
    files = [one for one in stage.desk.messages if one.kind is not None][-2:]
    assert [one.kind for one in files] == [MediaKind.PHOTO, MediaKind.DOCUMENT]
    assert [what for what, *_ in stage.shop.drawing.drawn] == ["picture", "workbook"]


async def test_satisfaction_and_another_month() -> None:
    stage = await open_stage()
    await scored(stage, 5, 4, 4, 1, survey="csat_service")
    assert "Satisfied (4 or 5): 75%" in (await stage.desk.says(WEI, "/csat 2026-05"))[0].text
    assert "Answers: 0" in (await stage.desk.says(WEI, "/csat 2026-01"))[0].text
    assert "is not a month" in (await stage.desk.says(WEI, "/csat winter"))[0].text


async def test_strangers_see_nothing() -> None:
    stage = await open_stage()
    await scored(stage, 10)
    assert "NPS:" not in " ".join(one.text for one in await stage.desk.says(STRANGER, "/nps"))
