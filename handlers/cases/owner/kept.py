"""An owner's message as it is kept with a case."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from domain.case_messages import Author, CaseMessage, NewMessage, Relay
from domain.incoming import Command, Content, FileRef, MediaKind, Said, Shared, Tapped
from domain.knowledge import Question
from domain.ports import Work
from handlers.cases.attachments import expect
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
    file: FileRef | None = None
    album_id: str | None = None
    origin: str = ""

    @classmethod
    def of(cls, turn: Turn) -> Self:
        """Return what came in, as a message. Raises `TypeError` for a tap."""
        match turn.incoming.content:
            case Said() as said:
                return cls(**_writer(turn), text=said.text, html=said.html, origin=said.origin)
            case Command() as command:
                return cls(**_writer(turn), text=command.arguments, html=command.html)
            case Shared() as shared:
                return cls(
                    **_writer(turn),
                    text=shared.caption,
                    html=shared.html,
                    kind=shared.kind,
                    file=shared.file,
                    album_id=shared.album_id,
                    origin=shared.origin,
                )
            case other:
                raise TypeError(type(other).__name__)

    @classmethod
    def media(cls, turn: Turn, message_id: int, kind: MediaKind) -> Self:
        """Return something that the owner sent before, under which the tapped word stands."""
        content = turn.incoming.content
        under = content.under if isinstance(content, Tapped) else None
        file = under.file if under else None
        return cls(**_writer(turn) | {"message_id": message_id}, kind=kind, file=file)

    @classmethod
    def asked(cls, turn: Turn, question: Question) -> Self:
        """Return the owner's message that a logged question was, with what it held."""
        writer = _writer(turn) | {"message_id": question.message_id}
        writer["written_at"] = question.asked_at
        sent = question.sent
        if not sent:
            return cls(**writer, text=question.text)
        file = FileRef(**sent["file"]) if sent.get("file") else None
        return cls(**writer, text=question.text, kind=MediaKind(sent["kind"]), file=file)

    async def say(
        self, work: Work, case_id: int, relay: Relay, reply_to: int | None = None
    ) -> CaseMessage:
        """Keep the message with a case, and have its file fetched."""
        kept = await work.cases.say(self.to(case_id, relay, reply_to))
        await expect(work, kept, self.kind, self.file)
        return kept

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
            file_id=self.file.file_id if self.file else None,
            album_id=self.album_id,
            origin=self.origin,
            reply_to=reply_to,
            relay=relay,
        )


def sent_data(content: Content) -> dict[str, Any] | None:
    """Return what a message holds beside words, JSON-able, as `Carried.asked` reads it."""
    if not isinstance(content, Shared):
        return None
    return {"kind": content.kind.value, "file": asdict(content.file) if content.file else None}


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
