"""Which texts sound like danger to nobody: beside a case, the bot leaves to staff what it does not
know, so a load in which an emergency is opened would have messages that are not answered."""

from collections.abc import Callable

from domain.safety.verdict import verdict
from knowledge.danger.sense import DangerSense
from knowledge.embeddings.choose import load_encoders
from knowledge.folding import fold


def is_calm() -> Callable[[str], bool]:
    """Return the running bot's own judgement: rules, and the second opinion of its model."""
    encoder = load_encoders().main
    sense = DangerSense.for_model(encoder.name)

    def calm(text: str) -> bool:
        odds = sense.of(encoder.encode([fold(text)]))[0] if sense else None
        return verdict(text, odds) is None

    return calm
