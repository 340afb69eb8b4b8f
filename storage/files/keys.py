"""What a file may be called."""

import re

_PART = re.compile(r"[\w.+ -]{1,120}", re.UNICODE)


def checked(key: str) -> str:
    """Return the key, if it leads to nowhere but below the place where files are kept.

    Raises `ValueError`: keys are ours, so a strange one is a bug.
    """
    parts = key.split("/")
    if not all(_PART.fullmatch(part) and part.strip(". ") for part in parts):
        raise ValueError(f"not a file's key: {key!r}")
    return key
