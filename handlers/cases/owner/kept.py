"""An owner's message as it is kept with a case."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from domain.case_messages import Author, NewMessage, Relay
from domain.incoming import Command, MediaKind, Said, Shared
from handlers.turn import Turn


@dataclass(frozen=True, slots=True)
class Carried:
    """A message that is to go to a case which may not be open yet."""

    author_id: int
    author_name: str
    bot_id: int
    chat_id: int
    message_id: int | None
    written_at: datetime
    text: str = ""
    html: str = ""
    kind: MediaKind | None = None
    file_id: str | None = None
    album_id: str | None = None

    @classmethod
    def of(cls, turn: Turn) -> Self:
        """Return what came in, as a message. Raises `TypeError` for a tap."""
        match turn.incoming.content:
            case Said() as said:
                return cls(**_writer(turn), text=said.text, html=said.html)
            case Command() as command:
                return cls(**_writer(turn), text=command.arguments, html=command.html)
            case Shared() as shared:
                return cls(
                    **_writer(turn),
                    text=shared.caption,
                    html=shared.html,
                    kind=shared.kind,
                    file_id=shared.file_id,
                    album_id=shared.album_id,
                )
            case other:
                raise TypeError(type(other).__name__)

    @classmethod
    def media(cls, turn: Turn, message_id: int, kind: MediaKind) -> Self:
        """Return something that the owner sent before, known by its message id only."""
        return cls(**_writer(turn) | {"message_id": message_id}, kind=kind)

    def to(self, case_id: int, relay: Relay, reply_to: int | None = None) -> NewMessage:
        """Return the message as it is kept with a case. `reply_to` is a case message's id."""
        return NewMessage(
            case_id=case_id,
            author=Author.OWNER,
            author_id=self.author_id,
            author_name=self.author_name,
            bot_id=self.bot_id,
            chat_id=self.chat_id,
            message_id=self.message_id,
            written_at=self.written_at,
            text=self.text,
            html=self.html,
            kind=self.kind,
            file_id=self.file_id,
            album_id=self.album_id,
            reply_to=reply_to,
            relay=relay,
        )


def _writer(turn: Turn) -> dict[str, Any]:
    incoming = turn.incoming
    return {
        "author_id": incoming.sender.id,
        "author_name": turn.full_name,
        "bot_id": incoming.place.bot_id,
        "chat_id": incoming.place.chat_id,
        "message_id": incoming.message_id,
        "written_at": incoming.at,
    }
