"""Going through a survey: what an answer changes, what is asked next, how it ends.

Where somebody stands follows from the answers they gave (domain/surveys/path.py), which are rows;
the open form only says that words may belong to the survey.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.desks import Desk
from domain.incoming import Tapped
from domain.outgoing import Buttons, EditText, Outgoing, SendText
from domain.ports import Effect, Tools, Work
from domain.surveys import path
from domain.surveys.definition import Survey
from domain.surveys.invitations import LASTS, InvitationState
from domain.surveys.path import Answer, Answers
from domain.surveys.questions import Question, QuestionKind
from domain.surveys.responses import Response, month_of
from domain.text import Body, Text
from handlers.cases.desks import zone_of_owner
from handlers.surveys import closing_loop
from handlers.surveys.views import question_view, ref_of
from handlers.turn import Turn

FLOW = "survey"
PATIENCE = LASTS
"""How long a response that was begun can be gone on with."""


@dataclass(frozen=True, slots=True)
class Answering:
    """An owner's response and the survey it answers."""

    turn: Turn
    survey: Survey
    response: Response

    @property
    def now(self) -> datetime:
        """The present moment."""
        return self.turn.tools.clock.now()

    @property
    def desk(self) -> Desk:
        """The desk the response counts for."""
        return self.turn.tools.policy.desk_of(self.response.desk)

    def open_question(self) -> Question | None:
        """Return the question to be answered next."""
        return path.open_question(self.survey, self.response.answers)

    def can_answer(self, question: Question) -> bool:
        """Whether a question may be answered now, for the first time or anew."""
        if question.key in self.response.answers:
            return self.now < self.response.changeable_until
        return question == self.open_question() and self.response.is_open(self.now, PATIENCE)

    def of(self, response: Response) -> "Answering":
        """Return the same with the response as it is by now."""
        return replace(self, response=response)

    def message(self, question: Question) -> Outgoing:
        """Return a question as a new message."""
        body, buttons = self._view(question)
        ref = ref_of(self.response, self.survey.place_of(question))
        return Outgoing(self.turn.place, SendText(body, buttons), self.turn.locale, ref=ref)

    def changed(self, question: Question) -> Outgoing:
        """Return the change of a question's message to how things stand."""
        body, buttons = self._view(question)
        ref = ref_of(self.response, self.survey.place_of(question))
        return Outgoing(self.turn.place, EditText(ref, body, buttons), self.turn.locale)

    def asks(self) -> tuple[Outgoing, ...]:
        """Return the open question as a message, and what to know of it."""
        question = self.open_question()
        if question is None:
            return ()
        form = self.turn.form
        if question.kind is QuestionKind.TEXT and form is not None and form.flow != FLOW:
            return (self.message(question), self.turn.reply(Text("survey.first_the_form")))
        return (self.message(question),)

    def _view(self, question: Question) -> tuple[Body, Buttons]:
        zone = zone_of_owner(self.turn.tools.policy, self.turn.caller.owner)
        return question_view(self.survey, self.response, question, zone, self.now)


async def find(tools: Tools, turn: Turn, response_id: int) -> Answering | None:
    """Return a response of who is writing, if its survey is still known."""
    response = await tools.surveys.response(response_id)
    owner = turn.caller.owner
    if response is None or owner is None or response.owner_id != owner.id:
        return None
    if response.bot_id != turn.place.bot_id:
        return None
    survey = tools.survey_book.find(response.survey)
    return Answering(turn, survey, response) if survey else None


def answer(given: Answering, question: Question, value: Answer, rest: str = "") -> Effect:
    """Return the effect of an answer. `rest`: words that came with a score and say why."""
    turn = given.turn

    async def effect(work: Work) -> None:
        await turn.meet(work)
        current = await work.surveys.locked(given.response.id)
        if current is None or not given.of(current).can_answer(question):
            await _tell(work, turn, _over(current, question))
            return
        known = current.answers.get(question.key)
        if question.key in current.answers and known == value:
            await _tell(work, turn, Text("notice.survey_noted"))
            return
        answers = path.with_answer(current.answers, question, value)
        if rest:
            answers = _with_reason(given.survey, answers, rest)
        stood = given.of(await _keep(work, given, current, answers))
        await work.outbox.put(stood.changed(question))
        await _go_on(work, given.of(current), stood)

    return effect


