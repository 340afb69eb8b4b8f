"""Acting on answers: whoever is unhappy becomes a case, and is asked once more when it is solved.

A case is opened a little after the score, so that a slip of the finger can be put right and the
first words come with it, and still within a minute. What is answered later is told in the case.
"""

from datetime import datetime, timedelta

from domain.cases import ACTIVE, Case, CaseKind, CaseOrigin
from domain.pipeline import DueTimer
from domain.ports import Effect, Tools, Work, nothing
from domain.surveys import path
from domain.surveys.definition import Survey
from domain.surveys.invitations import AGAIN, NewInvitation
from domain.surveys.questions import SCALES
from domain.surveys.responses import Response, again_cause, is_unhappy
from domain.text import Body, Day, Joined, Plain, Text
from handlers.cases.desks import desk_of, language_of_staff
from handlers.cases.opening import Wanted, open_case, prepare
from handlers.cases.room.card import view_of
from handlers.timing import Due

OPEN = "survey_unhappy"
TELL = "survey_case_told"
_BREATH = timedelta(seconds=20)
_TOGETHER = timedelta(seconds=5)
_ASKED_AGAIN = timedelta(days=1)


async def answered(
    work: Work, survey: Survey, before: Response, after: Response, now: datetime
) -> None:
    """Set what follows from an answer: a case, or a word in the case there is."""
    data = {"response": after.id}
    if after.case_id is not None:
        if after.answers != before.answers:
            await work.timers.set(TELL, str(after.id), now + _TOGETHER, data)
    elif is_unhappy(survey.measure, after.score) and after.score != before.score:
        await work.timers.set(OPEN, str(after.id), now + _BREATH, data)


async def open_for(timer: DueTimer, tools: Tools) -> Due:
    """Open a case for an owner who is unhappy, or tell the one they have already."""
    response = await tools.surveys.response(int(timer.data["response"]))
    survey = tools.survey_book.find(response.survey) if response else None
    if response is None or survey is None or response.case_id is not None:
        return Due(nothing)
    if not is_unhappy(survey.measure, response.score):
        return Due(nothing)  # it was a slip, and was put right
    active = await tools.cases.of_owner(response.bot_id, response.owner_id, ACTIVE)
    same = next((one for one in active if one.kind is CaseKind.FOLLOW_UP), None)
    if same is not None:
        return Due(await _join(tools, survey, response, same))
    return Due(await _open(tools, survey, response))


async def tell(timer: DueTimer, tools: Tools) -> Due:
    """Say in the case how the answers stand now."""
    response = await tools.surveys.response(int(timer.data["response"]))
    survey = tools.survey_book.find(response.survey) if response else None
    if response is None or survey is None or response.case_id is None:
        return Due(nothing)
    case = await tools.cases.case(response.case_id)
    if case is None:
        return Due(nothing)
    view = await view_of(tools, case)
    words = _now(survey, response)

    async def effect(work: Work) -> None:
        await work.outbox.put(view.room.say(words))

    return Due(effect)


async def case_closed(tools: Tools, work: Work, case: Case) -> bool:
    """Plan to ask once more whoever a survey's case was for; False for other cases."""
    if case.origin is not CaseOrigin.SURVEY:
        return False
    now = tools.clock.now()
    for response in await work.surveys.of_case(case.id):
        if response.again_of is None:
            await work.invitations.plan(
                NewInvitation(
                    survey=response.survey,
                    owner_id=response.owner_id,
                    trigger=AGAIN,
                    cause=again_cause(response.id),
                    due_at=now + _ASKED_AGAIN,
                    desk=response.desk,
                    model=response.model,
                    case_id=case.id,
                )
            )
    return True


async def _open(tools: Tools, survey: Survey, response: Response) -> Effect:
    reach = await tools.reads.reach(response.bot_id, response.owner_id)
    if reach is None:
        return nothing
    desk = desk_of(tools.policy, response.desk)
    locale = language_of_staff(tools.policy, desk)
    words = response.words or tools.phrasing.plain(_score(survey, response), locale)
    wanted = Wanted(
        CaseKind.FOLLOW_UP,
        CaseOrigin.SURVEY,
        desk,
        reach.place,
        response.locale,
        asked=words,
        tier=response.tier,
    )
    opening = await prepare(tools, wanted)
    earlier = await tools.surveys.history(response.bot_id, response.owner_id, limit=6)
    history = _history(tools, [one for one in earlier if one.id != response.id])

    async def effect(work: Work) -> None:
        current = await work.surveys.locked(response.id)
        if current is None or current.case_id is not None:
            return
        if not is_unhappy(survey.measure, current.score):
            return
        opened = await open_case(work, opening, reach)
        await work.surveys.change(current, case_id=opened.case.id)
        say = opened.room.say
        await work.outbox.put(
            say(_now(survey, current)), *(say(one, silent=True) for one in history)
        )

    return effect


async def _join(tools: Tools, survey: Survey, response: Response, case: Case) -> Effect:
    view = await view_of(tools, case)

    async def effect(work: Work) -> None:
        current = await work.surveys.locked(response.id)
        if current is not None and current.case_id is None:
            await work.surveys.change(current, case_id=case.id)
            await work.outbox.put(view.room.say(_now(survey, current)))

    return effect


def _now(survey: Survey, response: Response) -> Body:
    """Return how the answers stand: score, what it was before, words, whether a call is wished."""
    lines: list[Body] = [_score(survey, response)]
    if response.first_score is not None and response.first_score != response.score:
        lines.append(Text("case.survey_before", score=response.first_score))
    if response.words:
        lines.append(Text("case.survey_words", words=Plain(response.words)))
    if path.wants_call(survey, response.answers):
        lines.append(Text("case.survey_call"))
    if path.refuses_call(survey, response.answers):
        lines.append(Text("case.survey_no_call"))
    return Joined(tuple(lines), "\n")


def _score(survey: Survey, response: Response) -> Text:
    most = SCALES[survey.questions[0].kind][-1]
    return Text("case.survey_score", survey=survey.name, score=response.score or 0, most=most)


def _history(tools: Tools, earlier: list[Response]) -> list[Body]:
    """Return what the owner answered before, one line a response, in one message."""
    lines: list[Body] = []
    for one in earlier:
        survey = tools.survey_book.find(one.survey)
        if survey is None or one.score is None or one.scored_at is None:
            continue
        line = Text(
            "case.survey_earlier",
            day=Day(one.scored_at.date()),
            answer=_score(survey, one),
            words=Plain(one.words or "–"),
        )
        lines.append(line)
    return [Joined((Text("case.survey_history"), *lines), "\n")] if lines else []
