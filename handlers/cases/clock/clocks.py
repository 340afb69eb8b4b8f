"""The clock of a case: warnings before a deadline, and what happens when one has passed.

The timers only say when to look: what holds is computed from the case (domain/sla.py), so a timer
of a case that was answered, or that waits on its owner, does nothing.
"""

from collections.abc import Sequence
from typing import Any

from domain import case_steps, sla
from domain.calendar import calendar_of
from domain.case_messages import Author
from domain.cases import Case, CaseEvent, CaseEventKind, CaseOrigin, CaseStatus
from domain.outgoing import Button, Outgoing
from domain.pipeline import DueTimer
from domain.ports import Effect, Tools, Work, nothing
from domain.sla import ClockState, Deadline, Deadlines, Standing
from domain.text import Text
from handlers.cases import events, supervisors
from handlers.cases.desks import desk_of
from handlers.cases.room.card import view_of
from handlers.cases.taking import take
from handlers.cases.to_owner import tell_owner
from handlers.cases.words import assignee_of
from handlers.timing import Due

WARNING = "sla_warning"
BREACH = "sla_breach"
FIRST_RESPONSE = "first_response"
RESOLUTION = "resolution"


async def start(tools: Tools, work: Work, case: Case, due: Deadlines) -> None:
    """Set the timers for deadlines; those set before are moved."""
    percents = sorted(tools.policy.sla.warn_at)
    if case.first_response_at is None:
        await _set(work, case, FIRST_RESPONSE, due.first_response, percents)
    await _set(work, case, RESOLUTION, due.resolution, percents)


async def set_anew(tools: Tools, work: Work, case: Case) -> Case:
    """Compute the deadlines anew, keep them and set the timers; returns the case as it is then.

    For a case that is not waiting: when its owner wrote, its priority or its desk changed, or it
    was opened again.
    """
    calendar = calendar_of(desk_of(tools.policy, case.desk))
    due = sla.deadlines(case, calendar, tools.policy.sla, waited=case.waited)
    case = await work.cases.change(
        case,
        first_response_due=due.first_response.due,
        resolution_due=due.resolution.due,
    )
    await start(tools, work, case, due)
    return case


async def cancel(tools: Tools, work: Work, case: Case, target: str) -> None:
    """Take the timers of a target back. One that is left does no harm."""
    for percent in tools.policy.sla.warn_at:
        await work.timers.cancel(WARNING, f"{case.id}:{target}:{percent}")
    await work.timers.cancel(BREACH, f"{case.id}:{target}")


async def warning(timer: DueTimer, tools: Tools) -> Due:
    """Warn in the case's topic that so much of a target's time is over; each warning once."""
    found = await _look(timer, tools)
    if found is None:
        return Due(nothing)
    case, target, standing = found
    now = tools.clock.now()
    percent = int(timer.data["percent"])
    warned = events.warned(case, now, target, percent)
    if standing.state is not ClockState.RUNNING or now >= standing.due:
        return Due(nothing)
    if any(_covers(event, warned) for event in await _since_called_off(tools, case)):
        return Due(nothing)
    view = await view_of(tools, case)
    words = _warning_words(target, percent, case)

    async def effect(work: Work) -> None:
        await work.cases.note(warned)
        await work.outbox.put(view.room.say(words), view.changed(case))

    return Due(effect)


async def breach(timer: DueTimer, tools: Tools) -> Due:
    """A deadline has passed: tell who is in charge, free the case, tell the owner once."""
    found = await _look(timer, tools)
    if found is None:
        return Due(nothing)
    case, target, standing = found
    now = tools.clock.now()
    over = standing.state in (ClockState.BREACHED, ClockState.RUNNING)
    if standing.stopped_at is not None or not over:
        return Due(nothing)
    if now < standing.due:
        return Due(nothing, standing.due)
    return Due(await _breached(tools, case, target))


