"""What nobody listens to."""

from domain.incoming import Incoming
from domain.ports import Effect, Tools, nothing


async def unheard(incoming: Incoming, tools: Tools) -> Effect:
    """Do nothing about an update."""
    del incoming, tools
    return nothing
