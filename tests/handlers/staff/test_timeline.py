"""What happened to a case, in words."""

from datetime import timedelta

import pytest

from domain.cases import CaseEventKind
from handlers.staff.lists import timeline
from tests.handlers.staff.stage import ANN, STRANGER, WEI, open_stage


@pytest.mark.parametrize("kind", list(CaseEventKind))
def test_every_kind_of_step_has_words(kind: CaseEventKind) -> None:
    assert (kind in timeline._TOLD) is not (kind in timeline._WORDS)


async def test_the_steps_stand_in_order_with_who_took_them() -> None:
    stage = await open_stage()
    topic = stage.topic
    await stage.desk.says(ANN, "hello", topic=topic)
    await stage.shop.waits(timedelta(minutes=5))
    await stage.talk.says("hm")
    await stage.desk.taps_data(WEI, f"case:give:{stage.case.id}:{WEI.id}")
    await stage.desk.taps_data(WEI, f"case:rank:{stage.case.id}:high")
    await stage.taps(WEI, "note")
    await stage.desk.says(WEI, "/complaint it rattles", topic=topic)
    await stage.desk.says(WEI, "/timeline", topic=topic)
    assert stage.desk.in_topic(topic)[-1].text.splitlines() == [
        "What happened to Q-2026-000001",
        "",
        "16:30 today · opened",
        "16:30 today · topic made",
        "16:30 today · the owner asked for a person again",
        "16:30 today · taken (Ann)",
        "16:30 today · first answer (Ann)",
        "16:35 today · the owner wrote",
        "16:35 today · given to Wei (Wei)",
        "16:35 today · priority: high (Wei)",
        "16:35 today · note mode on (Wei)",
        "16:35 today · linked with C-2026-000001 (Wei)",
    ]


async def test_the_latest_are_shown_with_a_case() -> None:
    stage = await open_stage()
    await stage.taps(ANN, "claim")
    [shown] = await stage.desk.says(ANN, f"/case {stage.case.number}")
    assert "16:30 today · taken (Ann)" in shown.text


async def test_a_stranger_sees_nothing() -> None:
    stage = await open_stage()
    await stage.desk.says(STRANGER, "/timeline", topic=stage.topic)
    assert "opened" not in stage.desk.in_topic(stage.topic)[-1].text
