"""Cases and what is said in them, for tests."""

from typing import Any

from domain.case_messages import Author, NewMessage, Relay
from domain.cases import Case, CaseKind, CaseOrigin, NewCase
from domain.incoming import Person, Place
from storage import Storage
from tests.conftest import SetClock
from tests.storage.updates import BOT, CHAT, MEI

ANN = Person(5_000_000_801, "Ann", username="ann", language_code="en")
GROUP = -1_000_000_000_500


def new_case(clock: SetClock, owner_id: int, **more: Any) -> NewCase:
    given: dict[str, Any] = {
        "kind": CaseKind.QUESTION,
        "origin": CaseOrigin.ASKED_FOR_PERSON,
        "bot_id": BOT,
        "owner_chat_id": CHAT,
        "desk": "main",
        "locale": "en",
        "subject": "Brakes",
        "opened_at": clock.now(),
        "year": 2026,
        **more,
    }
    return NewCase(owner_id=owner_id, **given)


def owner_says(clock: SetClock, case_id: int, message_id: int = 11, **more: Any) -> NewMessage:
    given: dict[str, Any] = {
        "author": Author.OWNER,
        "author_id": CHAT,
        "author_name": "Mei Lin",
        "bot_id": BOT,
        "chat_id": CHAT,
        "written_at": clock.now(),
        "text": "Hello",
        "relay": Relay.PENDING,
        **more,
    }
    return NewMessage(case_id=case_id, message_id=message_id, **given)


async def opened(storage: Storage, clock: SetClock, **more: Any) -> Case:
    """Open a case of Mei's."""
    place = Place(BOT, CHAT)
    caller = await storage.reads.caller(place, MEI.id)
    async with storage.works.alone() as work:
        owner = await work.owners.meet(place, MEI, caller, wrote_in=None)
        return await work.cases.open(new_case(clock, owner.id, **more))
