"""Numbers for PostgreSQL's advisory locks."""

from hashlib import blake2b


def lock_key(*parts: str | int) -> int:
    """Return a number of 64 bits, with sign, for a name made of parts."""
    name = "\x1f".join(("ownerline", *map(str, parts)))
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)
