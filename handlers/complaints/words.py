"""What people read of a complaint: its category, severity and what is wanted."""

from domain.complaints.categories import name_of
from domain.complaints.policy import ComplaintPolicy
from domain.complaints.record import Details
from domain.complaints.severity import Reason, Sign
from domain.complaints.signs import Wish
from domain.policy import Policy
from domain.text import Body, Joined, Plain, Text
from handlers.car.views import model_name

WISHES = {
    Wish.EXPLANATION: Text("complaint.wish_explanation"),
    Wish.APOLOGY: Text("complaint.wish_apology"),
    Wish.REPAIR: Text("complaint.wish_repair"),
    Wish.REPLACEMENT: Text("complaint.wish_replacement"),
    Wish.REFUND: Text("complaint.wish_refund"),
    Wish.COMPENSATION: Text("complaint.wish_compensation"),
    Wish.OTHER: Text("complaint.wish_other"),
}

_SIGNS = {
    Sign.DANGER: Text("complaint.because_danger"),
    Sign.LEGAL: Text("complaint.because_legal"),
    Sign.PRESS: Text("complaint.because_press"),
    Sign.CATEGORY: Text("complaint.because_category"),
}

_MOST_WORDS = 300


def category_of(policy: ComplaintPolicy, key: str | None) -> Body | None:
    """Return a category as the way to it, such as "Vehicle › Brakes"; None without one."""
    names = name_of(policy.categories, key)
    return Joined(names, " › ") if names else None


def reason_of(reason: Reason) -> Text:
    """Return in words why a complaint is as severe as it is."""
    match reason.sign:
        case Sign.EARLIER:
            return Text("complaint.because_earlier", n=reason.n)
        case Sign.COST:
            return Text("complaint.because_cost", amount=reason.n)
    return _SIGNS[reason.sign]


def car_of(policy: Policy, details: Details) -> Body | None:
    """Return the car that a complaint names, as far as it is known; None if it names none."""
    if details.model:
        name = model_name(policy, details.model)
        if details.year is None:
            return Text("car.name", model=name)
        return Text("car.name_year", model=name, year=str(details.year))
    return Plain(details.car) if details.car else None


def wish_of(details: Details) -> Body | None:
    """Return what the owner wants; None if they did not say."""
    if details.wish_words:
        return Plain(_short(details.wish_words))
    return WISHES[details.wish] if details.wish else None


def lines_of(policy: Policy, details: Details) -> list[Body]:
    """Return what was told beside the story, a line each."""
    lines: list[Body] = []
    if (category := category_of(policy.complaints, details.category)) is not None:
        lines.append(Text("complaint.line_topic", topic=category))
    if (car := car_of(policy, details)) is not None:
        lines.append(Text("complaint.line_car", car=car))
    if details.place:
        lines.append(Text("complaint.line_place", place=_short(details.place)))
    if (wish := wish_of(details)) is not None:
        lines.append(Text("complaint.line_wish", wish=wish))
    return lines


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _MOST_WORDS else words[: _MOST_WORDS - 1].rstrip() + "…"
