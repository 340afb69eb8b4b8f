"""The sandbox's time: the machine's, moved by an offset that a test may set."""

import time


class Clock:
    """Seconds since the Unix epoch. The offset lets 48 hours pass at once."""

    __slots__ = ("offset",)

    def __init__(self) -> None:
        self.offset = 0.0

    def now(self) -> float:
        """Seconds, with fractions."""
        return time.time() + self.offset

    def stamp(self) -> int:
        """Whole seconds, as the Bot API gives dates."""
        return int(time.time() + self.offset)
