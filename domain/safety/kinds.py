"""The kinds of emergencies: each has its own instruction text."""

from enum import StrEnum


class EmergencyKind(StrEnum):
    """What the danger is; `rules.py` says which weighs more when a message tells of several."""

    FIRE = "fire"
    HIGH_VOLTAGE = "high_voltage"
    WATER = "water"
    RAILS = "rails"
    INJURY = "injury"
    LOCKED_IN = "locked_in"
    CRASH = "crash"
    FUEL = "fuel"
    CONTROL = "control"
    STRANDED = "stranded"
    OTHER = "other"
