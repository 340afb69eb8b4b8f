"""Reading and writing cases, their messages, staff and rooms."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from domain.case_messages import Author, CaseMessage, NewMessage, Relay, Twin
from domain.cases import Case, CaseEvent, CaseStatus, NewCase
from domain.incoming import Person, Place
from domain.rooms import Room
from domain.staff import Role, StaffMember


class CaseReads(Protocol):
    """Reads outside any unit of work."""

    async def case(self, case_id: int) -> Case | None:
        """Return a case by its id."""
        ...

    async def numbered(self, number: str) -> Case | None:
        """Return a case by its number, written in any case."""
        ...

    async def in_topic(self, bot_id: int, chat_id: int, topic_id: int) -> Case | None:
        """Return the case a topic of a group belongs, or belonged, to."""
        ...

    async def of_owner(
        self, bot_id: int, owner_id: int, statuses: Collection[CaseStatus], *, limit: int = 20
    ) -> Sequence[Case]:
        """Return an owner's cases with one bot, newest first."""
        ...

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
        """Return a desk's cases: unclaimed first, then by the time their next answer is due.

        `named_only` leaves out those whose owners are not to be known.
        """
        ...

    async def count_of_desk(
        self,
        desk: str,
        statuses: Collection[CaseStatus],
        *,
        assignee: int | None = None,
        named_only: bool = False,
    ) -> int:
        """Return how many these are."""
        ...

    async def without_card(
        self, bot_id: int, desk: str, chat_id: int, *, limit: int
    ) -> Sequence[Case]:
        """Return active cases of a desk that never had a card in that chat, oldest first.

        Anonymous ones, which stand elsewhere, are left out.
        """
        ...

    async def messages(
        self, case_id: int, *, limit: int = 200, before: int | None = None
    ) -> Sequence[CaseMessage]:
        """Return the latest messages of a case, oldest first; `before` is a message's id."""
        ...

    async def message(self, message_id: int) -> CaseMessage | None:
        """Return one message by our id."""
        ...

    async def said_at(self, bot_id: int, chat_id: int, message_id: int) -> Sequence[CaseMessage]:
        """Return the case messages that a Telegram message is, or holds a copy of, in order."""
        ...

    async def album(self, bot_id: int, chat_id: int, album_id: str) -> Sequence[CaseMessage]:
        """Return the members of an album that were written in a chat, in order."""
        ...

    async def twins(self, case_message_ids: Collection[int]) -> Sequence[Twin]:
        """Return where these messages stand, sources and copies, by message id."""
        ...

    async def timeline(self, case_id: int) -> Sequence[CaseEvent]:
        """Return what happened to a case, oldest first."""
        ...


class StaffReads(Protocol):
    """Who is staff, and what the rooms are like."""

    async def member(self, user_id: int) -> StaffMember | None:
        """Return somebody of staff, also with no membership left; None for strangers.

        Those named in ADMIN_IDS are admins whether or not the database knows them.
        """
        ...

    async def members(self, desk: str) -> Sequence[StaffMember]:
        """Return who works at a desk now, by name."""
        ...

    async def appointed(self, desk: str) -> Sequence[StaffMember]:
        """Return everybody who has a role at a desk, by name, also who is not in its group."""
        ...

    async def seen(self, bot_id: int, chat_id: int, user_id: int) -> Person | None:
        """Return somebody who is or was in a group, confirmed or not, by name."""
        ...

    async def known(self, user_id: int) -> Person | None:
        """Return somebody by what Telegram last said of them: as staff, in a group, as an owner.

        None for whom no bot has met, and for whom nothing is known but the id.
        """
        ...

    async def unconfirmed(self, chat_id: int, desk: str) -> Sequence[Person]:
        """Return who reads along in a desk's group without a role there, by name.

        Those of whom supervisors were told, as far as they are not known to have left.
        """
        ...

    async def owners(self, bot_id: int, words: str, *, limit: int = 10) -> Sequence[int]:
        """Return ids of owners with a private chat with the bot, found by what staff write.

        A Telegram id, an @username, a plate, a VIN (or its last six), or part of a name.
        """
        ...

    async def room(self, bot_id: int, chat_id: int) -> Room:
        """Return what is known of a group; a plain one with no rights if nothing is.

        One that became a supergroup is found by its former id, too.
        """
        ...

    async def topic(self, bot_id: int, chat_id: int, name: str) -> int | None:
        """Return the id of the topic of that name (`Case.topic`), while it stands."""
        ...

    async def is_muted(self, owner_id: int) -> bool:
        """Whether staff marked what this owner writes as spam."""
        ...


