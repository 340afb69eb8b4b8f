"""A survey that an owner begins by a link or a code at the counter: `s_KEY`, `s_KEY_DESK`."""

from dataclasses import dataclass
from datetime import timedelta

from domain.desks import Desk
from domain.incoming import Command
from domain.outgoing import Outgoing
from domain.owners import Owner
from domain.ports import Effect, Work
from domain.surveys.definition import Survey
from domain.surveys.responses import NewResponse, Response
from domain.text import Moment, Text
from handlers import privacy
from handlers.cases.desks import desk_of_owner, zone_of_owner
from handlers.surveys import ballots
from handlers.surveys.conversation import PATIENCE, Answering, wait
from handlers.turn import Turn


@dataclass(frozen=True, slots=True)
class Linked:
    """The survey that a link names, and the desk whose counter it stands at."""

    survey: Survey
    desk: Desk | None = None


def linked(turn: Turn) -> Linked | None:
    """Return what a link to a survey names; None for other links, and for a survey that is gone."""
    content = turn.incoming.content
    if not isinstance(content, Command) or not content.arguments.startswith("s_"):
        return None
    named = content.arguments.removeprefix("s_")
    for survey in turn.tools.survey_book.surveys:
        if survey.key == named:
            return Linked(survey)
        for desk in turn.tools.policy.desks:
            if f"{survey.key}_{desk.key}" == named:
                return Linked(survey, desk)
    return None


def is_gone(turn: Turn) -> bool:
    """Whether a link names a survey that there is not (any more)."""
    content = turn.incoming.content
    is_survey = isinstance(content, Command) and content.arguments.startswith("s_")
    return is_survey and linked(turn) is None


async def from_link(turn: Turn, link: Linked, notice: tuple[Outgoing, ...] = ()) -> Effect:
    """Begin the survey, or go on with it; the privacy notice goes before it, where it is due."""
    if link.survey.anonymous:
        return await ballots.begin(turn, link.survey, link.desk, notice)
    owner = turn.caller.owner
    latest = None
    if owner is not None:
        latest = await turn.tools.surveys.latest(turn.place.bot_id, owner.id, link.survey.key)
    if latest is None or _may_repeat(turn, link.survey, latest):
        return _begin(turn, link, notice)
    given = Answering(turn, link.survey, latest)
    question = given.open_question()
    if question is not None and latest.is_open(given.now, PATIENCE):
        return _resume(given, notice)
    return _answered_already(given, notice)


def _may_repeat(turn: Turn, survey: Survey, latest: Response) -> bool:
    """Whether a new response may be begun beside the last one."""
    now = turn.tools.clock.now()
    if latest.version != survey.version and latest.completed_at is None:
        return True
    if latest.is_open(now, PATIENCE):
        return False
    if latest.completed_at is None and latest.score is None:
        return True
    return now >= latest.begun_at + timedelta(days=survey.repeat_after) and (
        now >= latest.changeable_until or survey.repeat_after == 0
    )


def _begin(turn: Turn, link: Linked, notice: tuple[Outgoing, ...]) -> Effect:
    survey, policy = link.survey, turn.tools.policy
    models = tuple({car.model for car in turn.caller.vehicles})

    async def effect(work: Work) -> None:
        owner = await _meet(turn, work, notice)
        new = NewResponse(
            survey=survey.key,
            version=survey.version,
            bot_id=turn.place.bot_id,
            owner_id=owner.id,
            chat_id=turn.place.chat_id,
            locale=turn.locale,
            desk=(link.desk or desk_of_owner(policy, owner)).key,
            begun_at=turn.tools.clock.now(),
            model=models[0] if len(models) == 1 else None,
        )
        given = Answering(turn, survey, await work.surveys.begin(new))
        await wait(work, given)
        await work.outbox.put(*notice, *given.asks())

    return effect


def _resume(given: Answering, notice: tuple[Outgoing, ...]) -> Effect:
    turn = given.turn

    async def effect(work: Work) -> None:
        await _meet(turn, work, notice)
        await wait(work, given)
        await work.outbox.put(*notice, *given.asks())

    return effect


def _answered_already(given: Answering, notice: tuple[Outgoing, ...]) -> Effect:
    """Say so; as long as the answer can be changed, with its buttons."""
    turn, response = given.turn, given.response
    zone = zone_of_owner(turn.tools.policy, turn.caller.owner)
    when = Moment(response.scored_at or response.begun_at, zone, given.now, as_adverb=True)
    told = turn.reply(Text("survey.answered_already", when=when))
    again: tuple[Outgoing, ...] = ()
    if given.now < response.changeable_until:
        again = (given.message(given.survey.questions[0]),)

    async def effect(work: Work) -> None:
        await _meet(turn, work, notice)
        await work.outbox.put(*notice, told, *again)

    return effect


async def _meet(turn: Turn, work: Work, notice: tuple[Outgoing, ...]) -> Owner:
    owner = await turn.meet(work)
    if notice:
        await privacy.note_shown(turn, work, owner.id)
    return owner
