"""What a message of an owner is taken for, before the FAQ is asked."""

from enum import StrEnum

from domain.small_talk import small_talk


class MessageLane(StrEnum):
    """The lanes, in the order in which they are tried."""

    SAFETY = "safety"
    PERSON = "person"
    COMPLAINT = "complaint"
    SMALL_TALK = "small_talk"
    QUESTION = "question"


def lane_of(text: str) -> MessageLane:
    """Return the lane of a message by its words alone.

    Today it tells small talk from questions; safety, asking for a person and complaining are not
    recognised yet and count as questions.
    """
    return MessageLane.SMALL_TALK if small_talk(text) else MessageLane.QUESTION
