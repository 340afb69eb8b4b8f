"""Emergency numbers by country.

Checked against the emergency numbers in Google's libphonenumber (short number metadata of release
9.0.43), which knows them all but China's 122 (traffic accidents) and 12122 (motorway help), short
codes of the traffic police and of the Ministry of Transport. The European Union has 112 by
Directive (EU) 2018/1972, article 109. A country that is not listed gets 112, which every mobile
phone connects to the emergency service of the place (3GPP TS 22.101, clause 10). A policy may say
it better.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from domain.safety.kinds import EmergencyKind


class EmergencyService(StrEnum):
    """Who answers a number."""

    ALL = "all"
    FIRE = "fire"
    AMBULANCE = "ambulance"
    POLICE = "police"
    TRAFFIC = "traffic"
    MOTORWAY = "motorway"


Numbers: TypeAlias = Mapping[EmergencyService, str]

_EUROPEAN_UNION = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
_OTHERS_WITH_112 = "NO IS LI CH TR UA RU"
_WITH_911 = "US CA MX PH"
_WITH_999 = "GB HK MY"


def _all_by(number: str, countries: str) -> dict[str, Numbers]:
    return {country: {EmergencyService.ALL: number} for country in countries.split()}


def _apart(fire: str, ambulance: str, police: str) -> Numbers:
    return {
        EmergencyService.FIRE: fire,
        EmergencyService.AMBULANCE: ambulance,
        EmergencyService.POLICE: police,
    }


BY_COUNTRY: Mapping[str, Numbers] = {
    "CN": {
        **_apart(fire="119", ambulance="120", police="110"),
        EmergencyService.TRAFFIC: "122",
        EmergencyService.MOTORWAY: "12122",
    },
    "TW": _apart(fire="119", ambulance="119", police="110"),
    "JP": _apart(fire="119", ambulance="119", police="110"),
    "KR": _apart(fire="119", ambulance="119", police="112"),
    "SG": _apart(fire="995", ambulance="995", police="999"),
    "TH": _apart(fire="199", ambulance="1669", police="191"),
    "VN": _apart(fire="114", ambulance="115", police="113"),
    "BR": _apart(fire="193", ambulance="192", police="190"),
    "CL": _apart(fire="132", ambulance="131", police="133"),
    "AE": _apart(fire="997", ambulance="998", police="999"),
    "IL": _apart(fire="102", ambulance="101", police="100"),
    **_all_by("112", f"{_EUROPEAN_UNION} {_OTHERS_WITH_112} IN"),
    **_all_by("911", _WITH_911),
    **_all_by("999", _WITH_999),
    **_all_by("000", "AU"),
    **_all_by("111", "NZ"),
}

EVERYWHERE: Numbers = {EmergencyService.ALL: "112"}
"""Where a country is not listed."""

_FIRST: Mapping[EmergencyKind, tuple[EmergencyService, ...]] = {
    EmergencyKind.INJURY: (EmergencyService.AMBULANCE,),
    EmergencyKind.CRASH: (EmergencyService.AMBULANCE, EmergencyService.TRAFFIC),
    EmergencyKind.CONTROL: (EmergencyService.TRAFFIC, EmergencyService.MOTORWAY),
    EmergencyKind.STRANDED: (EmergencyService.TRAFFIC, EmergencyService.MOTORWAY),
    EmergencyKind.RAILS: (EmergencyService.POLICE,),
    EmergencyKind.OTHER: (EmergencyService.POLICE,),
}
"""Whom to call before the fire service, which the other kinds need first."""


def in_order(numbers: Numbers, kind: EmergencyKind) -> tuple[tuple[EmergencyService, str], ...]:
    """Return the numbers, whom to call first in this kind of emergency at the front."""
    first = _FIRST.get(kind, ())
    order = (EmergencyService.ALL, *first, *EmergencyService)
    return tuple(
        (service, numbers[service]) for service in dict.fromkeys(order) if service in numbers
    )
