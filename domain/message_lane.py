"""What a message of an owner is taken for, before the FAQ is asked."""

from enum import StrEnum

from domain.asking_for_person import asks_for_person
from domain.complaining import complains
from domain.safety.verdict import verdict
from domain.small_talk import small_talk


class MessageLane(StrEnum):
    """The lanes, in the order in which they are tried."""

    SAFETY = "safety"
    PERSON = "person"
    COMPLAINT = "complaint"
    SMALL_TALK = "small_talk"
    QUESTION = "question"


def lane_of(text: str, danger: float | None = None) -> MessageLane:
    """Return the lane of a message. `danger`: what `Knowledge.danger` says of it, if known."""
    if verdict(text, danger):
        return MessageLane.SAFETY
    if asks_for_person(text):
        return MessageLane.PERSON
    if complains(text):
        return MessageLane.COMPLAINT
    return MessageLane.SMALL_TALK if small_talk(text) else MessageLane.QUESTION
