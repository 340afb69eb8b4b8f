"""The form of a draft: what it waits for, kept as a row, so that a restart changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from domain.outgoing import Button, Buttons
from domain.ports import Work
from domain.text import Text
from handlers.turn import Turn

FLOW = "faq"


_AT_IT = timedelta(hours=1)
"""How long after the last step what a curator writes is taken for the entry without a second
look. Later their words may be their own again: danger that they tell of comes first then."""


class Step(StrEnum):
    """What the form waits for, in words."""

    SEARCH = "search"
    TRY = "try"
    LABEL = "label"
    QUESTION = "question"
    ANSWER = "answer"
    MORE = "more"
    """More of an answer that is longer than one message."""
    VARIANTS = "variants"
    YEARS = "years"
    DATES = "dates"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class At:
    """Where a form stands: which draft, in which language. `new`: it goes on by itself.

    `draft` None: nothing is written yet, and the first words make it.
    """

    step: Step
    draft: int | None = None
    locale: str = ""
    new: bool = False
    gap: int | None = None
    question: int | None = None

    @property
    def data(self) -> dict[str, Any]:
        """What the dialog's row keeps."""
        return {
            "draft": self.draft,
            "locale": self.locale,
            "new": self.new,
            "gap": self.gap,
            "question": self.question,
        }


def open_step(turn: Turn) -> At | None:
    """Return where the form stands, if one of the FAQ is open."""
    form = turn.form
    if form is None or form.flow != FLOW or form.step not in set(Step):
        return None
    data: Mapping[str, Any] = form.data
    return At(
        Step(form.step),
        data.get("draft"),
        str(data.get("locale") or turn.locale),
        bool(data.get("new")),
        data.get("gap"),
        data.get("question"),
    )


def is_at_it(turn: Turn) -> bool:
    """Whether the form went on lately (`_AT_IT`)."""
    form = turn.form
    if form is None or open_step(turn) is None:
        return False
    retention = turn.tools.policy.retention
    went_on_at = form.expires_at - retention.before(retention.forms)
    return turn.tools.clock.now() - went_on_at <= _AT_IT


async def go(work: Work, turn: Turn, at: At) -> None:
    """Let the form wait for a step; one that was open before is replaced."""
    retention = turn.tools.policy.retention
    expires_at = turn.tools.clock.now() + retention.before(retention.forms)
    person = turn.incoming.sender.id
    form = turn.form
    if form and form.flow == FLOW:
        await work.dialogs.advance(
            turn.place, person, form.version, at.step, at.data, expires_at=expires_at
        )
        return
    await work.dialogs.open(turn.place, person, FLOW, at.step, at.data, expires_at=expires_at)


async def leave(work: Work, turn: Turn) -> None:
    """Let the form wait for nothing any more, if it is one of the FAQ."""
    if open_step(turn) is not None:
        await work.dialogs.close(turn.place, turn.incoming.sender.id)


def leaving(draft: int | None) -> Buttons:
    """Return the button that leaves a step: what was written before stays."""
    return ((Button(Text("button.cancel"), f"faq:leave:{draft or 0}"),),)
