"""The chat model in the program: whether it answers, and what is counted."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from bot.measured_wording import MeasuredWording
from bot.metrics import exposition
from domain.wording import FollowUp, Outcome, WordingRequest
from tests.fakes.brand import ENTRIES
from tests.fakes.chat_server import Behaviour, answers_with, chat_server, completed, never, says
from tests.fakes.wording import FakeWording


async def _check(data: Path, url: str, model: str = "openai:tester") -> str:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("OWNERLINE_")}
    environment = clean | {
        "OWNERLINE_DATA_DIR": str(data), "OWNERLINE_CHAT_MODEL": model, "LC_ALL": "C.UTF-8",
        "OWNERLINE_CHAT_TIMEOUT": "3", "OPENAI_BASE_URL": url, "OPENAI_API_KEY": "secret",
    }  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.cli", "check", env=environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, error = await process.communicate()
    assert b"Traceback" not in error
    assert b"secret" not in out + error
    return out.decode()


@pytest.mark.parametrize(
    ("behaves", "found"),
    [
        (says(completed("How long does it take in winter?")), "✓ The chat model"),
        (says("Hello!"), "not in the form that is asked for"),
        (answers_with(401), "cannot be reached or refuses to answer"),
        (never()[0], "did not answer within 3 seconds"),
    ],
)
async def test_check_says_whether_it_answers(
    tmp_path: Path, behaves: Behaviour, found: str
) -> None:
    async with chat_server(behaves) as server:
        out = await _check(tmp_path, server.url)
    assert found in out
    assert "openai:tester" in out


async def test_check_says_which_package_is_missing(tmp_path: Path) -> None:
    out = await _check(tmp_path, "http://127.0.0.1:9", model="mistralai:small")
    assert "✗ The chat model mistralai:small needs a package that is not installed" in out


async def test_what_came_of_it_is_counted() -> None:
    def counted(line: str) -> float:
        lines = exposition().decode().splitlines()
        return float(next((one.split()[-1] for one in lines if one.startswith(line)), 0))

    used = 'ownerline_chat_model_calls_total{outcome="used",task="answer"}'
    slow = 'ownerline_chat_model_calls_total{outcome="time_out",task="follow_up"}'
    before = counted(used), counted(slow)
    request = WordingRequest("?", "en", ENTRIES[:1])
    assert (await MeasuredWording(FakeWording()).compose(request)).is_used
    late = MeasuredWording(FakeWording(outcome=Outcome.TIME_OUT))
    await late.complete(FollowUp("and now?", "?", "en"))
    assert (counted(used), counted(slow)) == (before[0] + 1, before[1] + 1)
