"""Inline queries are answered at once, for nobody but who asked."""

from typing import Any

from bot.rendering.catalog import Catalog
from bot.rendering.renderer import HtmlRenderer
from bot.telegram.searches import answer_search, article
from domain.outgoing import Offer
from domain.text import Html, Localized, Plain
from sandbox import Rates, Sandbox
from tests.bot.telegram.bots import TOKEN, bot_at

RENDERER = HtmlRenderer(Catalog.load())


async def asked(sandbox: Sandbox, *offers: Offer) -> dict[str, Any]:
    ann = await sandbox.client.user("Ann")
    query = await ann.inline("hello", wait=0)
    results = [article(one, RENDERER, "zh-Hans") for one in offers]
    async with bot_at(sandbox.url) as bot:
        await answer_search(bot, query["query_id"], results)
        calls = await sandbox.client.calls(method="answerInlineQuery")
        chosen = await ann.choose(query["query_id"], offers[0].id) if offers else None
    return {"params": calls[-1].params, "chosen": chosen}


async def test_what_is_offered_and_what_is_said_when_it_is_chosen() -> None:
    title = Localized((("en", "Hello"), ("zh-Hans", "问候")))
    async with Sandbox.serve([TOKEN], rates=Rates(enabled=False)) as sandbox:
        found = await asked(sandbox, Offer("hello:en", title, Html("<b>Good</b> day & x"), "en"))
    params = found["params"]
    assert (params["cache_time"], params["is_personal"]) == ("0", "true")
    (shown,) = params["results"]
    assert shown["title"] == "问候"
    assert found["chosen"].html == "<b>Good</b> day &amp; x"


async def test_who_is_offered_nothing_gets_an_empty_list() -> None:
    async with Sandbox.serve([TOKEN], rates=Rates(enabled=False)) as sandbox:
        found = await asked(sandbox)
    assert found["params"]["results"] == []


async def test_too_late_is_no_fault() -> None:
    async with Sandbox.serve([TOKEN]) as sandbox, bot_at(sandbox.url) as bot:
        await answer_search(bot, "12345", [])


def test_a_long_reply_is_shown_shortened() -> None:
    offer = Offer("a", Plain("T"), Plain("word " * 100), "en")
    description = article(offer, RENDERER, "en").description
    assert description is not None
    assert description.endswith("…")
    assert len(description) <= 101
