"""A policy with a mistake is refused with file, line and every mistake."""

from datetime import date
from pathlib import Path

import pytest

from bot.policy.file import builtin_policy, load_policy, parse_policy
from bot.rendering.catalog import Catalog
from bot.rendering.renderer import HtmlRenderer
from domain.canned import fill_ins
from domain.cases import CaseKind, CasePriority
from domain.errors import OwnerlineError
from domain.opening_hours import read_openings
from domain.policy import Policy

RENDERER = HtmlRenderer(Catalog.load())

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


def test_the_sample_has_two_desks_and_replies_in_both_languages() -> None:
    sample = load_policy(Path("bot/sample/policy.yaml"))
    assert [desk.key for desk in sample.desks] == ["riverside", "lakeside"]
    assert sample.desk_of("lakeside").key == "lakeside"
    assert sample.desk_of("gone").key == sample.desk_of(None).key == "riverside"
    assert len(sample.canned_replies) == 12
    assert sample.cases.priority_of(CaseKind.COMPLAINT) is CasePriority.HIGH
    values = fill_ins(owner="Ann", number="Q-1", agent="Li", desk=sample.desk.name, car=None)
    for reply in sample.canned_replies:
        for locale in sample.languages:
            words = RENDERER.plain(reply.filled(locale, values), locale)
            assert "{" not in words
            assert 20 < len(words) < 400


def test_names_are_by_canonical_language() -> None:
    policy = parse_policy(GOOD, "policy.yaml")
    assert policy.languages == ("en", "zh-Hans")
    assert policy.brand.name.in_locale("zh-Hans") == "索凡"
    assert policy.desks[0].name.in_locale("zh-Hans") == "Riverside"


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        (
            "year_from: 2022",
            "year_from: soon",
            "policy.yaml:5: brand.models[1].year_from: must",
        ),
        ("key: riverside", "key: River Side", "policy.yaml:8: desks[1].key: a key has"),
        ("languages:", "langages:", "policy.yaml:6: langages: is not known here"),
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


@pytest.mark.parametrize(
    ("written", "line", "said"),
    [
        ("hours: {mon-frei: 09:00-18:00}", 10, "hours.mon-frei: 'mon-frei' is no weekday"),
        ("hours:\n      mon: 09:00-18:00\n      sat: 9-12", 12, "hours.sat: '9-12' is no span"),
        ("hours: {mon: 9:00-10:00, 11:00-12:00}", 10, "hours.11:00-12:00: inside { } write"),
        ("hours: {sun: closed}", 10, "hours: the desk is open on no day of the week"),
        ("hours: always", 10, "hours: give hours per weekday"),
        ("hours: {mon: 9:00-10:00, mon-fri: 9:00-10:00}", 10, "hours: mon is given twice"),
        ("closed:\n      - 12-24\n      - 12-32", 12, "closed[2]: there is no day 12-32"),
        ("closed: 01-02 .. 12-31", 10, "closed: the desk is closed on more than 300 days"),
        ("closed: 2026-01-01 .. 2030-01-01", 10, "closed: together these dates close the desk"),
        ("open:\n      2026-12-24: noon", 11, "open.2026-12-24: 'noon' is no span of time"),
        ("open:\n      2026-13-24: closed", 11, "open.2026-13-24: there is no day 2026-13-24"),
        ("holidays: XX", 10, "holidays: no public holidays are known for the country 'XX'"),
        ("holidays: DE-XX", 10, "holidays: DE has no part 'XX' with holidays of its own"),
        ("holidays: [CN]", 10, "holidays: give a country such as CN"),
        ("supervisors_chat_id: us", 10, "supervisors_chat_id: "),
    ],
)
def test_a_mistake_in_a_desks_hours_is_named_with_its_line(
    written: str, line: int, said: str
) -> None:
    found = problems(f"{GOOD}    {written}\n")
    assert found.startswith(f"policy.yaml:{line}: desks[1].{said}")
    assert "\n" not in found


