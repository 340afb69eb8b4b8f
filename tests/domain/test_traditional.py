"""The folding knows every Traditional form of what the tables of phrases are written in."""

import json
import re
from pathlib import Path

from zhconv import zhconv

from domain.folding import folded

DOMAIN = Path(__file__).parents[2] / "domain"
PHRASES = (
    "asking_for_person.py", "complaining.py", "form_words.py", "question_words.py",
    "small_talk_phrases.py", "safety/spelling.py", "safety/chinese/*.py",
)  # fmt: skip
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_every_character_of_the_phrases_is_simplified() -> None:
    table = json.loads(Path(zhconv.__file__).with_name("zhcdict.json").read_text("utf-8"))
    written = {
        han
        for glob in PHRASES
        for path in DOMAIN.glob(glob)
        for han in HAN.findall(path.read_text("utf-8"))
    }
    missing = [
        (traditional, simple)
        for traditional, simple in table["zh2Hans"].items()
        if len(traditional) == 1 and simple in written and _in_use(traditional)
        if folded(traditional) != simple
    ]
    assert missing == []


def test_common_sentences_are_folded() -> None:
    assert folded("煞車失靈") == "煞车失灵"
    assert folded("裏面著火") == "里面着火"


def _in_use(han: str) -> bool:
    """Big5 with Hong Kong's additions is what Traditional writers type."""
    try:
        han.encode("big5hkscs")
    except UnicodeEncodeError:
        return False
    return HAN.match(han) is not None
