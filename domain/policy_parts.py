"""What the parts of the policy file are made of: keys, words per language, time zones."""

import re
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from domain.locale import canonical
from domain.text import Localized


def mistake_at(message: str, *location: int | str) -> ValidationError:
    """Return a mistake that a part found further inside, to raise from its validator."""
    details = InitErrorDetails(
        type=PydanticCustomError("policy", message),
        loc=location,
        input=None,
    )
    return ValidationError.from_exception_data("policy", [details])


class Part(BaseModel):
    """A part of the policy: frozen, and unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def _key(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,23}", value):
        raise ValueError(
            "a key has 1 to 24 of a-z, 0-9, - and _, and begins with a letter or digit"
        )
    return value


def _localized(value: object) -> object:
    if isinstance(value, Localized):
        return value
    if isinstance(value, str):
        return Localized((("en", value),))
    if not isinstance(value, dict) or not value:
        raise ValueError("give the words per language, such as {en: Lyra, zh: 莱拉}")
    if not all(isinstance(words, str) and words.strip() for words in value.values()):
        raise ValueError("each language needs words")
    return Localized(tuple((canonical(str(tag)), words.strip()) for tag, words in value.items()))


def _time_zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError(f"unknown time zone {value!r}; use a name such as Asia/Shanghai")
    return value


Key = Annotated[str, AfterValidator(_key)]
Words = Annotated[Localized, BeforeValidator(_localized)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
