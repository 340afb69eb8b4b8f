"""`ownerline surveys`: waves by hand to a segment, with a dry run, progress and a report."""

from typing import TYPE_CHECKING

import click

from bot.cli.session import asynchronous, parts
from bot.cli.speaking import in_words, say
from domain.errors import OwnerlineError
from domain.text import Text

if TYPE_CHECKING:
    from bot.wiring import Parts
    from domain.surveys.definition import Survey
    from domain.surveys.waves import Wave, WaveState


@click.group()
def surveys() -> None:
    """Send a survey to a segment of owners, and see how far it is."""


@surveys.command()
@click.argument("key")
@click.option("--desk", help="Only owners of this desk.")
@click.option("--model", help="Only owners with a car of this model.")
@click.option("--dry-run", is_flag=True, help="Only say how many, and why others not.")
@asynchronous
async def send(key: str, desk: str | None, model: str | None, dry_run: bool) -> None:
    """Send the survey KEY; a running bot sends it, behind every reply."""
    from domain.surveys.waves import Segment
    from handlers.surveys import waves

    async with parts() as open_parts:
        survey = _survey(open_parts, key)
        segment = Segment(_desk(open_parts, desk), _model(open_parts, model))
        reads, policy, now = open_parts.storage.waves, open_parts.policy, open_parts.clock.now()
        if dry_run:
            counted = await waves.dry_run(reads, policy, survey, segment, now)
            say(Text("surveys.would_ask", n=counted.get(None, 0)))
            for why, number in sorted(counted.items(), key=lambda one: -one[1]):
                if why is not None:
                    say(Text("wave.skipped_why", why=waves.why_of(why.value), n=number))
            return
        async with open_parts.storage.works.alone() as work:
            wave = await work.waves.begin(survey.key, segment, now)
        await _plan(open_parts, survey, wave)


@surveys.command()
@click.argument("number", type=int, required=False)
@asynchronous
async def progress(number: int | None) -> None:
    """Say how far the wave NUMBER is; without one, list the waves."""
    from handlers.surveys import waves

    async with parts() as open_parts:
        if number is None:
            for wave in await open_parts.storage.waves.waves():
                delivery = await open_parts.storage.waves.delivery(wave.id)
                click.echo(
                    f"{wave.id}\t{wave.survey}\t{wave.state.value}\t{wave.created_at:%F %R}Z"
                    f"\t{delivery.sent}/{delivery.total}"
                )
            return
        wave = await _wave(open_parts, number)
        click.echo(f"{wave.id}\t{wave.survey}\t{wave.state.value}")
        click.echo(in_words(waves.report(await open_parts.storage.waves.delivery(wave.id))))


@surveys.command()
@click.argument("number", type=int)
@asynchronous
async def pause(number: int) -> None:
    """Pause the wave NUMBER: what is on its way still arrives."""
    from domain.surveys.waves import WaveState

    async with parts() as open_parts:
        wave = await _wave(open_parts, number)
        if wave.state is not WaveState.RUNNING:
            raise OwnerlineError(Text("error.wave_state", wave=number, state=wave.state.value))
        await _change(open_parts, wave, WaveState.PAUSED)
    say(Text("surveys.paused", wave=number))


@surveys.command()
@click.argument("number", type=int)
@asynchronous
async def resume(number: int) -> None:
    """Let the wave NUMBER go on; one whose planning was broken off is planned to its end."""
    from domain.surveys.waves import WaveState

    async with parts() as open_parts:
        wave = await _wave(open_parts, number)
        if wave.state is WaveState.PLANNING:
            await _plan(open_parts, _survey(open_parts, wave.survey), wave)
            return
        if wave.state is not WaveState.PAUSED:
            raise OwnerlineError(Text("error.wave_state", wave=number, state=wave.state.value))
        await _change(open_parts, wave, WaveState.RUNNING)
    say(Text("surveys.resumed", wave=number))


@surveys.command()
@click.argument("number", type=int)
@asynchronous
async def stop(number: int) -> None:
    """End the wave NUMBER for good; whoever was not asked yet is not asked."""
    from domain.surveys.waves import WaveState

    async with parts() as open_parts:
        wave = await _wave(open_parts, number)
        if wave.state.is_over:
            raise OwnerlineError(Text("error.wave_state", wave=number, state=wave.state.value))
        await _change(open_parts, wave, WaveState.STOPPED)
    say(Text("surveys.stopped", wave=number))


async def _plan(open_parts: "Parts", survey: "Survey", wave: "Wave") -> None:
    from handlers.surveys import waves

    storage = open_parts.storage
    await waves.plan(
        storage.waves, storage.works, open_parts.policy, survey, wave, open_parts.clock.now()
    )
    delivery = await storage.waves.delivery(wave.id)
    say(Text("surveys.planned", wave=wave.id, left=delivery.left, total=delivery.total))


async def _change(open_parts: "Parts", wave: "Wave", state: "WaveState") -> None:
    async with open_parts.storage.works.alone() as work:
        await work.waves.change(wave.id, state, open_parts.clock.now())


async def _wave(open_parts: "Parts", number: int) -> "Wave":
    wave = await open_parts.storage.waves.wave(number)
    if wave is None:
        raise OwnerlineError(Text("error.no_wave", wave=number))
    return wave


def _survey(open_parts: "Parts", key: str) -> "Survey":
    survey = open_parts.survey_book.find(key)
    if survey is None or survey.anonymous:
        known = ", ".join(one.key for one in open_parts.survey_book.surveys if not one.anonymous)
        raise OwnerlineError(Text("error.no_survey", survey=key, known=known))
    return survey


def _desk(open_parts: "Parts", key: str | None) -> str | None:
    known = [desk.key for desk in open_parts.policy.desks]
    if key is not None and key not in known:
        raise OwnerlineError(Text("error.no_desk", desk=key, known=", ".join(known)))
    return key


def _model(open_parts: "Parts", key: str | None) -> str | None:
    known = [model.key for model in open_parts.policy.brand.models]
    if key is not None and known and key not in known:
        raise OwnerlineError(Text("error.no_model", model=key, known=", ".join(known)))
    return key
