"""An owner, and a desk with a forum, for tests of hand-off."""

from tests.fakes.brand import POLICY
from tests.fakes.desk import ANN, GROUP, Desk
from tests.fakes.phone import Message
from tests.fakes.talk import LI, Shop, Talk

FORUM = POLICY.model_copy(update={"desks": (POLICY.desk.model_copy(update={"chat_id": GROUP}),)})
"""The brand's policy, whose desk has a group. Its hours are 9 to 18 on weekdays in Shanghai."""


async def owner_and_desk(*, forum: bool = True, policy: object = FORUM) -> tuple[Talk, Desk]:
    """Return both, with Ann as an agent. It is Monday 16:30 at the desk."""
    shop = Shop(policy)  # type: ignore[arg-type]
    desk = Desk(shop, forum=forum)
    await desk.employs(ANN)
    return Talk(shop, LI), desk


def card_of(desk: Desk) -> Message:
    """Return the newest card that stands in the group."""
    return next(one for one in reversed(desk.messages) if "Owner: " in one.text)


def texts(messages: list[Message]) -> list[str]:
    return [message.text for message in messages]
