"""A case's card: everything staff need at a glance, and what they can do with it."""

from dataclasses import dataclass, replace
from typing import Self

from domain.cases import Case, CaseEnd, CaseKind, CaseOrigin, CasePriority, CaseStatus
from domain.complaints.record import Complaint
from domain.desks import Desk
from domain.outgoing import Button, Buttons, Outgoing
from domain.owners import Reach
from domain.ports import Tools
from domain.text import Body, Joined, Moment, Plain, Text
from handlers.car.views import full_name
from handlers.cases.desks import desk_of
from handlers.cases.room.case_room import CaseRoom, of_case
from handlers.cases.room.clock_line import clock_line
from handlers.cases.words import PRIORITIES, STATUSES, assignee_of, kind_of_case
from handlers.complaints.card import About, about_of
from handlers.language import name_of

_MOST_WORDS = 900
"""Characters of a question or an answer on a card; the whole of it is in the topic."""
_MOST_CARS = 5
_MOST_STRANGERS = 5


@dataclass(frozen=True, slots=True)
class CardView:
    """What a card shows beside the case itself, read before the effect."""

    tools: Tools
    room: CaseRoom
    reach: Reach | None
    strangers: tuple[str, ...] = ()
    """Names of those who are in the desk's group without being of its staff."""
    about: About | None = None

    def for_complaint(self, complaint: Complaint) -> Self:
        """Return the view for the complaint as it is by now."""
        return replace(self, about=(self.about or About(complaint)).now(complaint))

    def with_blocked(self, *, is_blocked: bool) -> Self:
        """Return the view as it is once the owner blocked the bot, or is back."""
        return replace(self, reach=replace(self.reach, blocked=is_blocked) if self.reach else None)

    def body(self, case: Case) -> Body:
        """Return the card's text for the case as it is now."""
        blocks = (
            self._head(case),
            self._owner(case),
            self._said(case),
            self._about(case),
            self._work(case),
            self._warnings(),
        )
        return Joined(tuple(block for block in blocks if block is not None))

    def first(self, case: Case, message_id: int) -> tuple[Outgoing, ...]:
        """Return the card's sending and pinning. `message_id`: the case message that it is."""
        room = self.room
        then = room.outcome("card", [message_id])
        sent = room.say(self.body(case), buttons=self._buttons(case), ref=case.card, then=then)
        return (sent, room.pin(case.card))

    def changed(self, case: Case) -> Outgoing:
        """Return the card's change to what the case is now; several in a row are sent as one."""
        room = self.room
        return room.edit(
            case.card,
            self.body(case),
            self._buttons(case),
            coalesce=case.card,
            then=room.outcome("card"),
        )

    def _head(self, case: Case) -> Body:
        return Text(
            "case.card_head",
            number=case.number,
            kind=kind_of_case(case),
            status=STATUSES[case.status],
        )

    def _owner(self, case: Case) -> Body:
        if case.is_anonymous:
            return Text("complaint.owner_anonymous", language=name_of(case.locale))
        name = case.owner_name or str(case.owner_chat_id)
        username = self.reach.username if self.reach else None
        who = Text("case.owner_username", name=name, username=username) if username else Plain(name)
        lines: list[Body] = [Text("case.owner", owner=who, language=name_of(case.locale))]
        if case.tier:
            lines.append(Text("case.tier", tier=case.tier))
        policy = self.tools.policy
        cars = self.reach.vehicles if self.reach else ()
        chosen = tuple(car for car in cars if car.id == case.vehicle_id) or cars[:_MOST_CARS]
        for car in chosen:
            lines.append(Text("case.car", car=full_name(policy, car)))
            if car.vin:
                lines.append(Text("car.vin", vin=car.vin))
        return Joined(tuple(lines), "\n")

    def _said(self, case: Case) -> Body | None:
        lines: list[Body] = []
        if case.asked:
            lines.append(Text("case.asked", words=_short(case.asked)))
        if case.said:
            lines.append(Text("case.bot_said", words=_short(case.said)))
        elif case.origin is CaseOrigin.NO_ANSWER:
            lines.append(Text("case.bot_did_not_know"))
        return Joined(tuple(lines), "\n") if lines else None

    def _about(self, case: Case) -> Body | None:
        zone = desk_of(self.tools.policy, case.desk).time_zone
        return self.about.block(self.tools.policy, zone) if self.about else None

    def _work(self, case: Case) -> Body:
        lines: list[Body] = [assignee_of(case)]
        if case.priority is not CasePriority.NORMAL:
            lines.append(Text("case.priority", priority=PRIORITIES[case.priority]))
        lines.append(clock_line(self.tools, case, self.tools.clock.now()))
        lines += self._answered(case)
        if case.reopened:
            lines.append(Text("case.reopened_times", n=case.reopened))
        if case.rating is not None:
            lines.append(Text("case.rating", rating=str(case.rating)))
            if case.rating_words:
                lines.append(Text("case.rating_words", words=_short(case.rating_words)))
        return Joined(tuple(lines), "\n")

    def _answered(self, case: Case) -> list[Body]:
        if case.first_response_at is None:
            return []
        zone = desk_of(self.tools.policy, case.desk).time_zone
        at = Moment(case.first_response_at, zone, self.tools.clock.now())
        return [Text("case.first_answered", at=at)]

    def _buttons(self, case: Case) -> Buttons:
        """Return what works here: in the chat of who is in charge alone, nothing of staff does."""
        return () if self.room.is_private else buttons_of(case)

    def _warnings(self) -> Body | None:
        lines: list[Body] = []
        if self.room.is_private:
            lines.append(Text("case.warn_no_group"))
        if self.strangers:
            names = ", ".join(self.strangers[:_MOST_STRANGERS])
            lines.append(Text("case.warn_strangers", names=names))
        if self.reach and self.reach.blocked and not self.room.case.is_anonymous:
            lines.append(Text("case.warn_blocked"))
        return Joined(tuple(lines), "\n") if lines else None


