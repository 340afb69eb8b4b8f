"""A desk with two agents and a supervisor, and an owner with an open case."""

from dataclasses import dataclass
from typing import Any

from domain.case_messages import CaseMessage
from domain.cases import Case
from domain.incoming import Person
from domain.staff import Role
from tests.fakes.desk import ANN, BO, GROUP, Desk
from tests.fakes.talk import LI, Shop, Talk

WEI = Person(8003, "Wei", username="wei", language_code="en")
"""The supervisor."""

STRANGER = Person(8009, "Sam", language_code="en")
CHEN = Person(7002, "Chen", language_code="en")


@dataclass
class Stage:
    """`ann` and `bo` are agents, `wei` a supervisor of the desk."""

    desk: Desk
    talk: Talk

    @property
    def shop(self) -> Shop:
        return self.desk.shop

    @property
    def cases(self) -> list[Case]:
        return sorted(self.shop.state.handoff.cases.values(), key=lambda case: case.id)

    @property
    def case(self) -> Case:
        return self.cases[-1]

    @property
    def topic(self) -> int:
        return self.desk.topic(self.case.number).id

    @property
    def said(self) -> list[CaseMessage]:
        return list(self.shop.state.handoff.messages.values())

    async def taps(self, person: Person, what: str, case: Case | None = None) -> None:
        """Tap the card's button `case:<what>:…`, which has to be there."""
        case = case or self.case
        data = f"case:{what}:{case.id}"
        for card in reversed(self.desk.messages):
            if data in card.buttons.values() and not card.is_deleted:
                await self.desk.taps_data(person, data, card.id)
                return
        raise AssertionError(f"no button {data!r}")

    def owner_sees(self) -> list[str]:
        return [one.text for one in self.talk.messages if not one.is_deleted]


async def open_stage(
    *, forum: bool = True, words: str = "I want to talk to a person", **policy: Any
) -> Stage:
    """Return a stage with an open case; `policy` are fields of the policy that differ."""
    shop = shop_with_desk(**policy)
    desk = Desk(shop, forum=forum)
    await desk.employs(ANN, BO)
    await desk.employs(WEI, role=Role.SUPERVISOR)
    talk = Talk(shop)
    await talk.says("/person")
    await talk.says(words)
    await desk.receives()
    return Stage(desk, talk)


def shop_with_desk(**fields: Any) -> Shop:
    policy = Shop().tools.policy.model_copy(update=fields)
    desks = tuple(
        one.model_copy(update={"chat_id": GROUP}) if one.chat_id is None else one
        for one in policy.desks
    )
    return Shop(policy.model_copy(update={"desks": desks}), admins=(1,))


__all__ = ["ANN", "BO", "CHEN", "LI", "STRANGER", "WEI", "Stage", "open_stage"]
