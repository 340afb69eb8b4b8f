"""A right, a slow and a broken server: what the owner gets, and what it may cost."""

import asyncio
from dataclasses import replace

import pytest

from domain.wording import Outcome
from knowledge.wording.breaker import FAILURES, FIRST_PAUSE
from knowledge.wording.chat_model import ChatModelUnavailable, open_chat_model
from tests.fakes.chat_server import (
    Behaviour,
    ChatServer,
    Sent,
    Status,
    answers_with,
    composed,
    cut_off,
    honest,
    never,
    says,
)
from tests.knowledge.wording.conftest import TYRES, WARRANTY, Make, request

RIGHT = "The Lyra needs 2.5 bar in front and 2.7 bar at the rear."


async def test_a_right_answer_is_used_and_names_its_entries(server: ChatServer, make: Make) -> None:
    server.behaves = says(composed(RIGHT, "tyre-pressure"))
    worded = await make().compose(request("what tyre pressure", TYRES, WARRANTY))
    assert worded.outcome is Outcome.USED
    assert worded.html == RIGHT
    assert worded.keys == ("tyre-pressure",)
    assert worded.detail["support"][0]["from"] == RIGHT


async def test_the_model_is_sent_data_and_bounds_and_nothing_else(
    server: ChatServer, make: Make
) -> None:
    await make(most_tokens=300).compose(request("what tyre pressure", TYRES))
    [sent] = server.sent
    assert sent.data["question"] == "what tyre pressure"
    assert [entry["key"] for entry in sent.data["entries"]] == ["tyre-pressure"]
    assert set(sent.body) <= {"model", "messages", "temperature", "max_completion_tokens", "stream"}
    assert sent.body["max_completion_tokens"] == 300
    assert len(sent.body["messages"]) == 2


async def test_who_waits_too_long_gets_the_curators_words(server: ChatServer, make: Make) -> None:
    server.behaves, waiting = never()
    worded = await make(seconds=0.2).compose(request("what tyre pressure", TYRES))
    assert worded.outcome is Outcome.TIME_OUT
    assert waiting.is_set()


@pytest.mark.parametrize(
    ("behaves", "outcome"),
    [
        (answers_with(500), Outcome.FAILED),
        (answers_with(401, '{"error": {"message": "no key"}}'), Outcome.FAILED),
        (answers_with(429), Outcome.FAILED),
        (cut_off, Outcome.FAILED),
        (answers_with(200, "<html>"), Outcome.FAILED),
        (answers_with(200, '{"choices": []}'), Outcome.FAILED),
        (answers_with(200, "[]"), Outcome.FAILED),
        (says("Sure! The pressure is 2.5 bar."), Outcome.MALFORMED),
        (says(""), Outcome.MALFORMED),
        (says('{"answered": true, "answer": "x"'), Outcome.MALFORMED),
        (says('{"answered": true, "answer": "x", "sources": [], "tool": 1}'), Outcome.MALFORMED),
        (says('{"answered": "yes", "answer": "x", "sources": []}'), Outcome.MALFORMED),
        (says('{"answered": true, "answer": ["x"], "sources": []}'), Outcome.MALFORMED),
        (says(composed("", answered=False)), Outcome.DECLINED),
    ],
)
async def test_a_broken_server_costs_nobody_an_answer(
    server: ChatServer, make: Make, behaves: Behaviour, outcome: Outcome
) -> None:
    server.behaves = behaves
    worded = await make().compose(request("what tyre pressure", TYRES))
    assert (worded.outcome, worded.html) == (outcome, "")
    assert len(server.sent) == 1, "an owner waits: nothing is tried twice"


async def test_a_fence_around_the_object_is_forgiven(server: ChatServer, make: Make) -> None:
    server.behaves = says(f"```json\n{composed(RIGHT, 'tyre-pressure')}\n```")
    assert (await make().compose(request("what tyre pressure", TYRES))).is_used


async def test_a_server_that_is_gone(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    worded = await make().compose(request("what tyre pressure", TYRES))
    assert worded.outcome is Outcome.FAILED


async def test_a_server_that_fails_again_and_again_is_left_alone(
    server: ChatServer, make: Make
) -> None:
    time = [0.0]
    wording = make(now=lambda: time[0])
    server.behaves = answers_with(500)
    asked = request("what tyre pressure", TYRES)
    outcomes = [(await wording.compose(asked)).outcome for _ in range(FAILURES + 2)]
    assert outcomes == [Outcome.FAILED] * FAILURES + [Outcome.RESTING] * 2
    assert len(server.sent) == FAILURES
    time[0] += FIRST_PAUSE
    assert (await wording.compose(asked)).outcome is Outcome.FAILED
    time[0] += FIRST_PAUSE
    assert (await wording.compose(asked)).outcome is Outcome.RESTING
    time[0] += FIRST_PAUSE
    server.behaves = honest
    assert (await wording.compose(asked)).outcome is Outcome.USED
    assert (await wording.compose(asked)).outcome is Outcome.USED


async def test_so_many_calls_at_a_time_and_no_more(server: ChatServer, make: Make) -> None:
    go_on, two_wait = asyncio.Event(), asyncio.Event()

    async def waits(sent: Sent) -> str | Status:
        if server.under_way == 2:
            two_wait.set()
        await go_on.wait()
        return await honest(sent)

    server.behaves = waits
    wording = make(at_a_time=2)
    asked = request("what tyre pressure", TYRES)
    calls = [asyncio.create_task(wording.compose(asked)) for _ in range(5)]
    await two_wait.wait()
    go_on.set()
    assert [(await call).outcome for call in calls] == [Outcome.USED] * 5
    assert server.most_at_a_time == 2


async def test_who_waits_for_others_does_not_blame_the_server(
    server: ChatServer, make: Make
) -> None:
    server.behaves, _ = never()
    wording = make(at_a_time=1, seconds=0.3)
    asked = request("what tyre pressure", TYRES)
    first, second = await asyncio.gather(wording.compose(asked), wording.compose(asked))
    assert (first.outcome, second.outcome) == (Outcome.TIME_OUT, Outcome.BUSY)


async def test_what_is_too_long_is_not_sent(server: ChatServer, make: Make) -> None:
    text = TYRES.texts["en"]
    long = replace(TYRES, texts={"en": replace(text, answer="Check the tyres. " * 700)})
    worded = await make().compose(request("what tyre pressure", long))
    assert worded.outcome is Outcome.TOO_MUCH
    assert server.sent == []


async def test_the_model_answers_the_check(server: ChatServer, make: Make) -> None:
    server.behaves = says('{"understood": true, "question": "How long does it take in winter?"}')
    assert await make().answers() is Outcome.USED
    server.behaves = says("hello")
    assert await make().answers() is Outcome.MALFORMED


@pytest.mark.parametrize("setting", ["gpt", "nowhere:model", ":", "openai:"])
def test_a_setting_that_names_no_model(setting: str) -> None:
    with pytest.raises(ChatModelUnavailable):
        open_chat_model(setting, seconds=1, most_tokens=1)


def test_a_key_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ChatModelUnavailable):
        open_chat_model("openai:tester", seconds=1, most_tokens=1)
