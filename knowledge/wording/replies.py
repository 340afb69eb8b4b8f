"""What the model may reply: one JSON object of exactly these fields, and nothing else."""

import re
from typing import TypeVar

from langchain_core.messages import BaseMessage
from pydantic import BaseModel, ConfigDict, Field, ValidationError

_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*)\n\s*```\s*\Z", re.DOTALL)
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
"""Models that think aloud do so before their reply; nobody reads it."""
_MOST_CHARACTERS = 20_000


class Malformed(Exception):
    """The model said something else than was asked for."""


class _Reply(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ComposedReply(_Reply):
    """An answer and the keys of the entries it is from; not `answered`: they do not answer it."""

    answered: bool
    answer: str = Field(max_length=8000)
    sources: tuple[str, ...] = Field(max_length=10, strict=False)


class CompletedReply(_Reply):
    """A whole question; not `understood`: the follow-up does not belong to the last question."""

    understood: bool
    question: str = Field(max_length=2000)


Reply = TypeVar("Reply", bound=_Reply)


def read_reply(message: BaseMessage, form: type[Reply]) -> Reply:
    """Read a reply of that form; one fence around it is forgiven. Raises `Malformed`."""
    said = str(message.text)
    if len(said) > _MOST_CHARACTERS:
        raise Malformed("too long")
    bare = _THOUGHT.sub("", said, count=1)
    fenced = _FENCE.match(bare)
    try:
        return form.model_validate_json(fenced[1] if fenced else bare)
    except ValidationError as error:
        raise Malformed(error.errors()[0]["type"]) from error
