"""Answers to button taps and inline queries."""

from sandbox.accounts import Tap
from sandbox.errors import bad_request
from sandbox.json_types import Json
from sandbox.methods.registry import Request, method

CALLBACK_LIFE = 60.0
INLINE_LIFE = 30.0
MAX_ANSWER = 200
MAX_RESULTS = 50
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@method("answerCallbackQuery")
def _answer_callback_query(request: Request) -> bool:
    params = request.params
    tap = request.bot.taps.pop(params.text("callback_query_id"), None)
    if tap is None or request.world.clock.now() - tap.made_at > CALLBACK_LIFE:
        raise bad_request(_TOO_OLD)
    text = params.text("text")
    if len(text) > MAX_ANSWER:
        request.bot.taps[tap.id] = tap
        raise bad_request("MESSAGE_TOO_LONG")
    answer: Json = {
        "text": text or None,
        "show_alert": params.boolean("show_alert"),
        "url": params.text("url") or None,
        "cache_time": params.integer("cache_time"),
    }
    if not tap.answer.done():
        tap.answer.set_result(answer)
    _publish(request, tap, answer)
    return True


def _publish(request: Request, tap: Tap, answer: Json) -> None:
    body = {
        "query_id": tap.id,
        "user": tap.user_id,
        "chat_id": tap.chat_id,
        "bot": request.bot.id,
        "message_id": tap.message_id,
        "text": answer["text"],
        "show_alert": answer["show_alert"],
        "url": answer["url"],
    }
    request.world.hub.publish("callback", tap, lambda: body)


@method("answerInlineQuery")
def _answer_inline_query(request: Request) -> bool:
    params = request.params
    ask = request.bot.asks.get(params.text("inline_query_id"))
    if ask is None or request.world.clock.now() - ask.made_at > INLINE_LIFE or ask.answer.done():
        raise bad_request(_TOO_OLD)
    results = params.array("results") or []
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [str(result.get("id", "")) for result in results if isinstance(result, dict)]
    if len(ids) != len(results) or any(not 1 <= len(one.encode()) <= 64 for one in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) != len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    ask.answer.set_result(
        {
            "query_id": ask.id,
            "results": results,
            "button": params.object("button"),
            "next_offset": params.text("next_offset"),
            "is_personal": params.boolean("is_personal"),
        }
    )
    return True
