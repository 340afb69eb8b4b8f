"""The FAQ in bulk: a file that is sent is read, tried and confirmed; a file is given on demand.

What a file would change is worked out anew at the confirmation: it must be the same file, and the
FAQ must stand as it did.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Self

from domain.errors import OwnerlineError
from domain.faq_file import ENDINGS, FaqFileRefused, Problem
from domain.faq_import import ImportPlan, plan_import
from domain.incoming import ChatKind, Incoming, MediaKind, Person, Place, Shared, Tapped
from domain.knowledge import FaqEntry
from domain.outgoing import Button, Buttons, Outgoing, SendFile, SendText, Then
from domain.pipeline import DueTimer
from domain.ports import CannotDownload, Effect, Tools, Work
from domain.staff import Right
from domain.text import Body, Joined, Plain, Text
from handlers.curation import gate
from handlers.curation.curator import GONE, HOME, NOT_ALLOWED, Curator, curator_of
from handlers.paging import in_rows
from handlers.staff.lists.drawn import SENT
from handlers.timing import Due
from handlers.turn import Turn

READ = "faq_file"
IMPORT = "faq_import"
PROBLEMS_SHOWN = 20
KEYS_SHOWN = 12
FORMATS = ("csv", "xlsx", "jsonl", "yaml")
_KEEP, _REPLACE = "keep", "replace"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as the database of files keeps it until it is confirmed: one an admin."""

    key: str
    name: str

    @classmethod
    def by(cls, place: Place, person: int, name: str) -> Self:
        """Return the one of a person; the key says nothing of its name."""
        return cls(f"faq/{place.bot_id}-{person}{PurePath(name).suffix.lower()}", name)


async def take(turn: Turn) -> Effect | None:
    """Take a file that an admin sends; None for everything and everybody else."""
    shared = turn.incoming.content
    if not isinstance(shared, Shared) or shared.kind is not MediaKind.DOCUMENT:
        return None
    if not shared.file_name.lower().endswith(ENDINGS) or shared.file_id is None:
        return None
    curator = await curator_of(turn)
    if curator is None or not curator.may_publish:
        return None
    data = {**_whose(turn), "file_id": shared.file_id, "name": shared.file_name}
    now = turn.tools.clock.now()
    key = f"{turn.place.bot_id}:{curator.id}"

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await work.timers.set(READ, key, now, data)
        await work.outbox.put(turn.reply(Text("curation.file_read", name=shared.file_name)))

    return effect


async def read(timer: DueTimer, tools: Tools) -> Due:
    """Read a file that was sent, and say what it would change (a slow job)."""
    curator = await _curator(timer, tools)
    if curator is None:
        return Due(_told(timer, NOT_ALLOWED))
    data = timer.data
    sent = Sent.by(curator.turn.place, curator.id, str(data["name"]))
    try:
        content = await tools.downloads.download(curator.turn.place.bot_id, str(data["file_id"]))
        entries = await tools.faq_files.read(sent.name, content)
    except CannotDownload as error:
        text = Text("curation.file_not_given", reason=str(error))
        return Due(_told(timer, text))
    except FaqFileRefused as refused:
        return Due(_told(timer, _refusal(refused)))
    await tools.files.keep(sent.key, content)
    return Due(await _dry_run(curator, sent, content, entries))


async def confirm(curator: Curator, rest: list[str]) -> Effect:
    """Let the clock import what was confirmed. `rest`: file, revision, keep or replace, ending."""
    if len(rest) != 4 or rest[2] not in {_KEEP, _REPLACE}:
        return curator.turn.notices(GONE)
    turn = curator.turn
    data = {**_whose(turn), "rest": rest}
    now = turn.tools.clock.now()
    key = f"{turn.place.bot_id}:{curator.id}"

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await work.timers.set(IMPORT, key, now, data)
        await work.outbox.put(turn.show(Text("curation.importing"), HOME))

    return effect


