"""Several waiting messages as one: a busy group has 20 a minute, and one case many short ones."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from bot.rendering.splitting import TEXT_LIMIT, visible_length
from domain.outgoing import BETWEEN_BUNDLED
from domain.pipeline import QueuedCall

CHANGES = frozenset({"edit_message_text", "edit_message_caption"})
"""Calls that change a message that stands."""

_JOINED = frozenset(
    {
        "text",
        "parse_mode",
        "link_preview_options",
        "message_thread_id",
        "reply_parameters",
        "disable_notification",
        "reply_markup",
    }
)
"""The parameters a message may have to be joined with others: a new one is none of them."""


def is_of_card(call: QueuedCall) -> bool:
    """Whether a call shows the newest state of something that stands: others may go before it."""
    return call.coalesce is not None and call.method in CHANGES


def bundle_of(first: QueuedCall, behind: Iterable[QueuedCall]) -> list[QueuedCall]:
    """Return the calls that go with the first one as one message, in order.

    They are those of its bundle and topic, until something else for that topic comes, or what does
    not fit: a message has 4096 characters, one set of buttons (so these end it), one message that
    it replies to, one kind of markup. The change of a card is in nobody's way.
    """
    if not _can_be_joined(first) or "reply_markup" in first.params:
        return []
    found: list[QueuedCall] = []
    length = visible_length(first.params["text"])
    in_topic = (call for call in behind if _topic(call) == _topic(first) and not is_of_card(call))
    for call in takewhile(lambda call: _goes_with(first, call), in_topic):
        length += len(BETWEEN_BUNDLED) + visible_length(call.params["text"])
        if length > TEXT_LIMIT:
            break
        found.append(call)
        if "reply_markup" in call.params:
            break
    return found


def joined(first: QueuedCall, others: Sequence[QueuedCall]) -> QueuedCall:
    """Return the one call for a bundle. It makes a sound if any of them would."""
    if not others:
        return first
    calls = (first, *others)
    params = dict(first.params)
    if "reply_markup" in others[-1].params:
        params["reply_markup"] = others[-1].params["reply_markup"]
    params["text"] = BETWEEN_BUNDLED.join(call.params["text"] for call in calls)
    if not all(call.params.get("disable_notification") for call in calls):
        params.pop("disable_notification", None)
    return replace(first, params=params)


def _can_be_joined(call: QueuedCall) -> bool:
    return (
        call.bundle is not None
        and call.method == "send_message"
        and not call.at_most_once
        and not call.to_blocked
        and call.params.keys() <= _JOINED
    )


def _goes_with(first: QueuedCall, call: QueuedCall) -> bool:
    if call.bundle != first.bundle or not _can_be_joined(call):
        return False
    reply = call.params.get("reply_parameters")
    same_reply = reply is None or reply == first.params.get("reply_parameters")
    return same_reply and call.params.get("parse_mode") == first.params.get("parse_mode")


def _topic(call: QueuedCall) -> tuple[str | None, int | None]:
    return call.topic, None if call.topic else call.place.topic_id
