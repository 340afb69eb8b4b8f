"""How a complaint has gone, for its owner: a line for each thing that happened, in plain words."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from domain.cases import Case, CaseEvent, CaseEventKind, CaseKind
from domain.complaints.handling import RemedyState
from domain.complaints.policy import ComplaintPolicy
from domain.text import Body, Joined, Moment, Text
from handlers.cases.desks import zone_of_owner
from handlers.complaints.handled import remedy_of
from handlers.turn import Turn

_MOST = 20
_SAME = timedelta(seconds=1)

_PLAIN = {
    CaseEventKind.OPENED: Text("gone.opened"),
    CaseEventKind.CLAIMED: Text("gone.claimed"),
    CaseEventKind.ASSIGNED: Text("gone.claimed"),
    CaseEventKind.FIRST_RESPONSE: Text("gone.answered"),
    CaseEventKind.DECIDED: Text("gone.decided"),
    CaseEventKind.CLOSED: Text("gone.closed"),
    CaseEventKind.REOPENED: Text("gone.reopened"),
}
"""What owners read of; what staff do among themselves is not for them."""


async def timeline(turn: Turn, case: Case) -> Body | None:
    """Return the lines, oldest first; None for a case that is no complaint."""
    if case.kind is not CaseKind.COMPLAINT:
        return None
    policy = turn.tools.policy.complaints
    events = await turn.tools.cases.timeline(case.id)
    lines = [*_events(policy, events), *await _remedies(turn, case)]
    lines.sort(key=lambda line: line[0])
    zone, now = zone_of_owner(turn.tools.policy, turn.caller.owner), turn.tools.clock.now()
    told = [Text("gone.line", at=Moment(at, zone, now), what=what) for at, what in lines[-_MOST:]]
    if case.status.is_active and case.resolution_due is not None and case.resolution_due > now:
        due = Moment(case.resolution_due, zone, now)
        told.append(Text("gone.decision_due", due=due))
    return Joined(tuple(told), "\n")


def _events(
    policy: ComplaintPolicy, events: Sequence[CaseEvent]
) -> Iterator[tuple[datetime, Body]]:
    ups = [event.at for event in events if event.kind is CaseEventKind.TAKEN_UP]
    for event in events:
        if event.kind is CaseEventKind.TAKEN_UP:
            level = policy.level(int(str(event.data.get("level", 0))))
            if level is not None:
                yield event.at, Text("gone.taken_up", level=level.name)
        elif event.kind is CaseEventKind.REOPENED and any(
            abs(event.at - at) <= _SAME for at in ups
        ):
            continue
        elif event.kind in _PLAIN:
            yield event.at, _PLAIN[event.kind]


async def _remedies(turn: Turn, case: Case) -> list[tuple[datetime, Body]]:
    """Return what was offered and answered; what waits to be allowed is not told."""
    policy = turn.tools.policy.complaints
    told: list[tuple[datetime, Body]] = []
    for one in await turn.tools.complaints.remedies(case.id):
        if one.state in (RemedyState.PROPOSED, RemedyState.REFUSED):
            continue
        told.append((one.at, Text("gone.offered", remedy=remedy_of(policy, one))))
        if one.answered_at is not None:
            accepted, declined = Text("gone.accepted"), Text("gone.declined")
            is_accepted = one.state is RemedyState.ACCEPTED
            told.append((one.answered_at, accepted if is_accepted else declined))
    return told
