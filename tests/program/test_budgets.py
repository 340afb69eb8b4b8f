"""Telegram's own limits, with the settings as they come: no call is ever one too many."""

from pathlib import Path

from sandbox import Rates
from tests.databases import TestDatabase
from tests.program.questions import ANSWERS
from tests.program.stage import staged

QUESTIONS = list(ANSWERS)


async def test_telegram_never_has_to_refuse(database: TestDatabase, folder: Path) -> None:
    async with staged(folder, database, rates=Rates(), settings={}) as stage:
        ann = await stage.person()
        group = await stage.client.group("Family", type="group", members=[ann])
        starts = 8
        for question in QUESTIONS[:9]:
            await ann.send(question)
        for _ in range(starts):
            await ann.send("/start", chat=group)
        load = await stage.client.load(60, each=2, texts=QUESTIONS)
        answers = await ann.replies(9, wait=60)
        assert [one.text for one in answers] == [ANSWERS[one] for one in QUESTIONS[:9]]
        result = await stage.client.load_result(load, wait=60)
        assert result.answered == 120
        await ann.replies(starts, chat=group, wait=60)

        calls = await stage.client.calls(method="sendMessage", limit=1000)
        assert [(call.chat, call.error) for call in calls if call.status != 200] == []
        assert len(calls) == 9 + starts + 120
        to_ann = [call.at for call in calls if call.chat == ann.id]
        assert to_ann[-1] - to_ann[0] >= 3, "one a second after a short burst"
        everything = sorted(call.at for call in calls)
        assert max(_within(everything, 1.0)) <= 33


def _within(moments: list[float], seconds: float) -> list[int]:
    """Return for each moment how many there were in the time up to it."""
    return [
        sum(end - seconds < moment <= end for moment in moments[: number + 1])
        for number, end in enumerate(moments)
    ]
