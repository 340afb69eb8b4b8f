"""What an owner is told about when a person answers: only what the desk's hours bear out."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.calendar import calendar_of
from domain.desks import Desk
from domain.term import Term
from domain.text import Moment, Span, Text


@dataclass(frozen=True, slots=True)
class Promise:
    """By when a person answers, made at `made_at` for a reader whose clock is that of `zone`.

    `opens`: when the desk opens; None if it is open, or answers round the clock, and then `within`
    is the length of the target. `other_zone`: the reader's clock shows another time than the
    desk's at `by`. Moments are UTC.
    """

    desk: Desk
    made_at: datetime
    by: datetime
    zone: str
    opens: datetime | None = None
    within: timedelta | None = None
    other_zone: bool = False

    def text(self) -> Text:
        """Return it as a sentence or two."""
        name = self.desk.name
        if self.within is not None:
            return Text("promise.within", desk=name, within=Span(self.within))
        by = Moment(self.by, self.zone, self.made_at, named=self.other_zone)
        if self.opens is None:
            return Text("promise.by", desk=name, by=by)
        opens = Moment(self.opens, self.zone, self.made_at, as_adverb=True)
        return Text("promise.closed", desk=name, opens=opens, by=by)


def promise(desk: Desk, target: Term, at: datetime, *, time_zone: str | None = None) -> Promise:
    """Return what can be said at a moment about a target that begins then.

    `time_zone` is the owner's; the desk's where they said none. Of a target in business time the
    moment is rounded up to five minutes.
    """
    calendar = calendar_of(desk)
    by = _rounded_up(target.after(at, calendar)) if target.business else target.after(at, calendar)
    zone = time_zone or desk.time_zone
    theirs, ours = by.astimezone(ZoneInfo(zone)), by.astimezone(desk.zone)
    opens = calendar.next_open(at) if target.business else at
    return Promise(
        desk,
        at,
        by,
        zone,
        opens=opens if opens > at else None,
        within=None if target.business else target.span(calendar),
        other_zone=theirs.utcoffset() != ours.utcoffset(),
    )


def _rounded_up(moment: datetime) -> datetime:
    return moment + (datetime.min.replace(tzinfo=UTC) - moment) % timedelta(minutes=5)
