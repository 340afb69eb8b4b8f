"""Slips of the finger."""


def one_slip(word: str, meant: str) -> bool:
    """Return whether one letter is wrong, missing, too many, or swapped with the next."""
    if word[0] != meant[0] or abs(len(word) - len(meant)) > 1:
        return False
    same = 0
    while same < min(len(word), len(meant)) and word[same] == meant[same]:
        same += 1
    rest, wanted = word[same:], meant[same:]
    return (
        rest[1:] == wanted[1:]
        or rest[1:] == wanted
        or rest == wanted[1:]
        or (rest[:2] == wanted[:2][::-1] and rest[2:] == wanted[2:])
    )
