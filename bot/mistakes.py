"""What is wrong with a value of the settings or the policy, in words that an operator knows.

Pydantic's own words speak of Python's types. What our own checks say stands as it is.
"""

from typing import Any, get_args

from pydantic_core.core_schema import ErrorType

_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not known here; is it a typing error, or in the wrong place?",
    "string_type": "must be text; put quotes around it",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "path_type": "must be the path of a file",
    "url_parsing": "must be an address, such as https://bot.example/hook",
    "finite_number": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "tuple_type": "must be a list, such as [one, two]",
    "list_type": "must be a list, such as [one, two]",
    "set_type": "must be a list, such as [one, two]",
    "frozen_set_type": "must be a list, such as [one, two]",
    "dict_type": "must be a group of settings, each with its name and a colon",
    "mapping_type": "must be a group of settings, each with its name and a colon",
    "model_type": "must be a group of settings, each with its name and a colon",
    "date_type": "must be a date, such as 2026-05-01",
    "date_parsing": "must be a date, such as 2026-05-01",
    "date_from_datetime_parsing": "must be a date, such as 2026-05-01",
    "time_parsing": "must be a time of the day, such as 09:00",
    "time_delta_parsing": "must be a span of time",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "enum": "must be {expected}",
    "literal_error": "must be {expected}",
    "too_short": "must have at least {min_length} in the list",
    "too_long": "must have at most {max_length} in the list",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "must have at most {max_length} characters",
    "string_pattern_mismatch": "must be written in the form {pattern}",
}
"""By pydantic's name of the mistake."""

_PYDANTICS = frozenset(get_args(ErrorType))

_ELSE = "is not a value that can stand here"


def in_plain_words(mistake: Any) -> str:
    """Return what one of the `errors()` of a ValidationError means."""
    kind, context = mistake["type"], mistake.get("ctx", {})
    if kind in _WORDS:
        return _WORDS[kind].format_map(context)
    if kind == "value_error":
        return str(context["error"])
    return _ELSE if kind in _PYDANTICS else str(mistake["msg"])
