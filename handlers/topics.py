"""Browsing the FAQ by topic: categories, their questions, an answer."""

from dataclasses import dataclass, replace

from domain.incoming import Incoming, Tapped
from domain.outgoing import Button, Buttons
from domain.ports import Effect, Tools
from domain.text import Body, Joined, Text
from handlers import answers, menu
from handlers.labels import choices
from handlers.paging import page_of, turning
from handlers.turn import Turn, as_id, mark_of

CATEGORIES_A_PAGE = 20
QUESTIONS_A_PAGE = 8


@dataclass(frozen=True, slots=True)
class _Category:
    key: str
    entries: int

    @property
    def mark(self) -> str:
        return mark_of(self.key)


async def topics(incoming: Incoming, tools: Tools) -> Effect:
    """Show the topics, a topic's questions, or an answer, as the button says.

    Data: `topics[:new]`, `topics:all:PAGE`, `topics:in[new]:CATEGORY:PAGE`,
    `topics:show:CATEGORY:ENTRY`. `new` sends a list of its own where the tapped message should
    stay as it is. Keys are the curators' and may be long: buttons carry marks of them.
    """
    turn = await Turn.begin(incoming, tools)
    match turn.tapped:
        case ["topics", "all", page]:
            return await _all(turn, as_id(page) or 0)
        case ["topics", "in", mark, page]:
            return await _category(turn, mark, as_id(page) or 0)
        case ["topics", "innew", mark, page]:
            return await _category(_afresh(turn), mark, as_id(page) or 0)
        case ["topics", "show", mark, entry_mark]:
            return await _entry(turn, mark, entry_mark)
        case ["topics", "new"]:
            return await _all(_afresh(turn), 0)
    return await _all(turn, 0)


async def _all(turn: Turn, number: int, first: Text | None = None) -> Effect:
    categories = await _categories(turn)
    if not categories:
        return turn.says(turn.show(Text("topics.none"), menu.BACK))
    page = page_of(categories, number, CATEGORIES_A_PAGE)
    policy = turn.tools.policy
    labelled = [
        Button(policy.category_name(category.key), f"topics:in:{category.mark}:0")
        for category in page.items
    ]
    two_a_row = tuple(tuple(labelled[start : start + 2]) for start in range(0, len(labelled), 2))
    turned = turning(page.number, page.pages, "topics:all")
    body: Body = Text("topics.which")
    if first:
        body = Joined((first, body))
    return turn.says(turn.show(body, two_a_row + turned + menu.BACK))


async def _category(turn: Turn, mark: str, number: int) -> Effect:
    category = await _find(turn, mark)
    if category is None:
        return await _all(turn, 0, Text("topics.gone"))
    entries = await turn.tools.reads.entries_in(category.key, turn.today)
    page = page_of(entries, number, QUESTIONS_A_PAGE)
    listed, buttons = choices(
        [
            (answers.question_of(turn, entry), f"topics:show:{mark}:{mark_of(entry.key)}")
            for entry in page.items
        ],
        page.first,
    )
    title = Text("topics.category", category=turn.tools.policy.category_name(category.key))
    turned = turning(page.number, page.pages, f"topics:in:{mark}")
    back: Buttons = ((Button(Text("button.all_topics"), "topics:all:0"),),)
    return turn.says(turn.show(Joined((title, listed)), buttons + turned + back))


async def _entry(turn: Turn, mark: str, entry_mark: str) -> Effect:
    category = await _find(turn, mark)
    entries = await turn.tools.reads.entries_in(category.key, turn.today) if category else ()
    entry = next((entry for entry in entries if mark_of(entry.key) == entry_mark), None)
    if category is None or entry is None:
        return turn.notices(Text("notice.entry_gone"))
    name = turn.tools.policy.category_name(category.key)
    more = Button(Text("button.more_in", category=name), f"topics:innew:{mark}:0")
    return turn.says(answers.shown(turn, entry, ((more,),)))


async def _categories(turn: Turn) -> list[_Category]:
    """Return the categories that have live entries, in the policy's order, then by key."""
    live = dict(await turn.tools.reads.categories(turn.today))
    known = [category.key for category in turn.tools.policy.categories if category.key in live]
    others = sorted(set(live) - set(known))
    return [_Category(key, live[key]) for key in (*known, *others)]


async def _find(turn: Turn, mark: str) -> _Category | None:
    return next((found for found in await _categories(turn) if found.mark == mark), None)


def _afresh(turn: Turn) -> Turn:
    """Return the turn as if nothing had been tapped, so that its list is a message of its own."""
    content = turn.incoming.content
    if not isinstance(content, Tapped):
        return turn
    return replace(turn, incoming=replace(turn.incoming, content=replace(content, message_id=None)))