async def import_(timer: DueTimer, tools: Tools) -> Due:
    """Import the file that was confirmed, if it and the FAQ are as they were (a slow job)."""
    curator = await _curator(timer, tools)
    if curator is None:
        return Due(_told(timer, NOT_ALLOWED))
    file_mark, revision_seen, how, ending = (str(one) for one in timer.data["rest"])
    sent = Sent.by(curator.turn.place, curator.id, f"file{ending}")
    content = await tools.files.read(sent.key)
    if content is None or _mark(content) != file_mark:
        return Due(_told(timer, Text("curation.file_gone")))
    try:
        entries = await tools.faq_files.read(sent.name, content)
    except OwnerlineError as error:
        return Due(_told(timer, error.text))
    revision, current = await tools.curation.everything()
    if str(revision) != revision_seen:
        return Due(await _dry_run(curator, sent, content, entries, Text("curation.file_anew")))
    plan = _plan(current, entries, replace=how == _REPLACE)
    await tools.faq_files.prepare((*plan.added, *plan.changed))
    done = curator.turn.reply(_counts(Text("curation.imported"), plan), HOME)

    async def effect(work: Work) -> None:
        await work.faq.apply(plan, by=curator.actor, revision=revision)
        await work.outbox.put(done)

    return Due(effect)


async def bulk(curator: Curator, rest: list[str]) -> Effect:
    """Say how files are sent and had."""
    del rest
    buttons = [Button(Plain(ending.upper()), f"faq:export:{ending}") for ending in FORMATS]
    return curator.shows(Text("curation.bulk"), (*in_rows(4, buttons), *HOME))


async def export(curator: Curator, rest: list[str]) -> Effect:
    """Send the whole FAQ as a file. `rest`: its format."""
    ending = rest[0] if rest else ""
    if ending not in FORMATS:
        return curator.turn.notices(Text("notice.old_button"))
    turn = curator.turn
    _, entries = await curator.tools.curation.everything()
    content = await curator.tools.faq_files.write(f".{ending}", entries)
    key = f"faq/export-{turn.place.bot_id}-{turn.incoming.update_id}.{ending}"
    await curator.tools.files.keep(key, content)
    today = turn.today.isoformat()
    caption = Text("curation.exported", n=len(entries))
    file = SendFile(key, f"faq-{today}.{ending}", caption)
    sent = Outgoing(turn.place, file, turn.locale, then=Then(SENT, {"key": key}))

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await curator.audit(work, "faq.export", "faq", entries=len(entries))
        await work.outbox.put(sent)

    return effect


async def _dry_run(
    curator: Curator,
    sent: Sent,
    content: bytes,
    entries: Sequence[FaqEntry],
    first: Text | None = None,
) -> Effect:
    """Return what a file would change, with the gate's verdict, and the buttons that do it."""
    revision, current = await curator.tools.curation.everything()
    plan = _plan(current, entries, replace=False)
    with_replace = _plan(current, entries, replace=True)
    parts: list[Body] = [first] if first else []
    parts.append(_counts(Text("curation.would_import", name=sent.name), plan))
    for heading, some in (
        (Text("curation.file_added"), plan.added),
        (Text("curation.file_changed"), plan.changed),
        (Text("curation.file_archived"), with_replace.archived),
    ):
        if some:
            parts.append(_keys(heading, some))
    if not (plan.is_empty and with_replace.is_empty):
        parts.append(await _verdict(curator, plan))
    if lost := await _lost(curator, with_replace):
        parts.append(Text("curation.replace_loses", n=lost))
    turn = curator.turn
    shown = turn.reply(Joined(tuple(parts)), _buttons(sent, content, revision, plan, with_replace))

    async def effect(work: Work) -> None:
        await work.outbox.put(shown)

    return effect


async def _verdict(curator: Curator, plan: ImportPlan) -> Body:
    changed = (*plan.added, *plan.changed)
    if not changed or not await curator.tools.curation.labels(limit=1):
        return Text("curation.not_checked")
    found = await gate.judged(curator, changed)
    locale = curator.turn.locale
    own = {one.key: one.text_for(locale)[1].question for one in changed}
    return await gate.verdict_words(curator, found, own)


