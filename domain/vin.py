"""Vehicle identification numbers (ISO 3779; GB 16735 in China; 49 CFR 565 in North America)."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from vininfo import Vin

LENGTH = 17
_TOKEN = re.compile(r"[A-Z0-9]+")
_NEVER = "IOQ"


class VinFault(StrEnum):
    """What is wrong with a VIN, in the order in which it is looked at."""

    LENGTH = "length"
    LETTERS = "letters"
    MAKER = "maker"
    CHECK_DIGIT = "check_digit"


@dataclass(frozen=True, slots=True)
class VinReading:
    """A VIN as read: capital letters and digits, and what is wrong with it, if anything."""

    vin: str
    fault: VinFault | None = None

    @property
    def wrong_letters(self) -> str:
        """The letters in it that no VIN has, each once."""
        return "".join(letter for letter in _NEVER if letter in self.vin)


def find_vin(text: str) -> str | None:
    """Return what in a text is meant as a VIN (though it may have faults), or None.

    Full-width forms, spaces, dashes and lower case are as good as capitals. A VIN stands alone or
    after a few words ("VIN: ..."); one that stands alone may be too short or too long.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    if len(plain) > 200:
        return None
    parts = re.split(r"[\s\-\u2010-\u2015_.·*]+", plain)
    joined = "".join(parts)
    words = [part for part in parts if part.isalpha()]
    if 12 <= len(joined) <= 22 and len(words) <= 1 and _is_mixed(joined):
        return joined
    tokens = [token for token in _TOKEN.findall(plain) if len(token) == LENGTH]
    return next((token for token in tokens if _is_mixed(token)), None)


def read_vin(vin: str, *, check_digit: bool, prefixes: Sequence[str] = ()) -> VinReading:
    """Check what `find_vin` found.

    `check_digit`: whether the market's VINs carry one in position 9. `prefixes`: the maker's world
    manufacturer identifiers; empty accepts any. Makers known not to use the check digit pass.
    """
    return VinReading(vin, _fault(vin, check_digit, prefixes))


def _fault(vin: str, check_digit: bool, prefixes: Sequence[str]) -> VinFault | None:  # noqa: FBT001
    if len(vin) != LENGTH:
        return VinFault.LENGTH
    if any(letter in vin for letter in _NEVER):
        return VinFault.LETTERS
    if prefixes and not vin.startswith(tuple(prefix.upper() for prefix in prefixes)):
        return VinFault.MAKER
    if check_digit:
        known = Vin(vin)
        carries_one = getattr(known.assembler, "uses_sae_checkdigit", True)
        if carries_one and not known.verify_checksum(check_year=False):
            return VinFault.CHECK_DIGIT
    return None


def model_years(vin: str) -> tuple[int, ...]:
    """Return the model years that position 10 may stand for (it repeats every 30), newest first.

    A sign and no proof: outside North America and China makers may use the position otherwise.
    """
    return tuple(Vin(vin).years)


def _is_mixed(word: str) -> bool:
    """Return whether a word has enough digits and letters, and nothing else, to be a VIN."""
    if not re.fullmatch(r"[A-Z0-9]+", word):
        return False
    digits = sum(char.isdigit() for char in word)
    return digits >= 4 and len(word) - digits >= 2
