"""The people of the demo: two owners, and two desks' groups with their staff."""

from dataclasses import dataclass

from sandbox.client import Person, SandboxClient

TOKEN = "700000001:DEMO-of-the-local-sandbox"  # noqa: S105 - of a Telegram that does not exist
USERNAME = "SolvaneCareBot"


@dataclass(frozen=True, slots=True)
class World:
    """Who is there. `desk` is the chat id of the staff group, a forum.

    `wu` is named in ADMIN_IDS; `lin` has joined the group and nobody has confirmed them yet.
    """

    ann: Person
    mei: Person
    lin: Person
    wu: Person
    desk: int


async def populate(client: SandboxClient) -> World:
    """Make the people and the staff group."""
    await client.bot(TOKEN, first_name="Solvane Care", username=USERNAME)
    ann = await client.user("Ann", language_code="en")
    mei = await client.user("梅", language_code="zh-hans")
    lin = await client.user("Lin", last_name="(service adviser)", language_code="en")
    wu = await client.user("Wu", last_name="(supervisor)", language_code="en")
    desk = await client.group("Solvane Riverside desk", members=[lin], admins=[wu], is_forum=True)
    return World(ann, mei, lin, wu, desk)
