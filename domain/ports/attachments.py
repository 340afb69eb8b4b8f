"""Files of cases: getting them from the channel, and what is known of them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from domain.attachments import Attachment, AttachmentState
from domain.case_messages import CaseMessage
from domain.incoming import FileRef, MediaKind


class CannotDownload(Exception):
    """The channel does not give a file; its words are the message.

    `for_good`: asking again makes no sense. `too_big`: it never gives a file of that size.
    """

    def __init__(self, reason: str, *, for_good: bool = False, too_big: bool = False) -> None:
        super().__init__(reason)
        self.for_good = for_good or too_big
        self.too_big = too_big


class Downloads(Protocol):
    """Files at the channel."""

    async def download(self, bot_id: int, file_id: str) -> bytes:
        """Return a file's content. Raises `CannotDownload`."""
        ...


class AttachmentReads(Protocol):
    """What is known of cases' files."""

    async def attachment(self, attachment_id: int) -> Attachment | None:
        """Return one by its id."""
        ...

    async def of_case(self, case_id: int) -> Sequence[Attachment]:
        """Return those of a case that are not expired, oldest first."""
        ...

    async def expired(self, *, limit: int = 100) -> Sequence[Attachment]:
        """Return some whose content is to be removed."""
        ...


class AttachmentWrites(Protocol):
    """The same inside a unit of work."""

    async def expect(self, message: CaseMessage, kind: MediaKind, file: FileRef) -> int | None:
        """Note that a message has a file, to be fetched; returns its id, None if it was noted."""
        ...

    async def keep(
        self, attachment_id: int, *, key: str, sha256: str, size: int, at: datetime
    ) -> None:
        """Note that the content is kept."""
        ...

    async def failed(
        self, attachment_id: int, reason: str, state: AttachmentState = AttachmentState.WAITING
    ) -> None:
        """Note an attempt that failed; `state` says whether there will be another."""
        ...

    async def expire(self, case_ids: Collection[int]) -> None:
        """Note that the files of these cases are kept no longer; only where they are stays."""
        ...

    async def forget(self, attachment_ids: Collection[int]) -> None:
        """Delete what is known of these, whose content is gone."""
        ...
