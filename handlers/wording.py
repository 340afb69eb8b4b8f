"""An answer in a chat model's words, where one is configured."""

from collections.abc import Iterator

from domain.knowledge import Decision, FaqEntry
from domain.policy import Policy
from domain.text import Localized
from domain.wording import Private, Worded, WordingRequest
from handlers.turn import Turn

_BESIDE = 0.25
"""Confidence from which an entry beside the one that answers may be used, too."""
_MOST_ENTRIES = 3


async def worded(turn: Turn, words: str, decision: Decision, entry: FaqEntry) -> Worded | None:
    """Have the decided answer put into words; None where no chat model is configured."""
    if turn.tools.wording is None:
        return None
    request = WordingRequest(
        question=words,
        locale=turn.locale,
        entries=(entry, *await _beside(turn, decision)),
        private=private_of(turn),
        names=tuple(_names(turn.tools.policy)),
    )
    return await turn.tools.wording.compose(request)


def private_of(turn: Turn) -> Private:
    """Return what is known to be this owner's own: it does not leave the machine."""
    sender, owner, cars = turn.incoming.sender, turn.caller.owner, turn.caller.vehicles
    first, last = sender.first_name, sender.last_name
    names = {first, last, sender.name, f"{last}{first}", owner.name if owner else ""}
    return Private(
        names=tuple(sorted(name for name in names if name.strip())),
        usernames=(sender.username,) if sender.username else (),
        numbers=tuple(sorted({str(sender.id), str(turn.place.chat_id).lstrip("-")})),
        plates=tuple(car.plate for car in cars if car.plate),
        vins=tuple(car.vin for car in cars if car.vin),
    )


async def _beside(turn: Turn, decision: Decision) -> list[FaqEntry]:
    near = [one.key for one in decision.candidates[1:_MOST_ENTRIES] if one.score >= _BESIDE]
    found = await turn.tools.reads.entries(near)
    return [entry for entry in found if entry.is_live(turn.today)]


def _names(policy: Policy) -> Iterator[str]:
    for name in (policy.brand.name, *(model.name for model in policy.brand.models)):
        if isinstance(name, Localized):
            yield from (words for _, words in name.words)
