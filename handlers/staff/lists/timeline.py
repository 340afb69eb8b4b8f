"""`/timeline`: what happened to a case, step by step; the latest also under `/case`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from domain.cases import Case, CaseEvent, CaseEventKind, CasePriority
from domain.ports import Effect, Tools
from domain.text import Body, Joined, Moment, Text
from handlers.cases.desks import desk_of
from handlers.cases.words import PRIORITIES
from handlers.staff.turn import StaffTurn

LATEST = 5
_MOST = 40

_WORDS = {
    CaseEventKind.OPENED: Text("timeline.opened"),
    CaseEventKind.JOINED: Text("timeline.joined"),
    CaseEventKind.CLAIMED: Text("timeline.claimed"),
    CaseEventKind.RELEASED: Text("timeline.released"),
    CaseEventKind.FIRST_RESPONSE: Text("timeline.first_response"),
    CaseEventKind.WAITING: Text("timeline.waiting"),
    CaseEventKind.CONTINUED: Text("timeline.continued"),
    CaseEventKind.RESOLVED: Text("timeline.resolved"),
    CaseEventKind.CONFIRMED: Text("timeline.confirmed"),
    CaseEventKind.REOPENED: Text("timeline.reopened"),
    CaseEventKind.CLOSED: Text("timeline.closed"),
    CaseEventKind.BREACHED: Text("timeline.breached"),
    CaseEventKind.SPAM: Text("timeline.spam"),
    CaseEventKind.TOPIC_MADE: Text("timeline.topic_made"),
    CaseEventKind.TOPIC_LOST: Text("timeline.topic_lost"),
    CaseEventKind.RELAY_FAILED: Text("timeline.relay_failed"),
    CaseEventKind.CALLED_OFF: Text("timeline.called_off"),
    CaseEventKind.ASSESSED: Text("timeline.assessed"),
    CaseEventKind.REMEDY: Text("timeline.remedy"),
    CaseEventKind.DECIDED: Text("timeline.decided"),
    CaseEventKind.ACTION: Text("timeline.action"),
    CaseEventKind.FILE_NOT_KEPT: Text("timeline.file_not_kept"),
    CaseEventKind.TAKEN_UP: Text("timeline.taken_up"),
    CaseEventKind.FOLLOWED_UP: Text("timeline.followed_up"),
    CaseEventKind.ACKNOWLEDGED: Text("timeline.acknowledged"),
}


@dataclass(frozen=True, slots=True)
class _Step:
    """The data of a step, read into words."""

    tools: Tools
    data: Mapping[str, object]
    names: Mapping[int, str]

    def __getitem__(self, name: str) -> str:
        return str(self.data.get(name, ""))

    @property
    def assigned(self) -> Text:
        to = self.data.get("to")
        name = self.names.get(to, str(to)) if isinstance(to, int) else self["to"]
        return Text("timeline.assigned", name=name)

    @property
    def priority(self) -> Text:
        return Text("timeline.priority", priority=PRIORITIES[CasePriority(self["priority"])])

    @property
    def transferred(self) -> Text:
        desk = desk_of(self.tools.policy, self["to"])
        return Text("timeline.transferred", desk=desk.name)

    @property
    def moved(self) -> Text:
        return Text("timeline.moved", number=f"{self['from']} → {self['to']}")

    def either(self, name: str, yes: Text, no: Text) -> Text:
        return yes if self.data.get(name) else no


_TOLD: Mapping[CaseEventKind, Callable[[_Step], Text]] = {
    CaseEventKind.ASSIGNED: lambda step: step.assigned,
    CaseEventKind.PRIORITY: lambda step: step.priority,
    CaseEventKind.RATED: lambda step: Text("timeline.rated", rating=step["rating"]),
    CaseEventKind.TRANSFERRED: lambda step: step.transferred,
    CaseEventKind.MERGED: lambda step: Text("timeline.merged", number=step["from"]),
    CaseEventKind.LINKED: lambda step: Text("timeline.linked", number=step["to"]),
    CaseEventKind.MOVED: lambda step: step.moved,
    CaseEventKind.WARNED: lambda step: Text("timeline.warned", percent=step["percent"]),
    CaseEventKind.NOTE_MODE: lambda step: step.either(
        "on", Text("timeline.notes_on"), Text("timeline.notes_off")
    ),
    CaseEventKind.OWNER_BLOCKED: lambda step: step.either(
        "blocked", Text("timeline.blocked"), Text("timeline.back")
    ),
}
"""Steps whose data belong into the words."""


def _what(step: _Step, kind: CaseEventKind) -> Text:
    return _TOLD[kind](step) if kind in _TOLD else _WORDS[kind]


async def timeline(turn: StaffTurn, case: Case, words: str) -> Effect:
    """Show the last forty steps."""
    del words
    title = Text("timeline.title", number=case.number)
    return turn.says(turn.reply(Joined((title, await latest(turn.tools, case, _MOST)))))


async def latest(tools: Tools, case: Case, count: int = LATEST) -> Body:
    """Return the latest steps of a case, the oldest of them first, a line each."""
    events = (await tools.cases.timeline(case.id))[-count:]
    names = await _names(tools, events)
    return Joined(tuple(_line(tools, case, one, names) for one in events), "\n")


async def _names(tools: Tools, events: Sequence[CaseEvent]) -> dict[int, str]:
    """Return what those of staff are called who occur in them."""
    people = {one.actor for one in events if one.actor is not None}
    people |= {to for one in events if isinstance(to := one.data.get("to"), int)}
    found = [await tools.staff.member(one) for one in sorted(people)]
    return {one.user_id: one.name for one in found if one is not None}


def _line(tools: Tools, case: Case, event: CaseEvent, names: dict[int, str]) -> Text:
    zone = desk_of(tools.policy, case.desk).time_zone
    at = Moment(event.at, zone, tools.clock.now())
    what = _what(_Step(tools, event.data, names), event.kind)
    if event.actor is None:
        return Text("timeline.line", at=at, what=what)
    return Text("timeline.line_by", at=at, what=what, who=names.get(event.actor, str(event.actor)))
