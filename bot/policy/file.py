"""Reads the policy file: YAML into the checked `Policy`, mistakes named by file and line."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from bot.policy.checked_yaml import Mistaken, checked
from bot.policy.lines import PolicyLoader
from domain.errors import OwnerlineError
from domain.policy import Policy
from domain.text import Text


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
        return checked(source, name, Policy, _with_complaints)
    except Mistaken as mistaken:
        raise OwnerlineError(Text("error.policy", problems=str(mistaken))) from None


def _with_complaints(data: dict[str, Any]) -> dict[str, Any]:
    """Return the settings with what the built-in policy says of complaints, where they say nothing.

    The built-in severity rules name built-in categories: categories of one's own go with rules of
    one's own, else with those that name none.
    """
    own = data.get("complaints", {})
    if not isinstance(own, dict):
        return data
    built_in = yaml.load(builtin_policy(), Loader=PolicyLoader)["complaints"]  # noqa: S506 - safe
    if "categories" in own:
        built_in = {name: value for name, value in built_in.items() if name != "severity"}
    return {**data, "complaints": {**built_in, **own}}


def _with_staff_chat(policy: Policy, staff_chat_id: int | None) -> Policy:
    if staff_chat_id is None or policy.desk.chat_id is not None:
        return policy
    desks = tuple(
        desk.model_copy(update={"chat_id": staff_chat_id}) if desk is policy.desk else desk
        for desk in policy.desks
    )
    return policy.model_copy(update={"desks": desks})
