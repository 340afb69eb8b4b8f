"""What happens to owners and cars, and the surveys that it leads to."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

from domain.cases import Case, CaseEnd
from domain.pipeline import DueTimer
from domain.ports import Tools, Work
from domain.surveys.definition import SurveyBook
from domain.surveys.events import CASE_CLOSED, By, Event, NewEvent, ownership_rules, planned
from domain.surveys.invitations import NewInvitation
from handlers.surveys import closing_loop
from handlers.timing import Due

MATCH = "survey_match_events"
OWNERSHIP = "survey_ownership"
EVERY = {MATCH: timedelta(hours=1), OWNERSHIP: timedelta(hours=12)}
_AT_ONCE = 500
_LONGEST = timedelta(days=3650)
_ENDED_WELL = (CaseEnd.SOLVED, CaseEnd.NO_REPLY)

Named = Mapping[tuple[By, str], Sequence[tuple[int, str | None]]]


async def happened(
    work: Work,
    book: SurveyBook,
    new: NewEvent,
    owner_id: int | None,
    now: datetime,
    *,
    model: str | None = None,
) -> bool:
    """Keep an event and plan what it leads to; False if it is known already."""
    event_id = await work.invitations.happened(new, owner_id)
    if event_id is None:
        return False
    if owner_id is not None:
        event = Event(event_id, new.kind, new.at, owner_id, new.desk, model, new.case_id)
        await _plan(work, book, event, owner_id, now)
    return True


async def case_closed(tools: Tools, work: Work, case: Case) -> None:
    """Let a closed case be an event, unless it was set aside."""
    if case.end not in _ENDED_WELL or await closing_loop.case_closed(tools, work, case):
        return
    now = tools.clock.now()
    new = NewEvent(CASE_CLOSED, (), now, case.desk, case_id=case.id)
    await happened(work, tools.survey_book, new, case.owner_id, now)


def owner_of(event: NewEvent, known: Named) -> tuple[int, str | None] | None:
    """Return whose event it is, and the car's model; None for nobody, and for more than one."""
    for by in By:
        for which, name in event.names:
            found = known.get((which, name), ()) if which is by else ()
            if len({owner for owner, _ in found}) == 1:
                models = {model for _, model in found}
                return found[0][0], models.pop() if len(models) == 1 else None
    return None


async def match(timer: DueTimer, tools: Tools) -> Due:
    """Look once more for the owners of events that named nobody we knew."""
    del timer
    now, after = tools.clock.now(), 0
    found: list[tuple[int, NewEvent, int, str | None]] = []
    while len(found) < _AT_ONCE:
        page = await tools.invitations.unmatched(after=after, limit=_AT_ONCE)
        if not page:
            break
        after = page[-1][0]
        names = {name for _, event in page for name in event.names}
        known = await tools.invitations.owners_named(names)
        for event_id, event in page:
            if (owner := owner_of(event, known)) is not None:
                found.append((event_id, event, *owner))

    async def effect(work: Work) -> None:
        for event_id, new, owner_id, model in found:
            if await work.invitations.matched(event_id, owner_id):
                event = Event(event_id, new.kind, new.at, owner_id, new.desk, model, new.case_id)
                await _plan(work, tools.survey_book, event, owner_id, now)

    return Due(effect, now + EVERY[MATCH])


async def ownership(timer: DueTimer, tools: Tools) -> Due:
    """Plan what is sent every so many days of ownership, for yesterday's days and today's."""
    del timer
    now = tools.clock.now()
    midnight = datetime.combine(now.date(), time(), UTC)
    plans: list[NewInvitation] = []
    for survey, days in ownership_rules(tools.survey_book):
        for times in range(1, _LONGEST.days // days + 1):
            first = midnight - timedelta(days=days * times + 1)
            after = 0
            while True:
                page = await tools.invitations.owned_since(
                    first, first + timedelta(days=2), after=after, limit=_AT_ONCE
                )
                plans += [
                    NewInvitation(
                        survey.key, owner_id, f"every:{days}", f"owned:{ownership_id}:{times}", now,
                        model=model,
                    )
                    for ownership_id, owner_id, model in page
                ]  # fmt: skip
                if len(page) < _AT_ONCE:
                    break
                after = page[-1][0]

    async def effect(work: Work) -> None:
        for plan in plans:
            await work.invitations.plan(plan)

    return Due(effect, now + EVERY[OWNERSHIP])


async def _plan(work: Work, book: SurveyBook, event: Event, owner_id: int, now: datetime) -> None:
    cause = f"event:{event.id}" if event.case_id is None else f"case:{event.case_id}"
    for plan in planned(book, event, now):
        await work.invitations.plan(
            NewInvitation(
                survey=plan.survey.key,
                owner_id=owner_id,
                trigger=plan.trigger,
                cause=cause,
                due_at=max(plan.due_at, event.at),
                desk=event.desk,
                model=event.model,
                case_id=event.case_id,
            )
        )
