"""Asking as an owner would: what is decided now, and with a draft counted in."""

from dataclasses import replace

from domain.curation import Draft
from domain.faq_words import key_of
from domain.knowledge import Asked, Decision, FaqEntry
from domain.locale import written_in
from domain.message_lane import MessageLane, lane_of
from domain.outgoing import Button, Buttons
from domain.ports import Effect
from domain.text import Body, Joined, Text
from handlers.curation.curator import GONE, Curator
from handlers.curation.decided import names_of, nearest, outcome
from handlers.curation.drafts import draft_of
from handlers.curation.names import question_in
from handlers.curation.parts import waits
from handlers.curation.publishing import as_published
from handlers.curation.steps import At, Step

_LANES = {
    MessageLane.SAFETY: Text("curation.lane_safety"),
    MessageLane.PERSON: Text("curation.lane_person"),
    MessageLane.COMPLAINT: Text("curation.lane_complaint"),
    MessageLane.SMALL_TALK: Text("curation.lane_small_talk"),
}


async def try_(curator: Curator, rest: list[str]) -> Effect:
    """Wait for questions to try. `rest`: the draft to count in, or nothing."""
    draft = await draft_of(curator, rest) if rest else None
    if rest and draft is None:
        return curator.turn.notices(GONE)
    at = At(Step.TRY, draft.id if draft else None, curator.turn.locale)
    asked = Text("curation.ask_try_draft") if draft else Text("curation.ask_try")
    return waits(curator, at, asked, _done(draft))


async def tried(curator: Curator, draft: Draft | None, words: str) -> Effect:
    """Ask the question both ways, and go on waiting for the next one."""
    turn = curator.turn
    knowledge = curator.tools.knowledge
    asked = Asked(words, written_in(words) or turn.locale, turn.today)
    now = await knowledge.decide(asked)
    changed = shall_be(draft) if draft and draft.entry.texts else None
    own = {changed.key: question_in(changed, turn.locale)} if changed else {}
    then: Decision | None = None
    if changed is not None:
        [then] = await curator.tools.trials.decide([asked], [changed])
    names = await names_of(curator, [now, *([then] if then else [])], own)
    parts: list[Body] = [Text("curation.tried", words=words[:300])]
    lane = lane_of(words, await knowledge.danger(words))
    if lane in _LANES:
        parts.append(_LANES[lane])
    parts.append(_told(Text("curation.tried_now"), now, names))
    if then is not None:
        parts.append(_told(Text("curation.tried_then"), then, names))
    at = At(Step.TRY, draft.id if draft else None, turn.locale)
    shown = Joined(tuple(parts)), _done(draft)
    return waits(curator, at, *shown)


def shall_be(draft: Draft) -> FaqEntry:
    """Return a draft's entry as it will be; a new one under the key that it will get."""
    entry = as_published(draft.entry)
    return entry if entry.key else replace(entry, key=key_of(entry, draft.id, ()))


def _told(heading: Text, decision: Decision, names: dict[str, str]) -> Body:
    score = Text("curation.score", score=f"{decision.score:.2f}")
    first = Joined((heading, outcome(decision, names), score), " ")
    return Joined((first, nearest(decision, names)), "\n")


def _done(draft: Draft | None) -> Buttons:
    return ((Button(Text("button.faq_done"), f"faq:leave:{draft.id if draft else 0}"),),)
