"""Answering an anonymous survey: each answer is final at once, and kept without who gave it.

What is kept of the person is how far they are (an open form) and that they took part. So nothing
that is shown or asked next may depend on an answer: no branches, one thanks for all, and the
message of a question only says that an answer was taken. The update that brought the answer is
wiped in the same commit.
"""

from dataclasses import dataclass
from datetime import timedelta

from domain.asking_for_person import asks_for_person
from domain.desks import Desk
from domain.form_words import FormWord, form_word
from domain.incoming import Incoming, Tapped
from domain.outgoing import Button, Buttons, EditText, Outgoing, SendText
from domain.owners import Owner
from domain.ports import Effect, Tools, Work
from domain.question_words import clearly_asks
from domain.small_talk import has_words
from domain.surveys.ballots import Ballot
from domain.surveys.definition import Survey
from domain.surveys.path import Answer
from domain.surveys.questions import NO, SCALES, YES, Question, QuestionKind
from domain.surveys.reading import Misread, Understood, read_answer
from domain.surveys.responses import month_of
from domain.text import Body, Joined, Plain, Text
from handlers import privacy
from handlers.cases.desks import desk_of, desk_of_owner
from handlers.surveys.conversation import PATIENCE
from handlers.turn import Turn, as_id

FLOW = "ballot"
_ROW = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """How far somebody is: the survey, the open question's place, and the desk it counts for."""

    survey: Survey
    place: int
    desk: str

    @property
    def question(self) -> Question | None:
        """The open question; None at the end."""
        questions = self.survey.questions
        return questions[self.place] if self.place < len(questions) else None


async def begin(
    turn: Turn, survey: Survey, desk: Desk | None, notice: tuple[Outgoing, ...]
) -> Effect:
    """Begin, or go on; who took part within the survey's time is told so."""
    standing = _standing(turn)
    now, owner = turn.tools.clock.now(), turn.caller.owner
    today = turn.today
    if standing is not None and standing.survey == survey:
        return _says(turn, notice, *asks(turn, standing))
    if owner is not None:
        since = today - timedelta(days=survey.repeat_after)
        if await turn.tools.surveys.took_part(owner.id, survey.key, since):
            return _says(turn, notice, turn.reply(Text("ballot.took_part")))

    async def effect(work: Work) -> None:
        met = await _meet(turn, work, notice)
        counted = (desk or desk_of_owner(turn.tools.policy, met)).key
        begun = Standing(survey, 0, counted)
        data: dict[str, object] = {"survey": survey.key, "desk": counted}
        person, expires_at = turn.incoming.sender.id, now + PATIENCE
        await work.dialogs.open(turn.place, person, FLOW, "0", data, expires_at=expires_at)
        await work.outbox.put(*notice, *asks(turn, begun))

    return effect


async def take(turn: Turn, words: str) -> Effect | None:
    """Take words as an answer; None for what is meant for something else."""
    standing = _standing(turn)
    question = standing.question if standing else None
    if standing is None or question is None:
        return None
    word = form_word(words)
    if word is FormWord.CANCEL:
        return _leave(turn)
    if word is FormWord.SKIP and standing.survey.may_skip(question):
        return _answer(turn, standing, question, None)
    return _read(turn, standing, question, words)


def _read(turn: Turn, standing: Standing, question: Question, words: str) -> Effect | None:
    if clearly_asks(words) or asks_for_person(words) or not has_words(words):
        return None
    reading = read_answer(question, words, turn.today)
    if isinstance(reading, Misread):
        return _again(turn, standing)
    if not isinstance(reading, Understood):
        return None
    return _answer(turn, standing, question, reading.answer)


def reminder(turn: Turn) -> tuple[Outgoing, ...]:
    """Nobody is reminded of an anonymous survey."""
    del turn
    return ()


async def ballot_tapped(incoming: Incoming, tools: Tools) -> Effect:
    """Take a tap: `ballot:<survey>:<place>:<answer>`. Only the open question can be answered."""
    turn = await Turn.begin(incoming, tools)
    standing = _standing(turn)
    match turn.tapped:
        case ["ballot", key, place, value]:
            if standing is None or standing.survey.key != key or as_id(place) != standing.place:
                return _forgets(turn, Text("notice.ballot_final"))
            question = standing.question
            answer = _value(question, value) if question else None
            if question is None or (answer is None and value != "skip"):
                return _forgets(turn, Text("notice.old_button"))
            if value == "skip" and not standing.survey.may_skip(question):
                return _forgets(turn, Text("notice.old_button"))
            return _answer(turn, standing, question, answer)
    return turn.notices(Text("notice.old_button"))


def asks(turn: Turn, standing: Standing) -> tuple[Outgoing, ...]:
    """Return the open question as a message."""
    body, buttons = question_view(standing)
    return (Outgoing(turn.place, SendText(body, buttons), turn.locale, ref=_ref(standing)),)


