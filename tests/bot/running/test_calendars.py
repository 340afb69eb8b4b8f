"""The log says of which coming days off nothing is known."""

from datetime import UTC, datetime, timedelta
from functools import partial

from structlog.testing import capture_logs

from bot.running.calendars import Calendars
from domain.desks import Desk
from tests.conftest import SetClock
from tests.fakes.telegram import RENDERER


def desk(key: str, **settings: object) -> Desk:
    return Desk.model_validate({"key": key, "name": key.title(), **settings})


def test_it_says_so_from_december_on_for_the_desks_that_it_concerns() -> None:
    desks = [
        desk("main", workdays="2098-10-11"), desk("bavaria", country="DE"),
        desk("given", workdays=["2098-10-11", "2099-10-11"]),
    ]  # fmt: skip
    clock = SetClock(datetime(2098, 11, 30, 15, 59, tzinfo=UTC))
    calendars = Calendars(desks, clock, partial(RENDERER.plain, locale="en"))
    with capture_logs() as before:
        calendars.look()
    assert before == []
    clock.advance(timedelta(minutes=1))  # December in Shanghai
    with capture_logs() as said:
        calendars.look()
    assert [(one["log_level"], one["desk"]) for one in said] == [("warning", "main")]
    assert "the moved working days of CN for 2099 are not known yet" in said[0]["event"]
