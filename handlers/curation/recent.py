"""What owners asked last: confirming or correcting an answer makes it a label for the gate."""

from domain.faq_gate import Label, LabelOrigin, NewLabel
from domain.knowledge import DecisionKind, Feedback, Logged
from domain.outgoing import Button, Buttons
from domain.ports import Effect, Work
from domain.text import Body, Joined, Moment, Text
from handlers.curation import steps
from handlers.curation.curator import GONE, HOME, Curator
from handlers.curation.decided import NEAREST, names_of, nearest, outcome
from handlers.curation.parts import waits
from handlers.curation.search import found as found_by_words
from handlers.curation.steps import At, Step
from handlers.labels import choices, cut
from handlers.turn import as_id

QUESTIONS_A_PAGE = 8
_MARKS = {DecisionKind.ANSWER: "✓", DecisionKind.SUGGEST: "?", DecisionKind.ABSTAIN: "–"}
_FEEDBACK = {
    Feedback.HELPFUL: Text("curation.said_helpful"),
    Feedback.NOT_HELPFUL: Text("curation.said_not_helpful"),
    Feedback.CHOSEN: Text("curation.said_chosen"),
    Feedback.NONE_FITS: Text("curation.said_none_fits"),
}


async def recent(curator: Curator, rest: list[str]) -> Effect:
    """Show a page of questions, newest first. `rest`: the last one of the page before."""
    before = as_id(rest[0]) if rest else None
    found = await curator.tools.curation.recent(limit=QUESTIONS_A_PAGE + 1, before=before)
    shown = found[:QUESTIONS_A_PAGE]
    if not shown:
        return curator.shows(Text("curation.nothing_asked"), HOME)
    listed, buttons = choices(
        [
            (
                cut(f"{_MARKS[one.decision.kind]} {one.question.text}", 200),
                f"faq:asked:{one.question.id}",
            )
            for one in shown
        ]
    )
    older: Buttons = ()
    if len(found) > len(shown):
        older = ((Button(Text("button.next"), f"faq:recent:{shown[-1].question.id}"),),)
    body = Joined((Text("curation.recent"), listed))
    return curator.shows(body, (*buttons, *older, *HOME))


async def asked(curator: Curator, rest: list[str]) -> Effect:
    """Show a question: what was decided, what the owner made of it, its label."""
    logged = await _logged(curator, rest)
    if logged is None:
        return curator.turn.notices(GONE)
    return curator.shows(*await _page(curator, logged))


async def right(curator: Curator, rest: list[str]) -> Effect:
    """Confirm what was decided."""
    logged = await _logged(curator, rest)
    expected = _confirmed(logged) if logged else None
    if logged is None or expected is None:
        return curator.turn.notices(GONE)
    return await _labelled(curator, logged, expected)


async def nothing(curator: Curator, rest: list[str]) -> Effect:
    """Say that nothing should be answered."""
    logged = await _logged(curator, rest)
    return await _labelled(curator, logged, ()) if logged else curator.turn.notices(GONE)


async def means(curator: Curator, rest: list[str]) -> Effect:
    """Say which entry answers it. `rest`: the question, the entry."""
    logged = await _logged(curator, rest)
    entry_id = as_id(rest[1]) if len(rest) > 1 else None
    entry = await curator.tools.curation.curated(entry_id) if entry_id is not None else None
    if logged is None or entry is None:
        return curator.turn.notices(GONE)
    return await _labelled(curator, logged, (entry.entry.key,))


async def other(curator: Curator, rest: list[str]) -> Effect:
    """Wait for words to find the right entry by."""
    logged = await _logged(curator, rest)
    if logged is None:
        return curator.turn.notices(GONE)
    at = At(Step.LABEL, question=logged.question.id)
    return waits(curator, at, Text("curation.ask_right_entry"), _back(logged))


async def found(curator: Curator, question_id: int, words: str) -> Effect:
    """Show the entries that were found, to choose the right one."""
    turn = curator.turn
    entries = await found_by_words(curator, words)
    labelled = [(one.question(turn.locale), f"faq:means:{question_id}:{one.id}") for one in entries]
    listed, buttons = choices(labelled) if labelled else (Joined(()), ())
    title = (
        Text("curation.which_entry")
        if entries
        else Text("curation.nothing_found", words=words[:100])
    )
    back: Buttons = (
        (
            Button(Text("button.faq_search"), f"faq:other:{question_id}"),
            Button(Text("button.faq_to_question"), f"faq:asked:{question_id}"),
        ),
    )

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await steps.leave(work, turn)
        await work.outbox.put(turn.reply(Joined((title, listed)), (*buttons, *back)))

    return effect


