"""A chat model's wording that says what a test tells it to."""

from domain.wording import Completed, FollowUp, Outcome, Worded, WordingRequest


class FakeWording:
    """Says `answer` of the first entry, or fails with `outcome`; keeps what it was asked."""

    def __init__(
        self, answer: str = "In short: yes.", *, outcome: Outcome = Outcome.USED, question: str = ""
    ) -> None:
        self.answer = answer
        self.outcome = outcome
        self.question = question
        self.asked: list[WordingRequest] = []
        self.followed: list[FollowUp] = []

    async def compose(self, request: WordingRequest) -> Worded:
        self.asked.append(request)
        if self.outcome is not Outcome.USED:
            return Worded(self.outcome, detail={"what": "for a test"})
        return Worded(Outcome.USED, self.answer, (request.entries[0].key,))

    async def complete(self, follow_up: FollowUp) -> Completed:
        self.followed.append(follow_up)
        if self.outcome is not Outcome.USED:
            return Completed(self.outcome)
        return Completed(Outcome.USED, self.question)