def test_a_desk_says_when_it_is_open() -> None:
    desk = parse_policy(
        f"""{GOOD}    country: NO
    time_zone: Europe/Oslo
    languages: [en, zh-CN]
    chat_id: -100
    supervisors_chat_id: -200
    hours:
      mon-fri: 09:00-12:00, 13:30-18:00
      sat: 10:00-16:00
    closed: [12-24, 2026-07-06 .. 2026-07-24]
    open:
      2026-12-24: 09:00-12:00
""",
        "policy.yaml",
    ).desk
    assert desk.hours.days[0] == read_openings("09:00-12:00, 13:30-18:00")
    assert desk.hours.days[5:] == (read_openings("10:00-16:00"), ())
    assert desk.public_holidays.off(date(2026, 5, 17))
    assert desk.languages == ("en", "zh-Hans")
    assert (desk.chat_id, desk.supervisors_chat_id) == (-100, -200)
    assert [len(dates) for dates in desk.closed] == [1, 19]


def test_words_are_not_taken_for_something_else() -> None:
    """YAML 1.1 would read false, 600 and a date."""
    policy = parse_policy(GOOD.replace("name: Lyra", "name: NO"), "policy.yaml")
    model = policy.model("lyra")
    assert model is not None
    assert model.name.in_locale("en") == "NO"


def test_a_key_that_is_given_twice_is_refused() -> None:
    assert problems(f"{GOOD}    key: other\n") == "policy.yaml:10: key is given twice"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("cases: {close_after: 1 day}", "cases: remind_after must be shorter than close_after"),
        ("cases: {close_after: 3 business days}", "cases: count remind_after and close_after both"),
        ("cases: {priorities: {refund: high}}", "cases.priorities.refund: must be"),
        ("canned_replies: [{key: a, title: A, text: {en: x}}]",
         "canned_replies[1].text: give the text in zh-Hans too"),
        ("canned_replies: [{key: a, title: A, text: {en: '{car}', zh: x}}]",
         "canned_replies[1].text: en: {car} is not filled in; known are {owner}, {number}"),
        ("canned_replies: [{key: a, title: A, text: {en: '{', zh: x}}]",
         "canned_replies[1].text: en: a brace stands alone; write {{ for a brace"),
        ("canned_replies: [{key: a, title: A, text: {en: '{owner!r}', zh: x}}]",
         "canned_replies[1].text: en: write {owner} with nothing else in the braces"),
    ],
)  # fmt: skip
def test_a_mistake_about_cases_is_named(written: str, said: str) -> None:
    assert problems(f"{GOOD}{written}\n").startswith(f"policy.yaml:10: {said}")


def test_a_target_that_takes_a_desk_more_than_a_year_is_refused() -> None:
    rarely = "    hours: {mon: 10:00-10:05}\n"
    assert problems(GOOD + rarely + "sla: {resolution: 100 business hours}\n") == (
        "policy.yaml:11: sla: one of its spans takes desk 'riverside' over a year"
    )


def test_a_wait_that_takes_a_desk_more_than_a_year_is_refused() -> None:
    rarely = "    hours: {mon: 10:00-10:05}\n"
    waits = "cases: {remind_after: null, close_after: 100 business hours}\n"
    assert problems(GOOD + rarely + waits) == (
        "policy.yaml:11: cases: one of its spans takes desk 'riverside' over a year"
    )


def test_a_mistake_in_a_target_is_named_with_its_line() -> None:
    said = problems(GOOD + "sla:\n  rules:\n    - kind: booking\n      resolution: soon\n")
    assert said.startswith("policy.yaml:13: sla.rules[1].resolution: 'soon' is no span of time")


def test_two_desks_do_not_share_a_group() -> None:
    two = "    chat_id: -5\n  - {key: other, name: Other, chat_id: -5}\n"
    assert problems(GOOD + two) == (
        "policy.yaml:11: desks[2].chat_id: another desk has the same chat_id"
    )


@pytest.mark.parametrize("field", ["update_payloads", "sent_texts", "forms", "cases"])
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


def test_an_emergencys_instruction_is_in_every_language() -> None:
    source = f"{GOOD}emergency:\n  instructions:\n    fire: {{en: Get out.}}\n"
    found = problems(source)
    assert "emergency.instructions.fire: give the instruction in zh-Hans too" in found


def test_emergency_numbers_are_numbers() -> None:
    source = GOOD + "emergency:\n  numbers:\n    DE: {police: call us}\n    FR: {}\n"
    found = problems(source)
    assert "emergency.numbers.DE.police" in found
    assert "give at least one number, or leave the country out" in found
