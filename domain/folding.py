"""One form for what is written in several: width, case, apostrophes, Traditional characters."""

import unicodedata

from domain.traditional import SIMPLIFIED_FOR


def folded(text: str) -> str:
    """Return a text for comparing: half-width, lower case, its common characters simplified.

    Only characters of everyday phrases are simplified; the FAQ's own folding knows them all.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return plain.translate(SIMPLIFIED_FOR)
