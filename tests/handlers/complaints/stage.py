"""An owner who complains, and the desk that has it, under the sample brand's policy."""

from pathlib import Path

from bot.policy.file import load_policy
from domain.cases import Case
from domain.complaints.record import Complaint
from domain.incoming import Person
from domain.policy import Policy
from domain.staff import Role
from tests.fakes.desk import ANN, BO, GROUP, Desk
from tests.fakes.phone import Message
from tests.fakes.talk import LI, Shop, Talk

WEI = Person(8003, "Wei", username="wei", language_code="en")
"""The supervisor."""

MEI = Person(7003, "梅", language_code="zh-hans")
SUPERVISORS = -1_000_000_000_700

SAMPLE = load_policy(Path("bot/sample/policy.yaml"))


def policy() -> Policy:
    """Return the sample's policy with groups for its first desk."""
    groups = {"chat_id": GROUP, "supervisors_chat_id": SUPERVISORS}
    first, *others = SAMPLE.desks
    return SAMPLE.model_copy(update={"desks": (first.model_copy(update=groups), *others)})


class Complaining:
    """`talk` is the owner's chat, `desk` the group with Ann and Bo, `wei` leads it."""

    def __init__(self, person: Person = LI, *, rules: Policy | None = None) -> None:
        self.shop = Shop(rules or policy(), entries=(), admins=(1,))
        self.desk = Desk(self.shop)
        self.talk = Talk(self.shop, person)

    async def opens(self) -> None:
        await self.desk.employs(ANN, BO)
        await self.desk.employs(WEI, role=Role.SUPERVISOR)

    @property
    def cases(self) -> list[Case]:
        return sorted(self.shop.state.handoff.cases.values(), key=lambda case: case.id)

    @property
    def case(self) -> Case:
        return self.cases[-1]

    @property
    def complaint(self) -> Complaint:
        return self.shop.state.handoff.complaints[self.case.id]

    @property
    def topic(self) -> int:
        return self.desk.topic(self.case.number).id

    @property
    def card(self) -> Message:
        shown = self.desk.in_topic(self.topic)
        return next(one for one in shown if one.is_pinned)

    def in_room(self) -> list[str]:
        return [one.text for one in self.desk.in_topic(self.topic)]

    async def sends(self, words: str = "The paint peels on the bonnet.") -> Case:
        """Complain and send it at once; returns the case."""
        await self.talk.says(f"/complain {words}")
        await self.talk.taps_data("complain:sum")
        await self.talk.taps_data("complain:send")
        await self.desk.receives()
        return self.case


async def complaining(person: Person = LI, **more: Policy) -> Complaining:
    """Return the stage. It is Monday 16:30 at the desk."""
    stage = Complaining(person, **more)
    await stage.opens()
    return stage


__all__ = ["ANN", "BO", "LI", "MEI", "WEI", "Complaining", "complaining"]
