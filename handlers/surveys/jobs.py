"""What the clock does for surveys, by the kind of timer."""

from collections.abc import Mapping
from datetime import timedelta

from handlers.surveys import planning, sending
from handlers.timing import Job

JOBS: Mapping[str, Job] = {
    sending.LOOK: sending.look,
    sending.SENT: sending.sent,
}

SLOW_JOBS: Mapping[str, Job] = {
    planning.MATCH: planning.match,
    planning.OWNERSHIP: planning.ownership,
}

RECURRING: Mapping[str, timedelta] = {sending.LOOK: sending.EVERY, **planning.EVERY}
