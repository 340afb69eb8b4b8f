"""Every mistake that can be made in settings and policy has words of our own."""

from collections.abc import Iterator

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.mistakes import in_plain_words
from bot.settings import Settings
from domain.policy import Policy

ODD: tuple[object, ...] = (
    None, "", "x", "1.5", 0, -1, 1.5, 10**9, True, [], ["x"], [[]], [{}], {}, {"x": "x"},
    "x" * 9999,
)  # fmt: skip
"""Values that are wrong in most places, each in its own way."""

PYDANTICS = ("Input", "should", "required", "permitted", "instance", "tuple", "dictionary")
"""What its sentences have, and ours do not."""


def fields(model: type[BaseModel], seen: frozenset[type] = frozenset()) -> Iterator[object]:
    """Yield the types of all fields, of the parts too."""
    for field in model.model_fields.values():
        yield field.rebuild_annotation()
        for part in parts(field.annotation):
            if part not in seen:
                yield from fields(part, seen | {model, part})


def parts(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from parts(inner)


@pytest.mark.parametrize("model", [Policy, Settings])
def test_no_mistake_is_told_in_the_words_of_the_library(model: type[BaseModel]) -> None:
    told: set[str] = set()
    for kind in fields(model):
        for value in ODD:
            try:
                TypeAdapter(kind).validate_python(value)
            except ValidationError as error:
                told.update(in_plain_words(one) for one in error.errors())
    assert len(told) > 5
    for words in told:
        assert not any(one in words for one in PYDANTICS), words
    assert "is not a value that can stand here" not in told


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"retention": {"forms": "soon"}}, "must be a whole number"),
        ({"retention": {"forms": 0}}, "must be at least 1"),
        ({"desks": []}, "must have at least 1 in the list"),
        ({"nonsense": 1}, "is not known here; is it a typing error, or in the wrong place?"),
    ],
)
def test_the_words_say_what_to_write(value: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        Policy.model_validate(value)
    assert words in [in_plain_words(one) for one in wrong.value.errors()]
