"""What the timers of cases do, by their kind."""

from collections.abc import Mapping

from handlers.cases import (
    after,
    by_itself,
    clocks,
    edits,
    in_room,
    pass_on,
    room,
    to_owner,
    told,
    waiting,
    which,
)
from handlers.timing import Job

JOBS: Mapping[str, Job] = {
    room.IN_ROOM: in_room.in_room,
    to_owner.TOLD: told.told,
    pass_on.ALBUM: pass_on.album_complete,
    edits.EDIT: edits.carry_over,
    which.CHOICE: which.not_chosen,
    clocks.WARNING: clocks.warning,
    clocks.BREACH: clocks.breach,
    waiting.REMIND: by_itself.remind,
    waiting.EXPIRE: by_itself.expire,
    after.SETTLE: by_itself.settle,
}
