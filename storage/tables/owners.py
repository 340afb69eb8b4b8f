"""Owners, what they are known by, their chats, and what they agreed to."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.incoming import ChatKind
from domain.owners import Purpose
from storage.tables.base import NEVER_AGAIN, Base
from storage.tables.types import BigId, Choice, TZDateTime, Words


class OwnerRow(Base):
    """A person, over all bots and channels. What they are matched by is in `owner_identities`."""

    __tablename__ = "owners"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(Words)
    locale: Mapped[str | None] = mapped_column(Text)
    time_zone: Mapped[str | None] = mapped_column(Text)
    desk: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(TZDateTime)

    __table_args__ = (NEVER_AGAIN,)


TELEGRAM = "telegram"
"""The channel whose external ids are Telegram user ids, the same for every bot."""


class IdentityRow(Base):
    """Something an owner is recognised by, normalised: a Telegram user id, later phone, email."""

    __tablename__ = "owner_identities"

    channel: Mapped[str] = mapped_column(Text, primary_key=True)
    external_id: Mapped[str] = mapped_column(Text, primary_key=True)
    owner_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("owners.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(TZDateTime)


class ChatRow(Base):
    """A chat of one bot, with what Telegram last said of who or what is on its other side.

    `blocked_at`: they blocked this bot. `wrote_in`: the language they last plainly wrote in here.
    """

    __tablename__ = "chats"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    owner_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("owners.id", ondelete="SET NULL"), index=True
    )
    kind: Mapped[ChatKind] = mapped_column(Choice(ChatKind))
    title: Mapped[str] = mapped_column(Words)
    first_name: Mapped[str] = mapped_column(Words)
    last_name: Mapped[str] = mapped_column(Words)
    username: Mapped[str | None] = mapped_column(Words)
    language_code: Mapped[str | None] = mapped_column(Words)
    wrote_in: Mapped[str | None] = mapped_column(Text)
    blocked_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    first_seen_at: Mapped[datetime] = mapped_column(TZDateTime)
    changed_at: Mapped[datetime] = mapped_column(TZDateTime)


class ConsentRow(Base):
    """What was agreed to or refused; rows are only ever added, the latest of a purpose counts."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    owner_id: Mapped[int] = mapped_column(BigId, ForeignKey("owners.id", ondelete="CASCADE"))
    bot_id: Mapped[int] = mapped_column(BigInteger)
    purpose: Mapped[Purpose] = mapped_column(Choice(Purpose))
    granted: Mapped[bool]
    text_version: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(TZDateTime)

    __table_args__ = (
        Index("ix_consents_latest", "owner_id", "bot_id", "purpose", "id"),
        NEVER_AGAIN,
    )


class NoticeRow(Base):
    """That an owner was shown a version of the privacy notice; rows are only ever added."""

    __tablename__ = "notices_shown"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    owner_id: Mapped[int] = mapped_column(BigId, ForeignKey("owners.id", ondelete="CASCADE"))
    bot_id: Mapped[int] = mapped_column(BigInteger)
    version: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(TZDateTime)

    __table_args__ = (Index("ix_notices_shown_latest", "owner_id", "bot_id", "id"), NEVER_AGAIN)
