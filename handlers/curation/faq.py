"""`/faq` and its buttons: one table of what can be done, and who may do it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from domain.curation import Action
from domain.incoming import Command, Incoming, Tapped
from domain.pipeline import DueTimer
from domain.ports import Effect, Tools, Work
from domain.staff import Right
from domain.text import Text
from handlers import safety
from handlers.curation import (
    bulk,
    drafts,
    entry,
    gaps,
    gate,
    gathering,
    history,
    lists,
    parts,
    preview,
    publishing,
    recent,
    trying,
    upkeep,
    written,
)
from handlers.curation.curator import HOME, NOT_ALLOWED, Curator, Gate, curator_of
from handlers.curation.home import home
from handlers.help import unknown_command
from handlers.timing import Due, Job
from handlers.turn import Turn

Screen: TypeAlias = Callable[[Curator, list[str]], Awaitable[Effect]]
"""Takes what stands in a button's data after its name."""

CURATING: Mapping[str, Screen] = {
    "home": home,
    "all": lists.categories,
    "in": lists.in_category,
    "search": lists.ask_words,
    "entry": entry.entry,
    "show": preview.of_entry,
    "log": history.history,
    "rev": history.revision,
    "drafts": drafts.drafts,
    "draft": drafts.draft,
    "edit": drafts.edit,
    "new": written.new,
    "question": written.question,
    "answer": written.answer,
    "whole": written.whole,
    "variants": parts.variants,
    "image": parts.image,
    "category": parts.category,
    "cars": parts.cars,
    "dates": parts.dates,
    "leave": parts.leave,
    "preview": preview.of_draft,
    "only": preview.only,
    "drop": drafts.drop,
    "rebase": drafts.rebase,
    "handin": drafts.hand_in,
    "try": trying.try_,
    "recent": recent.recent,
    "asked": recent.asked,
    "gaps": gaps.gaps,
    "gap": gaps.gap,
    "gapnew": gaps.write,
    "gapadd": gaps.add,
    "gapout": gaps.out_of_scope,
    "gapstaff": gaps.to_staff,
    "upkeep": upkeep.upkeep,
    "bulk": bulk.bulk,
    "export": bulk.export,
}
"""What whoever may curate the FAQ may do."""

PUBLISHING: Mapping[str, Screen] = {
    "out": drafts.out,
    "publish": partial(publishing.set_status, action=Action.PUBLISH),
    "unpublish": partial(publishing.set_status, action=Action.UNPUBLISH),
    "archive": partial(publishing.set_status, action=Action.ARCHIVE),
    "back": history.go_back,
    "right": recent.right,
    "nothing": recent.nothing,
    "means": recent.means,
    "other": recent.other,
    "import": bulk.confirm,
}
"""What changes the answers that owners get, and what they are checked by: admins only."""


_UNKNOWN = safety.first(unknown_command, known=False)
"""What the command is to everybody else: what stands behind it may tell of danger."""


async def faq(incoming: Incoming, tools: Tools) -> Effect:
    """Do what a command or button asks for; to everybody else the command is an unknown one."""
    turn = await Turn.begin(incoming, tools)
    curator = await curator_of(turn)
    if curator is None:
        if isinstance(incoming.content, Tapped):
            return turn.notices(NOT_ALLOWED)
        return await _UNKNOWN(incoming, tools)
    match turn.tapped:
        case ["faq", "force", name, *rest] if name in PUBLISHING:
            return await _tapped(replace(curator, gate=Gate.ALL_THE_SAME), name, rest)
        case ["faq", name, *rest]:
            return await _tapped(curator, name, rest)
    content = incoming.content
    if isinstance(content, Command) and content.arguments:
        return await lists.results(curator, content.arguments)
    return await home(curator, [])


async def checked(timer: DueTimer, tools: Tools) -> Due:
    """Do what a button asked for, now that it may take the time to be checked (a slow job)."""
    incoming = gate.tapped_of(timer, tools)
    turn = await Turn.begin(incoming, tools)
    curator = await curator_of(turn)
    tapped = turn.tapped[1:]
    if curator is None or not tapped:
        return Due(turn.says(turn.show(NOT_ALLOWED)))
    effect = await _tapped(replace(curator, gate=Gate.CHECKED), tapped[0], tapped[1:])

    async def told(work: Work) -> None:
        await effect(work)
        if work.notices:  # nobody waits for a word over the chat any more
            await work.outbox.put(turn.reply(work.notices[-1], HOME))

    return Due(told)


async def _tapped(curator: Curator, name: str, rest: list[str]) -> Effect:
    if name in PUBLISHING:
        if not curator.may(Right.PUBLISH_FAQ):
            return curator.turn.notices(NOT_ALLOWED)
        return await PUBLISHING[name](curator, rest)
    screen = CURATING.get(name)
    if screen is None:
        return curator.turn.notices(Text("notice.old_button"))
    return await screen(curator, rest)


SLOW_JOBS: Mapping[str, Job] = {
    gate.CHECK: checked,
    gathering.GATHER: gathering.gather,
    upkeep.DIGEST: upkeep.digest,
    bulk.READ: bulk.read,
    bulk.IMPORT: bulk.import_,
}
"""What the clock does for curators, beside everything else."""