def choose(given: Answering, question: Question, choice: str) -> Effect:
    """Return the effect of one choice of several: it is made, or taken back."""
    turn = given.turn

    async def effect(work: Work) -> None:
        await turn.meet(work)
        current = await work.surveys.locked(given.response.id)
        if current is None or not given.of(current).can_answer(question):
            await _tell(work, turn, _over(current, question))
            return
        answers = path.with_choice(current.answers, question, choice)
        if question.key in answers:  # it was answered before: this is the new answer
            made = path.chosen(answers, question)
            answers = path.with_answer(answers, question, made or None)
        stood = given.of(await _keep(work, given, current, answers))
        await work.outbox.put(stood.changed(question))

    return effect


def leave(given: Answering) -> Effect:
    """Return the effect of leaving: what was answered stays, and one can come back."""
    turn = given.turn

    async def effect(work: Work) -> None:
        await turn.meet(work)
        if turn.form is not None and turn.form.flow == FLOW:
            await work.dialogs.close(turn.place, turn.incoming.sender.id)
        invitation = given.response.invitation_id
        if invitation is not None and not given.response.answers:
            await work.invitations.settle(invitation, InvitationState.DECLINED)
        await work.outbox.put(turn.reply(Text("survey.left")))

    return effect


async def wait(work: Work, given: Answering) -> None:
    """Let words go to the open question; another form that is open keeps them."""
    turn, question = given.turn, given.open_question()
    if turn.form is not None and turn.form.flow != FLOW:
        return
    if question is None:
        if turn.form is not None:
            await work.dialogs.close(turn.place, turn.incoming.sender.id)
        return
    data: dict[str, object] = {"response": given.response.id}
    person, expires_at = turn.incoming.sender.id, given.now + PATIENCE
    await work.dialogs.open(turn.place, person, FLOW, question.key, data, expires_at=expires_at)


async def _keep(work: Work, given: Answering, current: Response, answers: Answers) -> Response:
    """Write answers, and what follows from them."""
    survey, now = given.survey, given.now
    measured = survey.measured
    score = answers.get(measured.key) if measured else None
    changes: dict[str, object] = {
        "answers": dict(answers),
        "words": path.words_of(survey, answers),
    }
    if isinstance(score, int) and score != current.score:
        changes["score"] = score
        if current.score is None:
            month = month_of(now, given.desk.zone)
            changes |= {"first_score": score, "scored_at": now, "month": month}
    is_over = path.open_question(survey, answers) is None
    if is_over != (current.completed_at is not None):
        changes["completed_at"] = now if is_over else None
    if current.invitation_id is not None and not current.answers:
        await work.invitations.settle(current.invitation_id, InvitationState.ANSWERED)
    if survey.profile:
        await _keep_facts(work, current, answers, now)
    kept = await work.surveys.change(current, **changes)
    await closing_loop.answered(work, survey, current, kept, now)
    return kept


async def _keep_facts(work: Work, current: Response, answers: Answers, now: datetime) -> None:
    """Keep what an owner now says of themselves in their record."""
    for key, value in answers.items():
        if path.is_answer(key) and (key not in current.answers or current.answers[key] != value):
            await work.surveys.keep_fact(
                current.owner_id, key, value, at=now, survey=current.survey
            )


async def _go_on(work: Work, before: Answering, after: Answering) -> None:
    """Ask what is open now and was not before; or thank, once it is over."""
    turn = after.turn
    await wait(work, after)
    if after.response.completed_at is not None:
        if before.response.completed_at is None:
            first = after.response.answers.get(after.survey.questions[0].key)
            thanks = after.survey.thanks_for(first)
            await work.outbox.put(turn.reply(thanks))
        else:
            await _tell(work, turn, Text("notice.survey_changed"))
        return
    if after.open_question() == before.open_question() and before.response.answers:
        await _tell(work, turn, Text("notice.survey_changed"))
        return
    await work.outbox.put(*after.asks())


def _over(current: Response | None, question: Question) -> Text:
    if current is not None and question.key not in current.answers:
        return Text("notice.survey_expired")
    return Text("notice.survey_over")


async def _tell(work: Work, turn: Turn, told: Text) -> None:
    """Say a short word: over the chat after a tap, as a message after words."""
    if isinstance(turn.incoming.content, Tapped):
        work.notice(told)
    else:
        await work.outbox.put(turn.reply(told))


def _with_reason(survey: Survey, answers: Answers, words: str) -> dict[str, Answer]:
    """Let words that came with a score answer the question that asks for them."""
    following = path.open_question(survey, answers)
    if following is None or following.kind is not QuestionKind.TEXT:
        return dict(answers)
    return path.with_answer(answers, following, words)
