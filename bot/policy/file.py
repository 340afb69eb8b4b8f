"""Reads the policy file: YAML into the checked `Policy`, mistakes named by file and line."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from bot.policy.lines import PolicyLoader
from domain.errors import OwnerlineError
from domain.policy import Policy
from domain.text import Text

_KEY = "[key]"
"""How pydantic marks a mistake in a key of a mapping."""


def load_policy(path: Path | None, staff_chat_id: int | None = None) -> Policy:
    """Read a policy file, or the built-in policy without one.

    `staff_chat_id` is the group of the default desk where the file gives it none. Raises
    `OwnerlineError` naming file, line and every mistake.
    """
    name = str(path) if path else "policy.yaml"
    try:
        source = path.read_text("utf-8") if path else builtin_policy()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OwnerlineError(Text("error.policy_unreadable", file=name, reason=reason)) from None
    except UnicodeDecodeError:
        raise OwnerlineError(Text("error.policy_encoding", file=name)) from None
    return _with_staff_chat(parse_policy(source, name), staff_chat_id)


def builtin_policy() -> str:
    """Return the text of the policy that holds when none is given."""
    return files("bot.policy").joinpath("default.yaml").read_text("utf-8")


def parse_policy(source: str, name: str) -> Policy:
    """Check a policy's YAML text. Raises `OwnerlineError` as `load_policy` does."""
    try:
        node = yaml.compose(source, Loader=PolicyLoader)
        data = yaml.load(source, Loader=PolicyLoader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        reason = getattr(error, "problem", None) or "not YAML"
        problem = f"{name}:{line}: {reason}"
        raise OwnerlineError(Text("error.policy", problems=problem)) from None
    if not isinstance(data, dict):
        raise OwnerlineError(Text("error.policy", problems=f"{name}:1: not a list of settings"))
    try:
        return Policy.model_validate(data)
    except ValidationError as error:
        problems = "\n".join(
            f"{name}:{_line_of(node, item['loc'])}: {_path(item['loc'])}"
            f"{item['msg'].removeprefix('Value error, ')}"
            for item in _causes(error)
        )
        raise OwnerlineError(Text("error.policy", problems=problems)) from None


def _with_staff_chat(policy: Policy, staff_chat_id: int | None) -> Policy:
    if staff_chat_id is None or policy.desk.chat_id is not None:
        return policy
    desks = tuple(
        desk.model_copy(update={"chat_id": staff_chat_id}) if desk is policy.desk else desk
        for desk in policy.desks
    )
    return policy.model_copy(update={"desks": desks})


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