async def _lost(curator: Curator, plan: ImportPlan) -> int:
    """Return how many labelled questions would lose every entry that answers them."""
    archived = {one.key for one in plan.archived}
    labels = await curator.tools.curation.labels()
    return sum(bool(one.expected) and set(one.expected) <= archived for one in labels)


def _buttons(
    sent: Sent, content: bytes, revision: int, plan: ImportPlan, with_replace: ImportPlan
) -> Buttons:
    data = f"faq:import:{_mark(content)}:{revision}"
    ending = PurePath(sent.key).suffix
    rows: list[tuple[Button, ...]] = []
    if not plan.is_empty:
        rows.append((Button(Text("button.faq_import"), f"{data}:{_KEEP}:{ending}"),))
    if with_replace.archived:
        label = Text("button.faq_replace", count=str(len(with_replace.archived)))
        rows.append((Button(label, f"{data}:{_REPLACE}:{ending}"),))
    rows.append((Button(Text("button.faq_leave_it"), "faq:home"),))
    return tuple(rows)


def _plan(current: Sequence[FaqEntry], entries: Sequence[FaqEntry], *, replace: bool) -> ImportPlan:
    return plan_import({one.key: one for one in current}, entries, archive_missing=replace)


def _counts(first: Text, plan: ImportPlan) -> Body:
    counts = Text(
        "curation.counts",
        added=len(plan.added),
        changed=len(plan.changed),
        unchanged=len(plan.unchanged),
        archived=len(plan.archived),
    )
    return Joined((first, counts), "\n")


def _keys(heading: Text, entries: tuple[FaqEntry, ...]) -> Body:
    lines = [Text("curation.variant", words=one.key) for one in entries[:KEYS_SHOWN]]
    more = len(entries) - KEYS_SHOWN
    and_more = (Text("curation.and_more", n=more),) if more > 0 else ()
    return Joined((heading, *lines, *and_more), "\n")


def _refusal(refused: FaqFileRefused) -> Body:
    lines = [_problem(one) for one in refused.problems[:PROBLEMS_SHOWN]]
    more = len(refused.problems) - PROBLEMS_SHOWN
    and_more = (Text("curation.and_more", n=more),) if more > 0 else ()
    return Joined((refused.text, *lines, *and_more), "\n")


def _problem(problem: Problem) -> Body:
    if problem.row is None:
        return Text("curation.problem", what=problem.text)
    where = f"{problem.row}" if problem.column is None else f"{problem.row}, {problem.column}"
    return Text("curation.problem_at", where=where, what=problem.text)


def _mark(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=8).hexdigest()


def _whose(turn: Turn) -> dict[str, Any]:
    sender = turn.incoming.sender
    return {
        "bot_id": turn.place.bot_id,
        "chat_id": turn.place.chat_id,
        "locale": turn.locale,
        "person": {
            "id": sender.id,
            "first_name": sender.first_name,
            "last_name": sender.last_name,
            "username": sender.username,
            "language_code": sender.language_code,
        },
    }


async def _curator(timer: DueTimer, tools: Tools) -> Curator | None:
    """Return who sent the file, if they may still publish."""
    data = timer.data
    place = Place(int(data["bot_id"]), int(data["chat_id"]))
    incoming = Incoming(
        0, place, ChatKind.PRIVATE, Person(**data["person"]), tools.clock.now(), Tapped("", "")
    )
    curator = await curator_of(await Turn.begin(incoming, tools))
    return curator if curator and curator.may(Right.PUBLISH_FAQ) else None


def _told(timer: DueTimer, body: Body) -> Effect:
    data = timer.data
    place = Place(int(data["bot_id"]), int(data["chat_id"]))
    told = Outgoing(place, SendText(body, HOME), str(data["locale"]))

    async def effect(work: Work) -> None:
        await work.outbox.put(told)

    return effect
