"""`ownerline faq questions` and `faq explain`: what owners asked, and why they got that answer."""

import json
from typing import TYPE_CHECKING

import click

from bot.cli.session import asynchronous, parts
from bot.cli.speaking import say
from domain.errors import OwnerlineError
from domain.knowledge import DecisionKind
from domain.text import Text

if TYPE_CHECKING:
    from domain.knowledge import Decision

_LONGEST = 100


def say_explained(decision: "Decision") -> None:
    """Print the explanation of a decision."""
    from bot.explaining import explained

    for line in explained(decision):
        say(line)


@click.command()
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--decision", type=click.Choice([kind.value for kind in DecisionKind]))
@asynchronous
async def questions(limit: int, decision: str | None) -> None:
    """List what owners asked last: id, time, decision, confidence, entry shown, words."""
    kind = DecisionKind(decision) if decision else None
    async with parts() as open_parts:
        logged = await open_parts.storage.question_log.recent(limit=limit, decision=kind)
    if not logged:
        say(Text("faq.no_questions"))
    for one in logged:
        asked = one.question
        words = " ".join(asked.text.split())[:_LONGEST]
        at = asked.asked_at.isoformat(timespec="minutes")
        score = f"{one.decision.score:.2f}"
        shown = asked.shown or "–"
        click.echo(f"{asked.id}\t{at}\t{asked.decision.value}\t{score}\t{shown}\t{words}")


@click.command()
@click.argument("question_id", type=int)
@click.option("--json", "as_json", is_flag=True, help="Print what was kept as JSON.")
@asynchronous
async def explain(question_id: int, as_json: bool) -> None:
    """Explain what was decided on a logged question, from what was kept with it."""
    async with parts() as open_parts:
        logged = await open_parts.storage.question_log.one(question_id)
    if logged is None:
        raise OwnerlineError(Text("faq.no_such_question", id=str(question_id)))
    if as_json:
        asked, decided = logged.question, logged.decision
        data = {
            "id": asked.id,
            "question": asked.text,
            "locale": asked.locale,
            "asked_at": asked.asked_at.isoformat(),
            "decision": decided.kind.value,
            "score": decided.score,
            "candidates": [{"key": c.key, "score": c.score} for c in decided.candidates],
            "shown": asked.shown,
            "feedback": asked.feedback.value if asked.feedback else None,
            "revision": decided.revision,
            "evidence": decided.evidence,
        }
        click.echo(json.dumps(data, ensure_ascii=False))
        return
    say(Text("explain.question", words=logged.question.text))
    say_explained(logged.decision)
    if logged.question.shown:
        say(Text("explain.shown", key=logged.question.shown))
    if logged.question.feedback:
        say(Text("explain.feedback", feedback=logged.question.feedback.value))
