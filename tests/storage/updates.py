"""Updates and outgoing messages for tests."""

from domain.incoming import ChatKind, Incoming, Person, Place, Said
from domain.outgoing import Outgoing
from domain.pipeline import Lane, NewUpdate
from tests.conftest import SetClock
from tests.storage.rendering import say

BOT = 7_000_000_001
CHAT = 5_000_000_123
"""Telegram's ids need more than 32 bits."""

PLACE = Place(BOT, CHAT)
LANE = Lane(BOT, f"{CHAT}")
MEI = Person(CHAT, "Mei", "Lin", "mei_lin", "zh-hans")


def new(update_id: int, lane: Lane = LANE, **payload: object) -> NewUpdate:
    return NewUpdate(lane, update_id, {"update_id": update_id, **payload})


def to(chat_id: int = CHAT, text: str = "Hello", **fields: object) -> Outgoing:
    return Outgoing(Place(BOT, chat_id), say(text), "en", **fields)  # type: ignore[arg-type]


def asked(clock: SetClock, text: str, update_id: int = 1) -> Incoming:
    return Incoming(
        update_id, PLACE, ChatKind.PRIVATE, MEI, clock.now(), Said(text), message_id=update_id + 9
    )
