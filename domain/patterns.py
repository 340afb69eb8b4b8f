"""Long regular expressions of everyday words, written so that they can be laid out and read."""

import re


def pattern(source: str) -> re.Pattern[str]:
    """Compile an expression in the verbose syntax, where white space means nothing: `_` is a space.

    So `_` itself, and a space or a `#` as such, cannot be asked for.
    """
    return re.compile(source.replace("_", "[ ]"), re.VERBOSE)
