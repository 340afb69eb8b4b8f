"""`/hours`, and words that ask for them: when the owner's desk is open, from the policy's facts."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from domain.calendar import BusinessCalendar, calendar_of
from domain.desks import Desk
from domain.incoming import Incoming
from domain.opening_hours import DAY, Openings
from domain.ports import Effect, Tools
from domain.text import Body, Day, Joined, Moment, Plain, Text
from handlers import menu
from handlers.cases.desks import desk_of_owner, zone_of_owner
from handlers.cases.owner.person import PERSON
from handlers.turn import Turn

_AHEAD = 14
"""Days in which other hours than the week's are told: holidays, days that are worked instead."""
_WEEKDAYS = (
    Text("hours.monday"),
    Text("hours.tuesday"),
    Text("hours.wednesday"),
    Text("hours.thursday"),
    Text("hours.friday"),
    Text("hours.saturday"),
    Text("hours.sunday"),
)


async def opening_hours(incoming: Incoming, tools: Tools) -> Effect:
    """Tell the hours of the desk that looks after the owner."""
    return told(await Turn.begin(incoming, tools))


def told(turn: Turn) -> Effect:
    """Return the effect that tells them; the bot itself answers at any time, which is said, too."""
    desk = desk_of_owner(turn.tools.policy, turn.caller.owner)
    parts = (Text("hours.title", desk=desk.name), *_hours(turn, desk), Text("hours.bot"))
    return turn.says(turn.reply(Joined(parts), ((PERSON,), *menu.BACK)))


def _hours(turn: Turn, desk: Desk) -> Iterator[Body]:
    calendar = calendar_of(desk)
    other_days = tuple(_other_days(turn, desk, calendar))
    if desk.hours.always and not other_days:
        yield Text("hours.always")
        return
    yield Joined(tuple(_week(desk)), "\n")
    if other_days:
        yield Joined((Text("hours.other_days"), *other_days), "\n")
    yield _now(turn, desk, calendar)


def _week(desk: Desk) -> Iterator[Body]:
    """Yield a line for every run of weekdays with the same hours."""
    for openings, run in groupby(range(7), lambda number: desk.hours.days[number]):
        days = list(run)
        first, last = _WEEKDAYS[days[0]], _WEEKDAYS[days[-1]]
        named = first if len(days) == 1 else Text("hours.days", first=first, last=last)
        yield Text("hours.line", days=named, hours=_openings(openings))


def _other_days(turn: Turn, desk: Desk, calendar: BusinessCalendar) -> Iterator[Body]:
    today = turn.tools.clock.now().astimezone(desk.zone).date()
    for number in range(_AHEAD):
        day = today + timedelta(days=number)
        openings = calendar.openings(day)
        if openings != desk.hours.days[day.weekday()]:
            weekday = _WEEKDAYS[day.weekday()]
            named = Text("hours.date", weekday=weekday, date=Day(day, short=True))
            yield Text("hours.line", days=named, hours=_openings(openings))


def _openings(openings: Openings) -> Body:
    if not openings:
        return Text("hours.closed")
    return Joined(tuple(Plain(f"{_time(o.start)}–{_time(o.end)}") for o in openings), ", ")


def _time(minutes: int) -> str:
    if minutes == DAY:
        return "24:00"
    return f"{minutes % DAY // 60:02}:{minutes % 60:02}"


def _now(turn: Turn, desk: Desk, calendar: BusinessCalendar) -> Body:
    """Return how it is now, by the owner's clock; where that is another, the week's is named."""
    now, zone = turn.tools.clock.now(), zone_of_owner(turn.tools.policy, turn.caller.owner)
    is_other = now.astimezone(desk.zone).utcoffset() != now.astimezone(ZoneInfo(zone)).utcoffset()
    if not calendar.is_open(now):
        opens = Moment(calendar.next_open(now), zone, now, as_adverb=True, named=is_other)
        state: Body = Text("hours.closed_now", opens=opens)
    elif (closes := calendar.closes(now)) is not None:
        state = Text("hours.open_now", closes=Moment(closes, zone, now, named=is_other))
    else:
        state = Text("hours.open")
    if not is_other:
        return state
    return Joined((Text("hours.by_desk", now=Moment(now, desk.time_zone, named=True)), state), "\n")