async def _logged(curator: Curator, rest: list[str]) -> Logged | None:
    number = as_id(rest[0]) if rest else None
    return await curator.tools.curation.logged(number) if number is not None else None


def _confirmed(logged: Logged) -> tuple[str, ...] | None:
    """Return what confirming a decision says; None where it says nothing: an offer not taken."""
    match logged.decision.kind:
        case DecisionKind.ANSWER:
            return (logged.decision.key or "",)
        case DecisionKind.ABSTAIN:
            return ()
    return (logged.question.shown,) if logged.question.shown else None


async def _page(
    curator: Curator, logged: Logged, first: Body | None = None
) -> tuple[Body, Buttons]:
    question, decision = logged.question, logged.decision
    names = await names_of(curator, [decision])
    zone = curator.tools.policy.desk.time_zone
    parts: list[Body] = [first] if first else []
    parts += [
        Text("curation.asked_at", at=Moment(question.asked_at, zone, curator.tools.clock.now())),
        Text("curation.asked_words", words=question.text[:1000]),
        Joined((Text("curation.was_decided"), outcome(decision, names)), " "),
        nearest(decision, names),
    ]
    if question.feedback is not None:
        parts.append(_FEEDBACK[question.feedback])
    label = await curator.tools.curation.label_of(_kept(curator, logged))
    if label is not None:
        parts.append(await _label_words(curator, label))
    buttons = await _buttons(curator, logged) if curator.may_publish else ()
    back: Buttons = ((Button(Text("button.faq_recent"), "faq:recent"), *HOME[0]),)
    return Joined(tuple(parts)), (*buttons, *back)


async def _buttons(curator: Curator, logged: Logged) -> Buttons:
    number = logged.question.id
    rows: list[tuple[Button, ...]] = []
    if _confirmed(logged) is not None:
        rows.append((Button(Text("button.faq_right"), f"faq:right:{number}"),))
    keys = [one.key for one in logged.decision.candidates[:NEAREST]]
    listed = await curator.tools.curation.listed(keys=keys)
    by_key = {one.key: one for one in listed}
    rows += [
        (
            Button(
                Text("button.faq_means", entry=cut(by_key[key].question(curator.turn.locale))),
                f"faq:means:{number}:{by_key[key].id}",
            ),
        )
        for key in keys
        if key in by_key and key != logged.decision.key
    ]
    rows.append(
        (
            Button(Text("button.faq_other_entry"), f"faq:other:{number}"),
            Button(Text("button.faq_no_answer"), f"faq:nothing:{number}"),
        )
    )
    return tuple(rows)


async def _label_words(curator: Curator, label: Label) -> Text:
    if not label.expected:
        return Text("curation.label_nothing")
    listed = await curator.tools.curation.listed(keys=label.expected)
    names = "; ".join(one.question(curator.turn.locale) for one in listed)
    return Text("curation.label", entries=names or ", ".join(label.expected))


async def _labelled(curator: Curator, logged: Logged, expected: tuple[str, ...]) -> Effect:
    turn, question = curator.turn, logged.question
    label = NewLabel(_kept(curator, logged), expected, LabelOrigin.CONFIRMED, question.id)
    back: Buttons = ((Button(Text("button.faq_recent"), "faq:recent"), *HOME[0]),)
    listed = await curator.tools.curation.listed(keys=expected)
    names = "; ".join(one.question(turn.locale) for one in listed)
    said = (
        Text("curation.labelled", words=label.question[:300], entries=names)
        if expected
        else Text("curation.labelled_nothing", words=label.question[:300])
    )

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await steps.leave(work, turn)
        await work.curation.keep_labels([label], by=curator.actor)
        await curator.audit(work, "faq.label", f"question:{question.id}", expected=list(expected))
        await work.outbox.put(turn.show(said, back))

    return effect


def _kept(curator: Curator, logged: Logged) -> str:
    """Return a question as a label keeps it: without what may be somebody's own."""
    return curator.tools.meanings.masked(logged.question.text)


def _back(logged: Logged) -> Buttons:
    return ((Button(Text("button.cancel"), f"faq:asked:{logged.question.id}"),),)
