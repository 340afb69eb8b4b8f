"""What conversations ask of a chat model, where one is configured."""

from typing import Protocol

from domain.wording import Completed, FollowUp, Worded, WordingRequest


class Wording(Protocol):
    """A chat model that words answers. Takes seconds, never raises, and is never trusted.

    Call it with no transaction open. Whatever goes wrong is an `Outcome`, and the curators' words
    stand.
    """

    async def compose(self, request: WordingRequest) -> Worded:
        """Put an answer into words, from the given entries only."""
        ...

    async def complete(self, follow_up: FollowUp) -> Completed:
        """Make a whole question of a follow-up, from its words and the last question's only."""
        ...
