"""What the clock does for the staff's side, by the kind of timer."""

from collections.abc import Mapping

from domain.pipeline import TOPIC_TWIN
from domain.surveys.definition import Measure
from handlers.staff.complaints import actions, register
from handlers.staff.lists import drawn, scores, stats
from handlers.staff.relay.albums import STAFF_ALBUM, album_whole
from handlers.staff.relay.delivered import reply_done
from handlers.staff.relay.relaying import REPLY_DONE
from handlers.staff.topics import topic_twin
from handlers.timing import Job

JOBS: Mapping[str, Job] = {
    STAFF_ALBUM: album_whole,
    REPLY_DONE: reply_done,
    TOPIC_TWIN: topic_twin,
    actions.OVERDUE: actions.overdue,
}

SLOW_JOBS: Mapping[str, Job] = {
    stats.DRAW: stats.draw,
    drawn.SENT: drawn.sent,
    register.DRAW: register.draw,
    **dict(scores.draw(measure) for measure in (Measure.NPS, Measure.CSAT)),
}
