"""What the timers of complaints do, by their kind."""

from collections.abc import Mapping

from handlers.complaints import followed_up, half_written, levels
from handlers.complaints.follow_up import FOLLOW_UP
from handlers.complaints.form import HALF_WRITTEN
from handlers.timing import Job

JOBS: Mapping[str, Job] = {
    HALF_WRITTEN: half_written.ask,
    levels.LEVEL_DUE: levels.overdue,
    FOLLOW_UP: followed_up.ask,
}
