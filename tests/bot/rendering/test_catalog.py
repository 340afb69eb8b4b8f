"""Every sentence in the code is in every language; none is unused; all are well formed."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from bot.rendering.catalog import SHIPPED, Catalog

ROOT = Path(__file__).parents[3]
PACKAGES = ("bot", "domain", "handlers", "knowledge", "storage")
NO_MARKUP = ("button.", "command.", "notice.", "car.name", "car.year", "storage.", "knowledge.")
TAGS = {"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"}


@dataclass(frozen=True)
class Use:
    id: str
    params: frozenset[str]
    where: str
    more: bool
    """Whether further parameters come as a mapping, which cannot be read here."""


def uses() -> list[Use]:
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return [use for path in sorted(files) for use in _uses_in(path)]


def _uses_in(path: Path) -> Iterator[Use]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id != "Text" or not node.args:
            continue
        where = f"{path.relative_to(ROOT)}:{node.lineno}"
        first = node.args[0]
        assert isinstance(first, ast.Constant), f"{where}: a message id must be a literal"
        names = [keyword.arg for keyword in node.keywords]
        params = frozenset(name for name in names if name)
        yield Use(str(first.value), params, where, None in names)


def messages(locale: str) -> dict[str, Message]:
    folder = ROOT / "bot/locales" / locale.replace("-", "_") / "LC_MESSAGES"
    found: dict[str, Message] = {}
    for po in sorted(folder.glob("*.po")):
        with po.open("rb") as file:
            for message in read_po(file):
                if not message.id:
                    continue
                assert not message.fuzzy, message.id
                id = message.id if isinstance(message.id, str) else message.id[0]
                assert id not in found, f"{id} stands twice"
                found[id] = message
    return found


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def placeholders(message: Message) -> set[str]:
    return {
        name
        for form in forms(message)
        for _, name, _, _ in Formatter().parse(form)
        if name is not None
    }


USES = uses()
MESSAGES = {locale: messages(locale) for locale in SHIPPED}


def test_the_code_says_something() -> None:
    assert len(USES) > 100


@pytest.mark.parametrize("locale", SHIPPED)
def test_no_message_is_missing(locale: str) -> None:
    assert [f"{use.where}: {use.id}" for use in USES if use.id not in MESSAGES[locale]] == []


@pytest.mark.parametrize("locale", SHIPPED)
def test_no_message_is_unused(locale: str) -> None:
    assert sorted(set(MESSAGES[locale]) - {use.id for use in USES}) == []


@pytest.mark.parametrize("locale", SHIPPED)
def test_parameters_and_placeholders_agree(locale: str) -> None:
    wrong = [
        f"{use.where}: {use.id} gives {sorted(use.params)}, {locale} wants {sorted(wanted)}"
        for use in USES
        if use.id in MESSAGES[locale]
        and not _fits(wanted := placeholders(MESSAGES[locale][use.id]), use)
    ]
    assert wrong == []


def _fits(wanted: set[str], use: Use) -> bool:
    """A plural form may leave its number out ("one car")."""
    named = use.params - {"n"}
    return named <= wanted if use.more else named == wanted - {"n"}


def test_plurals_are_plurals_in_every_language() -> None:
    counted = {use.id for use in USES if "n" in use.params}
    for locale in SHIPPED:
        plural = {id for id, message in MESSAGES[locale].items() if message.pluralizable}
        assert plural == counted & set(MESSAGES[locale])


@pytest.mark.parametrize("locale", SHIPPED)
def test_every_form_has_words(locale: str) -> None:
    for id, message in MESSAGES[locale].items():
        assert all(form.strip() for form in forms(message)), id


@pytest.mark.parametrize("locale", SHIPPED)
def test_markup_is_telegrams_and_balanced(locale: str) -> None:
    for id, message in MESSAGES[locale].items():
        for form in forms(message):
            check = Markup()
            check.feed(form)
            check.close()
            assert check.open == [], id
            assert check.seen <= TAGS, id
            assert not (check.seen and id.startswith(NO_MARKUP)), id
            assert not re.search(r"&(?!lt;|gt;|amp;)", form), id


class Markup(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_chinese_has_its_own_punctuation() -> None:
    for id, message in MESSAGES["zh-Hans"].items():
        for form in forms(message):
            words = re.sub(r"<[^>]+>|\S*://\S*", "", form)
            assert not re.search(r"[\u4e00-\u9fff][,;:!?.]|[,;:!?][\u4e00-\u9fff]", words), id
            assert not re.search(r"[(\"'][\u4e00-\u9fff]|[\u4e00-\u9fff][)\"']|\.\.\.", words), id


@pytest.mark.parametrize("locale", SHIPPED)
def test_limits_of_telegram_hold(locale: str) -> None:
    for id, message in MESSAGES[locale].items():
        most = 200 if id.startswith("notice.") else 256 if id.startswith("command.") else 4096
        assert all(len(form) <= most for form in forms(message)), id


def test_a_quantity_is_grouped_and_a_name_is_not() -> None:
    catalog = Catalog.load()
    assert "12,000" in catalog.message("en", "car.mileage", {"km": 12_000, "at": "2026-03-02"})
    assert catalog.message("en", "car.year", {"year": "2026"}) == "2026"


def test_the_plural_form_follows_the_language() -> None:
    catalog = Catalog.load()
    one = catalog.message("en", "car.list", {"n": 1}, 1)
    two = catalog.message("en", "car.list", {"n": 2}, 2)
    assert "1 car " in one
    assert "2 cars " in two
    assert "2 辆" in catalog.message("zh-Hans", "car.list", {"n": 2}, 2)


def test_a_language_that_is_not_shipped_is_spoken_to_in_english() -> None:
    catalog = Catalog.load()
    assert catalog.message("de", "button.skip", {}) == "Skip"


def test_an_unknown_message_is_an_error() -> None:
    with pytest.raises(KeyError):
        Catalog.load().message("en", "no.such", {})
