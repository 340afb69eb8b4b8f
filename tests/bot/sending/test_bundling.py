"""Which waiting messages go out as one, and what they look like then."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.rendering.splitting import TEXT_LIMIT, visible_length
from bot.sending.bundling import bundle_of, joined
from domain.incoming import Place
from domain.outgoing import Priority
from domain.pipeline import QueuedCall

AT = datetime(2026, 1, 1, tzinfo=UTC)
MARKUP = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}


def call(
    id: int, text: str = "x", bundle: str | None = "b", topic: str | None = "case:1", **params: Any
) -> QueuedCall:
    words = {"text": text, "parse_mode": "HTML", **params}
    return QueuedCall(
        id, Place(9, -1), "send_message", words, Priority.CARD, None, None, False, 0, AT,
        topic=topic, bundle=bundle,
    )  # fmt: skip


def ids(first: QueuedCall, *behind: QueuedCall) -> list[int]:
    return [one.id for one in bundle_of(first, behind)]


def test_what_follows_in_its_topic_goes_along_past_other_topics() -> None:
    other = call(3, topic="case:2", bundle="c")
    assert ids(call(1), call(2), other, call(4)) == [2, 4]


def test_anything_else_for_the_topic_ends_it() -> None:
    photo = replace(call(3), method="send_photo", bundle=None, params={"photo": "p"})
    assert ids(call(1), call(2), photo, call(4)) == [2]
    assert ids(call(1), call(2, bundle="other"), call(3)) == []
    assert ids(call(1), call(2, bundle=None), call(3)) == []


def test_a_card_that_changes_is_in_nobodys_way() -> None:
    card = replace(
        call(2), method="edit_message_text", bundle=None, coalesce="card",
        params={"text": "Q-1", "message_id": 5},
    )  # fmt: skip
    assert ids(call(1), card, call(3)) == [3]


def test_a_topic_is_one_by_its_name_or_by_its_id() -> None:
    by_id = [replace(call(n, topic=None), place=Place(9, -1, topic)) for n, topic in
             ((1, 7), (2, 8), (3, 7))]  # fmt: skip
    assert ids(*by_id) == [3]


@pytest.mark.parametrize(
    "odd",
    [
        replace(call(2), at_most_once=True),
        replace(call(2), to_blocked=True),
        call(2, reply_parameters={"message_id": 5}),
        replace(call(2), params={"text": "plain"}),
        call(2, message_effect_id="1"),
    ],
)
def test_what_cannot_be_joined_is_not(odd: QueuedCall) -> None:
    assert ids(call(1), odd, call(3)) == []


def test_replies_to_the_same_message_are_one() -> None:
    reply = {"message_id": "m:1", "allow_sending_without_reply": True}
    first = call(1, reply_parameters=reply)
    assert ids(first, call(2, reply_parameters=reply), call(3)) == [2, 3]
    assert ids(first, call(2, reply_parameters=reply | {"message_id": "m:2"})) == []


def test_buttons_end_a_bundle_and_are_kept() -> None:
    last = call(2, reply_markup=MARKUP)
    assert ids(call(1), last, call(3)) == [2]
    assert joined(call(1), [last]).params["reply_markup"] == MARKUP
    assert ids(call(1, reply_markup=MARKUP), call(2)) == []


def test_a_message_has_4096_characters_after_its_markup_is_read() -> None:
    half = "<b>" + "车" * 2046 + "</b> &amp;"
    first, second, third = call(1, half), call(2, half), call(3)
    assert visible_length(half) * 2 == TEXT_LIMIT
    assert bundle_of(first, [second, third]) == []
    shorter = "<b>" + "车" * 2045 + "</b> &amp;"
    both = joined(call(1, shorter), bundle_of(call(1, shorter), [call(2, shorter), third]))
    assert visible_length(both.params["text"]) == TEXT_LIMIT
    assert ids(call(1, "x" * 4096), call(2)) == []


def test_a_bundle_reads_as_paragraphs_and_sounds_if_any_would() -> None:
    quiet: dict[str, Any] = {"disable_notification": True}
    both = joined(call(1, "a", **quiet), [call(2, "b")])
    assert both.params["text"] == "a\n\nb"
    assert "disable_notification" not in both.params
    assert joined(call(1, **quiet), [call(2, **quiet)]).params["disable_notification"]
    assert joined(call(1), []) == call(1)
