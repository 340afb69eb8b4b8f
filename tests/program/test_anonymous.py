"""Anonymous surveys are: nothing that was answered stands anywhere but among the answers."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import telegram
from sqlalchemy import select

import tests.program.test_poison as stage
from bot.receiving.intake import new_update
from bot.survey_files import parse_survey
from domain.ports import Tools
from domain.surveys.definition import SurveyBook
from storage.opening import Storage
from storage.tables import Base
from storage.tables.inbox import UpdateState
from tests.databases import TestDatabase
from tests.handlers.surveys.test_ballots import PULSE
from tests.program.process import until
from tests.program.rows import count
from tests.program.stage import BOT

ANN = stage.ANN
WORDS = "The foreman was rude to me"


def _tap(update_id: int, data: str) -> dict[str, object]:
    ann = {"id": ANN, "is_bot": False, "first_name": "Ann", "language_code": "en"}
    return {
        "update_id": update_id,
        "callback_query": {
            "id": str(update_id),
            "from": ann,
            "chat_instance": "1",
            "data": data,
            "message": {
                "message_id": 5,
                "date": 1_760_000_000,
                "chat": {"id": ANN, "type": "private", "first_name": "Ann"},
            },
        },
    }


def _command(update_id: int, words: str) -> dict[str, Any]:
    said: dict[str, Any] = stage._says(update_id, words)
    said["message"]["entities"] = [{"type": "bot_command", "offset": 0, "length": 6}]
    return said


async def rows_of(storage: Storage) -> dict[str, list[tuple[Any, ...]]]:
    async with storage.database.reading(is_long=True) as conn:
        return {
            table.name: [tuple(row) for row in await conn.execute(select(table))]
            for table in Base.metadata.sorted_tables
        }


async def test_every_table_is_walked(
    database: TestDatabase, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del folder
    monkeypatch.setattr(telegram.Bot, "username", "care_bot")  # nobody asks Telegram for it here
    book = SurveyBook((parse_survey(PULSE, "pulse.yaml"),))
    monkeypatch.setattr(stage, "Tools", lambda *parts: replace(Tools(*parts), survey_book=book))
    updates = [
        _command(1, "/start s_pulse"),
        _tap(2, "ballot:pulse:0:7"),
        _tap(3, "ballot:pulse:1:no"),
        stage._says(4, WORDS),
        _tap(5, "ballot:pulse:0:2"),  # too late: it counts for nothing, and is wiped as well
    ]
    async with stage.handling(database) as storage:
        await storage.inbox.receive([new_update(BOT, one) for one in updates])

        async def handled() -> bool:
            return await count(database, f"updates WHERE state = '{UpdateState.DONE}'") == 5

        await until(handled)
        rows = await rows_of(storage)
    ballots = rows.pop("survey_ballots")
    assert len(ballots) == 3
    answers = {row[3]: row for row in ballots}
    assert answers["score"][4:6] == (7, 7)
    assert WORDS in answers["words"]
    for row in ballots:
        assert str(ANN) not in repr(row)
    assert [row[2] for row in rows["survey_participants"]]
    told = repr(rows)
    assert WORDS not in told
    assert "ballot:pulse:0:7" in told  # as one of eleven buttons of the question, as all are
    for update in rows["updates"]:
        number, payload = update[1], update[-1]
        assert (payload is None) == (number > 1)
    for table, found in rows.items():
        if table in ("outbox", "updates"):
            continue
        assert "ballot:pulse" not in repr(found)
        assert not any("pulse" in repr(row) and "7" in map(str, row) for row in found)
    sent = [row for row in rows["outbox"] if "taken" in repr(row)]
    assert len(sent) == 3
    assert not rows["dialogs"]
    assert not rows["cases"]
