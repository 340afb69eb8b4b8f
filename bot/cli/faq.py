"""`ownerline faq`: import, export, list, ask, reindex; evaluate has a module of its own."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.evaluating import evaluate
from bot.cli.explaining import explain, questions, say_explained
from bot.cli.refusals import refusals_listed, show_progress, today
from bot.cli.session import asynchronous, parts
from bot.cli.speaking import say, say_error
from domain.errors import OwnerlineError
from domain.faq_doubts import doubts
from domain.faq_import import ImportPlan
from domain.text import Text

if TYPE_CHECKING:
    from domain.knowledge import Car
    from domain.policy import Policy


@click.group()
def faq() -> None:
    """Look after the FAQ."""


faq.add_command(evaluate)
faq.add_command(questions)
faq.add_command(explain)


@faq.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Archive the entries that FILE leaves out.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@asynchronous
async def import_(file: Path, replace: bool, dry_run: bool) -> None:
    """Add and change entries from FILE: CSV, XLSX, JSONL, YAML, or a folder of them."""
    from bot.cli.verdict import say_verdict
    from bot.faq_files import import_files, plan_files

    with refusals_listed():
        async with parts() as open_parts:
            policy = open_parts.policy
            if dry_run:
                plan = await plan_files(open_parts, file, replace=replace)
                await say_verdict(open_parts, plan)
            else:
                plan = await import_files(
                    open_parts, file, replace=replace, by="command", progress=show_progress
                )
    for doubt in doubts((*plan.added, *plan.changed), policy):
        say_error(doubt)
    say(_would_change(plan) if dry_run else _changed(plan))


@faq.command()
@click.argument("file", type=click.Path(path_type=Path))
@asynchronous
async def export(file: Path) -> None:
    """Write the whole FAQ to FILE, in the format it ends in."""
    from bot.faq_files import export_file

    async with parts() as open_parts:
        count = await export_file(open_parts, file)
    say(Text("faq.exported", file=str(file), n=count))


@faq.command("list")
@click.option("--category", help="Only this category.")
@click.option("--status", type=click.Choice(["draft", "published", "archived"]))
@asynchronous
async def list_(category: str | None, status: str | None) -> None:
    """List the entries: key, category, status, languages, question."""
    async with parts() as open_parts:
        entries = await open_parts.storage.faq_source.all_entries()
    shown = [
        entry
        for entry in entries
        if category in (None, entry.category) and status in (None, entry.status.value)
    ]
    if not shown:
        say(Text("faq.nothing_found") if entries else Text("faq.empty"))
    for entry in shown:
        question = next(iter(entry.texts.values())).question
        languages = ",".join(entry.texts)
        click.echo(f"{entry.key}\t{entry.category}\t{entry.status.value}\t{languages}\t{question}")


@faq.command()
@click.argument("question")
@click.option("--explain", "is_explained", is_flag=True, help="Show what matched and why.")
@click.option("--json", "as_json", is_flag=True, help="Print the decision as JSON.")
@click.option("--car", help="Ask as the owner of such a car: MODEL or MODEL:YEAR.")
@asynchronous
async def ask(question: str, is_explained: bool, as_json: bool, car: str | None) -> None:
    """Ask as an owner would: the decision, the nearest entries, the answer as it is stored."""
    from domain.knowledge import Asked
    from domain.locale import choose, written_in
    from knowledge.service import FaqKnowledge

    async with parts() as open_parts:
        source = open_parts.storage.faq_source
        knowledge = FaqKnowledge(source, embeddings=open_parts.settings.embeddings)
        await knowledge.start(show_progress)
        await knowledge.judged()
        locale = choose(open_parts.policy.languages, written=written_in(question))
        cars = (_car(car, open_parts.policy),) if car else ()
        explanation = await knowledge.explain(Asked(question, locale, today(open_parts), cars))
        await knowledge.close()
        entries = {entry.key: entry for entry in await source.entries()}
    if not entries:
        raise OwnerlineError(Text("faq.empty"))
    decision = explanation.decision
    if as_json:
        data = {
            "decision": decision.kind.value,
            "key": decision.key,
            "score": decision.score,
            "candidates": [{"key": c.key, "score": c.score} for c in decision.candidates],
            "evidence": [one.as_data() for one in explanation.evidence],
            "explained": {n: v for n, v in decision.evidence.items() if n != "entries"},
        }
        click.echo(json.dumps(data, ensure_ascii=False))
        return
    click.echo(f"{decision.kind.value}\t{decision.score:.2f}")
    for candidate in decision.candidates:
        wording = entries[candidate.key].text_for(locale)[1].question
        click.echo(f"{candidate.score:.2f}\t{candidate.key}\t{wording}")
    if decision.key:
        click.echo(f"\n{entries[decision.key].text_for(locale)[1].answer}")
    if is_explained:
        click.echo()
        say_explained(decision)


@faq.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Forget labels imported before.")
@asynchronous
async def labels(file: Path, replace: bool) -> None:
    """Import labelled questions (CSV: question, expected), by which changes are checked."""
    from domain.faq_gate import LabelOrigin, NewLabel
    from knowledge.evaluate import read_questions

    found = [
        NewLabel(one.question, one.expected, LabelOrigin.IMPORTED) for one in read_questions(file)
    ]
    async with parts() as open_parts, open_parts.storage.works.alone() as work:
        if replace:
            await work.curation.drop_labels(origin=LabelOrigin.IMPORTED)
        await work.curation.keep_labels(found, by="command")
    say(Text("faq.labels_imported", n=len(found)))


@faq.command()
@asynchronous
async def reindex() -> None:
    """Throw the embedded index away and build it anew (while the bot is stopped)."""
    import shutil

    from bot.wiring import faq_knowledge
    from storage.locks.run_lock import only_run

    async with parts() as open_parts:
        try:
            with only_run(open_parts.settings.database):
                if not open_parts.settings.chroma_url:
                    shutil.rmtree(open_parts.settings.data_dir / "index", ignore_errors=True)
                knowledge = faq_knowledge(open_parts, lambda: True)
                await knowledge.start(show_progress)
                await knowledge.judged()
                await knowledge.close()
        except OwnerlineError as error:
            if error.text.id == "storage.runs_already":
                raise OwnerlineError(Text("faq.reindex_running")) from None
            raise
    say(Text("faq.reindexed"))


def _car(named: str, policy: "Policy") -> "Car":
    """Read MODEL or MODEL:YEAR. Raises `OwnerlineError` for a model that the policy lacks."""
    from domain.knowledge import Car

    key, _, year = named.partition(":")
    is_strange = policy.brand.models and policy.model(key) is None
    if not key or is_strange or (year and not year.isdecimal()):
        listed = ", ".join(model.key for model in policy.brand.models) or "–"
        raise OwnerlineError(Text("faq.no_such_car", car=named, models=listed))
    return Car(key, int(year) if year else None, policy.brand.key)


def _changed(plan: ImportPlan) -> Text:
    return Text(
        "faq.imported", added=len(plan.added), changed=len(plan.changed),
        unchanged=len(plan.unchanged), archived=len(plan.archived),
    )  # fmt: skip


def _would_change(plan: ImportPlan) -> Text:
    return Text(
        "faq.would_import", added=len(plan.added), changed=len(plan.changed),
        unchanged=len(plan.unchanged), archived=len(plan.archived),
    )  # fmt: skip
