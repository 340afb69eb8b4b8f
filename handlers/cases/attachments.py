"""Files of cases: their content is fetched by the clock and kept, since Telegram may forget it.

Never inside a lane: a message goes to the other side by its file id, and at once.
"""

import hashlib
from datetime import timedelta

from domain.attachments import MOST_BYTES, Attachment, AttachmentState
from domain.case_messages import CaseMessage
from domain.cases import Case, CaseEvent, CaseEventKind
from domain.errors import Busy
from domain.incoming import FileRef, MediaKind
from domain.pipeline import DueTimer
from domain.ports import CannotDownload, Tools, Work, nothing
from domain.text import Text
from handlers.cases.room.case_room import of_case
from handlers.timing import Due

KEEP = "attachment_keep"
REMOVE = "attachments_remove"
EVERY = timedelta(hours=1)

_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=2)
_MOST_ATTEMPTS = 18
"""With waits that double from one minute to two hours: a day."""


async def expect(
    work: Work, message: CaseMessage, kind: MediaKind | None, file: FileRef | None
) -> None:
    """Note that a message has a file, inside the unit of work that keeps the message."""
    if kind is None or file is None:
        return
    number = await work.attachments.expect(message, kind, file)
    if number is not None:
        await work.timers.set(KEEP, str(number), message.written_at, {"attachment": number})


async def keep(timer: DueTimer, tools: Tools) -> Due:
    """Fetch a file and keep it; what fails is tried again for a day, then said in the case."""
    attachment = await tools.attachments.attachment(int(timer.data["attachment"]))
    if attachment is None or attachment.state is not AttachmentState.WAITING:
        return Due(nothing)
    try:
        content = await _fetched(tools, attachment)
    except CannotDownload as refused:
        return await _failed(tools, attachment, refused)
    digest, now = hashlib.sha256(content).hexdigest(), tools.clock.now()

    async def effect(work: Work) -> None:
        await work.attachments.keep(
            attachment.id, key=attachment.new_key, sha256=digest, size=len(content), at=now
        )

    return Due(effect)


async def remove_expired(timer: DueTimer, tools: Tools) -> Due:
    """Remove the content of files whose time is over, then what is known of them."""
    del timer
    over = await tools.attachments.expired()
    removed = []
    for one in over:
        try:
            if one.key is not None:
                await tools.files.remove(one.key)
        except Busy:
            break
        removed.append(one.id)

    async def effect(work: Work) -> None:
        await work.attachments.forget(removed)

    more = removed and len(removed) == len(over)
    return Due(effect, tools.clock.now() + (_FIRST_WAIT if more else EVERY))


async def _fetched(tools: Tools, attachment: Attachment) -> bytes:
    """Return a file's content once it is written. Raises `CannotDownload`."""
    if (attachment.size or 0) > MOST_BYTES:
        raise CannotDownload("over 20 MiB", too_big=True)
    content = await tools.downloads.download(attachment.bot_id, attachment.file_id)
    if len(content) > MOST_BYTES:
        raise CannotDownload("over 20 MiB", too_big=True)
    try:
        await tools.files.keep(attachment.new_key, content)
    except Busy as busy:
        raise CannotDownload(f"it cannot be written: {busy.__cause__}") from busy
    return content


async def _failed(tools: Tools, attachment: Attachment, refused: CannotDownload) -> Due:
    reason = str(refused)
    if refused.too_big:
        return await _given_up(tools, attachment, AttachmentState.TOO_BIG, reason)
    if refused.for_good or attachment.attempts + 1 >= _MOST_ATTEMPTS:
        return await _given_up(tools, attachment, AttachmentState.LOST, reason)
    wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2**attachment.attempts)

    async def effect(work: Work) -> None:
        await work.attachments.failed(attachment.id, reason)

    return Due(effect, tools.clock.now() + wait)


async def _given_up(
    tools: Tools, attachment: Attachment, state: AttachmentState, reason: str
) -> Due:
    """The case says that only Telegram has the file, while Telegram has it."""
    case = await tools.cases.case(attachment.case_id)
    if case is None:
        return Due(nothing)
    room = await of_case(tools, case)
    word = room.say(_words(attachment, state, reason), silent=True)
    event = _event(tools, case, attachment, state)

    async def effect(work: Work) -> None:
        await work.attachments.failed(attachment.id, reason, state)
        await work.cases.note(event)
        await work.outbox.put(word)

    return Due(effect)


def _words(attachment: Attachment, state: AttachmentState, reason: str) -> Text:
    if state is AttachmentState.TOO_BIG:
        return Text("case.file_too_big", name=attachment.file_name)
    return Text("case.file_lost", name=attachment.file_name, reason=reason)


def _event(tools: Tools, case: Case, attachment: Attachment, state: AttachmentState) -> CaseEvent:
    data: dict[str, object] = {"attachment": attachment.id, "why": state.value}
    return CaseEvent(case.id, CaseEventKind.FILE_NOT_KEPT, tools.clock.now(), None, data)
