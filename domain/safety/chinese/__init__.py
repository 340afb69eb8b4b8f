"""What the concepts of the safety rules are called in Chinese.

Written for the plain form of `plain.py`, in the verbose syntax of regular expressions, where white
space means nothing.
"""

from domain.safety.chinese import calm, car, fire, people, road

CONCEPTS: dict[str, str] = {
    **car.CONCEPTS,
    **road.CONCEPTS,
    **fire.CONCEPTS,
    **people.CONCEPTS,
    **calm.CONCEPTS,
}
