"""What became of an entry: its revisions as differences, and one tap back to an older one."""

from dataclasses import replace
from itertools import pairwise

from domain.curation import Action, Curated, Revision
from domain.faq_changes import difference
from domain.outgoing import Button, Buttons
from domain.ports import Effect
from domain.text import Body, Joined, Moment, Text
from handlers.curation.changes import changed_words, summary
from handlers.curation.curator import GONE, Curator, name_of_actor
from handlers.curation.entry import curated_of
from handlers.curation.names import question_in
from handlers.curation.publishing import Wanted, want
from handlers.paging import page_of, turning
from handlers.turn import as_id

REVISIONS_A_PAGE = 8
MOST_REVISIONS = 200


async def history(curator: Curator, rest: list[str]) -> Effect:
    """Show a page of an entry's revisions, newest first. `rest`: its id, the page."""
    curated = await curated_of(curator, rest)
    if curated is None:
        return curator.turn.notices(GONE)
    revisions = await curator.tools.curation.revisions(curated.id, limit=MOST_REVISIONS)
    number = (as_id(rest[1]) if len(rest) > 1 else None) or 0
    shown = page_of(revisions, number, REVISIONS_A_PAGE)
    before = {one.version: other for one, other in pairwise(revisions)}
    lines = [await _line(curator, one, before.get(one.version)) for one in shown.items]
    title = Text("curation.history", question=question_in(curated.entry, curator.turn.locale))
    buttons: Buttons = tuple(
        (
            Button(
                Text("button.faq_revision", version=str(one.version), at=_at(curator, one)),
                f"faq:rev:{curated.id}:{one.version}",
            ),
        )
        for one in shown.items
    )
    body = Joined((title, *lines)) if lines else Joined((title, Text("curation.no_revisions")))
    turned = turning(shown.number, shown.pages, f"faq:log:{curated.id}")
    return curator.shows(body, (*buttons, *turned, *_back(curated)))


async def revision(curator: Curator, rest: list[str]) -> Effect:
    """Show what a revision changed, and how it differs from what holds now."""
    found = await _both(curator, rest)
    if found is None:
        return curator.turn.notices(GONE)
    curated, chosen = found
    before = await curator.tools.curation.revision(curated.id, chosen.version - 1)
    policy = curator.tools.policy
    parts: list[Body] = [await _heading(curator, chosen)]
    if before is None:
        parts.append(Text("curation.first_revision"))
    else:
        parts.append(changed_words(policy, difference(before.entry, chosen.entry)))
    buttons: Buttons = ()
    since = difference(chosen.entry, curated.entry)
    if chosen.version != curated.version and since:
        parts.append(Text("curation.since_then", changes=summary(since)))
        if curator.may_publish:
            data = f"faq:back:{curated.id}:{chosen.version}:{curated.version}"
            buttons = ((Button(Text("button.faq_back_to", version=str(chosen.version)), data),),)
    log: Buttons = ((Button(Text("button.faq_history"), f"faq:log:{curated.id}:0"),),)
    return curator.shows(Joined(tuple(parts)), (*buttons, *log, *_back(curated)))


async def go_back(curator: Curator, rest: list[str]) -> Effect:
    """Make an older revision the newest: `rest` is the id, the version, and what holds now."""
    found = await _both(curator, rest)
    if found is None:
        return curator.turn.notices(GONE)
    curated, chosen = found
    entry = replace(chosen.entry, key=curated.entry.key)
    return await want(curator, Wanted(entry, Action.REVERT, curated, rest[2:]))


async def _both(curator: Curator, rest: list[str]) -> tuple[Curated, Revision] | None:
    curated = await curated_of(curator, rest)
    version = as_id(rest[1]) if len(rest) > 1 else None
    if curated is None or version is None or version > curated.version:
        return None
    found = await curator.tools.curation.revision(curated.id, version)
    return (curated, found) if found else None


async def _line(curator: Curator, one: Revision, before: Revision | None) -> Body:
    what = (
        summary(difference(before.entry, one.entry)) if before else Text("curation.first_revision")
    )
    return Joined((await _heading(curator, one), what), "\n")


async def _heading(curator: Curator, one: Revision) -> Text:
    by = await name_of_actor(curator.tools, one.by)
    return Text("curation.revision", version=str(one.version), at=_at(curator, one), by=by)


def _at(curator: Curator, one: Revision) -> Moment:
    return Moment(one.at, curator.tools.policy.desk.time_zone, curator.tools.clock.now())


def _back(curated: Curated) -> Buttons:
    return ((Button(Text("button.faq_to_entry"), f"faq:entry:{curated.id}"),),)
