"""`/voices`: what owners wrote with their scores. Passives first: nobody else acts on them."""

from domain.ports import Effect
from domain.surveys.definition import Measure
from domain.surveys.responses import Band, Response, band_of
from domain.text import Body, Day, Joined, Plain, Text
from handlers.staff.turn import StaffTurn

_BANDS = {
    "": Band.PASSIVE,
    "passives": Band.PASSIVE,
    "promoters": Band.PROMOTER,
    "detractors": Band.DETRACTOR,
}
_TITLES = {
    Band.PASSIVE: Text("staff.voices_passives"),
    Band.PROMOTER: Text("staff.voices_promoters"),
    Band.DETRACTOR: Text("staff.voices_detractors"),
}
_CHARACTERS = 180


async def voices(turn: StaffTurn, words: str) -> Effect:
    """List the last words of passives, or of those that are named."""
    band = _BANDS.get(words.strip().lower())
    if band is None:
        return turn.says(turn.reply(Text("staff.voices_which")))
    keys = [one.key for one in turn.tools.survey_book.surveys if one.measure is Measure.NPS]
    scores = [score for score in range(11) if band_of(score) is band]
    found = await turn.tools.surveys.with_words(turn.desk.key, keys, scores)
    if not found:
        return turn.says(turn.reply(Joined((_TITLES[band], Text("staff.voices_none")))))
    lines = Joined(tuple(_line(turn, one) for one in found), "\n")
    return turn.says(turn.reply(Joined((_TITLES[band], lines))))


def _line(turn: StaffTurn, one: Response) -> Body:
    words = one.words if len(one.words) <= _CHARACTERS else f"{one.words[: _CHARACTERS - 1]}…"
    at = (one.scored_at or one.begun_at).astimezone(turn.desk.zone).date()
    day = Day(at, short=True)
    return Text("staff.voices_line", score=one.score or 0, day=day, words=Plain(words))
