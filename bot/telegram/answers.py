"""What Telegram's answer to a call means: carried out, later, another way, or never."""

from dataclasses import dataclass
from enum import StrEnum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.telegram.http import NeverSent
from domain.outgoing import Gone

_AS_WISHED = (
    "message is not modified",
    "topic_not_modified",
    # reactions are a courtesy: a group may allow none, or only some
    "reaction_invalid",
    "reaction_not_allowed",
)
_MISSING = (
    ("message thread not found", Gone.TOPIC),
    ("topic_deleted", Gone.TOPIC),
    ("topic_id_invalid", Gone.TOPIC),
    ("message_id_invalid", Gone.MESSAGE),
    ("message to copy not found", Gone.MESSAGE),
    ("message to edit not found", Gone.MESSAGE),
    ("message to be replied not found", Gone.MESSAGE),
    ("message to react not found", Gone.MESSAGE),
    ("message to pin not found", Gone.MESSAGE),
    ("message to delete not found", Gone.MESSAGE),
    ("chat not found", Gone.CHAT),
    ("peer_id_invalid", Gone.CHAT),
    ("group chat was deactivated", Gone.CHAT),
    ("not enough rights", Gone.RIGHTS),
    ("have no rights", Gone.RIGHTS),
    ("administrator rights", Gone.RIGHTS),
    ("chat_admin_required", Gone.RIGHTS),
    ("chat_write_forbidden", Gone.RIGHTS),
    ("the chat is not a forum", Gone.FORUM),
)
"""The words of refusals, in lower case, as the Bot API server of tdlib has them."""


class Verdict(StrEnum):
    """What Telegram's answer means for the call."""

    SENT = "sent"
    AGAIN = "again"
    """A passing fault: the network, or Telegram itself."""
    WAIT = "wait"
    """Too many requests: after `wait` seconds."""
    MIGRATED = "migrated"
    BLOCKED = "blocked"
    """An owner does not want to hear from the bot."""
    PLAIN = "plain"
    """The markup was refused: worth one more try as plain text."""
    CLOSED = "closed"
    """The topic was closed by hand: worth one more try when it is open."""
    REFUSED = "refused"
    UNAUTHORISED = "unauthorised"


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict with what came back. `unsure`: the call may have had its effect."""

    verdict: Verdict
    message_ids: tuple[int, ...] = ()
    topic_id: int | None = None
    wait: float = 0
    new_chat_id: int | None = None
    reason: str = ""
    gone: Gone = Gone.NOTHING
    unsure: bool = False


def explain(error: TelegramError, *, to_group: bool) -> Answer:  # noqa: PLR0911 - one an error
    """Return what an error means for a call to an owner, or to a group."""
    reason = str(error)
    match error:
        case RetryAfter():
            return Answer(Verdict.WAIT, wait=_seconds(error), reason=reason)
        case ChatMigrated():
            return Answer(Verdict.MIGRATED, new_chat_id=error.new_chat_id, reason=reason)
        case Forbidden():
            verdict = Verdict.REFUSED if to_group else Verdict.BLOCKED
            return Answer(verdict, reason=reason, gone=Gone.CHAT)
        case InvalidToken():
            return Answer(Verdict.UNAUTHORISED, reason=reason)
        case BadRequest():
            return _explain_refusal(reason)
        case NetworkError():
            # a server error or a lost answer: it may have been carried out
            return Answer(Verdict.AGAIN, reason=reason, unsure=not isinstance(error, NeverSent))
        case _ if type(error) is TelegramError:
            # an answer that is no JSON: not Telegram's own, but something's on the way there
            return Answer(Verdict.AGAIN, reason=reason, unsure=True)
        case _:
            return Answer(Verdict.REFUSED, reason=reason)


def _explain_refusal(reason: str) -> Answer:
    lowered = reason.lower()
    if any(words in lowered for words in _AS_WISHED):
        return Answer(Verdict.SENT)
    if "can't parse entities" in lowered:
        return Answer(Verdict.PLAIN, reason=reason)
    if "topic_closed" in lowered:
        return Answer(Verdict.CLOSED, reason=reason)
    if "user is deactivated" in lowered or "bot was blocked" in lowered:
        return Answer(Verdict.BLOCKED, reason=reason, gone=Gone.CHAT)
    gone = next((gone for words, gone in _MISSING if words in lowered), Gone.NOTHING)
    return Answer(Verdict.REFUSED, reason=reason, gone=gone)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()
