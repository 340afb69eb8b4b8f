"""Cases in memory."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from domain.case_messages import Author, CaseMessage, NewMessage, Relay, Twin
from domain.cases import ACTIVE, Case, CaseEvent, CaseKind, CaseStatus, NewCase
from domain.errors import Conflict
from domain.text import Text
from tests.fakes.case_state import CaseState
from tests.fakes.state import State

if TYPE_CHECKING:
    from tests.fakes.store import Store

_NEVER = datetime.max.replace(tzinfo=UTC)
_DERIVED = {"id", "number", "owner_name", "version"}


class FakeCaseReads:
    def __init__(self, store: "Store") -> None:
        self._store = store

    @property
    def _kept(self) -> CaseState:
        return self._store.state.handoff

    def _shown(self, case: Case) -> Case:
        return replace(case, owner_name=_owner_name(self._store.state, case))

    async def case(self, case_id: int) -> Case | None:
        case = self._kept.cases.get(case_id)
        return self._shown(case) if case else None

    async def numbered(self, number: str) -> Case | None:
        wanted = number.strip().upper()
        found = (case for case in self._kept.cases.values() if case.number == wanted)
        return next((self._shown(case) for case in found), None)

    async def in_topic(self, bot_id: int, chat_id: int, topic_id: int) -> Case | None:
        topic = self._kept.topics.get((bot_id, chat_id, topic_id))
        found = (case for case in self._kept.cases.values() if topic and case.topic == topic.name)
        return next((self._shown(case) for case in found), None)

    async def of_owner(
        self, bot_id: int, owner_id: int, statuses: Collection[CaseStatus], *, limit: int = 20
    ) -> Sequence[Case]:
        found = [
            self._shown(case)
            for case in self._kept.cases.values()
            if (case.bot_id, case.owner_id) == (bot_id, owner_id) and case.status in statuses
        ]
        return sorted(found, key=lambda case: -case.id)[:limit]

    async def of_desk(
        self,
        desk: str,
        statuses: Collection[CaseStatus],
        *,
        assignee: int | None = None,
        unclaimed: bool = False,
        named_only: bool = False,
        limit: int = 50,
        offset: int = 0,
    ) -> Sequence[Case]:
        found = [
            case
            for case in self._of_desk(desk, statuses, assignee, named_only=named_only)
            if not (unclaimed and case.assignee is not None)
        ]
        found.sort(key=lambda case: (case.assignee is not None, case.next_due or _NEVER, case.id))
        return [self._shown(case) for case in found[offset : offset + limit]]

    async def count_of_desk(
        self,
        desk: str,
        statuses: Collection[CaseStatus],
        *,
        assignee: int | None = None,
        named_only: bool = False,
    ) -> int:
        return len(self._of_desk(desk, statuses, assignee, named_only=named_only))

    def _of_desk(
        self,
        desk: str,
        statuses: Collection[CaseStatus],
        assignee: int | None,
        *,
        named_only: bool,
    ) -> list[Case]:
        return [
            case
            for case in self._kept.cases.values()
            if case.desk == desk
            and case.status in statuses
            and (assignee is None or case.assignee == assignee)
            and not (named_only and case.is_anonymous)
        ]

    async def without_card(
        self, bot_id: int, desk: str, chat_id: int, *, limit: int
    ) -> Sequence[Case]:
        carded = {
            one.case_id
            for one in self._kept.messages.values()
            if (one.author, one.bot_id, one.chat_id) == (Author.BOT, bot_id, chat_id)
        }
        found = [
            self._shown(case)
            for case in self._of_desk(desk, ACTIVE, None, named_only=True)
            if case.bot_id == bot_id and case.id not in carded
        ]
        return sorted(found, key=lambda case: case.id)[:limit]

    async def messages(
        self, case_id: int, *, limit: int = 200, before: int | None = None
    ) -> Sequence[CaseMessage]:
        found = [
            message
            for message in self._kept.messages.values()
            if message.case_id == case_id and (before is None or message.id < before)
        ]
        return found[-limit:]

    async def message(self, message_id: int) -> CaseMessage | None:
        return self._kept.messages.get(message_id)

    async def said_at(self, bot_id: int, chat_id: int, message_id: int) -> Sequence[CaseMessage]:
        here = (bot_id, chat_id, message_id)
        found = {
            twin.case_message_id
            for twin in self._kept.twins
            if (twin.bot_id, twin.chat_id, twin.message_id) == here
        }
        return [self._kept.messages[one] for one in sorted(found)]

    async def album(self, bot_id: int, chat_id: int, album_id: str) -> Sequence[CaseMessage]:
        here = (bot_id, chat_id, album_id)
        return [
            message
            for message in self._kept.messages.values()
            if (message.bot_id, message.chat_id, message.album_id) == here
        ]

    async def twins(self, case_message_ids: Collection[int]) -> Sequence[Twin]:
        found = [twin for twin in self._kept.twins if twin.case_message_id in case_message_ids]
        return sorted(found, key=lambda twin: (twin.message_id, twin.chat_id))

    async def timeline(self, case_id: int) -> Sequence[CaseEvent]:
        return [event for event in self._kept.events if event.case_id == case_id]


class FakeCaseWrites:
    def __init__(self, state: State) -> None:
        self._state = state
        self._kept = state.handoff

    async def open(self, new: NewCase) -> Case:
        letter = new.kind.letter
        count = self._kept.numbers.get((letter, new.year), 0) + 1
        case = Case(
            id=len(self._kept.cases) + 1,
            number=f"{letter}-{new.year}-{count:06d}",
            kind=new.kind,
            origin=new.origin,
            bot_id=new.bot_id,
            owner_id=new.owner_id,
            owner_chat_id=new.owner_chat_id,
            owner_name="",
            desk=new.desk,
            locale=new.locale,
            subject=new.subject,
            status=CaseStatus.OPEN,
            priority=new.priority,
            opened_at=new.opened_at,
            asked=new.asked,
            said=new.said,
            opened_by=new.opened_by,
            first_response_due=new.first_response_due,
            resolution_due=new.resolution_due,
            linked_to=new.linked_to,
            vehicle_id=new.vehicle_id,
            tier=new.tier,
            is_anonymous=new.is_anonymous,
        )
        self._refuse_second_question(case)
        self._kept.numbers[letter, new.year] = count
        self._kept.cases[case.id] = case
        return replace(case, owner_name=_owner_name(self._state, case))

    async def locked(self, case_id: int) -> Case | None:
        case = self._kept.cases.get(case_id)
        return replace(case, owner_name=_owner_name(self._state, case)) if case else None

    async def change(self, case: Case, **changes: Any) -> Case:
        if not _DERIVED.isdisjoint(changes):
            raise TypeError(f"not to be written: {sorted(_DERIVED & set(changes))}")
        kept = self._kept.cases.get(case.id)
        if kept is None or kept.version != case.version:
            raise Conflict(Text("storage.changed_meanwhile"))
        changed = replace(case, **changes, version=case.version + 1)
        self._refuse_second_question(changed)
        self._kept.cases[case.id] = changed
        return changed

    def _refuse_second_question(self, case: Case) -> None:
        if case.kind is not CaseKind.QUESTION or not case.status.is_active:
            return
        for other in self._kept.cases.values():
            same = (other.bot_id, other.owner_id, other.desk, other.kind)
            if (
                other.id != case.id
                and other.status.is_active
                and same == (case.bot_id, case.owner_id, case.desk, case.kind)
            ):
                raise Conflict(Text("storage.changed_meanwhile"))

    async def note(self, event: CaseEvent) -> None:
        self._kept.events.append(event)

    async def say(self, message: NewMessage) -> CaseMessage:
        here = (message.bot_id, message.chat_id, message.message_id)
        for twin in self._kept.twins:
            if twin.is_source and (twin.bot_id, twin.chat_id, twin.message_id) == here:
                return self._kept.messages[twin.case_message_id]
        kept = CaseMessage(
            id=len(self._kept.messages) + 1,
            **{name: getattr(message, name) for name in NewMessage.__slots__},
        )
        self._kept.messages[kept.id] = kept
        if message.message_id is not None:
            source = Twin(message.bot_id, message.chat_id, message.message_id, kept.id, True)
            self._kept.twins.append(source)
        return kept

    async def heard_after(self, message: CaseMessage) -> bool:
        return any(
            one.id > message.id
            and one.case_id == message.case_id
            and one.author is Author.OWNER
            and (one.relay.is_shown or one.relay is Relay.GATHERING)
            for one in self._kept.messages.values()
        )

    async def edit_message(
        self, message_id: int, text: str, html: str, at: datetime, *, file_id: str | None = None
    ) -> bool:
        message = self._kept.messages.get(message_id)
        if message is None:
            return False
        file_id = file_id or message.file_id
        if (message.text, message.html, message.file_id) == (text, html, file_id):
            return False
        self._kept.messages[message_id] = replace(
            message,
            text=text,
            html=html,
            file_id=file_id,
            edited_at=at,
            earlier=(*message.earlier, message.text),
        )
        return True

    async def set_relay(
        self, message_ids: Collection[int], relay: Relay, *, was: Relay | None = None
    ) -> Collection[int]:
        changed = set()
        for one in message_ids:
            message = self._kept.messages.get(one)
            if message is None or message.relay is Relay.DELETED:
                continue
            if was in (None, message.relay):
                self._kept.messages[one] = replace(message, relay=relay)
                changed.add(one)
        return changed

    async def set_author(self, message_id: int, author: Author, *, was: Author) -> bool:
        message = self._kept.messages.get(message_id)
        if message is None or message.author is not was:
            return False
        self._kept.messages[message_id] = replace(message, author=author)
        return True

    async def twin(self, twins: Sequence[Twin]) -> None:
        known = {_place(twin) for twin in self._kept.twins}
        self._kept.twins += [twin for twin in dict.fromkeys(twins) if _place(twin) not in known]

    async def move_messages(self, message_ids: Collection[int], to_case: int) -> None:
        for one in message_ids:
            if one in self._kept.messages:
                self._kept.messages[one] = replace(self._kept.messages[one], case_id=to_case)


def _place(twin: Twin) -> tuple[int, int, int, int]:
    return (twin.bot_id, twin.chat_id, twin.message_id, twin.case_message_id)


def _owner_name(state: State, case: Case) -> str:
    if case.is_anonymous:
        return ""
    chat = state.chats.get((case.bot_id, case.owner_chat_id))
    if chat and chat.person and chat.person.name:
        return chat.person.name
    return state.owners[case.owner_id].name
