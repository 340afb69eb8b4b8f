"""`/stats`: the figures of a month, as text at once, then as a picture and a workbook.

Drawing is a timer's job (drawn.py).
"""

from dataclasses import dataclass
from datetime import datetime

from domain.desks import Desk
from domain.incoming import Incoming, Place
from domain.measures import Days
from domain.pipeline import DueTimer
from domain.policy import Policy
from domain.ports import Effect, Tools, Work, nothing
from domain.report import Report
from domain.service_report import service_report
from domain.staff import Right, StaffMember
from domain.text import Text
from handlers.figures import service_figures_of
from handlers.staff.commands import arguments
from handlers.staff.lists.drawn import Asked, files_of
from handlers.staff.members.admitted import refusal
from handlers.staff.turn import StaffTurn
from handlers.timing import Due

DRAW = "stats"


async def stats(incoming: Incoming, tools: Tools) -> Effect:
    """`/stats`, `/stats 2026-11`: this month's figures, or those of another month."""
    turn = await StaffTurn.begin(incoming, tools)
    if turn is None:
        return nothing
    scope = scope_of(tools.policy, turn.place, turn.member)
    if scope is None:
        return await refusal(turn) or nothing
    now, words = tools.clock.now(), arguments(incoming)
    days = Days.read_month(words) if words else _this_month(scope.desks[0], now)
    if days is None:
        return turn.says(turn.reply(Text("staff.stats_which_month", words=words)))
    report = await _report(tools, scope, days, now)
    asked = Asked(
        turn.place, turn.incoming.message_id, turn.locale, turn.actor, f"{days.first:%Y-%m}"
    )
    key = f"{turn.place.bot_id}-{incoming.update_id}"

    async def effect(work: Work) -> None:
        await turn.says(turn.reply(report.body()))(work)
        await work.timers.set(DRAW, key, now, asked.as_data())

    return effect


async def draw(timer: DueTimer, tools: Tools) -> Due:
    """Draw what was asked for, keep it and queue it. Done again after a crash, it is the same."""
    asked = Asked.read(timer.data)
    scope = scope_of(tools.policy, asked.place, await tools.staff.member(asked.actor))
    days = Days.read_month(asked.what)
    if scope is None or days is None:
        return Due(nothing)  # who asked is no member any more
    report = await _report(tools, scope, days, tools.clock.now())
    return await files_of(timer, tools, asked, report, f"service-{asked.what}")


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures somebody sees: of these desks, and of all their people or of one alone."""

    desks: tuple[Desk, ...]
    only: int | None


def scope_of(policy: Policy, place: Place, member: StaffMember | None) -> Scope | None:
    """Return what a member sees at a place; None for who works at no desk that is there.

    A desk is at its group and at its supervisors' chat, which several may share. Who leads there
    sees everybody's figures, who works there the desk's and their own.
    """
    if member is None:
        return None
    here = [one for one in policy.desks if one.chat_id == place.chat_id] or [
        one for one in policy.desks if one.supervisors_chat_id == place.chat_id
    ]
    led = tuple(one for one in here if member.may(Right.LEAD_CASES, one.key))
    if led:
        return Scope(led, None)
    worked = tuple(one for one in here if member.may(Right.WORK_CASES, one.key))
    return Scope(worked, member.user_id) if worked else None


async def _report(tools: Tools, scope: Scope, days: Days, now: datetime) -> Report:
    desks = [one.key for one in scope.desks]
    figures = await service_figures_of(tools.case_figures, days, tools.policy, now, desks)
    if scope.only is not None:
        figures = figures.of_people({scope.only})
    return service_report(figures, tools.policy, desks)


def _this_month(desk: Desk, now: datetime) -> Days:
    today = now.astimezone(desk.zone)
    return Days.month(today.year, today.month)
