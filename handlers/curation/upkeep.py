"""Entries that want looking after, and the weekly word to admins about them and about gaps."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from domain.curation import Listed
from domain.faq_gaps import GapOrder
from domain.faq_upkeep import BEFORE, LATELY, Want, wanting
from domain.incoming import ChatKind, Incoming, Person, Place, Said
from domain.outgoing import Button, Buttons, Outgoing, Priority, SendText
from domain.pipeline import DueTimer
from domain.ports import Effect, Tools, Work, nothing
from domain.text import Body, Joined, Text
from handlers.curation.curator import HOME, Curator, curator_of
from handlers.curation.lists import ENTRIES_A_PAGE, listing
from handlers.labels import cut
from handlers.paging import page_of, turning
from handlers.timing import Due
from handlers.turn import Turn, as_id

DIGEST = "faq_digest"
_MONDAY = 0
_AT = time(9)
_GAPS_NAMED = 3

_COUNTED: Mapping[Want, Text] = {
    Want.ENDING: Text("curation.want_ending"),
    Want.NEVER_ASKED: Text("curation.want_never_asked"),
    Want.MISSING_LANGUAGE: Text("curation.want_missing_language"),
    Want.LESS_HELPFUL: Text("curation.want_less_helpful"),
}


async def upkeep(curator: Curator, rest: list[str]) -> Effect:
    """Show what wants looking after, or the entries of one reason. `rest`: the reason, the page."""
    found = await _wanting(curator)
    if rest and rest[0] in set(Want):
        want = Want(rest[0])
        number = (as_id(rest[1]) if len(rest) > 1 else None) or 0
        page = page_of(found[want], number, ENTRIES_A_PAGE)
        if page.items:
            listed, buttons = listing(curator, page.items, page.first)
            turned = turning(page.number, page.pages, f"faq:upkeep:{want}")
            back: Buttons = ((Button(Text("button.faq_upkeep"), "faq:upkeep"), *HOME[0]),)
            body = Joined((_COUNTED[want], listed))
            return curator.shows(body, (*buttons, *turned, *back))
    buttons = tuple(
        (
            Button(
                Text("button.faq_want", name=_COUNTED[want], count=str(len(entries))),
                f"faq:upkeep:{want}:0",
            ),
        )
        for want, entries in found.items()
        if entries
    )
    told = Text("curation.upkeep") if buttons else Text("curation.upkeep_nothing")
    return curator.shows(told, (*buttons, *HOME))


async def remember(curator: Curator, work: Work) -> None:
    """Let an admin who looks after the FAQ hear of it every Monday morning."""
    if not curator.may_publish:
        return
    turn, sender = curator.turn, curator.turn.incoming.sender
    data = {
        "bot_id": turn.place.bot_id,
        "chat_id": turn.place.chat_id,
        "person": {
            "id": sender.id,
            "first_name": sender.first_name,
            "last_name": sender.last_name,
            "username": sender.username,
            "language_code": sender.language_code,
        },
    }
    due_at = next_monday(turn.tools)
    await work.timers.set(DIGEST, f"{turn.place.bot_id}:{sender.id}", due_at, data)


async def digest(timer: DueTimer, tools: Tools) -> Due:
    """Tell one admin of the week; who is none any more is told no more."""
    data = timer.data
    place = Place(int(data["bot_id"]), int(data["chat_id"]))
    incoming = Incoming(
        0, place, ChatKind.PRIVATE, Person(**data["person"]), tools.clock.now(), Said("")
    )
    turn = await Turn.begin(incoming, tools)
    curator = await curator_of(turn)
    if curator is None or not curator.may_publish or turn.caller.blocked:
        return Due(nothing)
    body, buttons = await _told(curator)
    told = Outgoing(place, SendText(body, buttons, silent=True), turn.locale, Priority.REMINDER)

    async def effect(work: Work) -> None:
        await work.outbox.put(told)

    return Due(effect, next_monday(tools))


def next_monday(tools: Tools) -> datetime:
    """Return the next Monday, nine in the morning by the desk's clock."""
    zone = tools.policy.desk.zone
    here = tools.clock.now().astimezone(zone)
    days = (_MONDAY - here.weekday()) % 7
    found = datetime.combine(here.date() + timedelta(days=days), _AT, zone)
    if found <= here:
        found = datetime.combine(here.date() + timedelta(days=days + 7), _AT, zone)
    return found.astimezone(tools.clock.now().tzinfo)


async def _told(curator: Curator) -> tuple[Body, Buttons]:
    gaps = curator.tools.gaps
    count = await gaps.gap_count()
    parts: list[Body] = [Text("curation.digest"), Text("curation.digest_gaps", n=count)]
    for one in await gaps.gaps(GapOrder.FREQUENT, limit=_GAPS_NAMED):
        words = curator.tools.meanings.masked(one.examples[0]) if one.examples else "–"
        parts.append(Text("curation.digest_gap", count=one.asked, words=cut(words, 120)))
    wanted = await _wanting(curator)
    lines = tuple(
        Text("curation.digest_want", name=_COUNTED[want], count=len(entries))
        for want, entries in wanted.items()
        if entries
    )
    parts.append(Joined(lines, "\n") if lines else Text("curation.upkeep_nothing"))
    buttons: Buttons = (
        (
            Button(Text("button.faq_gaps_of", count=str(count)), "faq:gaps"),
            Button(Text("button.faq_upkeep"), "faq:upkeep"),
        ),
    )
    return Joined(tuple(parts)), buttons


async def _wanting(curator: Curator) -> dict[Want, list[Listed]]:
    reads, now = curator.tools.curation, curator.tools.clock.now()
    return wanting(
        await reads.published(),
        await reads.said(now - LATELY, now),
        await reads.said(now - BEFORE, now - LATELY),
        languages=curator.languages,
        now=now,
        today=curator.turn.today,
    )