def question_view(standing: Standing) -> tuple[Body, Buttons]:
    """Return the open question and its buttons."""
    survey, question = standing.survey, standing.question
    assert question is not None  # noqa: S101 - asked only while one is open
    parts: list[Body] = []
    if standing.place == 0:
        parts += [survey.intro] if survey.intro else []
        parts.append(Text("ballot.anonymous"))
    parts.append(Text("survey.question", question=question.text))
    if question.low and question.high:
        scale = SCALES[question.kind]
        parts.append(
            Text(
                "survey.ends", least=scale[0], low=question.low, most=scale[-1], high=question.high
            )
        )
    if question.kind is QuestionKind.TEXT:
        parts.append(Text("survey.write"))
    return Joined(tuple(parts)), _buttons(standing, question)


def _buttons(standing: Standing, question: Question) -> Buttons:
    own = f"ballot:{standing.survey.key}:{standing.place}"
    rows: list[tuple[Button, ...]] = []
    if question.kind in SCALES:
        numbers = [Button(Plain(str(one)), f"{own}:{one}") for one in SCALES[question.kind]]
        rows += [tuple(numbers[at : at + _ROW]) for at in range(0, len(numbers), _ROW)]
    elif question.kind is QuestionKind.YES_NO:
        yes, no = Text("survey.yes"), Text("survey.no")
        rows.append((Button(yes, f"{own}:{YES}"), Button(no, f"{own}:{NO}")))
    else:
        rows += [(Button(one.label, f"{own}:{at}"),) for at, one in enumerate(question.options)]
    if standing.survey.may_skip(question):
        rows.append((Button(Text("button.survey_skip"), f"{own}:skip"),))
    return tuple(rows)


def _value(question: Question, value: str) -> Answer:
    number = as_id(value)
    if question.kind in SCALES:
        return number if number in SCALES[question.kind] else None
    if question.kind is QuestionKind.YES_NO:
        return {YES: True, NO: False}.get(value)
    if number is not None and number < len(question.options):
        return question.options[number].key
    return None


def _answer(turn: Turn, standing: Standing, question: Question, value: Answer) -> Effect:
    tools = turn.tools
    form = turn.form
    desk = desk_of(tools.policy, standing.desk)
    survey = standing.survey
    is_score = survey.measured == question and isinstance(value, int)
    ballot = Ballot(
        survey=survey.key,
        version=survey.version,
        question=question.key,
        answer=value,
        score=int(str(value)) if is_score else None,
        month=month_of(tools.clock.now(), desk.zone),
        desk=standing.desk,
    )
    following = Standing(survey, standing.place + 1, standing.desk)
    taken = EditText(
        _ref(standing),
        Joined((Text("survey.question", question=question.text), Text("ballot.taken"))),
    )

    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        await work.forget()
        person, expires_at = turn.incoming.sender.id, tools.clock.now() + PATIENCE
        if form is None:
            return
        # whoever comes second with the same step finds it gone, so nothing is counted twice
        await work.dialogs.advance(
            turn.place, person, form.version, str(following.place), form.data, expires_at=expires_at
        )
        await work.surveys.cast(ballot)
        if standing.place == 0:
            await work.surveys.note_part(owner.id, survey.key, turn.today)
        await work.outbox.put(Outgoing(turn.place, taken, turn.locale))
        if following.question is None:
            await work.dialogs.close(turn.place, person)
            await work.outbox.put(turn.reply(survey.thanks_for(None)))
        else:
            await work.outbox.put(*asks(turn, following))

    return effect


def _again(turn: Turn, standing: Standing) -> Effect:
    """Ask again; what was written may hint at the answer, so it is wiped as well."""

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await work.forget()
        await work.outbox.put(turn.reply(Text("survey.again_choice")), *asks(turn, standing))

    return effect


def _leave(turn: Turn) -> Effect:
    async def effect(work: Work) -> None:
        await turn.meet(work)
        await work.dialogs.close(turn.place, turn.incoming.sender.id)
        await work.outbox.put(turn.reply(Text("ballot.left")))

    return effect


def _forgets(turn: Turn, told: Text) -> Effect:
    """A tap that counts for nothing says what somebody would have answered: it is wiped, too."""

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await work.forget()
        if isinstance(turn.incoming.content, Tapped):
            work.notice(told)

    return effect


def _standing(turn: Turn) -> Standing | None:
    form = turn.form
    if form is None or form.flow != FLOW:
        return None
    survey = turn.tools.survey_book.find(str(form.data["survey"]))
    if survey is None or not survey.anonymous:
        return None
    return Standing(survey, int(form.step), str(form.data["desk"]))


def _says(turn: Turn, notice: tuple[Outgoing, ...], *outgoing: Outgoing) -> Effect:
    async def effect(work: Work) -> None:
        await _meet(turn, work, notice)
        await work.outbox.put(*notice, *outgoing)

    return effect


async def _meet(turn: Turn, work: Work, notice: tuple[Outgoing, ...]) -> Owner:
    owner = await turn.meet(work)
    if notice:
        await privacy.note_shown(turn, work, owner.id)
    return owner


def _ref(standing: Standing) -> str:
    return f"ballot:{standing.survey.key}:{standing.place}"
