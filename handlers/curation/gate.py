"""The gate: a change is tried on the labelled questions before it answers owners."""

from collections.abc import Sequence

from domain.faq_gate import Checked, Verdict, verdict
from domain.incoming import ChatKind, Incoming, Person, Place, Tapped
from domain.knowledge import Asked, FaqEntry
from domain.locale import EN, written_in
from domain.outgoing import Button, Buttons
from domain.pipeline import DueTimer
from domain.ports import Effect, Tools, Work
from domain.text import Body, Joined, Text
from handlers.curation.curator import HOME, Curator
from handlers.curation.decided import names_of, outcome

CHECK = "faq_gate"
MOST_NAMED = 8


def check_later(curator: Curator, labels: int) -> Effect:
    """Say that the change is being checked; the clock does it, and shows the same screen again."""
    turn = curator.turn
    content, sender = turn.incoming.content, turn.incoming.sender
    if not isinstance(content, Tapped):
        raise TypeError("only a button wants a change")
    data = {
        "bot_id": turn.place.bot_id,
        "chat_id": turn.place.chat_id,
        "message_id": content.message_id,
        "tapped": content.data,
        "person": {
            "id": sender.id,
            "first_name": sender.first_name,
            "last_name": sender.last_name,
            "username": sender.username,
            "language_code": sender.language_code,
        },
    }
    key = f"{turn.place.bot_id}:{turn.place.chat_id}:{content.data}"
    now = turn.tools.clock.now()

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await work.timers.set(CHECK, key, now, data)
        await work.outbox.put(turn.show(Text("curation.checking", n=labels), HOME))

    return effect


def tapped_of(timer: DueTimer, tools: Tools) -> Incoming:
    """Return the tap that a check is for."""
    data = timer.data
    return Incoming(
        update_id=0,
        place=Place(int(data["bot_id"]), int(data["chat_id"])),
        chat_kind=ChatKind.PRIVATE,
        sender=Person(**data["person"]),
        at=tools.clock.now(),
        content=Tapped(str(data["tapped"]), "", data["message_id"]),
    )


async def judged(curator: Curator, changed: Sequence[FaqEntry]) -> Verdict:
    """Ask every labelled question with the change and without."""
    labels = await curator.tools.curation.labels()
    today = curator.turn.today
    asked = [Asked(one.question, written_in(one.question) or EN, today) for one in labels]
    before = await curator.tools.trials.decide(asked, ())
    after = await curator.tools.trials.decide(asked, changed)
    return verdict([Checked(*each) for each in zip(labels, before, after, strict=True)])


async def verdict_words(curator: Curator, found: Verdict, own: dict[str, str]) -> Body:
    """Return the verdict in words, what got worse and better each named."""
    named = [*found.worse[:MOST_NAMED], *found.better[:MOST_NAMED]]
    decisions = [each for one in named for each in (one.before, one.after)]
    names = await names_of(curator, decisions, own)
    parts: list[Body] = [
        Text(
            "curation.verdict",
            n=found.tested,
            before=found.right_before,
            after=found.right_after,
        )
    ]
    if found.worse:
        parts.append(_group(Text("curation.worse", n=len(found.worse)), found.worse, names))
    if found.better:
        parts.append(_group(Text("curation.better", n=len(found.better)), found.better, names))
    return Joined(tuple(parts))


def all_the_same(curator: Curator) -> Buttons:
    """Return the button for the second tap, which publishes what makes something worse."""
    content = curator.turn.incoming.content
    data = content.data.removeprefix("faq:") if isinstance(content, Tapped) else ""
    return ((Button(Text("button.faq_all_the_same"), f"faq:force:{data}"),),)


def _group(heading: Text, tested: Sequence[Checked], names: dict[str, str]) -> Body:
    lines = [
        Text(
            "curation.tested",
            words=one.label.question[:150],
            before=outcome(one.before, names),
            after=outcome(one.after, names),
        )
        for one in tested[:MOST_NAMED]
    ]
    more = len(tested) - MOST_NAMED
    and_more = (Text("curation.and_more", n=more),) if more > 0 else ()
    return Joined((heading, *lines, *and_more), "\n")
