"""Files of cases, in memory; and a channel that gives them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from domain.attachments import Attachment, AttachmentState
from domain.case_messages import CaseMessage
from domain.incoming import FileRef, MediaKind
from domain.ports import CannotDownload
from tests.fakes.case_state import CaseState

if TYPE_CHECKING:
    from tests.fakes.store import Store


class FakeDownloads:
    """Gives `content` of any file, unless `failures` say why not; those are used up."""

    def __init__(self) -> None:
        self.content = b"what was sent"
        self.failures: list[CannotDownload] = []
        self.asked: list[tuple[int, str]] = []

    async def download(self, bot_id: int, file_id: str) -> bytes:
        self.asked.append((bot_id, file_id))
        if self.failures:
            raise self.failures.pop(0)
        return self.content


class FakeAttachmentReads:
    def __init__(self, store: "Store") -> None:
        self._store = store

    def _all(self) -> list[Attachment]:
        kept = self._store.state.handoff
        return [
            replace(one, case_id=kept.messages[one.case_message_id].case_id)
            for one in kept.attachments.values()
        ]

    async def attachment(self, attachment_id: int) -> Attachment | None:
        return next((one for one in self._all() if one.id == attachment_id), None)

    async def of_case(self, case_id: int) -> Sequence[Attachment]:
        return [
            one
            for one in self._all()
            if one.case_id == case_id and one.state is not AttachmentState.EXPIRED
        ]

    async def expired(self, *, limit: int = 100) -> Sequence[Attachment]:
        return [one for one in self._all() if one.state is AttachmentState.EXPIRED][:limit]


class FakeAttachmentWrites:
    def __init__(self, kept: CaseState) -> None:
        self._kept = kept

    async def expect(self, message: CaseMessage, kind: MediaKind, file: FileRef) -> int | None:
        known = self._kept.attachments.values()
        if any((one.case_message_id, one.file_id) == (message.id, file.file_id) for one in known):
            return None
        number = max(self._kept.attachments, default=0) + 1
        self._kept.attachments[number] = Attachment(
            number, message.case_id, message.id, message.bot_id, kind, file.file_id,
            file.unique_id, file.name, file.mime, file.size, AttachmentState.WAITING,
        )  # fmt: skip
        return number

    async def keep(
        self, attachment_id: int, *, key: str, sha256: str, size: int, at: datetime
    ) -> None:
        if attachment_id in self._kept.attachments:
            self._kept.attachments[attachment_id] = replace(
                self._kept.attachments[attachment_id], state=AttachmentState.KEPT, reason="",
                key=key, sha256=sha256, size=size, kept_at=at,
            )  # fmt: skip

    async def failed(
        self, attachment_id: int, reason: str, state: AttachmentState = AttachmentState.WAITING
    ) -> None:
        if attachment_id in self._kept.attachments:
            was = self._kept.attachments[attachment_id]
            self._kept.attachments[attachment_id] = replace(
                was, state=state, attempts=was.attempts + 1, reason=reason[:200]
            )

    async def expire(self, case_ids: Collection[int]) -> None:
        self._kept.expire(set(case_ids))

    async def forget(self, attachment_ids: Collection[int]) -> None:
        for one in attachment_ids:
            self._kept.attachments.pop(one, None)
