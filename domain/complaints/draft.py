"""A complaint that is being written: what was told so far, and what is asked next."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from domain.complaints.categories import ComplaintCategory, chosen_by
from domain.complaints.record import Details
from domain.complaints.signs import Wish, wish_in
from domain.incoming import FileRef, MediaKind

MOST_PIECES = 100
"""Messages of one story; what comes after them is not taken any more, and the owner is told so."""


class Step(StrEnum):
    """What the form waits for, in order. `offer`: whether it is to be a complaint at all."""

    OFFER = "offer"
    STORY = "story"
    TOPIC = "topic"
    CAR = "car"
    PLACE = "place"
    WISH = "wish"
    PROOF = "proof"
    SUMMARY = "summary"


QUESTIONS = (Step.STORY, Step.TOPIC, Step.CAR, Step.PLACE, Step.WISH, Step.PROOF)
"""The steps that ask something."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A message of the story as it was written. `at` is aware; `kind` None is text."""

    message_id: int
    at: datetime
    text: str = ""
    html: str = ""
    kind: MediaKind | None = None
    file: FileRef | None = None
    album_id: str | None = None
    origin: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return it as the form's row keeps it."""
        return {**asdict(self), "at": self.at.isoformat()}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """Read what `as_data` wrote."""
        known = {one.name for one in fields(cls)}
        kept = {name: value for name, value in data.items() if name in known}
        kind = MediaKind(data["kind"]) if data.get("kind") else None
        file = FileRef(**data["file"]) if data.get("file") else None
        at = datetime.fromisoformat(data["at"])
        return cls(**{**kept, "at": at, "kind": kind, "file": file})


@dataclass(frozen=True, slots=True)
class Draft:
    """What was told so far.

    `begun` is the update with which it began: one that another form displaced is not the next one.
    `vehicle` is the id of a car of theirs; `model` and `year` one that is not on record, `car` one
    in words. `desk` is the key of the place that it is about. `single`: one answer is being
    changed, and the summary comes next. `answered` are the steps that were skipped or left on
    purpose. `asked`: they were asked about it once since they left off. `parked` is the form of
    another conversation that was open when this began. `linked_to`: the case that it is about.
    `is_anonymous`: nobody is to know whose it is; `media_agreed`: what is more than words goes
    along all the same.
    """

    begun: int = 0
    pieces: tuple[Piece, ...] = ()
    category: str | None = None
    vehicle: int | None = None
    model: str | None = None
    year: int | None = None
    car: str = ""
    desk: str | None = None
    place: str = ""
    wish: Wish | None = None
    wish_words: str = ""
    single: bool = False
    answered: frozenset[Step] = frozenset()
    asked: bool = False
    parked: Mapping[str, Any] | None = None
    linked_to: int | None = None
    is_anonymous: bool = False
    media_agreed: bool = False

    def data(self) -> dict[str, object]:
        """Return it as the form's row keeps it."""
        plain: dict[str, object] = {one.name: getattr(self, one.name) for one in fields(self)}
        return plain | {
            "pieces": [piece.as_data() for piece in self.pieces],
            "answered": sorted(self.answered),
            "parked": dict(self.parked) if self.parked else None,
        }

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Read it from the form's row; what another version of the program kept is left out."""
        known = {one.name for one in fields(cls)}
        kept = {name: value for name, value in data.items() if name in known}
        wish = kept.get("wish")
        return cls(
            **{
                **kept,
                "pieces": tuple(Piece.read(one) for one in kept.get("pieces", ())),
                "wish": Wish(wish) if wish else None,
                "answered": frozenset(Step(one) for one in kept.get("answered", ())),
            }
        )

    @property
    def story(self) -> str:
        """Everything that was written, in order."""
        return "\n".join(piece.text for piece in self.pieces if piece.text)

    @property
    def media(self) -> tuple[Piece, ...]:
        """What was sent beside words."""
        return tuple(piece for piece in self.pieces if piece.kind is not None)

    def without_media(self) -> Self:
        """Return it without what is more than words; captions stay."""
        pieces = tuple(
            replace(one, kind=None, file=None, album_id=None)
            for one in self.pieces
            if one.kind is None or one.text
        )
        return replace(self, pieces=pieces)

    @property
    def is_full(self) -> bool:
        """Whether no more messages are taken."""
        return len(self.pieces) >= MOST_PIECES

    def with_piece(self, piece: Piece) -> Self:
        """Return it with a message more; the same message, or the same words again, only once."""
        if any(one.message_id == piece.message_id for one in self.pieces):
            return self
        if piece.kind is None and any(one.text == piece.text for one in self.pieces):
            return self
        return replace(self, pieces=(*self.pieces, piece), asked=False)

    def with_edit(self, message_id: int, text: str, html: str) -> Self:
        """Return it with the words that a message has now."""
        pieces = tuple(
            replace(one, text=text, html=html) if one.message_id == message_id else one
            for one in self.pieces
        )
        return replace(self, pieces=pieces)

    def having_answered(self, step: Step) -> Self:
        """Return it with a step that is not asked again by itself."""
        return replace(self, answered=self.answered | {step}, asked=False)

    def understood(self, tree: Sequence[ComplaintCategory]) -> Self:
        """Return it with what the story says already, so that it is not asked."""
        story = self.story
        found = self
        if self.category is None and Step.TOPIC not in self.answered:
            meant = chosen_by(tree, story)
            if meant is not None and not meant.parts:
                found = replace(found, category=meant.key)
        if self.wish is None and not self.wish_words and Step.WISH not in self.answered:
            found = replace(found, wish=wish_in(story))
        return found

    def is_told(self, step: Step) -> bool:
        """Whether a step needs no asking: it was answered, skipped, or told in the story."""
        told = {
            Step.STORY: bool(self.pieces),
            Step.TOPIC: self.category is not None,
            Step.CAR: bool(self.vehicle or self.model or self.car),
            Step.PLACE: bool(self.place),
            Step.WISH: self.wish is not None or bool(self.wish_words),
            Step.PROOF: bool(self.media),
        }
        return step in self.answered or told.get(step, False)

    def next_step(self, asked: Sequence[Step]) -> Step:
        """Return the first step of `asked` that is not told yet, else the summary."""
        if self.single:
            return Step.SUMMARY
        return next((step for step in asked if not self.is_told(step)), Step.SUMMARY)

    def details(self, model: str | None, year: int | None) -> Details:
        """Return what is kept with the complaint; model and year are those of the car it names."""
        return Details(
            category=self.category,
            model=model,
            year=year,
            car=self.car,
            place=self.place,
            wish=self.wish,
            wish_words=self.wish_words,
        )
