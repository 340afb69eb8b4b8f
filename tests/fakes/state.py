"""What a database would hold."""

import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.incoming import Person, Place
from domain.knowledge import FaqEntry, Question
from domain.outgoing import Outgoing
from domain.owners import Dialog, Owner, Purpose, Vehicle


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
    consents: list[Consent] = field(default_factory=list)
    notices: dict[tuple[int, int], str] = field(default_factory=dict)
    dialogs: dict[tuple[Place, int], Dialog] = field(default_factory=dict)
    dialog_versions: int = 0
    questions: dict[int, Question] = field(default_factory=dict)
    entries: dict[str, FaqEntry] = field(default_factory=dict)
    revision: int = 0
    waiting: list[Outgoing] = field(default_factory=list)
    timers: dict[tuple[str, str], tuple[datetime, dict[str, Any]]] = field(default_factory=dict)
    done: set[tuple[int, int]] = field(default_factory=set)
    pruned: list[tuple[str, datetime]] = field(default_factory=list)

    def copied(self) -> "State":
        return copy.deepcopy(self)
