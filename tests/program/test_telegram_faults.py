"""Telegram fails for some seconds: nothing is lost, order is kept, and little comes twice."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from tests.program.crowd import Crowd
from tests.program.stage import Stage

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize(
        "play", ["sqlite-polling", "postgresql-webhook"], indirect=True, scope="module"
    ),
]

_crowds: Iterator[int] = count(20_000_000, 1000)


@pytest.mark.parametrize(
    ("fault", "fields"),
    [
        ("500", {}),
        ("502", {}),
        ("429", {"retry_after": 1}),
        ("drop", {}),
        ("drop_after", {}),
        ("slow", {"delay": 1.0}),
    ],
)
async def test_nothing_is_lost(
    stage: Stage,
    fault: str,
    fields: dict[str, float],
    record_property: Callable[[str, object], None],
) -> None:
    crowd = Crowd(stage, owners=12, each=4, first=next(_crowds))
    await crowd.ask(rate=16)
    before = (await stage.client.calls(method="sendMessage", limit=20_000))[-1:]
    await crowd.answers(5, after=before[0].n if before else 0)
    await stage.client.fault(fault, method="send*", seconds=3, **fields)
    await crowd.all_answered()
    repeats = await crowd.check()
    lost_answers = [call for call in await crowd.sent() if call.fault == "drop_after"]
    hits = sum(one["hits"] for one in await stage.client.faults())
    await stage.client.clear_faults()
    print(f"{fault}: {hits} calls met it, {len(repeats)} messages came twice")  # noqa: T201 - the count is to be seen
    record_property("repeats", f"{fault}: {len(repeats)} of {hits}")
    assert hits > 0
    assert len(repeats) == len(lost_answers)


async def test_a_busy_telegram_is_obeyed(stage: Stage) -> None:
    ann = await stage.person()
    await stage.client.fault("429", method="sendMessage", chat=ann.id, calls=1, retry_after=3)
    await ann.send("/help")
    await ann.reply(wait=30)
    refused, accepted = await stage.client.calls(method="sendMessage", chat=ann.id)
    assert (refused.status, accepted.status) == (429, 200)
    assert accepted.at - refused.at >= 3
