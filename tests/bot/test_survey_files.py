"""A survey with a mistake is refused with file and line."""

from pathlib import Path

import pytest

from bot.policy.checked_yaml import Mistaken
from bot.rendering.catalog import SHIPPED
from bot.survey_files import load_surveys, parse_survey, shipped_surveys
from domain.errors import OwnerlineError
from domain.surveys.definition import Measure

GOOD = """\
key: visit
version: 3
name: {en: Visit, zh: 到店}
languages: [en, zh-CN]
measure: nps
questions:
  - key: score
    kind: score
    text: {en: How likely, zh: 多大可能}
    go:
      0-6: why
      7-10: again
  - key: why
    kind: text
    text: {en: "Why?", zh: 为什么？}
    go: end
  - key: again
    kind: choice
    text: {en: "Again?", zh: 还来吗？}
    options:
      - {key: soon, label: {en: Soon, zh: 很快}}
      - {key: later, label: {en: Later, zh: 以后}}
thanks:
  - when: 0-6
    text: {en: Sorry., zh: 抱歉。}
  - text: {en: Thanks., zh: 谢谢。}
"""


def refused(source: str) -> str:
    with pytest.raises(Mistaken) as mistaken:
        parse_survey(source, "visit.yaml")
    return str(mistaken.value)


def test_the_shipped_surveys_hold_and_speak_every_language() -> None:
    shipped = {survey.key: survey for survey in shipped_surveys()}
    assert set(shipped) == {"nps", "csat_case", "csat_service", "profile"}
    assert {one.measure for one in shipped.values()} == set(Measure)
    assert all(set(SHIPPED) <= set(one.languages) for one in shipped.values())


def test_a_good_one_is_read() -> None:
    survey = parse_survey(GOOD, "visit.yaml")
    assert (survey.version, survey.languages) == (3, ("en", "zh-Hans"))


@pytest.mark.parametrize(
    ("good", "bad", "where"),
    [
        ("0-6: why", "0-6: wy", "visit.yaml:11: questions[1].go.0-6: there is no question 'wy'"),
        ("go: end", "go: score", "visit.yaml:16: questions[2].go: 'score' stands above"),
        ("7-10: again", "7-10: end", "visit.yaml:17: questions[3].key: no way leads to"),
        ("0-6: why", "0-7: why", "visit.yaml:12: questions[1].go.7-10: '7-10' is also in a branch"),
        ("7-10: again", "7-11: again", "visit.yaml:12: questions[1].go.7-11: '7-11' is no answer"),
        ("key: again", "key: why", "visit.yaml:17: questions[3].key: question 'why' is given"),
        (", zh: 为什么？", "", "visit.yaml:15: questions[2].text: give the words in zh-Hans too"),
        (", zh: 很快", "", "visit.yaml:21: questions[3].options[1].label: give the words in"),
        (", zh: 谢谢。", "", "visit.yaml:26: thanks[2].text: give the words in zh-Hans too"),
        ("key: later", "key: soon", "visit.yaml:22: questions[3].options[2].key: option 'soon'"),
        ("kind: score", "kind: stars", "visit.yaml:8: questions[1].kind: "),
        ("kind: choice\n", "kind: text\n", "visit.yaml:20: questions[3].options: only a choice"),
        ("measure: nps", "measure: csat", "visit.yaml:8: questions[1].kind: for csat the first"),
        ("version: 3", "version: 0", "visit.yaml:2: version: "),
        ("when: 0-6", "when: 0-11", "visit.yaml:24: thanks[1].when: '0-11' is no answer"),
        ("  - text: {en: Thanks., zh: 谢谢。}\n", "", "visit.yaml:23: thanks: give one"),
        ("key: visit", "key: visit\nkey: other", "visit.yaml:2: key is given twice"),
        ("measure: nps", "measur: nps", "visit.yaml:5: measur: "),
        ("measure: nps", "anonymous: true", "visit.yaml:11: questions[1].go.0-6: an anonymous"),
        (
            "measure: nps",
            "anonymous: true\nwhen: [{event: delivery}]",
            "visit.yaml:6: when: an anonymous survey is not sent",
        ),
        (
            "measure: nps",
            "when:\n  - {event: delivery, every_days: 90}",
            "visit.yaml:6: when[1]: give an event, or every_days",
        ),
    ],
)
def test_a_mistake_is_named_by_file_and_line(good: str, bad: str, where: str) -> None:
    assert good in GOOD
    assert where in refused(GOOD.replace(good, bad, 1))


def test_surveys_of_ones_own_stand_beside_the_shipped_ones_or_replace_them(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "two.yaml").write_text(GOOD.replace("key: visit", "key: nps"), "utf-8")
    book = load_surveys(tmp_path, ("en", "zh-Hans"))
    assert {one.key for one in book.surveys} == {
        "nps", "csat_case", "csat_service", "profile", "visit"
    }  # fmt: skip
    nps = book.find("nps")
    assert nps is not None
    assert nps.version == 3


def test_a_key_in_two_files_and_a_missing_language_are_all_named(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "two.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "three.yaml").write_text("key: [", "utf-8")
    with pytest.raises(OwnerlineError) as wrong:
        load_surveys(tmp_path, ("en", "zh-Hans"))
    problems = str(wrong.value.text.params["problems"])
    assert f"two.yaml:1: key: 'visit' is also in {tmp_path / 'one.yaml'}" in problems
    assert "three.yaml:" in problems
    with pytest.raises(OwnerlineError) as wrong:
        load_surveys(tmp_path, ("en", "de"))
    problems = str(wrong.value.text.params["problems"])
    assert "one.yaml:4: languages: the policy speaks de, too" in problems


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OwnerlineError) as wrong:
        load_surveys(tmp_path / "none", ("en",))
    assert wrong.value.text.id == "error.surveys_unreadable"
