"""What the client gives: messages, buttons, calls and timings, as frozen values."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.json_types import Json


class SandboxError(Exception):
    """The sandbox refused, or what was waited for did not come."""


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button."""

    text: str
    kind: str
    data: str | None = None
    url: str | None = None

    @staticmethod
    def read(body: Json) -> "Button":
        """From the control side's JSON."""
        return Button(body["text"], body["kind"], body.get("data"), body.get("url"))


@dataclass(frozen=True, slots=True)
class Media:
    """What a message carries beside text."""

    url: str | None
    file_id: str | None
    file_name: str | None
    mime_type: str | None
    file_size: int | None

    @staticmethod
    def read(body: Json | None) -> "Media | None":
        """From the control side's JSON."""
        if body is None:
            return None
        return Media(*(body.get(name) for name in Media.__slots__))


@dataclass(frozen=True, slots=True)
class Entry:
    """A message of a transcript; `raw` is the Bot API's Message."""

    chat_id: int
    message_id: int
    thread: int | None
    cursor: int
    changed: int
    sender: int
    from_bot: bool
    kind: str
    text: str
    html: str
    entities: tuple[Json, ...]
    buttons: tuple[tuple[Button, ...], ...]
    keyboard: Json | None
    media: Media | None
    media_group_id: str | None
    reply_to: int | None
    pinned: bool
    protected: bool
    edited: bool
    edits: tuple[Json, ...]
    deleted: bool
    reactions: tuple[tuple[int, str], ...]
    raw: Json

    @staticmethod
    def read(body: Json) -> "Entry":
        """From the control side's JSON."""
        shaped: Json = {
            "sender": body["sender"]["id"],
            "entities": tuple(body["entities"]),
            "buttons": tuple(tuple(map(Button.read, row)) for row in body["buttons"]),
            "media": Media.read(body["media"]),
            "edits": tuple(body["edits"]),
            "reactions": tuple((one["user"], one["emoji"]) for one in body["reactions"]),
        }
        plain = {name: body[name] for name in Entry.__slots__ if name not in shaped}
        return Entry(**plain, **shaped)

    @property
    def all_buttons(self) -> Iterator[Button]:
        """The inline buttons, row after row."""
        return (button for row in self.buttons for button in row)

    @property
    def button_texts(self) -> list[str]:
        """The texts of the inline buttons."""
        return [button.text for button in self.all_buttons]

    @property
    def keys(self) -> list[str]:
        """The texts of the reply keyboard."""
        return [key["text"] for row in (self.keyboard or {}).get("rows", []) for key in row]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tap came to. `answered` is False where the bot gave no answer in time."""

    kind: str
    answered: bool
    text: str | None = None
    show_alert: bool = False
    url: str | None = None

    @staticmethod
    def read(body: Json) -> "Answer":
        """From the control side's JSON."""
        kind = body["kind"]
        if kind != "callback":
            return Answer(kind, answered=True, url=body.get("url"))
        answer = body["answer"]
        if answer is None:
            return Answer(kind, answered=False)
        return Answer(kind, True, answer["text"], answer["show_alert"], answer["url"])  # noqa: FBT003


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One Bot API call. `at` is in Unix seconds."""

    n: int
    at: float
    took_ms: float
    bot: int
    method: str
    chat: int | str | None
    thread: int | None
    params: dict[str, Any]
    status: int
    error: str | None
    retry_after: int | None
    fault: str | None
    result_id: int | None

    @staticmethod
    def read(body: Json) -> "CallRecord":
        """From the control side's JSON."""
        return CallRecord(**body)


@dataclass(frozen=True, slots=True)
class LoadResult:
    """How a load went. Latencies are seconds from a message's delivery to its answer."""

    messages: int
    sent: int
    delivered: int
    answered: int
    done: bool
    timings: tuple[tuple[int, float | None, float | None, float | None], ...]

    @staticmethod
    def read(body: Json) -> "LoadResult":
        """From the control side's JSON."""
        plain = {name: body[name] for name in LoadResult.__slots__ if name != "timings"}
        return LoadResult(**plain, timings=tuple(tuple(one) for one in body["timings"]))

    @property
    def latencies(self) -> list[float]:
        """Delivery to answer, sorted, of the messages that were answered."""
        return sorted(
            answered - delivered
            for _, _, delivered, answered in self.timings
            if delivered is not None and answered is not None
        )

    def percentile(self, share: float) -> float:
        """The latency that `share` (0 to 1) of the answers stayed within."""
        found = self.latencies
        if not found:
            raise SandboxError("nothing was answered")
        return found[min(int(share * len(found)), len(found) - 1)]

    @property
    def seconds(self) -> float:
        """From the first message made to the last answer."""
        made = [one[1] for one in self.timings if one[1] is not None]
        answered = [one[3] for one in self.timings if one[3] is not None]
        return max(answered) - min(made) if answered and made else 0.0
