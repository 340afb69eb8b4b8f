"""How an owner rates a case: 1 to 5, and a word if they like."""

import re
import unicodedata
from datetime import timedelta

from domain.asking_for_person import only_asks_for_person
from domain.cases import Case, CaseKind
from domain.form_words import FormWord, form_word
from domain.outgoing import Button, Buttons, Outgoing
from domain.ports import Effect, Work
from domain.question_words import clearly_asks
from domain.small_talk import SmallTalk, small_talk
from domain.text import Plain, Text
from handlers.cases import events
from handlers.cases.room.card import view_of
from handlers.turn import Turn

FLOW = "rating"
STARS, WORDS = "stars", "words"
_PATIENCE = timedelta(hours=24)
_MOST_WORDS = 2000
_LOW = 2
"""Stars from which down the owner is offered to complain."""

_NUMBERS = {
    number: value
    for value, words in enumerate(
        ("1 one 一 一分 一星", "2 two 二 两 二分 两分 二星 两星", "3 three 三 三分 三星",
         "4 four 四 四分 四星", "5 five 五 五分 五星"), 1,
    )
    for number in words.split()
}  # fmt: skip
_NO_COMMENT = (SmallTalk.GREETING, SmallTalk.WHO_ARE_YOU, SmallTalk.HELP)
"""Small talk with which something new begins."""
_ENDS = (FormWord.CANCEL, FormWord.SKIP)
_NO_WORD = {False: _ENDS, True: (*_ENDS, FormWord.NO, FormWord.DONE)}
"""Words that end the rating, by whether a comment was asked for."""
_OUT_OF_FIVE = re.compile(r"([1-5])\s*(?:/|out of|stars?|分|星|颗星)\s*(?:5|five)?", re.IGNORECASE)


async def ask(work: Work, turn: Turn, case: Case) -> None:
    """Ask for a rating, in place of the question whether it is solved, and wait for it."""
    await _open(work, turn, STARS, case.id)
    await work.outbox.put(turn.show(Text("rating.question"), _stars(case)))


async def rate(turn: Turn, case: Case, stars: int) -> Effect:
    """Keep a rating, and ask for a word. The last rating counts."""
    if not 1 <= stars <= 5 or case.status.is_active:
        return turn.notices(Text("notice.old_button"))
    view = await view_of(turn.tools, case)
    now = turn.tools.clock.now()

    async def effect(work: Work) -> None:
        await turn.meet(work)
        current = await work.cases.locked(case.id)
        if current is None:
            return
        current = await work.cases.change(current, rating=stars)
        await work.cases.note(events.rated(current, now, stars))
        await _open(work, turn, WORDS, case.id)
        no_word: Buttons = ((Button(Text("button.no_word"), f"mine:norate:{case.id}"),),)
        if stars <= _LOW and case.kind is not CaseKind.COMPLAINT:
            complain = Button(Text("button.complain"), f"complain:case:{case.id}")
            no_word = (*no_word, (complain,))
        await work.outbox.put(
            turn.show(Text("rating.words", rating=str(stars)), no_word), view.changed(current)
        )

    return effect


async def leave(turn: Turn, case: Case) -> Effect:
    """End the rating without a (further) word."""
    del case
    is_open = turn.form is not None and turn.form.flow == FLOW

    async def effect(work: Work) -> None:
        await turn.meet(work)
        if is_open:
            await work.dialogs.close(turn.place, turn.incoming.sender.id)
        await work.outbox.put(turn.show(Text("rating.thanks")))

    return effect


async def take(turn: Turn, words: str) -> Effect | None:
    """Take a number, or words about the case; None for what is meant for something else.

    Once a comment was asked for, words are the comment, short and friendly ones most of all.
    """
    form = turn.form
    if form is None:
        return None
    case = await turn.tools.cases.case(int(str(form.data["case"])))
    owner = turn.caller.owner
    if case is None or owner is None or case.owner_id != owner.id:
        return None
    if form_word(words) in _NO_WORD[form.step == WORDS]:
        return await leave(turn, case)
    stars = read_stars(words)
    if stars is not None:
        return await rate(turn, case, stars)
    if form.step != WORDS or clearly_asks(words) or only_asks_for_person(words):
        return None
    return None if small_talk(words) in _NO_COMMENT else await _words(turn, case, words)


def waits_for_stars(turn: Turn) -> bool:
    """Whether the open step asks for the number."""
    return turn.form is not None and turn.form.step == STARS


def read_stars(words: str) -> int | None:
    """Return the rating that words give: a number, a numeral, so many stars, "4/5"."""
    plain = unicodedata.normalize("NFKC", words).strip().strip(".!。 ").casefold()
    stars = plain.count("⭐") + plain.count("★")
    if 1 <= stars <= 5 and not plain.strip("⭐★️ "):
        return stars
    if plain in _NUMBERS:
        return _NUMBERS[plain]
    found = _OUT_OF_FIVE.fullmatch(plain)
    return int(found[1]) if found else None


def reminder(turn: Turn) -> tuple[Outgoing, ...]:
    """Nobody is reminded to rate."""
    del turn
    return ()


async def _words(turn: Turn, case: Case, words: str) -> Effect:
    view = await view_of(turn.tools, case)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        current = await work.cases.locked(case.id)
        if current is None:
            return
        current = await work.cases.change(current, rating_words=words[:_MOST_WORDS])
        await work.dialogs.close(turn.place, turn.incoming.sender.id)
        await work.outbox.put(turn.reply(Text("rating.thanks_words")), view.changed(current))

    return effect


async def _open(work: Work, turn: Turn, step: str, case_id: int) -> None:
    """Wait for the next step; another form that is open stays as it is, the buttons are there."""
    if turn.form is not None and turn.form.flow != FLOW:
        return
    expires_at = turn.tools.clock.now() + _PATIENCE
    person = turn.incoming.sender.id
    data: dict[str, object] = {"case": case_id}
    await work.dialogs.open(turn.place, person, FLOW, step, data, expires_at=expires_at)


def _stars(case: Case) -> Buttons:
    row = tuple(Button(Plain(f"{n} ⭐"), f"mine:rate:{case.id}:{n}") for n in range(1, 6))
    skip = Button(Text("button.no_rating"), f"mine:norate:{case.id}")
    return (row, (skip,))
