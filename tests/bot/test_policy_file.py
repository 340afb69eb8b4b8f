"""A policy with a mistake is refused with file, line and every mistake."""

from datetime import date
from pathlib import Path

import pytest

from bot.policy_file import builtin_policy, load_policy, parse_policy
from domain.errors import OwnerlineError
from domain.policy import Policy

GOOD = """\
brand:
  key: solvane
  name: {en: Solvane, zh: 索凡}
  models:
    - {key: lyra, name: Lyra, year_from: 2022}
languages: [en, zh-CN]
desks:
  - key: riverside
    name: {en: Riverside}
"""


def problems(source: str) -> str:
    with pytest.raises(OwnerlineError) as refused:
        parse_policy(source, "policy.yaml")
    return str(refused.value.text.params["problems"])


def test_the_built_in_policy_and_the_samples_hold() -> None:
    assert parse_policy(builtin_policy(), "built-in").desk.key == "main"
    sample = load_policy(Path("bot/sample/policy.yaml"))
    assert [model.key for model in sample.brand.models] == ["linden", "harrow", "lyra", "corrin"]


def test_names_are_by_canonical_language() -> None:
    policy = parse_policy(GOOD, "policy.yaml")
    assert policy.languages == ("en", "zh-Hans")
    assert policy.brand.name.in_locale("zh-Hans") == "索凡"
    assert policy.desks[0].name.in_locale("zh-Hans") == "Riverside"


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("year_from: 2022", "year_from: soon", "policy.yaml:5: brand.models[1].year_from: "),
        ("key: riverside", "key: River Side", "policy.yaml:8: desks[1].key: a key has"),
        ("languages:", "langages:", "policy.yaml:6: langages: Extra inputs"),
        ("languages: [en, zh-CN]", "default_desk: x", "policy.yaml:1: default_desk 'x' is not"),
        ("name: {en: Riverside}", "name: {}", "policy.yaml:9: desks[1].name: give the words"),
        (
            "    name: {en: Riverside}",
            "    name: {en: R}\n    time_zone: Mars/Base",
            "policy.yaml:10: desks[1].time_zone: unknown time zone 'Mars/Base'",
        ),
        ("brand:", "brand: [", "policy.yaml:"),
    ],
)
def test_a_mistake_is_named_with_its_line(wrong: str, right: str, said: str) -> None:
    assert wrong in GOOD
    assert said in problems(GOOD.replace(wrong, right, 1))


@pytest.mark.parametrize("field", ["update_payloads", "sent_texts", "forms"])
@pytest.mark.parametrize("days", ["0", "-1", "99999999999", ".inf"])
def test_a_span_that_no_calendar_has_is_refused(field: str, days: str) -> None:
    said = problems(f"{GOOD}retention:\n  {field}: {days}\n")
    assert said.startswith(f"policy.yaml:11: retention.{field}: ")


def test_every_mistake_is_named() -> None:
    source = GOOD.replace("2022", "soon").replace("riverside", "River Side")
    assert len(problems(source).splitlines()) == 2


@pytest.mark.parametrize("source", ["", "- a", "just words", "\t", "{", "a: *b"])
def test_what_is_no_policy_at_all_is_said_so(source: str) -> None:
    assert problems(source).startswith("policy.yaml:")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OwnerlineError) as refused:
        load_policy(tmp_path / "none.yaml")
    assert refused.value.text.id == "error.policy_unreadable"


def test_the_staff_chat_of_the_environment_fills_a_gap_only(tmp_path: Path) -> None:
    file = tmp_path / "policy.yaml"
    file.write_text(GOOD, "utf-8")
    assert load_policy(file, -100).desk.chat_id == -100
    file.write_text(GOOD.replace("name: {en: Riverside}", "name: R\n    chat_id: -5"), "utf-8")
    assert load_policy(file, -100).desk.chat_id == -5


def test_model_years_reach_into_the_next_one_from_summer_on() -> None:
    policy: Policy = parse_policy(GOOD, "policy.yaml")
    lyra = policy.model("lyra")
    assert lyra is not None
    assert lyra.years(date(2024, 6, 30)) == (2024, 2023, 2022)
    assert lyra.years(date(2024, 7, 1)) == (2025, 2024, 2023, 2022)
