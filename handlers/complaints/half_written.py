"""A complaint that was begun and not sent: its owner is asked about it, once.

If another form has taken its place meanwhile, be it another complaint, the question waits until
that one is over; what was written is in the timer.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.complaints.draft import Draft, Step
from domain.incoming import Place
from domain.outgoing import Button, Buttons, Outgoing, Priority, SendText
from domain.owners import Dialog
from domain.pipeline import DueTimer
from domain.ports import Effect, Tools, Work, nothing
from domain.text import Plain, Text
from handlers.complaints.form import FLOW
from handlers.labels import cut
from handlers.timing import Due

_LATER = timedelta(hours=1)
_MOST_WORDS = 60


async def ask(timer: DueTimer, tools: Tools) -> Due:
    """Ask whether it shall be sent, finished or thrown away."""
    data = timer.data
    place, person = Place(int(data["bot_id"]), int(data["chat_id"])), int(data["person"])
    caller = await tools.reads.caller(place, person)
    draft = Draft.of(data["draft"])
    if caller.owner is None or caller.blocked or not draft.pieces:
        return Due(nothing)
    now, form = tools.clock.now(), caller.dialog
    if form is not None and (form.flow != FLOW or Draft.of(form.data).begun != draft.begun):
        return Due(nothing, now + _LATER)
    reach = await tools.reads.reach(place.bot_id, caller.owner.id)
    if reach is None:
        return Due(nothing)
    question = Text("complaint.half_written", story=Plain(cut(draft.story, _MOST_WORDS)))
    locale = reach.locale(tools.policy.languages)
    action = SendText(question, _buttons(), silent=True)  # it may be night by now
    asked = Outgoing(place, action, locale, Priority.REMINDER)
    kept = replace(draft, asked=True)
    return Due(_asks(tools, place, person, Step(data["step"]), kept, form, asked))


def _asks(
    tools: Tools,
    place: Place,
    person: int,
    step: Step,
    draft: Draft,
    form: Dialog | None,
    asked: Outgoing,
) -> Effect:
    retention = tools.policy.retention
    expires_at = tools.clock.now() + retention.before(retention.forms)
    kept: Mapping[str, Any] = draft.data()

    async def effect(work: Work) -> None:
        if form is None:
            await work.dialogs.open(place, person, FLOW, step, kept, expires_at=expires_at)
        else:
            await work.dialogs.advance(
                place, person, form.version, form.step, kept, expires_at=expires_at
            )
        await work.outbox.put(asked)

    return effect


def _buttons() -> Buttons:
    return (
        (Button(Text("button.complaint_go_on"), "complain:goon"),),
        (
            Button(Text("button.to_summary"), "complain:sum"),
            Button(Text("button.complaint_drop"), "complain:drop"),
        ),
    )
