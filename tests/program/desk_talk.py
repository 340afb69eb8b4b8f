"""Owner and staff write to each other, line after line, whatever happens meanwhile."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sandbox import Entry, Person
from tests.program.desk import LONG, Desk, with_case
from tests.program.rows import rows


@dataclass
class Talk:
    """One case that is claimed. Lines are numbered: `owner 3`, `staff 3`."""

    desk: Desk
    owner: Person
    case_id: int
    thread: int
    lines: int = 0
    written: list[Entry] = field(default_factory=list)

    @classmethod
    async def begin(cls, desk: Desk, name: str) -> "Talk":
        """Open a case and let the first agent claim it."""
        owner, _, card = await with_case(desk, name)
        case = await desk.case_of(owner)
        await desk.agents[0].tap(data=f"case:claim:{case}", message=card, wait=0)
        await desk.owner_sees(owner, lambda one: "Agent 0" in one.text)
        return cls(desk, owner, case, card.thread or 0)

    async def both_write(self) -> None:
        """Let each write the next line."""
        self.lines += 1
        await self.owner.send(f"owner {self.lines}.")
        where = {"chat": self.desk.group, "thread": self.thread}
        self.written.append(await self.desk.agents[0].send(f"staff {self.lines}.", **where))

    async def arrived(self) -> None:
        """Wait until the last line of each is on the other side."""
        await self.desk.sees(lambda one: f"owner {self.lines}." in one.text, thread=self.thread)
        await self.desk.owner_sees(self.owner, lambda one: one.text == f"staff {self.lines}.", LONG)

    async def check(self) -> int:
        """Check that every line arrived, in order; returns how many staff's lines came again.

        The clock of the first response stopped when the person wrote, however late it arrived.
        """
        there = _numbers("owner", [o for o in await self.desk.said(self.thread) if o.from_bot])
        heard = _numbers("staff", [one for one in await self.owner.transcript() if one.from_bot])
        wanted = list(range(1, self.lines + 1))
        assert list(dict.fromkeys(there)) == wanted
        assert list(dict.fromkeys(heard)) == wanted
        answered = f"SELECT first_response_at FROM cases WHERE id = {self.case_id}"
        [(at,)] = await rows(self.desk.stage.database, answered)
        at = at if isinstance(at, datetime) else datetime.fromisoformat(str(at))
        first = datetime.fromtimestamp(int(self.written[0].raw["date"]), UTC)
        assert at.replace(tzinfo=UTC) == first
        return len(heard) - len(wanted)


def _numbers(who: str, entries: Sequence[Entry]) -> list[int]:
    text = " ".join(one.text for one in entries)
    return [int(number) for number in re.findall(rf"{who} (\d+)\.", text)]
