"""Words that may belong to a survey that an owner is answering."""

from dataclasses import replace
from datetime import timedelta

from domain.asking_for_person import asks_for_person
from domain.form_words import FormWord, form_word
from domain.incoming import MediaKind, Shared
from domain.outgoing import Outgoing
from domain.ports import Effect
from domain.question_words import clearly_asks
from domain.small_talk import SmallTalk, has_words, small_talk
from domain.surveys.questions import SCALES, Question, QuestionKind
from domain.surveys.reading import Misread, only_a_score, read_answer
from domain.text import Text
from handlers.surveys.conversation import FLOW, PATIENCE, Answering, answer, find, leave
from handlers.turn import Turn

_RECENT = timedelta(hours=1)
"""After so long nobody is thought to be still in the middle of it."""

_PLEASANTRIES = (
    SmallTalk.GREETING,
    SmallTalk.WHO_ARE_YOU,
    SmallTalk.HELP,
    SmallTalk.GOODBYE,
    SmallTalk.THANKS,
    SmallTalk.ACKNOWLEDGED,
)
"""Small talk that is no answer; praise and displeasure are."""


async def take(turn: Turn, words: str) -> Effect | None:
    """Take words as an answer; None for what is meant for something else."""
    given = await _open(turn)
    question = given.open_question() if given else None
    if given is None or question is None:
        return None
    if form_word(words) is FormWord.CANCEL:
        return leave(given)
    if form_word(words) is FormWord.SKIP and given.survey.may_skip(question):
        return answer(given, question, None)
    if (other := _other_score(given, words)) is not None:
        return answer(given, *other)
    return _read(given, question, words) if _is_meant(turn, question, words) else None


def _read(given: Answering, question: Question, words: str) -> Effect | None:
    reading = read_answer(question, words, given.turn.today)
    if isinstance(reading, Misread):
        return _again(given, question, reading)
    if reading is None or (reading.answer is None and not given.survey.may_skip(question)):
        return None
    if question.kind is QuestionKind.TEXT or reading.rest:
        given = replace(given, turn=given.turn.heard(words))
    return answer(given, question, reading.answer, reading.rest)


async def take_media(turn: Turn) -> Effect | None:
    """Say kindly that a voice message is no answer; everything else goes where it always does."""
    content = turn.incoming.content
    given = await _open(turn)
    question = given.open_question() if given else None
    if given is None or question is None or turn.caller.active_cases or not _is_recent(turn):
        return None
    spoken = (MediaKind.VOICE, MediaKind.VIDEO_NOTE)
    if not isinstance(content, Shared) or content.kind not in spoken:
        return None
    if question.kind is QuestionKind.TEXT:
        return turn.says(turn.reply(Text("survey.voice_words")), given.message(question))
    return turn.says(turn.reply(Text("survey.voice")), given.message(question))


def reminder(turn: Turn) -> tuple[Outgoing, ...]:
    """Return a word that the survey waits, to whoever was just in the middle of it."""
    return (turn.reply(Text("survey.waits")),) if _is_recent(turn) else ()


async def _open(turn: Turn) -> Answering | None:
    form = turn.form
    if form is None or form.flow != FLOW:
        return None
    return await find(turn.tools, turn, int(str(form.data["response"])))


def _is_recent(turn: Turn) -> bool:
    form = turn.form
    return form is not None and turn.tools.clock.now() < form.expires_at - PATIENCE + _RECENT


def _is_meant(turn: Turn, question: Question, words: str) -> bool:
    """Whether words may be an answer at all, and not a question, a wish or a greeting."""
    if clearly_asks(words) or asks_for_person(words):
        return False
    if question.kind is not QuestionKind.TEXT:
        return True
    if not has_words(words) or small_talk(words) in _PLEASANTRIES:
        return False
    # who has a case and did not just look at the survey is writing to staff
    return _is_recent(turn) or not turn.caller.active_cases


def _other_score(given: Answering, words: str) -> tuple[Question, int] | None:
    """Return another score for the question that was measured: a number alone is one."""
    measured, question = given.survey.measured, given.open_question()
    if measured is None or question is None or question.kind is not QuestionKind.TEXT:
        return None
    if not given.can_answer(measured) or measured.key not in given.response.answers:
        return None
    score = only_a_score(measured, words)
    return None if score is None else (measured, score)


def _again(given: Answering, question: Question, why: Misread) -> Effect:
    """Ask again, kindly, and say what would be understood."""
    turn = given.turn
    if question.kind in SCALES:
        scale = SCALES[question.kind]
        told = Text("survey.again_score", least=scale[0], most=scale[-1])
    elif why is Misread.NO_DATE:
        told = Text("survey.again_date")
    elif why is Misread.OUT_OF_BOUNDS:
        told = Text("survey.again_bounds")
    elif question.kind is QuestionKind.NUMBER:
        told = Text("survey.again_number")
    else:
        told = Text("survey.again_choice")
    return turn.says(turn.reply(told), given.message(question))
