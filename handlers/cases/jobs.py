"""What the timers of cases do, by their kind."""

from collections.abc import Mapping

from handlers.cases import after, attachments, to_owner, told
from handlers.cases.clock import by_itself, clocks, waiting
from handlers.cases.owner import pass_on, which
from handlers.cases.room import case_room, edits, in_room, moving_in
from handlers.timing import Job

JOBS: Mapping[str, Job] = {
    case_room.IN_ROOM: in_room.in_room,
    to_owner.TOLD: told.told,
    pass_on.ALBUM: pass_on.album_complete,
    moving_in.MOVING_IN: moving_in.moving_in,
    edits.EDIT: edits.carry_over,
    which.CHOICE: which.not_chosen,
    clocks.WARNING: clocks.warning,
    clocks.BREACH: clocks.breach,
    waiting.REMIND: by_itself.remind,
    waiting.EXPIRE: by_itself.expire,
    after.SETTLE: by_itself.settle,
}

SLOW_JOBS: Mapping[str, Job] = {
    attachments.KEEP: attachments.keep,
    attachments.REMOVE: attachments.remove_expired,
}
"""Likewise, of timers that take seconds."""
