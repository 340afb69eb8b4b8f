"""`ownerline faq evaluate`."""

import json
from pathlib import Path
from typing import Any

import click

from bot.cli.refusals import refusals_listed, today
from bot.cli.session import asynchronous, parts

_SHARES = (
    ("precision", "of what was answered, right"),
    ("answered", "of the answerable, answered"),
    ("answered_right", "of the answerable, answered right"),
    ("top1", "of the answerable, best candidate right"),
    ("offered", "of the suggestions, the right one among them"),
    ("false_answers", "of the unanswerable, answered all the same"),
)


@click.command()
@click.option(
    "--faq", "bank", type=click.Path(path_type=Path), help="Ask this file, not the live FAQ."
)
@click.option(
    "--questions", required=True, type=click.Path(path_type=Path), help="CSV: question, expected."
)
@click.option("--out", type=click.Path(path_type=Path), help="Write a line of JSON per question.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON and nothing else.")
@asynchronous
async def evaluate(bank: Path | None, questions: Path, out: Path | None, as_json: bool) -> None:
    """Measure the FAQ on labelled questions, by the code that decides for owners."""
    from bot.faq_files import read_entries
    from domain.message_lane import lane_of
    from knowledge.evaluate import evaluate as measure
    from knowledge.evaluate import read_questions
    from knowledge.fixed_source import FixedSource
    from knowledge.service import FaqKnowledge

    with refusals_listed():
        async with parts() as open_parts:
            live = open_parts.storage.faq_source
            labelled = read_questions(questions)
            entries = read_entries(open_parts, bank) if bank else await live.entries()
            source = FixedSource(entries, beneath=live)
            knowledge = FaqKnowledge(source, embeddings=open_parts.settings.embeddings)
            await knowledge.start()
            found = await measure(
                knowledge,
                labelled,
                lane=lambda text, danger: lane_of(text, danger).value,
                today=today(open_parts),
            )
            await knowledge.close()
    if out:
        lines = (json.dumps(one.as_data(), ensure_ascii=False) + "\n" for one in found.results)
        with out.open("w", encoding="utf-8") as file:
            file.writelines(lines)
    summary = found.summary()
    if as_json:
        click.echo(json.dumps(summary, ensure_ascii=False))
    else:
        _print_table(summary)


def _print_table(summary: dict[str, Any]) -> None:
    counts = ", ".join(f"{name} {count}" for name, count in summary["decisions"].items())
    click.echo(
        f"questions {summary['questions']} (answerable {summary['answerable']}, "
        f"unanswerable {summary['unanswerable']}): {counts}"
    )
    for name, meaning in _SHARES:
        share = summary[name]
        shown = "–" if share is None else f"{share:.1%}"
        click.echo(f"{name:>15} {shown:>7}  {meaning}")
    click.echo(f"  ms per decision {summary['ms_p50']} (p50), {summary['ms_p95']} (p95)")
    for pair in summary["confused"]:
        expected = pair["expected"] or "nothing"
        click.echo(f"  answered {pair['answered']} instead of {expected}: {pair['times']}")
