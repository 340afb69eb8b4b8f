"""One turn of a private conversation: who writes, in which language to answer, and how to."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from domain import locale as languages
from domain.incoming import Incoming, Place, Tapped
from domain.knowledge import Car
from domain.outgoing import Buttons, EditText, Outgoing, SendText
from domain.owners import Caller, Dialog, Owner
from domain.ports import Effect, Tools, Work
from domain.text import Body, Text

_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufefc]")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069]")
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Turn:
    """What came in, who wrote it (read once), and the language they are answered in."""

    incoming: Incoming
    tools: Tools
    caller: Caller
    locale: str
    wrote_in: str | None = None

    @classmethod
    async def begin(cls, incoming: Incoming, tools: Tools) -> Self:
        """Read who is there. The language is their setting, else what they last wrote in."""
        caller = await tools.reads.caller(incoming.place, incoming.sender.id)
        return cls(incoming, tools, caller, _language(incoming, tools, caller, None))

    def heard(self, words: str) -> Self:
        """Take prose as a sign of the language; a VIN, a plate or an "ok" is none."""
        wrote_in = languages.written_in(words)
        spoken = _language(self.incoming, self.tools, self.caller, wrote_in)
        return replace(self, locale=spoken, wrote_in=wrote_in)

    @property
    def place(self) -> Place:
        """Where the conversation goes on."""
        return self.incoming.place

    @property
    def today(self) -> date:
        """The desk's date."""
        return self.tools.clock.now().astimezone(self.tools.policy.desk.zone).date()

    @property
    def form(self) -> Dialog | None:
        """The open form, unless its time is over."""
        form = self.caller.dialog
        return form if form and form.expires_at > self.tools.clock.now() else None

    @property
    def cars(self) -> tuple[Car, ...]:
        """The owner's cars as the FAQ's scope sees them."""
        brand = self.tools.policy.brand.key
        return tuple(Car(car.model, car.year, brand) for car in self.caller.vehicles if car.model)

    @property
    def first_name(self) -> str:
        """The sender's first name, without what would disturb a line; may be empty."""
        return _shown(self.incoming.sender.first_name)

    @property
    def full_name(self) -> str:
        """The sender's whole name, shown as safely; may be empty."""
        return _shown(self.incoming.sender.name)

    @property
    def tapped(self) -> list[str]:
        """The parts of a tapped button's data; empty when nothing was tapped."""
        content = self.incoming.content
        return content.data.split(":") if isinstance(content, Tapped) else []

    def reply(self, body: Body, buttons: Buttons = (), *, reply_to: int | None = None) -> Outgoing:
        """Return a new message to the owner."""
        return Outgoing(self.place, SendText(body, buttons, reply_to=reply_to), self.locale)

    def show(self, body: Body, buttons: Buttons = ()) -> Outgoing:
        """Return a message that takes the place of the one whose button was tapped."""
        content = self.incoming.content
        if isinstance(content, Tapped) and content.message_id is not None:
            return Outgoing(self.place, EditText(content.message_id, body, buttons), self.locale)
        return self.reply(body, buttons)

    async def meet(self, work: Work) -> Owner:
        """Write what is new about the owner; every effect of a conversation begins with it."""
        return await work.owners.meet(
            self.place, self.incoming.sender, self.caller, wrote_in=self.wrote_in
        )

    def says(self, *outgoing: Outgoing) -> Effect:
        """Return the effect that only sends."""

        async def effect(work: Work) -> None:
            await self.meet(work)
            await work.outbox.put(*outgoing)

        return effect

    def notices(self, text: Text) -> Effect:
        """Return the effect that answers a tap with a short word over the chat."""

        async def effect(work: Work) -> None:
            await self.meet(work)
            work.notice(text)

        return effect


def _shown(name: str) -> str:
    name = _UNSEEN.sub("", name).strip()[:_LONGEST_NAME]
    return f"\u2068{name}\u2069" if _RIGHT_TO_LEFT.search(name) else name


def as_id(data: str) -> int | None:
    """Return a row's id out of a button's data, which comes from outside; None if it is none."""
    return int(data) if re.fullmatch(r"[0-9]{1,18}", data) else None


def mark_of(words: str) -> str:
    """Return a short name for words that are too long for a button's data."""
    return hashlib.blake2b(words.encode(), digest_size=6).hexdigest()


def _language(incoming: Incoming, tools: Tools, caller: Caller, wrote_in: str | None) -> str:
    return languages.choose(
        tools.policy.languages,
        setting=caller.owner.locale if caller.owner else None,
        written=wrote_in or caller.wrote_in,
        application=incoming.sender.language_code,
    )
