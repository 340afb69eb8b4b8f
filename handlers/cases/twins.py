"""What came of sending case messages to the other side, and where their copies stand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.case_messages import Relay, Twin
from domain.incoming import Place
from domain.pipeline import DueTimer, Outcome


@dataclass(frozen=True, slots=True)
class Sent:
    """The outcome of a call that carried case messages, as `Then` brings it.

    `what` is the sender's word for the call. `messages` are the case messages it carried,
    `message_ids` what Telegram made of it, both in order. `gone`: what it went to has vanished:
    "topic", "message", "chat" or empty. `at`: when the outcome was known. `chat_id`: where it was
    sent, if the sender said so; None: where the other side is.
    """

    case_id: int
    what: str
    messages: tuple[int, ...]
    outcome: str
    message_ids: tuple[int, ...]
    topic_id: int | None
    gone: str
    reason: str
    at: datetime
    chat_id: int | None = None

    @property
    def is_sent(self) -> bool:
        """Whether Telegram has accepted it."""
        return self.outcome == Outcome.SENT

    def is_elsewhere(self, place: Place) -> bool:
        """Whether it was sent into another chat than that."""
        return self.chat_id not in (None, place.chat_id)

    @property
    def relay(self) -> Relay:
        """Return what it means for the messages."""
        return Relay.SENT if self.is_sent else Relay.FAILED


def outcome_of(timer: DueTimer) -> Sent:
    """Read what `Then` wrote into its timer."""
    data: dict[str, Any] = dict(timer.data)
    return Sent(
        case_id=int(data["case"]),
        what=str(data.get("what", "")),
        messages=tuple(int(one) for one in data.get("messages", ())),
        outcome=str(data["outcome"]),
        message_ids=tuple(int(one) for one in data.get("message_ids") or ()),
        topic_id=data.get("topic_id"),
        gone=str(data.get("gone") or ""),
        reason=str(data.get("reason") or ""),
        at=datetime.fromisoformat(str(data["at"])),
        chat_id=int(data["chat"]) if "chat" in data else None,
    )


def copies(sent: Sent, place: Place) -> list[Twin]:
    """Return the copies that stand now in the chat it was sent to, else at this place.

    As many copies as messages: each has its own (an album). Else every copy holds every message
    (bundled text, or one long text in pieces).
    """
    if not sent.is_sent:
        return []
    if len(sent.messages) == len(sent.message_ids):
        pairs = list(zip(sent.messages, sent.message_ids, strict=True))
    else:
        pairs = [(message, copy) for message in sent.messages for copy in sent.message_ids]
    chat_id = place.chat_id if sent.chat_id is None else sent.chat_id
    return [Twin(place.bot_id, chat_id, copy, message, is_source=False) for message, copy in pairs]
