"""Masks personal data before it leaves the machine, and puts it back into what returns."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from domain.wording import Private
from knowledge.wording.personal import FORMS, is_date, vins_in

PLACEHOLDER = re.compile(r"\[[A-Z]+_\d+\]")
_PLACEHOLDERS = re.compile(r"(\[[A-Z]+_\d+\])")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_LETTERS = r"A-Za-z\u00c0-\u024f\u0400-\u04ff"
_Spans = Callable[[str], Iterable[tuple[int, int]]]


class Masker:
    """The masks of one call: the same datum has the same placeholder wherever it stands."""

    def __init__(self, private: Private) -> None:
        self._known = list(_known(private))
        self._names = [_word(name) for name in _longest_first(private.names, 2)]
        self._placeholders: dict[str, str] = {}
        self._originals: dict[str, str] = {}
        self._public: set[str] = set()

    def masked(self, text: str, *, is_public: bool = False) -> str:
        """Return a text without personal data; what an owner wrote is put into NFKC.

        In what is public anyway, a FAQ entry, the owner's own name is not looked for: it may be a
        word. What only looks like a placeholder is taken out, so that nothing can be forged.
        """
        plain = PLACEHOLDER.sub("", _UNSEEN.sub("", text))
        if not is_public:
            plain = PLACEHOLDER.sub("", unicodedata.normalize("NFKC", plain))
            for kind, pattern in self._known:
                plain = self._hidden(plain, kind, _matches(pattern))
        plain = self._hidden(plain, "VIN", vins_in)
        for form in FORMS:
            plain = self._hidden(plain, form.kind, _matches(form.pattern))
        if not is_public:
            for pattern in self._names:
                plain = self._hidden(plain, "NAME", _matches(pattern))
        if is_public:
            self._public.update(PLACEHOLDER.findall(plain))
        return plain

    def restored(self, text: str, *, public_only: bool = False, markup: bool = False) -> str:
        """Return a text with what placeholders of ours stand for put back (escaped in `markup`).

        `public_only`: what stands in a public text; what is the owner's own stays masked.
        """

        def original(found: re.Match[str]) -> str:
            name = found[0]
            if name not in self._originals or (public_only and name not in self._public):
                return name
            return html.escape(self._originals[name]) if markup else self._originals[name]

        return PLACEHOLDER.sub(original, text)

    @property
    def own(self) -> frozenset[str]:
        """The placeholders of what is the owner's own."""
        return frozenset(self._originals) - self._public

    def _hidden(self, text: str, kind: str, spans: _Spans) -> str:
        parts = _PLACEHOLDERS.split(text)
        for at in range(0, len(parts), 2):
            parts[at] = self._hidden_in(parts[at], kind, spans)
        return "".join(parts)

    def _hidden_in(self, text: str, kind: str, spans: _Spans) -> str:
        written, at = [], 0
        for start, end in spans(text):
            if is_date(text[start:end]):
                continue
            written += [text[at:start], self._placeholder(kind, text[start:end])]
            at = end
        return "".join((*written, text[at:]))

    def _placeholder(self, kind: str, datum: str) -> str:
        if datum not in self._placeholders:
            number = sum(1 for one in self._originals if one.startswith(f"[{kind}_")) + 1
            name = f"[{kind}_{number}]"
            self._placeholders[datum], self._originals[name] = name, datum
        return self._placeholders[datum]


def _matches(pattern: re.Pattern[str]) -> _Spans:
    group = "it" if "it" in pattern.groupindex else 0
    return lambda text: (found.span(group) for found in pattern.finditer(text))


def _known(private: Private) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield what is known to be this person's, but for names, which may be parts of all else."""
    for kind, values in (
        ("VIN", private.vins),
        ("PLATE", private.plates),
        ("ID", private.numbers),
    ):
        for value in _longest_first(values, 4):
            signs = r"[\s·•・.\-]?".join(re.escape(char) for char in value if char.isalnum())
            yield kind, re.compile(rf"(?<!\d){signs}(?!\d)", re.IGNORECASE)
    for value in _longest_first(private.usernames, 2):
        yield "USER", _word(value)


def _longest_first(values: Iterable[str], shortest: int) -> list[str]:
    """Return values that can be looked for: one letter would be found everywhere."""
    plain = {_UNSEEN.sub("", unicodedata.normalize("NFKC", one)).strip() for one in values}
    usable = (one for one in plain if sum(char.isalnum() for char in one) >= shortest)
    return sorted(usable, key=lambda one: (-len(one), one))


def _word(value: str) -> re.Pattern[str]:
    """A name as a word of its own; between Chinese characters there are no words."""
    name = r"\s+".join(map(re.escape, value.split()))
    return re.compile(rf"(?<![{_LETTERS}\d_])@?{name}(?![{_LETTERS}\d_])", re.IGNORECASE)
