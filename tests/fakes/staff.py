"""Staff, rooms and topics in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from domain.incoming import Person, Place
from domain.rooms import Room
from domain.staff import Membership, Role, StaffMember
from tests.fakes.case_state import Audited, Topic
from tests.fakes.state import State

if TYPE_CHECKING:
    from tests.fakes.store import Store


class FakeStaffReads:
    def __init__(self, store: "Store") -> None:
        self._store = store

    @property
    def _state(self) -> State:
        return self._store.state

    async def member(self, user_id: int) -> StaffMember | None:
        staff = self._state.staff
        person = staff.people.get(user_id)
        named = user_id in self._store.admins
        if person is None:
            return StaffMember(user_id, "", is_admin=True) if named else None
        memberships = tuple(
            Membership(desk, role, self._is_present(user_id, desk))
            for (who, desk), role in sorted(staff.roles.items())
            if who == user_id
        )
        appointed = any(one.role is Role.ADMIN and one.present for one in memberships)
        return StaffMember(
            user_id=user_id,
            name=person.name or person.username or "",
            username=person.username,
            locale=person.language_code,
            on_duty=user_id not in staff.off_duty,
            is_admin=named or appointed,
            memberships=memberships,
        )

    def _is_present(self, user_id: int, desk: str) -> bool:
        chat_id = self._store.desk_chats.get(desk)
        if chat_id is None:
            return True
        here = [chat_id]
        here += [
            room.chat_id for room in self._state.staff.rooms.values() if room.moved_from == chat_id
        ]
        said = [self._state.staff.present.get((chat, user_id)) for chat in here]
        return next((one for one in reversed(said) if one is not None), True)

    async def members(self, desk: str) -> Sequence[StaffMember]:
        return [one for one in await self.appointed(desk) if self._is_present(one.user_id, desk)]

    async def appointed(self, desk: str) -> Sequence[StaffMember]:
        found = [
            await self.member(user_id)
            for user_id, where in self._state.staff.roles
            if where == desk
        ]
        return sorted((one for one in found if one), key=lambda one: (one.name, one.user_id))

    async def room(self, bot_id: int, chat_id: int) -> Room:
        rooms = self._state.staff.rooms
        for room in rooms.values():
            if room.bot_id == bot_id and room.moved_from == chat_id:
                return room
        return rooms.get((bot_id, chat_id)) or Room(bot_id, chat_id)

    async def unconfirmed(self, chat_id: int, desk: str) -> Sequence[Person]:
        kept = self._store.state.staff
        there = [
            kept.seen[chat, person]
            for chat, person in kept.announced
            if chat == chat_id
            and kept.present.get((chat, person), True)
            and (person, desk) not in kept.roles
            and person not in self._store.admins
        ]
        return sorted(there, key=lambda one: (one.first_name, one.id))

    async def seen(self, bot_id: int, chat_id: int, user_id: int) -> Person | None:
        del bot_id
        return self._state.staff.seen.get((chat_id, user_id))

    async def known(self, user_id: int) -> Person | None:
        staff = self._state.staff
        in_groups = [one for (_, who), one in staff.seen.items() if who == user_id]
        chats = [chat.person for (_, id), chat in self._state.chats.items() if id == user_id]
        for person in (staff.people.get(user_id), *reversed(in_groups), *chats):
            if person is not None and (person.name or person.username):
                return person
        return None

    async def owners(self, bot_id: int, words: str, *, limit: int = 10) -> Sequence[int]:
        found = []
        for (bot, _), chat in self._state.chats.items():
            owner_id = self._state.people.get(chat.person.id) if chat.person else None
            if bot == bot_id and chat.person and owner_id and self._fits(chat.person, words):
                found.append(owner_id)
        return sorted(found)[:limit]

    def _fits(self, person: Person, words: str) -> bool:
        wanted = words.strip().casefold()
        if not wanted:
            return False
        if wanted.startswith("@"):
            return (person.username or "").casefold() == wanted[1:]
        if wanted == str(person.id):
            return True
        cars = [
            self._state.vehicles[car]
            for who, car in self._state.drives
            if who == self._state.people[person.id]
        ]
        by_car = {(car.vin or "").casefold() for car in cars}
        by_car |= {(car.vin or "")[-6:].casefold() for car in cars}
        by_car |= {_bare(car.plate or "") for car in cars}
        return wanted in by_car or _bare(wanted) in by_car or wanted in person.name.casefold()

    async def topic(self, bot_id: int, chat_id: int, name: str) -> int | None:
        return standing(self._state, bot_id, chat_id, name)

    async def is_muted(self, owner_id: int) -> bool:
        return owner_id in self._state.staff.muted


class FakeStaffWrites:
    def __init__(self, state: State, admins: frozenset[int]) -> None:
        self._state = state
        self._staff = state.staff
        self._admins = admins

    async def meet(self, person: Person) -> None:
        if person.id in self._staff.people or person.id in self._admins:
            self._staff.people[person.id] = person

    async def grant(self, person: Person, desk: str, role: Role, *, by: int) -> None:
        del by
        if person.name or person.username or person.id not in self._staff.people:
            self._staff.people[person.id] = person
        self._staff.roles[person.id, desk] = role

    async def revoke(self, user_id: int, desk: str, *, by: int | None) -> bool:
        del by
        return self._staff.roles.pop((user_id, desk), None) is not None

    async def set_present(
        self, bot_id: int, chat_id: int, person: Person, *, present: bool
    ) -> None:
        del bot_id
        self._staff.present[chat_id, person.id] = present
        if not present:
            self._staff.announced.discard((chat_id, person.id))
        self._staff.seen[chat_id, person.id] = person

    async def announce(self, bot_id: int, chat_id: int, person: Person) -> bool:
        del bot_id
        key = (chat_id, person.id)
        self._staff.seen[key] = person
        known = key in self._staff.announced
        self._staff.announced.add(key)
        return not known

    async def set_on_duty(self, user_id: int, *, on_duty: bool) -> None:
        self._staff.off_duty.discard(user_id)
        if not on_duty:
            self._staff.off_duty.add(user_id)

    async def keep_room(self, room: Room) -> None:
        here = (room.bot_id, room.chat_id)
        was = self._staff.rooms.get(here)
        moved_from = room.moved_from or (was.moved_from if was else None)
        self._staff.rooms[here] = replace(room, moved_from=moved_from)

    async def topic_made(self, bot_id: int, chat_id: int, name: str, topic_id: int) -> bool:
        return make_topic(self._state, bot_id, chat_id, name, topic_id)

    async def topic_lost(self, bot_id: int, chat_id: int, topic_id: int) -> str | None:
        topic = self._state.handoff.topics.get((bot_id, chat_id, topic_id))
        if topic is None or topic.lost:
            return None
        topic.lost = True
        return topic.name

    async def mute(self, owner_id: int, *, by: int | None, muted: bool) -> None:
        del by
        self._staff.muted.pop(owner_id, None)
        if muted:
            self._staff.muted[owner_id] = None

    async def audit(
        self, actor: int, action: str, subject: str, data: Mapping[str, Any], place: Place | None
    ) -> None:
        bot_id = place.bot_id if place else None
        self._staff.audit.append(Audited(actor, action, subject, dict(data), bot_id))


def _bare(plate: str) -> str:
    return "".join(sign for sign in plate.casefold() if sign.isalnum())


def standing(state: State, bot_id: int, chat_id: int, name: str) -> int | None:
    """Return the id of the topic that stands under a name."""
    for (bot, chat, topic_id), topic in state.handoff.topics.items():
        if (bot, chat, topic.name, topic.lost) == (bot_id, chat_id, name, False):
            return topic_id
    return None


def make_topic(state: State, bot_id: int, chat_id: int, name: str, topic_id: int) -> bool:
    """Keep a topic; False if it is a twin."""
    stands = standing(state, bot_id, chat_id, name)
    is_twin = stands not in (None, topic_id)
    state.handoff.topics[bot_id, chat_id, topic_id] = Topic(name, lost=is_twin)
    return not is_twin
