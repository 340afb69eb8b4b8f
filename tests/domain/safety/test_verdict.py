import pytest

from domain.message_lane import MessageLane, lane_of
from domain.safety.kinds import EmergencyKind
from domain.safety.verdict import CALM, SURE, verdict


@pytest.mark.parametrize(
    ("words", "danger", "kind"),
    [
        ("the brakes failed", None, EmergencyKind.CONTROL),
        ("the brakes failed", 0.0, EmergencyKind.CONTROL),
        ("the brakes failed", CALM, EmergencyKind.CONTROL),
        ("the brakes failed", CALM - 0.1, None),
        ("how long is the warranty", None, None),
        ("how long is the warranty", SURE - 0.1, None),
        ("it is all going wrong here", SURE, EmergencyKind.OTHER),
        ("if the brakes fail we die", SURE, EmergencyKind.CONTROL),
    ],
)
def test_the_second_opinion_decides_only_where_it_is_sure(
    words: str, danger: float | None, kind: EmergencyKind | None
) -> None:
    assert verdict(words, danger) is kind


def test_where_a_person_listens_the_second_opinion_raises_no_alarm_of_its_own() -> None:
    assert verdict("Sweet, like syrup", SURE, is_heard=True) is None
    assert verdict("the brakes failed", SURE, is_heard=True) is EmergencyKind.CONTROL
    assert verdict("the brakes failed", None, is_heard=True) is EmergencyKind.CONTROL
    assert verdict("the brakes failed", CALM - 0.1, is_heard=True) is None


def test_the_lane_follows_the_verdict() -> None:
    assert lane_of("the brakes failed") is MessageLane.SAFETY
    assert lane_of("the brakes failed", CALM - 1) is MessageLane.QUESTION
    assert lane_of("it is all going wrong here", SURE) is MessageLane.SAFETY
