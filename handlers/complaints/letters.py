"""What an owner can answer to a decision."""

from domain.cases import Case
from domain.outgoing import Button, Buttons
from domain.text import Text


def letter_buttons(case: Case) -> Buttons:
    """Return the answers to a decision: content with it, or not."""
    yes = Button(Text("button.letter_yes"), f"mine:solved:{case.id}")
    no = Button(Text("button.letter_no"), f"complain:further:{case.id}")
    return ((yes,), (no,))