async def _breached(tools: Tools, case: Case, target: str) -> Effect:
    now = tools.clock.now()
    desk = desk_of(tools.policy, case.desk)
    silent = case.assignee is not None and not await _has_written(tools, case)
    view = await view_of(tools, case)
    words = _breach_words(target, case)
    show = Button(Text("button.case_show"), f"case:show:{case.id}")
    told: tuple[Outgoing, ...] = await supervisors.tell(tools, case.bot_id, desk, words, ((show,),))

    async def effect(work: Work) -> None:
        current = await work.cases.locked(case.id)
        if current is None or current.version != case.version:
            await work.timers.set(BREACH, f"{case.id}:{target}", now, _data(case, target))
            return
        await work.cases.note(events.breached(case, now, target))
        if silent:
            current = await take(work, current, case_steps.released(current, None, now))
            await work.outbox.put(view.room.say(Text("case.back_in_queue", name=_name(case))))
        # who never asked for anything need not hear that it is late
        asked = current.origin not in (CaseOrigin.STAFF, CaseOrigin.SURVEY)
        if asked and not current.breach_told and current.status is CaseStatus.OPEN:
            current = await work.cases.change(current, breach_told=True)
            await tell_owner(work, current, Text("sla.late", number=case.number), now)
        await work.outbox.put(*told, view.room.say(words), view.changed(current))

    return effect


async def _look(timer: DueTimer, tools: Tools) -> tuple[Case, str, Standing] | None:
    case = await tools.cases.case(int(timer.data["case"]))
    target = str(timer.data["target"])
    if case is None or not case.status.is_active:
        return None
    calendar = calendar_of(desk_of(tools.policy, case.desk))
    compute = sla.first_response if target == FIRST_RESPONSE else sla.resolution
    return case, target, compute(case, calendar, tools.policy.sla, tools.clock.now())


async def _since_called_off(tools: Tools, case: Case) -> Sequence[CaseEvent]:
    """Return the timeline from where the targets of an ordinary question began to hold."""
    timeline = await tools.cases.timeline(case.id)
    kinds = [event.kind for event in timeline]
    if CaseEventKind.CALLED_OFF not in kinds:
        return timeline
    return timeline[len(kinds) - kinds[::-1].index(CaseEventKind.CALLED_OFF) :]


async def _has_written(tools: Tools, case: Case) -> bool:
    """Whether the assignee has written anything in the case since they have it."""
    since = case.claimed_at or case.opened_at
    written = await tools.cases.messages(case.id)
    return any(
        one.author is not Author.OWNER
        and one.author_id == case.assignee
        and one.written_at >= since
        for one in written
    )


async def _set(
    work: Work, case: Case, target: str, deadline: Deadline, percents: Sequence[int]
) -> None:
    for percent, at in zip(percents, deadline.warnings, strict=True):
        data = _data(case, target) | {"percent": percent}
        await work.timers.set(WARNING, f"{case.id}:{target}:{percent}", at, data)
    await work.timers.set(BREACH, f"{case.id}:{target}", deadline.due, _data(case, target))


def _data(case: Case, target: str) -> dict[str, Any]:
    return {"case": case.id, "target": target}


def _covers(given: CaseEvent, warned: CaseEvent) -> bool:
    """Whether a warning was given already, or a later one, as after a pause."""
    same = given.kind is warned.kind and given.data.get("target") == warned.data["target"]
    return same and int(str(given.data["percent"])) >= int(str(warned.data["percent"]))


def _warning_words(target: str, percent: int, case: Case) -> Text:
    if target == FIRST_RESPONSE:
        return Text("sla.warning_first", percent=percent, assignee=assignee_of(case))
    return Text("sla.warning_resolution", percent=percent, assignee=assignee_of(case))


def _breach_words(target: str, case: Case) -> Text:
    if target == FIRST_RESPONSE:
        return Text("sla.breach_first", number=case.number, assignee=assignee_of(case))
    return Text("sla.breach_resolution", number=case.number, assignee=assignee_of(case))


def _name(case: Case) -> str:
    return case.assignee_name or str(case.assignee)
