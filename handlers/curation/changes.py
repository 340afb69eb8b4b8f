"""Changes of an entry as people read them: part by part, what went struck out, what came bold."""

import html
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from domain.faq_changes import Change, Part, Value
from domain.knowledge import EntryStatus, Scope
from domain.markup import check_markup
from domain.policy import Policy
from domain.text import Body, Day, Html, Joined, Plain, Text
from domain.word_changes import Edit, Stretch, compared
from handlers.car.views import model_name
from handlers.curation.names import STATUS_NAMES, language_of

MOST_WORDS = 1_500
"""Characters of one part that are shown: a screen is one message."""
_AROUND = 60
"""Characters that are kept of what did not change, on either side of what did."""

PART_NAMES: Mapping[Part, Text] = {
    Part.STATUS: Text("curation.part_status"),
    Part.CATEGORY: Text("curation.part_category"),
    Part.SCOPE: Text("curation.part_scope"),
    Part.DATES: Text("curation.part_dates"),
    Part.QUESTION: Text("curation.part_question"),
    Part.ANSWER: Text("curation.part_answer"),
    Part.VARIANTS: Text("curation.part_variants"),
    Part.IMAGE: Text("curation.part_image"),
}


def part_named(change: Change) -> Text:
    """Return the name of what changed, with its language where it has one."""
    name = PART_NAMES[change.part]
    if change.locale is None:
        return name
    return Text("curation.part_in", part=name, language=language_of(change.locale))


def summary(changes: Sequence[Change]) -> Body:
    """Return in a few words what changed."""
    if not changes:
        return Text("curation.nothing_changed")
    return Joined(tuple(part_named(one) for one in changes), ", ")


def changed_words(policy: Policy, changes: Iterable[Change]) -> Body:
    """Return every change with what was before and what is after."""
    lines = tuple(
        Joined((Text("curation.changed_part", part=part_named(one)), _shown(policy, one)), "\n")
        for one in changes
    )
    return Joined(lines) if lines else Text("curation.nothing_changed")


def _shown(policy: Policy, change: Change) -> Body:
    before, after = change.before, change.after
    match change.part:
        case Part.QUESTION | Part.ANSWER:
            return _words(str(before or ""), str(after or ""))
        case Part.VARIANTS:
            return _variants(_listed(before), _listed(after))
        case Part.IMAGE:
            return Text("curation.image_gone") if after is None else Text("curation.image_new")
        case _:
            told = (_value(policy, before), _value(policy, after))
            return Text("curation.from_to", before=told[0], after=told[1])


def _value(policy: Policy, value: Value) -> Body:
    match value:
        case EntryStatus():
            return STATUS_NAMES[value]
        case Scope():
            return scope_words(policy, value)
        case str():
            return policy.category_name(value)
        case (date() | None, date() | None) as dates:
            return dates_words(*dates)
    return Plain("–")


def _words(before: str, after: str) -> Body:
    plain = check_markup(before).plain, check_markup(after).plain
    if plain[0] != plain[1]:
        before, after = plain
    return Html(_cut("".join(_marked(one) for one in _near(compared(before, after)))))


def _near(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Leave out the middle of what did not change."""
    found = []
    for at, one in enumerate(stretches):
        words = one.words
        if one.edit is Edit.KEPT and len(words) > 2 * _AROUND:
            head = words[:_AROUND] if at else ""
            tail = words[-_AROUND:] if at + 1 < len(stretches) else ""
            words = f"{head} … {tail}"
        found.append(Stretch(one.edit, words))
    return found


def _marked(stretch: Stretch) -> str:
    words = html.escape(stretch.words, quote=False)
    match stretch.edit:
        case Edit.GONE:
            return f"<s>{words}</s>"
        case Edit.NEW:
            return f"<b>{words}</b>"
    return words


def _cut(markup: str) -> str:
    """Return markup cut between two stretches where it is too long for a screen."""
    if len(markup) <= MOST_WORDS:
        return markup
    cut = markup[:MOST_WORDS]
    at = max(cut.rfind("</s>") + 4, cut.rfind("</b>") + 4)
    if at < MOST_WORDS // 2:
        return html.escape(check_markup(cut).plain, quote=False) + " …"
    return cut[:at] + " …"


def _variants(before: tuple[str, ...], after: tuple[str, ...]) -> Body:
    gone = [Html(f"<s>{html.escape(one, quote=False)}</s>") for one in before if one not in after]
    new = [Html(f"<b>{html.escape(one, quote=False)}</b>") for one in after if one not in before]
    lines = (*gone, *new)
    if not lines:
        return Text("curation.other_order")
    most = 12
    shown = lines[:most]
    more = (Text("curation.and_more", n=len(lines) - most),) if len(lines) > most else ()
    return Joined((*shown, *more), "\n")


def _listed(value: Value) -> tuple[str, ...]:
    if not isinstance(value, tuple):
        return ()
    return tuple(one for one in value if isinstance(one, str))


def scope_words(policy: Policy, scope: Scope) -> Body:
    """Return for which cars an entry holds."""
    if scope.is_general:
        return Text("curation.all_cars")
    parts: list[Body] = []
    if scope.brand:
        parts.append(Plain(scope.brand))
    if scope.models:
        parts.append(Joined(tuple(model_name(policy, key) for key in scope.models), ", "))
    if scope.has_years:
        since, until = str(scope.year_from or "…"), str(scope.year_to or "…")
        parts.append(Text("curation.years", since=since, until=until))
    return Joined(tuple(parts), " · ")


def dates_words(begins: date | None, ends: date | None) -> Body:
    """Return from when until when an entry holds."""
    if begins and ends:
        return Text("curation.from_until", begins=Day(begins), ends=Day(ends))
    if begins:
        return Text("curation.from_day", begins=Day(begins))
    return Text("curation.until_day", ends=Day(ends)) if ends else Text("curation.always")
