"""Model and year: by button or in words."""

import re
import unicodedata
from dataclasses import replace

from domain.policy import Model
from domain.ports import Effect
from domain.text import Text
from handlers.car import keep
from handlers.car.form import Draft, Step, again, at_step
from handlers.turn import Turn

_YEAR = re.compile(
    r"(?<!\d)(?:(?P<full>(?:19|20)\d\d)(?!\d)\s*(?:年款|年|款)?|(?P<short>\d\d)\s*(?:年款|款))"
)
_AROUND_YEAR = re.compile(
    r"(?<![a-z])(?:i think|maybe|probably|about|around|it's|its|it is|it was|a|an|the|my|from|of|is"
    r"|car|model|year|built|made|in|my|one)(?![a-z])"
    r"|我的|这|台|辆|车|是|应该|大概|可能|好像|左右|的|款式|出厂|生产|买|吧|呢|啊|了",
    re.IGNORECASE,
)
"""What people say around a year and that leaves nothing else to mean."""
_TWO_DIGITS = re.compile(r"(?P<short>\d\d)年?")


def model(turn: Turn, draft: Draft, chosen: Model, year: int | None = None) -> Effect:
    """Take the model; the year is asked for unless it was said or the VIN tells it."""
    draft = replace(draft, model=chosen.key)
    if year is None or year not in chosen.years(turn.today):
        year = keep.year_of(turn, draft)
    if year is None:
        return at_step(turn, Step.YEAR, draft)
    return keep.chosen(turn, draft, year)


def year(turn: Turn, draft: Draft, chosen: int | None) -> Effect:
    """Take the year; None: the owner is not sure."""
    model = turn.tools.policy.model(draft.model or "")
    if model is None:
        return at_step(turn, Step.MODEL, replace(draft, model=None))
    if chosen is not None and chosen not in model.years(turn.today):
        hint = Text("car.year_not_built", model=model.name, year=str(chosen))
        return again(turn, Step.YEAR, draft, hint)
    return keep.chosen(turn, draft, chosen)


def read_model(turn: Turn, words: str) -> tuple[Model, int | None] | None:
    """Return the model that words name, with its year if they say it, and nothing else."""
    year = read_year(words)
    wanted = _plain(_YEAR.sub("", unicodedata.normalize("NFKC", words)))
    brand = turn.tools.policy.brand
    names = {_plain(words) for _, words in brand.name.words}
    for found in brand.models:
        called = {_plain(found.key), *(_plain(words) for _, words in found.name.words)}
        if wanted in called or any(wanted == name + model for name in names for model in called):
            return found, year
    return None


def read_year(words: str) -> int | None:
    """Return the year in words, if there is one; 23 is 2023 where it stands alone or before 款."""
    plain = _bare(words)
    found = _TWO_DIGITS.fullmatch(plain) or _YEAR.search(plain)
    if found is None:
        return None
    return 2000 + int(found["short"]) if found["short"] else int(found["full"])


def is_year(words: str) -> bool:
    """Return whether words say a year and nothing else ("it's a 2022", "2023年的")."""
    bare = _bare(words)
    rest = re.sub(r"[\s,，。.!！~]+", "", _AROUND_YEAR.sub("", bare.replace("’", "'")))
    return any(form.fullmatch(said) for form in (_YEAR, _TWO_DIGITS) for said in (bare, rest))


def _bare(words: str) -> str:
    return unicodedata.normalize("NFKC", words).strip(" .。")


def _plain(words: str) -> str:
    return re.sub(r"[\s\-_.,，。!！]+", "", unicodedata.normalize("NFKC", words).casefold())
