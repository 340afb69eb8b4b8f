"""Files of cases: what is kept of each beside Telegram's own name for it."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.incoming import MediaKind

MOST_BYTES = 20 << 20
"""A file's content is kept up to this size: more, Telegram does not give to bots."""

_SUFFIXES = {
    MediaKind.PHOTO: ".jpg",
    MediaKind.VIDEO: ".mp4",
    MediaKind.VIDEO_NOTE: ".mp4",
    MediaKind.ANIMATION: ".mp4",
    MediaKind.VOICE: ".ogg",
    MediaKind.AUDIO: ".mp3",
    MediaKind.STICKER: ".webp",
}
_STRANGE = re.compile(r"[^\w.+-]+")
_LONGEST_NAME = 80


class AttachmentState(StrEnum):
    """Whether a file's content is with us."""

    WAITING = "waiting"
    """To be fetched."""
    KEPT = "kept"
    TOO_BIG = "too_big"
    LOST = "lost"
    """Telegram did not give it, or it could not be written, for a day."""
    EXPIRED = "expired"
    """Its time is over: the content is about to be removed."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that was sent in a case. Of its content, `sha256` is the hash in hexadecimal.

    `bot_id` is the bot to which `file_id` means something. `key` is where the content is kept.
    """

    id: int
    case_id: int
    case_message_id: int
    bot_id: int
    kind: MediaKind
    file_id: str
    unique_id: str
    name: str
    mime: str
    size: int | None
    state: AttachmentState
    attempts: int = 0
    reason: str = ""
    key: str | None = None
    sha256: str | None = None
    kept_at: datetime | None = None

    @property
    def file_name(self) -> str:
        """The name it has, or one by its kind."""
        cleaned = _STRANGE.sub("_", self.name)[-_LONGEST_NAME:].lstrip(".")
        return cleaned or f"{self.kind.value}-{self.id}{_SUFFIXES.get(self.kind, '')}"

    @property
    def new_key(self) -> str:
        """The key under which its content is to be kept: always the same one."""
        return f"cases/{self.case_id}/{self.id}-{self.file_name}"
