"""What an import would do to the labelled questions, before it is made."""

from collections.abc import Iterator

from bot.cli.refusals import today
from bot.cli.speaking import say
from bot.wiring import Parts
from domain.faq_gate import Checked, Verdict, verdict
from domain.faq_import import ImportPlan
from domain.knowledge import Asked
from domain.locale import EN, written_in
from domain.text import Text
from handlers.curation.decided import outcome


async def say_verdict(parts: Parts, plan: ImportPlan) -> None:
    """Ask every labelled question with the change and without, and print what comes of it."""
    labels = await parts.storage.curation.labels()
    changed = (*plan.added, *plan.changed, *plan.archived)
    if not labels or not changed:
        return
    from knowledge.service import FaqKnowledge
    from knowledge.trial import FaqTrials

    source = parts.storage.faq_source
    knowledge = FaqKnowledge(source, embeddings=parts.settings.embeddings)
    await knowledge.start()
    trials = FaqTrials(knowledge, source)
    on = today(parts)
    asked = [Asked(one.question, written_in(one.question) or EN, on) for one in labels]
    before = await trials.decide(asked, ())
    after = await trials.decide(asked, changed)
    await trials.close()
    await knowledge.close()
    for line in _lines(
        verdict([Checked(*each) for each in zip(labels, before, after, strict=True)])
    ):
        say(line)


def _lines(found: Verdict) -> Iterator[Text]:
    yield Text(
        "curation.verdict", n=found.tested, before=found.right_before, after=found.right_after
    )
    if found.worse:
        yield Text("curation.worse", n=len(found.worse))
        yield from map(_line, found.worse)
    if found.better:
        yield Text("curation.better", n=len(found.better))
        yield from map(_line, found.better)


def _line(one: Checked) -> Text:
    """Return a question with what becomes of it; entries go by their keys."""
    before, after = outcome(one.before, {}), outcome(one.after, {})
    return Text("curation.tested", words=one.label.question, before=before, after=after)
