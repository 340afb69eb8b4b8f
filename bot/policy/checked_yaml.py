"""YAML into a checked value, mistakes named by file and line."""

from collections.abc import Callable
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from bot.mistakes import in_plain_words
from bot.policy.lines import PolicyLoader

M = TypeVar("M", bound=BaseModel)

_KEY = "[key]"
"""How pydantic marks a mistake in a key of a mapping."""


class Mistaken(Exception):
    """A file has mistakes; the message names each by file and line, one a line."""


def checked(
    source: str,
    name: str,
    model: type[M],
    completed: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
) -> M:
    """Return the value that a YAML text says. Raises `Mistaken`.

    `completed` puts in what the text leaves to be as it is built in.
    """
    try:
        node = yaml.compose(source, Loader=PolicyLoader)
        data = yaml.load(source, Loader=PolicyLoader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        reason = getattr(error, "problem", None) or "not YAML"
        raise Mistaken(f"{name}:{line}: {reason}") from None
    if not isinstance(data, dict):
        raise Mistaken(f"{name}:1: not a list of settings")
    try:
        return model.model_validate(completed(data) if completed else data)
    except ValidationError as error:
        problems = (
            f"{name}:{_line_of(node, item['loc'])}: {_path(item['loc'])}{in_plain_words(item)}"
            for item in _causes(error)
        )
        raise Mistaken("\n".join(problems)) from None


def _causes(error: ValidationError) -> list[Any]:
    """Return the mistakes without those that only follow from another inside the same part."""
    found = error.errors()
    inner = {item["loc"][:end] for item in found for end in range(len(item["loc"]))}
    keys = {item["loc"][:-1] for item in found if item["loc"][-1:] == (_KEY,)}
    return [
        item
        for item in found
        if item["loc"] not in keys and (item["type"] != "too_short" or item["loc"] not in inner)
    ]


def _path(location: tuple[int | str, ...]) -> str:
    steps = [part for part in location if part != _KEY]
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in steps]
    return "".join(parts).removeprefix(".") + ": " if parts else ""


def _line_of(node: Any, location: tuple[int | str, ...]) -> int:
    """Return the 1-based line of the deepest node on the way to `location` that the file has."""
    line = node.start_mark.line if node else 0
    for part in location:
        found = _child(node, part)
        if found is None:
            break
        key, node = found
        line = key.start_mark.line
    return line + 1


def _child(node: Any, part: int | str) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if getattr(key, "value", None) == str(part):
                return key, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    return None
