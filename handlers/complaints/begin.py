"""How a complaint begins: words that complain, the menu, `/complain`, a poor rating."""

from domain.complaints.draft import Draft, Piece, Step
from domain.incoming import Command, Said, Shared
from domain.outgoing import Button, Buttons
from domain.ports import Effect
from domain.text import Text
from handlers.cases.owner import muted
from handlers.complaints.form import FLOW, at_step, on_from, open_step
from handlers.turn import Turn

BUTTON = Button(Text("button.complain"), "complain")


def about(case_id: int) -> Buttons:
    """Return the button that begins a complaint about a case, such as one that was rated low."""
    return ((Button(Text("button.complain"), f"complain:case:{case_id}"),),)


def piece_of(turn: Turn) -> Piece | None:
    """Return what came in as a message of the story; None for a tap."""
    incoming, message_id = turn.incoming, turn.incoming.message_id
    if message_id is None:
        return None
    match incoming.content:
        case Said() as said:
            return Piece(message_id, incoming.at, said.text, said.html, origin=said.origin)
        case Command() as command:
            return Piece(message_id, incoming.at, command.arguments, command.html)
        case Shared() as shared:
            return Piece(
                message_id,
                incoming.at,
                shared.caption,
                shared.html,
                shared.kind,
                shared.file,
                shared.album_id,
                shared.origin,
            )
        case _:
            return None


async def offered(turn: Turn, words: str) -> Effect:
    """Ask back whether what was written is to be a complaint. The words are kept meanwhile."""
    turn = turn.heard(words)
    piece = piece_of(turn)
    draft = _new(turn)
    if piece is not None:
        draft = draft.with_piece(piece)
    return at_step(turn, Step.OFFER, draft, anew=True)


async def begin(turn: Turn, *, linked_to: int | None = None) -> Effect:
    """Begin, or go on with the one that is open. Words after the command are its first."""
    if await muted.is_muted(turn):
        return turn.says(turn.reply(muted.SENTENCE))
    at = open_step(turn)
    draft = at[1] if at else _new(turn, linked_to)
    content = turn.incoming.content
    if isinstance(content, Command) and content.arguments:
        turn = turn.heard(content.arguments)
        piece = piece_of(turn)
        draft = draft.with_piece(piece) if piece else draft
        return at_step(turn, Step.STORY, draft)
    if at is None:
        return at_step(turn, Step.STORY, draft, anew=True)
    step = Step.STORY if at[0] is Step.OFFER else at[0]
    return at_step(turn, step, draft, anew=True)


def accepted(turn: Turn, draft: Draft) -> Effect:
    """It is to be a complaint: go on to tell more, or to what is not told yet."""
    if not draft.pieces:
        return at_step(turn, Step.STORY, draft)
    return at_step(turn, Step.STORY, draft, Text("complaint.accepted"))


def told_all(turn: Turn, draft: Draft, step: Step) -> Effect:
    """The owner has told all of the story, or sent all there is to see."""
    return on_from(turn, draft.having_answered(step))


def _new(turn: Turn, linked_to: int | None = None) -> Draft:
    form = turn.form
    parked = None
    if form is not None and form.flow != FLOW:
        parked = {"flow": form.flow, "step": form.step, "data": form.data}
    return Draft(begun=turn.incoming.update_id, parked=parked, linked_to=linked_to)
