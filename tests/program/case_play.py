"""One case from its opening to its end: an owner and a member of staff who say known words.

Every message has a mark of its own: `o3.2` is the owner's, `s3.2` for the owner, `n3.2` a note.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sandbox import Entry, Person
from tests.program.desk import LONG, Desk, number_in
from tests.program.process import until
from tests.program.questions import UNKNOWN
from tests.program.rows import rows
from tests.program.words import button


@dataclass(frozen=True)
class Written:
    """Something somebody wrote: the messages it was (an album is several).

    `now` are the words it has in the end, without what makes it a note or a command.
    """

    mark: str
    entries: Sequence[Entry]
    now: str

    @property
    def is_album(self) -> bool:
        return len(self.entries) > 1

    @property
    def is_text(self) -> bool:
        return self.entries[0].kind == "text"

    @property
    def at(self) -> datetime:
        """When it was written, as Telegram says."""
        return datetime.fromtimestamp(int(self.entries[0].raw["date"]), UTC)


@dataclass
class CasePlay:
    """A case and those who play it. Once `play` has ended, the lists are full."""

    desk: Desk
    number: int
    owner: Person
    agent: Person
    case_id: int = 0
    case_number: str = ""
    thread: int = 0
    by_owner: list[Written] = field(default_factory=list)
    for_owner: list[Written] = field(default_factory=list)
    notes: list[Written] = field(default_factory=list)

    @property
    def is_emergency(self) -> bool:
        """Of three cases one is a question without an answer, one a wish, one an emergency."""
        return self.number % 3 == 2

    @property
    def agent_name(self) -> str:
        return f"Agent {self.desk.agents.index(self.agent)}"

    async def play(self) -> None:
        """Open, claim, reply, note, change, resolve, confirm."""
        await self._opens()
        await self._claims()
        await self._talk()
        await self._resolves()

    async def _opens(self) -> None:
        if self.is_emergency:
            await self._owner_writes("o0", "my car is on fire")
        elif self.number % 3:
            await self._owner_writes("o0", "it squeaks", before="/person ")
        else:
            await self.owner.send(UNKNOWN)
            reply = await self._owner_sees("person:no:")
            await self.owner.tap(data=button(reply, "person:no:"), message=reply, wait=0)
        receipt = await self._owner_sees("E-" if self.is_emergency else "Q-")
        self.case_number = number_in(receipt)
        self.case_id = await self.desk.case_of(self.owner)

    async def _claims(self) -> None:
        card = await self.desk.card_of(self.case_number)
        self.thread = card.thread or 0
        await self.agent.tap(data=f"case:claim:{self.case_id}", message=card, wait=0)
        await self._owner_sees(self.agent_name)

    async def _talk(self) -> None:
        first = await self._staff_writes("s1", "At what speed?")
        await self._notes("n1", "the known one", before="// ")
        heard = await self._owner_sees(self._mark("s1"))
        written = await self._owner_writes("o1", "At 80", reply_to=heard.message_id)
        await self._change(self.owner, self.by_owner, written, "At 80, in rain")
        await self._owner_shows("o2", 3)
        await self._owner_shows("o3", 1)
        copy = await self._group_sees(self._mark("o1"))
        await self._change(self.agent, self.for_owner, first, "At what speed, please?")
        await self._staff_shows(self.for_owner, "s2", ["Like this?", ""])
        await self._staff_shows(self.notes, "n2", ["", "Not for them"], before="// ")
        await self._staff_shows(self.notes, "n3", ["Nor this"], before="// ")
        await self._notes("n4", "nor that", before="/note ")
        await self._staff_writes("s3", "Thank you", reply_to=copy.message_id)
        for name in ("s2", "s3"):
            await self._owner_sees(self._mark(name))
        await self._owner_writes("o4", "Thanks to you")
        for name in ("o2", "o3", "o4"):
            await self._group_sees(self._mark(name))

    async def _resolves(self) -> None:
        card = await self.desk.card_of(self.case_number)
        await self.agent.tap(data=f"case:resolve:{self.case_id}", message=card, wait=0)
        asked = await self._owner_sees("mine:solved:")
        await self.owner.tap(data=button(asked, "mine:solved:"), message=asked, wait=0)
        await until(self._is_closed, LONG, every=0.2)

    async def _is_closed(self) -> bool:
        query = f"SELECT status FROM cases WHERE id = {self.case_id}"
        return await rows(self.desk.stage.database, query) == [("closed",)]

    async def _owner_writes(
        self, name: str, words: str, *, before: str = "", reply_to: int | None = None
    ) -> Written:
        text = f"{self._mark(name)} {words}"
        entry = await self.owner.send(before + text, reply_to=reply_to)
        return _kept(self.by_owner, Written(self._mark(name), [entry], text))

    async def _owner_shows(self, name: str, pictures: int) -> None:
        caption = f"{self._mark(name)} Here"
        parts = [picture(caption if not one else "") for one in range(pictures)]
        entries = await _shown(self.owner, parts)
        _kept(self.by_owner, Written(self._mark(name), entries, caption))

    async def _staff_writes(self, name: str, words: str, reply_to: int | None = None) -> Written:
        text = f"{self._mark(name)} {words}"
        entry = await self.agent.send(
            text, chat=self.desk.group, thread=self.thread, reply_to=reply_to
        )
        return _kept(self.for_owner, Written(self._mark(name), [entry], text))

    async def _notes(self, name: str, words: str, *, before: str) -> None:
        text = f"{self._mark(name)} {words}"
        entry = await self.agent.send(before + text, chat=self.desk.group, thread=self.thread)
        _kept(self.notes, Written(self._mark(name), [entry], text))

    async def _staff_shows(
        self, to: list[Written], name: str, captions: Sequence[str], *, before: str = ""
    ) -> None:
        marked = [f"{self._mark(name)} {one}" if one else "" for one in captions]
        parts = [picture(before + one if one else "") for one in marked]
        entries = await _shown(self.agent, parts, {"chat": self.desk.group, "thread": self.thread})
        _kept(to, Written(self._mark(name), entries, "".join(marked)))

    async def _change(
        self, who: Person, among: list[Written], written: Written, words: str
    ) -> None:
        text = f"{written.mark} {words}"
        await who.edit(written.entries[0], text)
        among[among.index(written)] = replace(written, now=text)

    async def _owner_sees(self, words: str) -> Entry:
        """Wait for words, or a button's data, in the owner's chat."""
        return await self.desk.owner_sees(
            self.owner,
            lambda one: words in one.text or any(words in (b.data or "") for b in one.all_buttons),
        )

    async def _group_sees(self, words: str) -> Entry:
        return await self.desk.sees(lambda one: words in one.text, thread=self.thread)

    def _mark(self, name: str) -> str:
        return f"{name[0]}{self.number}.{name[1:]}"


def _kept(among: list[Written], written: Written) -> Written:
    among.append(written)
    return written


def picture(caption: str) -> dict[str, object]:
    """Return a picture as a person sends it, unlike all others."""
    return {"type": "photo", "size": 1000, "caption": caption or None}


async def _shown(
    who: Person, parts: list[dict[str, object]], where: dict[str, Any] | None = None
) -> Sequence[Entry]:
    what: dict[str, Any] = {"media": parts[0]} if len(parts) == 1 else {"album": parts}
    return await who.send_all(None, **what, **(where or {}))
