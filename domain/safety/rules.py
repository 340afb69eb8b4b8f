"""What is an emergency: which concepts together tell of a danger that is there now.

One rule a line: the concepts that must stand near each other (`english/` and `chinese/` say what
each is called). `anywhere` at the end: it is enough that they stand in the message. `+` at the end:
a hint, which needs a sign of distress or motion and nothing that speaks of business beside it.
"""

from domain.safety.kinds import EmergencyKind

RULES: tuple[tuple[EmergencyKind, str], ...] = (
    (
        EmergencyKind.FIRE,
        """
        fire
        exploded
        smoke
        bad_smell
        wiring melting
        sparks body_of_car
        sparks charger
        battery bad_smell
        battery battery_bad
        hiss under
        struck_below hiss
        struck_below bad_smell
        charger hot
        body_of_car glowing
        body_of_car hot +
        """,
    ),
    (
        EmergencyKind.HIGH_VOLTAGE,
        """
        shocked
        high_voltage alarm
        cable
        """,
    ),
    (EmergencyKind.WATER, "in_water"),
    (
        EmergencyKind.RAILS,
        """
        rails_now
        rails stopped anywhere
        rails call anywhere
        rails help
        """,
    ),
    (
        EmergencyKind.INJURY,
        """
        someone_hurt
        body caught gap
        """,
    ),
    (
        EmergencyKind.LOCKED_IN,
        """
        small locked inside anywhere
        grown locked inside
        small inside heat
        locked inside hot_inside
        shut_in
        """,
    ),
    (
        EmergencyKind.CRASH,
        """
        crash
        turned_over
        airbag deployed
        """,
    ),
    (
        EmergencyKind.FUEL,
        """
        fuel_smell
        fuel smell
        fuel leaking
        """,
    ),
    (
        EmergencyKind.CONTROL,
        """
        brake lost
        brake floor
        brake faster
        brake longer_stop
        pedal floor
        brake_fluid leaking
        handbrake rolling_away
        car rolling_away
        steering lost
        no_steering
        throttle stuck
        faster self
        faster not_slowing
        faster foot_off
        faster crash
        ran_away
        car not_slowing
        cannot_stop
        no_control
        cruise wont_off
        assist veer edge
        veer edge
        car moves self
        phantom moving
        phantom longer_stop
        phantom someone_hurt
        no_wheel
        wheel came_off
        tyre burst
        tyre flat live_road
        glass glass_bursts
        glass burst moving
        hood flew_open moving
        hood cant_see
        door flew_open moving
        lights went_dark dark
        wipers went_dark dark
        cant_see moving
        """,
    ),
    (
        EmergencyKind.STRANDED,
        """
        live_road stopped
        stopped at_speed
        """,
    ),
    (
        EmergencyKind.OTHER,
        """
        stop_now display
        threat
        call
        moving lost help +
        brake help +
        brake moving +
        steering help +
        steering moving +
        throttle help +
        throttle moving +
        airbag help +
        """,
    ),
)
"""In the order of weight: the first that holds is the kind of the emergency."""
