"""What a database would hold."""

import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.curation import Action, Draft
from domain.faq_gate import Label
from domain.incoming import Person, Place
from domain.knowledge import FaqEntry, Question
from domain.outgoing import Gone, Outgoing
from domain.owners import Dialog, Owner, Purpose, Vehicle
from domain.pipeline import Outcome
from tests.fakes.case_state import CaseState, StaffState
from tests.fakes.surveys import SurveyState


@dataclass
class Chat:
    person: Person | None = None
    wrote_in: str | None = None
    blocked: bool = False


@dataclass(frozen=True)
class Consent:
    owner_id: int
    bot_id: int
    purpose: Purpose
    granted: bool
    text_version: str


@dataclass
class State:
    owners: dict[int, Owner] = field(default_factory=dict)
    people: dict[int, int] = field(default_factory=dict)
    chats: dict[tuple[int, int], Chat] = field(default_factory=dict)
    vehicles: dict[int, Vehicle] = field(default_factory=dict)
    drives: list[tuple[int, int]] = field(default_factory=list)
    owned_since: dict[int, datetime] = field(default_factory=dict)
    """By the place of the ownership among `drives`, from 1."""
    consents: list[Consent] = field(default_factory=list)
    notices: dict[tuple[int, int], str] = field(default_factory=dict)
    dialogs: dict[tuple[Place, int], Dialog] = field(default_factory=dict)
    dialog_versions: int = 0
    questions: dict[int, Question] = field(default_factory=dict)
    evidence: dict[int, dict[str, Any]] = field(default_factory=dict)
    asked_of: dict[int, int] = field(default_factory=dict)
    """Bots by the question they were asked."""
    entries: dict[str, FaqEntry] = field(default_factory=dict)
    shelves: dict[str, Any] = field(default_factory=dict)
    """Ids, versions and revisions of entries (`tests.fakes.curation.Shelf`), by key."""
    drafts: dict[int, Draft] = field(default_factory=dict)
    next_draft: int = 1
    labels: dict[str, Label] = field(default_factory=dict)
    suggested: dict[int, tuple[str, ...]] = field(default_factory=dict)
    gaps: dict[int, Any] = field(default_factory=dict)
    """Gaps (`tests.fakes.gaps.KeptGap`) by id."""
    gap_of: dict[int, int] = field(default_factory=dict)
    """Gaps by question."""
    done_to_faq: list[tuple[str, Action, str]] = field(default_factory=list)
    revision: int = 0
    waiting: list[Outgoing] = field(default_factory=list)
    timers: dict[tuple[str, str], tuple[datetime, dict[str, Any]]] = field(default_factory=dict)
    done: set[tuple[int, int]] = field(default_factory=set)
    pruned: list[tuple[str, datetime]] = field(default_factory=list)
    handoff: CaseState = field(default_factory=CaseState)
    staff: StaffState = field(default_factory=StaffState)
    surveys: SurveyState = field(default_factory=SurveyState)
    settled: int = 0
    forgotten: int = 0
    """Updates whose payload was wiped."""

    def follow(
        self,
        sent: Outgoing,
        outcome: Outcome,
        at: datetime,
        *,
        message_ids: tuple[int, ...] = (),
        topic_id: int | None = None,
        reason: str = "",
        gone: Gone = Gone.NOTHING,
    ) -> None:
        """Set the timer that `Then` asks for, as the outbox does when it records an outcome."""
        self.settled += 1
        if sent.then is None:
            return
        data = {
            **sent.then.data,
            "outcome": outcome.value,
            "message_ids": list(message_ids),
            "topic_id": topic_id,
            "reason": reason,
            "gone": gone.value,
            "at": at.isoformat(),
        }
        self.timers[sent.then.kind, f"outbox:{self.settled}"] = (at, data)

    def block(self, place: Place, at: datetime, reason: str) -> None:
        """Note that a chat refuses us, and end what waits for it."""
        self.chats.setdefault((place.bot_id, place.chat_id), Chat()).blocked = True
        here = (place.bot_id, place.chat_id)
        for one in self.waiting:
            if (one.to.bot_id, one.to.chat_id) == here:
                self.follow(one, Outcome.DEAD, at, reason=reason, gone=Gone.CHAT)
        self.waiting = [one for one in self.waiting if (one.to.bot_id, one.to.chat_id) != here]

    def copied(self) -> "State":
        return copy.deepcopy(self)