class CaseWrites(Protocol):
    """Cases inside a unit of work."""

    async def open(self, new: NewCase) -> Case:
        """Open a case under the next number of its kind and year.

        Raises `Conflict` when the owner has an open question at that desk already: reading anew
        finds it.
        """
        ...

    async def locked(self, case_id: int) -> Case | None:
        """Read a case so that nobody else changes it before this unit ends."""
        ...

    async def change(self, case: Case, **changes: Any) -> Case:
        """Write fields of a case that `locked` or `open` returned; returns it as it is now.

        Raises `Conflict` if it is at another version, or would become the owner's second active
        question at a desk.
        """
        ...

    async def note(self, event: CaseEvent) -> None:
        """Append to the timeline."""
        ...

    async def say(self, message: NewMessage) -> CaseMessage:
        """Keep a message with its source twin.

        The same Telegram message again changes nothing: what was kept of it is returned.
        """
        ...

    async def heard_after(self, message: CaseMessage) -> bool:
        """Whether the owner has written in the message's case since; to be asked under its lock.

        What is not shown to staff yet, or is kept back, does not count; members of an album that
        is not whole yet do.
        """
        ...

    async def edit_message(
        self, message_id: int, text: str, html: str, at: datetime, *, file_id: str | None = None
    ) -> bool:
        """Keep a new text, and the old one among `earlier`; False if nothing changed."""
        ...

    async def set_relay(
        self, message_ids: Collection[int], relay: Relay, *, was: Relay | None = None
    ) -> Collection[int]:
        """Keep whether messages reached the other side; returns of which it was kept.

        What was taken back (`DELETED`) stays so. `was`: only of those that are at it.
        """
        ...

    async def set_author(self, message_id: int, author: Author, *, was: Author) -> bool:
        """Settle what a message that was asked about is; False if it is not `was` any more."""
        ...

    async def twin(self, twins: Sequence[Twin]) -> None:
        """Keep where copies stand; a known one changes nothing."""
        ...

    async def move_messages(self, message_ids: Collection[int], to_case: int) -> None:
        """Let messages belong to another case."""
        ...


class StaffWrites(Protocol):
    """Staff, rooms and topics inside a unit of work."""

    async def meet(self, person: Person) -> None:
        """Keep the name of somebody of staff as Telegram has it; strangers are not kept."""
        ...

    async def grant(self, person: Person, desk: str, role: Role, *, by: int) -> None:
        """Give somebody a role at a desk; one they had before is replaced."""
        ...

    async def revoke(self, user_id: int, desk: str, *, by: int | None) -> bool:
        """End a role at a desk; False if there was none."""
        ...

    async def set_present(
        self, bot_id: int, chat_id: int, person: Person, *, present: bool
    ) -> None:
        """Keep whether somebody is in a group, and their name."""
        ...

    async def announce(self, bot_id: int, chat_id: int, person: Person) -> bool:
        """Note that supervisors are told of an unconfirmed member; False if they were before."""
        ...

    async def set_on_duty(self, user_id: int, *, on_duty: bool) -> None:
        """Keep whether somebody takes cases now."""
        ...

    async def keep_room(self, room: Room) -> None:
        """Keep what a group is like."""
        ...

    async def topic_made(self, bot_id: int, chat_id: int, name: str, topic_id: int) -> bool:
        """Keep a topic's id; False if another one stands under that name: this is its twin."""
        ...

    async def topic_lost(self, bot_id: int, chat_id: int, topic_id: int) -> str | None:
        """Note that a topic vanished; returns the name it stood under, None if it did not stand."""
        ...

    async def mute(self, owner_id: int, *, by: int | None, muted: bool) -> None:
        """Mark, or no longer mark, what an owner writes as spam."""
        ...

    async def audit(
        self, actor: int, action: str, subject: str, data: Mapping[str, Any], place: Place | None
    ) -> None:
        """Append to the audit log."""
        ...
