"""The people of the demo: two owners, and a desk's group with its staff."""

from dataclasses import dataclass

from sandbox.client import Person, SandboxClient

TOKEN = "700000001:DEMO-of-the-local-sandbox"  # noqa: S105 - of a Telegram that does not exist
USERNAME = "SolvaneCareBot"


@dataclass(frozen=True, slots=True)
class World:
    """Who is there. `desk` is the chat id of the staff group."""

    ann: Person
    mei: Person
    desk: int


async def populate(client: SandboxClient) -> World:
    """Make the people and the staff group."""
    await client.bot(TOKEN, first_name="Solvane Care", username=USERNAME)
    ann = await client.user("Ann", language_code="en")
    mei = await client.user("梅", language_code="zh-hans")
    lin = await client.user("Lin", last_name="(service adviser)", language_code="zh-hans")
    desk = await client.group("Solvane Riverside desk", members=[lin], is_forum=True)
    return World(ann, mei, desk)
