"""Canned replies are filled in the reader's language, and found by words of any."""

from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.catalog import Catalog
from bot.rendering.renderer import HtmlRenderer
from domain.canned import CannedReply, fill_ins, search_canned
from domain.text import Localized, Plain

DESK = Localized((("en", "Riverside"), ("zh-Hans", "滨江店")))
RENDERER = HtmlRenderer(Catalog.load())
HELLO = CannedReply.model_validate(
    {
        "key": "hello",
        "title": {"en": "Greeting", "zh": "问候"},
        "text": {
            "en": "Hello {owner}, {agent} of {desk} here about {vehicle} ({number}). {{}}",
            "zh": "{owner}您好，我是{desk}的{agent}，关于{vehicle}（{number}）。",
        },
    }
)
PHOTO = CannedReply.model_validate(
    {
        "key": "photo",
        "title": {"en": "Ask for a photo", "zh": "请发照片"},
        "text": {"en": "A photo after our greeting, please.", "zh": "请发一张照片。"},
    }
)


def words(locale: str, owner: str = "Ann <3", car: str | None = "Lyra 2024") -> str:
    values = fill_ins(
        owner=owner, number="Q-2026-000123", agent="Li", desk=DESK, car=Plain(car) if car else None
    )
    return RENDERER.words(HELLO.filled(locale, values), locale)


def test_it_is_filled_and_escaped_in_the_readers_language() -> None:
    assert words("en") == (
        "Hello Ann &lt;3, Li of Riverside here about your Lyra 2024 (Q-2026-000123). {}"
    )
    assert words("zh-Hans", owner="安") == (
        "安您好，我是滨江店的Li，关于您的Lyra 2024（Q-2026-000123）。"
    )


def test_what_is_not_known_has_words_too() -> None:
    assert words("en", owner=" ", car=None).startswith(
        "Hello dear owner, Li of Riverside here about your car"
    )
    assert words("zh-Hans", owner="", car=None).startswith("车主您好")


@given(st.text(max_size=60))
def test_an_owners_words_are_never_taken_for_a_placeholder(name: str) -> None:
    values = fill_ins(owner=name, number="1", agent="{number}", desk=DESK, car=None)
    said = RENDERER.plain(HELLO.filled("en", values), "en")
    assert "{number} of Riverside" in said
    if name.strip():
        assert said.startswith(f"Hello {name}, ")


def test_search_looks_in_every_language_and_puts_titles_first() -> None:
    both = (PHOTO, HELLO)
    assert search_canned(both, "greeting") == (HELLO, PHOTO)
    assert search_canned(both, "照片") == (PHOTO,)
    assert search_canned(both, "GREETING photo") == (PHOTO,)
    assert search_canned(both, "問候") == search_canned(both, "问候") == (HELLO,)
    assert search_canned(both, "  ") == both
    assert search_canned(both, "refund") == ()
