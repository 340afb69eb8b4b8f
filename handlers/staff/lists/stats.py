"""`/stats`: the figures of a month, as text at once, then as a picture and a workbook.

Drawing takes seconds, and a child process that may fail: it is a timer's job, so the lane goes on
meanwhile and a crash leaves the drawing to be done. The files are kept until both were sent.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

from domain.desks import Desk
from domain.errors import OwnerlineError
from domain.incoming import Incoming, Place
from domain.measures import Days
from domain.outgoing import Outgoing, Priority, SendFile, SendText, Then
from domain.pipeline import DueTimer
from domain.policy import Policy
from domain.ports import Effect, Tools, Work, nothing
from domain.report import Report
from domain.service_report import service_report
from domain.staff import Right, StaffMember
from domain.text import Text
from handlers.figures import service_figures_of
from handlers.staff.commands import arguments
from handlers.staff.members.admitted import refusal
from handlers.staff.turn import StaffTurn
from handlers.timing import Due

DRAW = "stats"
SENT = "stats_sent"


async def stats(incoming: Incoming, tools: Tools) -> Effect:
    """`/stats`, `/stats 2026-11`: this month's figures, or those of another month."""
    turn = await StaffTurn.begin(incoming, tools)
    if turn is None:
        return nothing
    scope = _scope(tools.policy, turn.place, turn.member)
    if scope is None:
        return await refusal(turn) or nothing
    now, words = tools.clock.now(), arguments(incoming)
    days = Days.read_month(words) if words else _this_month(scope.desks[0], now)
    if days is None:
        return turn.says(turn.reply(Text("staff.stats_which_month", words=words)))
    report = await _report(tools, scope, days, now)
    asked = _Asked(
        turn.place, turn.incoming.message_id, turn.locale, turn.actor, f"{days.first:%Y-%m}"
    )
    key = f"{turn.place.bot_id}-{incoming.update_id}"

    async def effect(work: Work) -> None:
        await turn.says(turn.reply(report.body()))(work)
        await work.timers.set(DRAW, key, now, asked.as_data())

    return effect


async def draw(timer: DueTimer, tools: Tools) -> Due:
    """Draw what was asked for, keep it and queue it. Done again after a crash, it is the same."""
    asked = _Asked.read(timer.data)
    scope = _scope(tools.policy, asked.place, await tools.staff.member(asked.actor))
    days = Days.read_month(asked.month)
    if scope is None or days is None:
        return Due(nothing)  # who asked is no member any more
    report = await _report(tools, scope, days, tools.clock.now())
    try:
        picture = await tools.drawing.picture(report, asked.locale)
        workbook = await tools.drawing.workbook(report, asked.locale)
    except OwnerlineError as error:
        return Due(_puts(asked.answer(SendText(error.text, reply_to=asked.reply_to, silent=True))))
    files = []
    for content, ending in ((picture, "png"), (workbook, "xlsx")):
        key = f"stats/{timer.key}.{ending}"
        await tools.files.keep(key, content)
        file = SendFile(
            key, f"service-{asked.month}.{ending}", as_photo=ending == "png",
            reply_to=asked.reply_to,
        )  # fmt: skip
        files.append(replace(asked.answer(file), then=Then(SENT, {"key": key})))
    return Due(_puts(*files))


async def sent(timer: DueTimer, tools: Tools) -> Due:
    """Forget a file once it was sent, or could not be."""
    await tools.files.remove(str(timer.data["key"]))
    return Due(nothing)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Whose figures somebody sees: of these desks, and of all their people or of one alone."""

    desks: tuple[Desk, ...]
    only: int | None


def _scope(policy: Policy, place: Place, member: StaffMember | None) -> _Scope | None:
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
        return _Scope(led, None)
    worked = tuple(one for one in here if member.may(Right.WORK_CASES, one.key))
    return _Scope(worked, member.user_id) if worked else None


async def _report(tools: Tools, scope: _Scope, days: Days, now: datetime) -> Report:
    desks = [one.key for one in scope.desks]
    figures = await service_figures_of(tools.case_figures, days, tools.policy, now, desks)
    if scope.only is not None:
        figures = figures.of_people({scope.only})
    return service_report(figures, tools.policy, desks)


def _this_month(desk: Desk, now: datetime) -> Days:
    today = now.astimezone(desk.zone)
    return Days.month(today.year, today.month)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who asked for which month, where, as a timer keeps it. What they may see is looked up."""

    place: Place
    reply_to: int | None
    locale: str
    actor: int
    month: str

    def answer(self, action: SendText | SendFile) -> Outgoing:
        return Outgoing(self.place, action, self.locale, Priority.CARD)

    def as_data(self) -> dict[str, Any]:
        return {
            "bot_id": self.place.bot_id,
            "chat_id": self.place.chat_id,
            "topic_id": self.place.topic_id,
            "reply_to": self.reply_to,
            "locale": self.locale,
            "actor": self.actor,
            "month": self.month,
        }

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        place = Place(data["bot_id"], data["chat_id"], data["topic_id"])
        return cls(place, data["reply_to"], data["locale"], data["actor"], data["month"])


def _puts(*outgoing: Outgoing) -> Effect:
    async def effect(work: Work) -> None:
        await work.outbox.put(*outgoing)

    return effect
