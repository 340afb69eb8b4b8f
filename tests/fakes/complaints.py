"""Complaints in memory."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from domain.cases import Case
from domain.complaints.handling import Action, NewAction, NewRemedy, Remedy, RemedyState
from domain.complaints.record import Complaint, Filed, NewComplaint
from domain.complaints.register import DeskSpan, RegisterFilter
from tests.fakes.state import State

if TYPE_CHECKING:
    from tests.fakes.store import Store

_WRITTEN = {one.name for one in fields(Complaint)} - {"case_id"}


class FakeComplaintReads:
    def __init__(self, store: "Store") -> None:
        self._store = store

    async def of_case(self, case_id: int) -> Complaint | None:
        return self._store.state.handoff.complaints.get(case_id)

    async def remedies(self, case_id: int) -> Sequence[Remedy]:
        kept = self._store.state.handoff.remedies.values()
        return [one for one in kept if one.case_id == case_id]

    async def actions(self, case_id: int) -> Sequence[Action]:
        kept = self._store.state.handoff.actions.values()
        return [one for one in kept if one.case_id == case_id]

    async def of_owner(
        self, bot_id: int, owner_id: int, since: datetime, *, limit: int = 10
    ) -> Sequence[Filed]:
        kept = self._store.state.handoff
        found = []
        for case_id in sorted(kept.complaints, reverse=True):
            case = await self._store.cases.case(case_id)
            if case and (case.bot_id, case.owner_id) == (bot_id, owner_id):
                found.append(Filed(case, kept.complaints[case_id]))
        return [one for one in found if one.case.opened_at >= since][:limit]

    async def register(
        self,
        spans: Sequence[DeskSpan],
        sought: RegisterFilter,
        *,
        limit: int = 50,
        offset: int = 0,
    ) -> Sequence[Filed]:
        kept = self._store.state.handoff.complaints
        filed = [
            Filed(case, complaint)
            for case_id, complaint in kept.items()
            if (case := await self._store.cases.case(case_id)) is not None
        ]
        found = [one for one in filed if _fits(one, spans, sought)]
        found.sort(key=lambda one: (one.case.opened_at, one.case.id), reverse=True)
        return found[offset : offset + limit]

    async def count(self, spans: Sequence[DeskSpan], sought: RegisterFilter) -> int:
        return len(await self.register(spans, sought, limit=10**9))


def _fits(filed: Filed, spans: Sequence[DeskSpan], sought: RegisterFilter) -> bool:
    case, complaint = filed.case, filed.complaint
    in_span = any(
        case.desk == span.desk
        and (span.opened_from is None or case.opened_at >= span.opened_from)
        and (span.opened_before is None or case.opened_at < span.opened_before)
        for span in spans
    )
    told = "\n".join((case.number, case.subject, case.asked)).lower()
    wanted = (
        (complaint.details.model, sought.models),
        (complaint.details.category, sought.categories),
        (complaint.cause, sought.causes),
        (complaint.severity, sought.severities),
        (case.status, sought.statuses),
    )
    return (
        in_span
        and not (sought.named_only and case.is_anonymous)
        and all(not among or value in among for value, among in wanted)
        and all(word.lower() in told for word in sought.words)
    )


class FakeComplaintWrites:
    def __init__(self, state: State) -> None:
        self._kept = state.handoff

    async def open(self, case: Case, new: NewComplaint) -> Complaint:
        complaint = Complaint(
            case.id,
            new.details,
            severity=new.assessment.severity,
            reasons=new.assessment.reasons,
        )
        self._kept.complaints[case.id] = complaint
        return complaint

    async def of_case(self, case_id: int) -> Complaint | None:
        return self._kept.complaints.get(case_id)

    async def change(self, complaint: Complaint, **changes: Any) -> Complaint:
        if refused := set(changes) - _WRITTEN:
            raise TypeError(f"not to be written: {sorted(refused)}")
        changed = replace(complaint, **changes)
        self._kept.complaints[complaint.case_id] = changed
        return changed

    async def offer(self, new: NewRemedy) -> Remedy:
        given = {one.name: getattr(new, one.name) for one in fields(NewRemedy)}
        remedy = Remedy(id=len(self._kept.remedies) + 1, **given)
        self._kept.remedies[remedy.id] = remedy
        return remedy

    async def settle(
        self, remedy_id: int, state: RemedyState, *, was: RemedyState, **changes: Any
    ) -> Remedy | None:
        if refused := set(changes) - {"allowed_by", "answered_at"}:
            raise TypeError(f"not to be written: {sorted(refused)}")
        remedy = self._kept.remedies.get(remedy_id)
        if remedy is None or remedy.state is not was:
            return None
        self._kept.remedies[remedy_id] = replace(remedy, state=state, **changes)
        return self._kept.remedies[remedy_id]

    async def plan(self, new: NewAction) -> Action:
        given = {one.name: getattr(new, one.name) for one in fields(NewAction)}
        action = Action(id=len(self._kept.actions) + 1, **given)
        self._kept.actions[action.id] = action
        return action

    async def done(self, action_id: int, *, by: int, at: datetime) -> Action | None:
        action = self._kept.actions.get(action_id)
        if action is None or action.done_at is not None:
            return None
        self._kept.actions[action_id] = replace(action, done_at=at, done_by=by)
        return self._kept.actions[action_id]
