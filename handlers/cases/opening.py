"""Opening a case: its rows, its clock, its room, and what the owner is told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from domain.calendar import calendar_of
from domain.case_messages import CaseMessage
from domain.cases import Case, CaseCourse, CaseKind, CaseOrigin, CasePriority, CaseStatus, NewCase
from domain.complaints.record import Filed, NewComplaint
from domain.complaints.severity import at_least
from domain.desks import Desk
from domain.incoming import Place
from domain.outgoing import Outgoing
from domain.owners import Owner, Reach
from domain.ports import Tools, Work
from domain.sla import Deadlines, deadlines
from domain.text import Body, Joined, Plain, Text
from handlers.cases import events
from handlers.cases.clock import clocks
from handlers.cases.room.anew import card_message
from handlers.cases.room.card import CardView
from handlers.cases.room.case_room import CaseRoom, Ground, ground_of
from handlers.cases.room.subject import subject_of
from handlers.complaints.card import About

MOST_ASKED = 4000
"""Characters of the owner's words and the bot's that are kept as what a case began with."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A case that somebody wants opened. `asked` are the owner's words, `said` the bot's.

    `priority` None: that of its kind in the policy. `complaint` is what is known of one, `earlier`
    are the owner's complaints before it.
    """

    kind: CaseKind
    origin: CaseOrigin
    desk: Desk
    place: Place
    locale: str
    asked: str = ""
    said: str = ""
    priority: CasePriority | None = None
    opened_by: int | None = None
    linked_to: int | None = None
    vehicle_id: int | None = None
    tier: str | None = None
    complaint: NewComplaint | None = None
    earlier: Sequence[Filed] = ()
    is_anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """A case about to be opened, with what was read for it."""

    tools: Tools
    wanted: Wanted
    ground: Ground
    at: datetime
    priority: CasePriority
    deadlines: Deadlines

    def new(self, owner: Owner) -> NewCase:
        """Return the case as it is to be kept."""
        wanted = self.wanted
        return NewCase(
            kind=wanted.kind,
            origin=wanted.origin,
            bot_id=wanted.place.bot_id,
            owner_id=owner.id,
            owner_chat_id=wanted.place.chat_id,
            desk=wanted.desk.key,
            locale=wanted.locale,
            subject=subject_of(wanted.asked),
            opened_at=self.at,
            year=self.at.astimezone(wanted.desk.zone).year,
            first_response_due=self.deadlines.first_response.due,
            resolution_due=self.deadlines.resolution.due,
            priority=self.priority,
            asked=wanted.asked[:MOST_ASKED],
            said=wanted.said[:MOST_ASKED],
            opened_by=wanted.opened_by,
            linked_to=wanted.linked_to,
            vehicle_id=wanted.vehicle_id,
            tier=wanted.tier,
            is_anonymous=wanted.is_anonymous,
        )


Alarm: TypeAlias = Callable[[Case], tuple[Outgoing, ...]]
"""What is said of a case, once it has its number, to those who are to hear of it first."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened case, and its room for what is to be said in it next."""

    case: Case
    room: CaseRoom
    card: CaseMessage


async def prepare(tools: Tools, wanted: Wanted) -> Opening:
    """Read what opening a case needs."""
    at = tools.clock.now()
    bot_id, confidential = wanted.place.bot_id, wanted.is_anonymous
    ground = await ground_of(tools, bot_id, wanted.desk, in_confidence=confidential)
    priority = wanted.priority or tools.policy.cases.priority_of(wanted.kind)
    if wanted.complaint is not None:
        priority = at_least(priority, wanted.complaint.assessment.severity)
    course = CaseCourse(
        kind=wanted.kind,
        desk=wanted.desk.key,
        status=CaseStatus.OPEN,
        priority=priority,
        opened_at=at,
        tier=wanted.tier,
    )
    due = deadlines(course, calendar_of(wanted.desk), tools.policy.sla)
    return Opening(tools, wanted, ground, at, priority, due)


async def open_case(
    work: Work, opening: Opening, reach: Reach, alarm: Alarm | None = None
) -> Opened:
    """Open a case, inside a unit of work: rows, clock, topic, card.

    What the owner wrote and what they are told come after it, and are the caller's. `alarm` goes
    out before anything else of the case. Raises `Conflict` when the owner has
    an open question at that desk: whoever reads anew joins it.
    """
    case = await work.cases.open(opening.new(reach.owner))
    await work.cases.note(events.opened(case, opening.wanted.origin))
    await clocks.start(opening.tools, work, case, opening.deadlines)
    room = opening.ground.room(case)
    about = await _complaint(work, opening, case)
    view = CardView(opening.tools, room, reach, about=about)
    card = await card_message(work, room)
    first = alarm(case) if alarm is not None else ()
    await work.outbox.put(*first, *room.make(), *view.first(case, card.id))
    return Opened(case, room, card)


async def tell_before(work: Work, opened: Opened, history: Sequence[tuple[str, str]]) -> None:
    """Say in one message what was asked earlier in the conversation, and what the bot said."""
    if not history:
        return
    lines: list[Body] = [Text("case.asked_before")]
    for question, answer in history:
        said: Body = Plain(answer) if answer else Text("case.no_answer")
        lines.append(Text("case.asked_and_said", question=question, answer=said))
    await work.outbox.put(opened.room.say(Joined(tuple(lines), "\n"), silent=True))


async def _complaint(work: Work, opening: Opening, case: Case) -> About | None:
    """Keep what is known of a complaint with its case; returns what the card shows of it."""
    if case.kind is not CaseKind.COMPLAINT:
        return None
    new = opening.wanted.complaint or NewComplaint()
    return About(await work.complaints.open(case, new), tuple(opening.wanted.earlier))