async def view_of(tools: Tools, case: Case) -> CardView:
    """Read what a case's card shows beside the case itself."""
    room = await of_case(tools, case)
    reach = await tools.reads.reach(case.bot_id, case.owner_id)
    strangers = await _strangers(tools, desk_of(tools.policy, case.desk))
    return CardView(tools, room, reach, strangers, await about_of(tools, case))


async def _strangers(tools: Tools, desk: Desk) -> tuple[str, ...]:
    if desk.chat_id is None:
        return ()
    people = await tools.staff.unconfirmed(desk.chat_id, desk.key)
    return tuple(one.name or str(one.id) for one in people)


def card(view: CardView, case: Case) -> tuple[Body, Buttons]:
    """Return a card's text and buttons, to be shown elsewhere (`/case NUMBER`)."""
    return view.body(case), buttons_of(case)


def buttons_of(case: Case) -> Buttons:
    """Return what can be done with a case as it stands. The server side checks each tap anew."""
    match case.status:
        case CaseStatus.OPEN | CaseStatus.WAITING:
            return _active(case) + _of_complaint(case)
        case _ if case.end is CaseEnd.MERGED:
            return ()
        case CaseStatus.RESOLVED | CaseStatus.CLOSED:
            reopen: Buttons = ((_button(case, "reopen", Text("button.case_reopen")),),)
            return reopen + _of_complaint(case) + _to_faq(case)


def _to_faq(case: Case) -> Buttons:
    """A question that a person has answered may be worth an entry of the FAQ."""
    if case.kind is not CaseKind.QUESTION or case.first_response_at is None:
        return ()
    return ((_button(case, "faq", Text("button.case_to_faq")),),)


def _of_complaint(case: Case) -> Buttons:
    if case.kind is not CaseKind.COMPLAINT:
        return ()
    return ((_button(case, "assess", Text("button.case_assess")),),)


def _active(case: Case) -> Buttons:
    if case.assignee is None:
        first = _button(case, "claim", Text("button.case_claim"))
    else:
        first = _button(case, "handover", Text("button.case_hand_over"))
    assign = _button(case, "assign", Text("button.case_assign"))
    priority = _button(case, "priority", Text("button.case_priority"))
    note = _button(case, "note", Text("button.case_notes_on"))
    if case.note_mode:
        note = _button(case, "note", Text("button.case_notes_off"))
    canned = _button(case, "canned", Text("button.case_canned"))
    resolve = _button(case, "resolve", Text("button.case_resolve"))
    calm = ((_button(case, "calm", Text("button.case_calm")),),) if case.is_emergency else ()
    return ((first, assign), (priority, note), (canned, resolve), *calm)


def _button(case: Case, what: str, label: Text) -> Button:
    return Button(label, f"case:{what}:{case.id}")


def _short(words: str) -> str:
    words = words.strip()
    return words if len(words) <= _MOST_WORDS else words[: _MOST_WORDS - 1].rstrip() + "…"
