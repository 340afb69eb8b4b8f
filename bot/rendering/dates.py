"""Dates, times, lengths of time and shares in words of a language."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_timezone_location
from babel.numbers import format_percent

from bot.rendering.catalog import Catalog
from domain.locale import EN, ZH
from domain.text import Day, Moment, Month, Percent, Quantity, Span, Text

_TIME = "HH:mm"
_DATE = {EN: "EEE d MMM", ZH: "M月d日EEE"}
_DATE_OF_ANOTHER_YEAR = {EN: "EEE d MMM y", ZH: "y年M月d日EEE"}
"""Patterns of Unicode TR 35. The short ones of its own locale data have the American order in
English, and no weekday in Chinese."""

_DAY = {EN: "d MMM y", ZH: "y年M月d日"}
_SHORT_DAY = {EN: "d MMM", ZH: "M月d日"}

_MONTH = {EN: "LLLL y", ZH: "y年M月"}
_SHORT_MONTH = {EN: "LLL yy", ZH: "yy年M月"}

_MINUTE = timedelta(minutes=1)
_IN_HOURS = timedelta(hours=48)


def quantity_words(quantity: Quantity, locale: str, catalog: Catalog) -> str:
    """Return a quantity of a message, as plain text."""
    match quantity:
        case Moment():
            return moment_words(quantity, locale, catalog)
        case Span():
            return span_words(quantity, locale, catalog)
        case Day():
            return day_words(quantity, locale, catalog)
        case Month():
            return month_words(quantity, locale, catalog)
        case Percent():
            return percent_words(quantity, locale, catalog)


def moment_words(moment: Moment, locale: str, catalog: Catalog) -> str:
    """Return a date and time by the clock of the moment's zone, as plain text."""
    locale = catalog.spoken(locale)
    words = _when(moment, locale, catalog)
    if not moment.named:
        return words
    place = get_timezone_location(
        ZoneInfo(moment.zone), locale=locale.replace("-", "_"), return_city=True
    )
    return _say(Text("moment.in_zone", when=words, place=place), locale, catalog)


def span_words(span: Span, locale: str, catalog: Catalog) -> str:
    """Return a length of time, as plain text."""
    locale = catalog.spoken(locale)
    total = abs(span.length) // _MINUTE
    hours, minutes = divmod(total, 60)
    if not total:
        return _say(Text("span.moment"), locale, catalog)
    if abs(span.length) >= _IN_HOURS and not span.business:
        days, hours = divmod(hours, 24)
        if not hours:
            return _say(Text("span.days", days=days), locale, catalog)
        return _say(Text("span.days_hours", days=days, hours=hours), locale, catalog)
    if not hours:
        return _say(Text("span.minutes", minutes=minutes), locale, catalog)
    if not minutes:
        return _say(Text("span.hours", hours=hours), locale, catalog)
    return _say(Text("span.hours_minutes", hours=hours, minutes=minutes), locale, catalog)


def day_words(day: Day, locale: str, catalog: Catalog) -> str:
    """Return a date, as plain text."""
    locale = catalog.spoken(locale)
    pattern = (_SHORT_DAY if day.short else _DAY)[locale]
    return format_date(day.date, pattern, locale=locale.replace("-", "_"))


def month_words(month: Month, locale: str, catalog: Catalog) -> str:
    """Return a month, as plain text."""
    locale = catalog.spoken(locale)
    pattern = (_SHORT_MONTH if month.short else _MONTH)[locale]
    return format_date(month.of, pattern, locale=locale.replace("-", "_"))


def percent_words(percent: Percent, locale: str, catalog: Catalog) -> str:
    """Return a share in whole percent, as plain text; all or nothing only where it is so."""
    locale = catalog.spoken(locale)
    share = percent.share
    if 0 < share < 1:
        share = min(max(share, 0.01), 0.99)
    return format_percent(share, locale=locale.replace("-", "_"))


def _when(moment: Moment, locale: str, catalog: Catalog) -> str:
    zone = ZoneInfo(moment.zone)
    local = moment.at.astimezone(zone)
    now = moment.now.astimezone(zone) if moment.now else None

    def formatted(pattern: str) -> str:
        return format_datetime(local, pattern, tzinfo=zone, locale=locale.replace("-", "_"))

    time = formatted(_TIME)
    days = (local.date() - now.date()).days if now else 2
    soon = {
        (0, False): Text("moment.today", time=time),
        (1, False): Text("moment.tomorrow", time=time),
        (0, True): Text("moment.at_today", time=time),
        (1, True): Text("moment.at_tomorrow", time=time),
    }
    if (days, moment.as_adverb) in soon:
        return _say(soon[days, moment.as_adverb], locale, catalog)
    another = now is not None and now.year != local.year
    date = formatted((_DATE_OF_ANOTHER_YEAR if another else _DATE)[locale])
    if moment.as_adverb:
        return _say(Text("moment.on_date", date=date, time=time), locale, catalog)
    return _say(Text("moment.date", date=date, time=time), locale, catalog)


def _say(text: Text, locale: str, catalog: Catalog) -> str:
    params = {name: value for name, value in text.params.items() if isinstance(value, (str, int))}
    return catalog.message(locale, text.id, params)
