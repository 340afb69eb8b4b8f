"""`/nps` and `/csat`: scores of twelve months, as text at once, then as picture and workbook."""

from datetime import date

from domain.incoming import Incoming
from domain.measures import Days
from domain.pipeline import DueTimer
from domain.ports import Conversation, Effect, Tools, Work, nothing
from domain.report import Report
from domain.surveys.definition import Measure
from domain.surveys.figures import Months
from domain.surveys.report import survey_report
from domain.text import Text
from handlers.figures import survey_figures_of
from handlers.staff.commands import arguments
from handlers.staff.lists.drawn import Asked, files_of
from handlers.staff.lists.stats import Scope, scope_of
from handlers.staff.members.admitted import refusal
from handlers.staff.turn import StaffTurn
from handlers.timing import Due, Job

_MONTHS = 12


def scores(measure: Measure) -> Conversation:
    """Return the command: `/nps`, `/nps 2026-11` for the twelve months up to another one."""

    async def command(incoming: Incoming, tools: Tools) -> Effect:
        turn = await StaffTurn.begin(incoming, tools)
        if turn is None:
            return nothing
        scope = scope_of(tools.policy, turn.place, turn.member)
        if scope is None:
            return await refusal(turn) or nothing
        now, words = tools.clock.now(), arguments(incoming)
        last = _month(words) if words else now.astimezone(scope.desks[0].zone).date()
        if last is None:
            return turn.says(turn.reply(Text("staff.nps_which_month", words=words)))
        report = await _report(tools, scope, measure, last)
        place, reply_to = turn.place, turn.incoming.message_id
        asked = Asked(place, reply_to, turn.locale, turn.actor, f"{last:%Y-%m}")
        key = f"{place.bot_id}-{incoming.update_id}"

        async def effect(work: Work) -> None:
            await turn.says(turn.reply(report.body()))(work)
            await work.timers.set(_kind(measure), key, now, asked.as_data())

        return effect

    return command


def draw(measure: Measure) -> tuple[str, Job]:
    """Return the job that draws what a command promised, with its kind."""

    async def job(timer: DueTimer, tools: Tools) -> Due:
        asked = Asked.read(timer.data)
        scope = scope_of(tools.policy, asked.place, await tools.staff.member(asked.actor))
        last = _month(asked.what)
        if scope is None or last is None:
            return Due(nothing)  # who asked is no member any more
        report = await _report(tools, scope, measure, last)
        return await files_of(timer, tools, asked, report, f"{measure.value}-{asked.what}")

    return _kind(measure), job


async def _report(tools: Tools, scope: Scope, measure: Measure, last: date) -> Report:
    desks = [desk.key for desk in scope.desks]
    months = Months.up_to(last, _MONTHS)
    figures = await survey_figures_of(
        tools.survey_figures, tools.survey_book, measure, months, desks
    )
    return survey_report(figures, measure, tools.policy, tools.survey_book, desks)


def _kind(measure: Measure) -> str:
    return f"scores_{measure.value}"


def _month(words: str) -> date | None:
    days = Days.read_month(words)
    return days.first if days else None
