"""Reads the definitions of surveys: those shipped, and those of the policy's folder."""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from bot.policy.checked_yaml import Mistaken, checked
from domain.errors import OwnerlineError
from domain.surveys.definition import Survey, SurveyBook
from domain.text import Text


def load_surveys(folder: Path | None, languages: Sequence[str]) -> SurveyBook:
    """Read the shipped surveys, and every YAML file of a folder; one of the same key replaces.

    `languages` are the policy's, each of which a survey must have. Raises `OwnerlineError` naming
    file, line and every mistake.
    """
    found = {survey.key: survey for survey in shipped_surveys()}
    read: dict[str, str] = {}
    problems: list[str] = []
    for name, source in _sources(folder) if folder else ():
        try:
            survey = parse_survey(source, name)
        except Mistaken as mistaken:
            problems.append(str(mistaken))
            continue
        missing = [one for one in languages if one not in survey.languages]
        if missing:
            line = _line_with(source, "languages:")
            problems.append(f"{name}:{line}: languages: the policy speaks {missing[0]}, too")
        if survey.key in read:
            line = _line_with(source, "key:")
            problems.append(f"{name}:{line}: key: {survey.key!r} is also in {read[survey.key]}")
        read[survey.key] = name
        found[survey.key] = survey
    if problems:
        raise OwnerlineError(Text("error.survey", problems="\n".join(problems)))
    spoken = (one for one in found.values() if set(languages) <= set(one.languages))
    return SurveyBook(tuple(spoken))


def parse_survey(source: str, name: str) -> Survey:
    """Check a definition's YAML text. Raises `Mistaken`."""
    return checked(source, name, Survey)


def shipped_surveys() -> Iterator[Survey]:
    """Yield the surveys that come with the program."""
    folder = files("bot").joinpath("surveys")
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".yaml"):
            yield parse_survey(file.read_text("utf-8"), file.name)


def _sources(folder: Path) -> Iterator[tuple[str, str]]:
    try:
        names = sorted(one for one in folder.iterdir() if one.suffix in (".yaml", ".yml"))
        for one in names:
            yield str(one), one.read_text("utf-8")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OwnerlineError(
            Text("error.surveys_unreadable", folder=str(folder), reason=reason)
        ) from None
    except UnicodeDecodeError:
        raise OwnerlineError(Text("error.surveys_encoding", folder=str(folder))) from None


def _line_with(source: str, start: str) -> int:
    lines = enumerate(source.splitlines(), start=1)
    return next((number for number, line in lines if line.startswith(start)), 1)
