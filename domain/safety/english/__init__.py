"""What the concepts of the safety rules are called in English.

Written for the plain form of `plain.py`, in the verbose syntax of regular expressions, where white
space means nothing: `_` is a space, `{name}` another concept (a group's name has no `_` in it).
"""

from domain.safety.english import calm, car, fire, people, road

CONCEPTS: dict[str, str] = {
    **car.CONCEPTS,
    **road.CONCEPTS,
    **fire.CONCEPTS,
    **people.CONCEPTS,
    **calm.CONCEPTS,
}
