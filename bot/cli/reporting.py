"""`ownerline report`: figures for who runs the place, from the database alone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from bot.cli.refusals import today
from bot.cli.session import asynchronous, parts
from bot.cli.speaking import say, terminal_locale
from domain.errors import OwnerlineError
from domain.surveys.definition import Measure
from domain.text import Joined, Plain, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.wiring import Parts
    from domain.case_figures import ServiceFigures
    from domain.measures import Days
    from domain.policy import Policy


_Command = TypeVar("_Command", bound=Callable[..., object])


def _for_whom(command: _Command) -> _Command:
    """Add what every report has: of which desk, in which language, into which folder."""
    folder = click.Path(path_type=Path)
    for option in (
        click.option("--out", type=folder, default=Path(), help="The folder for the files."),
        click.option("--language", help="en or zh-Hans; left out: the terminal's."),
        click.option("--desk", help="Only this desk, by its key in the policy."),
    ):
        command = option(command)
    return command


@click.group()
def report() -> None:
    """Print figures, and write them as a workbook and a picture."""


@report.command()
@click.option("--month", help="YYYY-MM; left out: this month, by the default desk's clock.")
@_for_whom
@asynchronous
async def service(month: str | None, desk: str | None, language: str | None, out: Path) -> None:
    """Customer service in a month: cases, times, targets, ratings, backlog."""
    from bot.wiring import drawing
    from domain.service_report import service_report

    locale = _locale(language)
    async with parts() as open_parts:
        days = _days(month, today(open_parts))
        figures = await _figures(open_parts, days, desk)
        of_desks = None if desk is None else [desk]
        made = service_report(figures, open_parts.policy, of_desks)
        click.echo(open_parts.renderer.plain(made.body(), locale))
        draw = drawing(open_parts)
        workbook = await draw.workbook(made, locale)
        picture = await draw.picture(made, locale)
    name = "-".join(["service", f"{days.first:%Y-%m}", *(of_desks or [])])
    _write_all(out / name, {"xlsx": workbook, "png": picture})


@report.command()
@click.option("--month", help="YYYY-MM; left out: this month, by the default desk's clock.")
@_for_whom
@asynchronous
async def complaints(month: str | None, desk: str | None, language: str | None, out: Path) -> None:
    """Complaints of a month: counts, causes, times, remedies and their cost, what is put right."""
    from bot.wiring import drawing
    from domain.complaints.report import complaint_report
    from handlers.complaints.figures import complaint_figures_of

    locale = _locale(language)
    async with parts() as open_parts:
        policy, now = open_parts.policy, open_parts.clock.now()
        days = _days(month, today(open_parts))
        _known_desk(policy, desk)
        of_desks = None if desk is None else [desk]
        reads = open_parts.storage.complaints
        figures = await complaint_figures_of(reads, days, policy, now, of_desks)
        made = complaint_report(figures, policy, of_desks)
        click.echo(open_parts.renderer.plain(made.body(), locale))
        draw = drawing(open_parts)
        files = {
            "xlsx": await draw.workbook(made, locale),
            "pdf": await draw.document(made, locale),
        }
    name = "-".join(["complaints", f"{days.first:%Y-%m}", *(of_desks or [])])
    _write_all(out / name, files)


def _scores(measure: "Measure") -> click.Command:
    """Return the command that reports on the scores of surveys that measure this."""

    @click.option("--month", help="The last month, YYYY-MM; left out: this one.")
    @click.option("--months", type=click.IntRange(1, 60), default=12, help="How many (12).")
    @_for_whom
    @asynchronous
    async def command(
        month: str | None, months: int, desk: str | None, language: str | None, out: Path
    ) -> None:
        from bot.wiring import drawing
        from domain.surveys.figures import Months
        from domain.surveys.report import survey_report
        from handlers.figures import survey_figures_of

        locale = _locale(language)
        async with parts() as open_parts:
            policy, book = open_parts.policy, open_parts.survey_book
            span = Months.up_to(_days(month, today(open_parts)).first, months)
            of_desks = None if desk is None else [desk]
            figures = await survey_figures_of(
                open_parts.storage.survey_figures, book, measure, span, of_desks
            )
            if not figures.total:
                _known_desk(policy, desk)
            made = survey_report(figures, measure, policy, book, of_desks)
            click.echo(open_parts.renderer.plain(made.body(), locale))
            draw = drawing(open_parts)
            files = {
                "xlsx": await draw.workbook(made, locale),
                "png": await draw.picture(made, locale),
                "pdf": await draw.document(made, locale),
            }
        name = "-".join([measure.value, f"{span.last:%Y-%m}", *(of_desks or [])])
        _write_all(out / name, files)

    helps = {
        Measure.NPS: "Recommendation over months: NPS with its interval, by desk, model, occasion.",
        Measure.CSAT: "Satisfaction over months: its share and mean, by desk, model, occasion.",
    }
    return click.command(measure.value, help=helps[measure])(command)


report.add_command(_scores(Measure.NPS))
report.add_command(_scores(Measure.CSAT))


def _locale(language: str | None) -> str:
    from bot.rendering.catalog import SHIPPED
    from domain.locale import canonical

    if language is None:
        return terminal_locale()
    if canonical(language) not in SHIPPED:
        raise OwnerlineError(Text("error.language", language=language, known=", ".join(SHIPPED)))
    return canonical(language)


def _days(month: str | None, now: date) -> "Days":
    from domain.measures import Days

    days = Days.month(now.year, now.month) if month is None else Days.read_month(month)
    if days is None:
        raise OwnerlineError(Text("error.month", month=month or ""))
    return days


def _known_desk(policy: "Policy", desk: str | None) -> None:
    """Raise `OwnerlineError` for a desk that the policy lacks."""
    known = [one.key for one in policy.desks]
    if desk is not None and desk not in known:
        raise OwnerlineError(Text("error.no_desk", desk=desk, known=", ".join(known)))


async def _figures(open_parts: "Parts", days: "Days", desk: str | None) -> "ServiceFigures":
    """Return the figures; a desk that left the policy still has those of its cases."""
    from handlers.figures import service_figures_of

    policy = open_parts.policy
    figures = await service_figures_of(
        open_parts.storage.case_figures, days, policy, open_parts.clock.now(),
        None if desk is None else [desk],
    )  # fmt: skip
    if not (figures.total.opened or figures.backlog):
        _known_desk(policy, desk)
    return figures


def _write_all(name: Path, contents: "Mapping[str, bytes]") -> None:
    written = [
        _written(name.with_name(f"{name.name}.{ending}"), content)
        for ending, content in contents.items()
    ]
    say(Text("report.written", files=Joined(tuple(Plain(str(one)) for one in written), ", ")))


def _written(file: Path, content: bytes) -> Path:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OwnerlineError(
            Text("error.file_unwritable", file=str(file), reason=reason)
        ) from error
    return file
