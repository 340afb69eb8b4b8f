"""What a whole run writes to its log: no token, no name, none of what was said."""

import json
from pathlib import Path

import pytest

from tests.databases import TestDatabase
from tests.program.forged import message, post, tap
from tests.program.process import until
from tests.program.rows import count
from tests.program.stage import SECRET, TOKEN, UNLIMITED, staged

NAME, WORDS = "Wilhelmina-Quast", "xylophone-quagmire"


@pytest.mark.parametrize("form", ["console", "json"])
async def test_nothing_private_is_logged(database: TestDatabase, folder: Path, form: str) -> None:
    settings = UNLIMITED | {"OWNERLINE_LOG_FORMAT": form}
    async with staged(folder, database, "webhook", settings=settings) as stage:
        ann = await stage.person(NAME)
        await ann.start()
        await ann.replies(3)
        for fault in ("500", "drop", "drop_after", "429", "400"):
            await stage.client.fault(fault, method="sendMessage", chat=ann.id)
            await ann.send(f"{WORDS} {fault}")
        await ann.send("/car")
        await ann.send("/cancel")
        poison = [
            message(ann.id, text=WORDS, date=10**18),
            message(ann.id, text=WORDS, chat={"id": 10**18, "type": [WORDS]}),
            message(ann.id, text=[WORDS], entities=[WORDS]),
            tap(ann.id, [WORDS], message_id=10**30),
        ]
        for body in poison:
            await post(stage, body)
        await post(stage, WORDS.encode())
        await post(stage, message(ann.id, text=WORDS), secret="wrong")

        async def all_done() -> bool:
            left = "updates WHERE state = 'pending'"
            waiting = "outbox WHERE state = 'waiting'"
            return not await count(stage.database, left) and not await count(
                stage.database, waiting
            )

        await until(all_done, 30)
        assert await count(stage.database, "updates WHERE state = 'failed'") > 0
        assert await stage.bot.stop() == 0
        log = stage.bot.log
    for secret in (NAME, WORDS, TOKEN, TOKEN.partition(":")[2], SECRET):
        assert secret not in log, [line for line in log.splitlines() if secret in line][:3]
    assert "an update was set aside" in log
    if form == "json":
        lines = [json.loads(line) for line in log.splitlines()]
        assert {"level", "timestamp", "event"} <= set(lines[0])
