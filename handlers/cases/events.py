"""Entries of a case's timeline beside those that come with its steps (domain/case_steps.py).

Their data is JSON-able and names people by id only.
"""

from datetime import datetime

from domain.cases import Case, CaseEvent, CaseEventKind, CaseOrigin


def opened(case: Case, origin: CaseOrigin) -> CaseEvent:
    """A case was opened; by staff where `opened_by` says so."""
    data: dict[str, object] = {"origin": origin.value, "desk": case.desk}
    return CaseEvent(case.id, CaseEventKind.OPENED, case.opened_at, case.opened_by, data)


def joined(case: Case, at: datetime, origin: CaseOrigin) -> CaseEvent:
    """An owner wanted a person again while their question case was open."""
    return CaseEvent(case.id, CaseEventKind.JOINED, at, data={"origin": origin.value})


def confirmed(case: Case, at: datetime) -> CaseEvent:
    """The owner says that it is solved."""
    return CaseEvent(case.id, CaseEventKind.CONFIRMED, at)


def rated(case: Case, at: datetime, rating: int) -> CaseEvent:
    """The owner rated the case, 1 to 5."""
    return CaseEvent(case.id, CaseEventKind.RATED, at, data={"rating": rating})


def linked(case: Case, at: datetime, to: Case, actor: int | None = None) -> CaseEvent:
    """Another case has to do with this one."""
    return CaseEvent(case.id, CaseEventKind.LINKED, at, actor, {"to": to.number})


def warned(case: Case, at: datetime, target: str, percent: int) -> CaseEvent:
    """So much of the time of a target ("first_response" or "resolution") is over."""
    data: dict[str, object] = {"target": target, "percent": percent}
    return CaseEvent(case.id, CaseEventKind.WARNED, at, data=data)


def breached(case: Case, at: datetime, target: str) -> CaseEvent:
    """The time of a target is over."""
    return CaseEvent(case.id, CaseEventKind.BREACHED, at, data={"target": target})


def topic_made(case: Case, at: datetime, topic_id: int) -> CaseEvent:
    """The case has a topic."""
    return CaseEvent(case.id, CaseEventKind.TOPIC_MADE, at, data={"topic_id": topic_id})


def topic_lost(case: Case, at: datetime, topic_id: int | None, up_to: int) -> CaseEvent:
    """The case's topic vanished; messages up to that id are said again in the new one."""
    data: dict[str, object] = {"topic_id": topic_id, "up_to": up_to}
    return CaseEvent(case.id, CaseEventKind.TOPIC_LOST, at, data=data)


def relay_failed(case: Case, at: datetime, messages: list[int], reason: str) -> CaseEvent:
    """Messages did not reach the other side; `reason` is in the channel's words."""
    data: dict[str, object] = {"messages": messages, "reason": reason[:200]}
    return CaseEvent(case.id, CaseEventKind.RELAY_FAILED, at, data=data)


def owner_blocked(case: Case, at: datetime, *, blocked: bool) -> CaseEvent:
    """The owner blocked the bot, or is back."""
    return CaseEvent(case.id, CaseEventKind.OWNER_BLOCKED, at, data={"blocked": blocked})
