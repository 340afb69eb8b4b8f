"""What the clock does for surveys, by the kind of timer."""

from collections.abc import Mapping
from datetime import timedelta

from handlers.surveys import closing_loop, planning, sending
from handlers.timing import Job

JOBS: Mapping[str, Job] = {
    sending.LOOK: sending.look,
    sending.SENT: sending.sent,
    closing_loop.OPEN: closing_loop.open_for,
    closing_loop.TELL: closing_loop.tell,
}

SLOW_JOBS: Mapping[str, Job] = {
    planning.MATCH: planning.match,
    planning.OWNERSHIP: planning.ownership,
}

RECURRING: Mapping[str, timedelta] = {sending.LOOK: sending.EVERY, **planning.EVERY}
