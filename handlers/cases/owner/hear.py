"""An owner's message and their cases: where in the order of free text it goes to staff."""

from domain.case_messages import Relay
from domain.incoming import Shared
from domain.ports import Effect, nothing
from domain.small_talk import SmallTalk, small_talk
from handlers.cases.owner import muted, over
from handlers.cases.owner.pass_on import pass_on, passed
from handlers.cases.owner.standing import Standing, goes_on_in
from handlers.cases.owner.which import ask_which
from handlers.turn import Turn

_NOWHERE_YET = (Relay.NONE, Relay.MUTED)
_PLEASANTRIES = (SmallTalk.THANKS, SmallTalk.ACKNOWLEDGED, SmallTalk.PRAISE, SmallTalk.GOODBYE)


async def replied(turn: Turn, standing: Standing, words: str) -> Effect | None:
    """Take a reply to a message of a case: it is for staff, and the bot is silent."""
    case = standing.replied_case
    if case is None:
        return None
    if await muted.is_muted(turn):
        return await muted.keep_only(turn, case)
    if case.status.is_active:
        return passed(await pass_on(turn, case, standing.replied))
    if small_talk(words) in _PLEASANTRIES:
        return None
    return await over.ask_whether_again(turn, case)


async def taken(turn: Turn, standing: Standing) -> Effect | None:
    """Take a message while a person has the case, or while it is not plain which case is meant."""
    if not standing.active:
        return None
    if (followed := await _with_its_album(turn, standing)) is not None:
        return followed
    case = standing.meant
    if case is not None and not case.is_claimed:
        return None
    if await muted.is_muted(turn):
        return await muted.keep_only(turn, standing.active[0])
    if case is None:
        return await ask_which(turn, standing)
    return passed(await pass_on(turn, case))


async def beside(turn: Turn, standing: Standing) -> Effect:
    """Pass a message on to a case that nobody has claimed: the bot may answer it, too."""
    case = standing.meant
    if case is None:
        return nothing
    if await muted.is_muted(turn):
        return await muted.keep_only(turn, case)
    return passed(await pass_on(turn, case))


async def _with_its_album(turn: Turn, standing: Standing) -> Effect | None:
    """Take a further member of an album to the case that the first went to.

    Where it would come there by itself nothing is done here.
    """
    content = turn.incoming.content
    if not isinstance(content, Shared) or content.album_id is None:
        return None
    place = turn.place
    members = await turn.tools.cases.album(place.bot_id, place.chat_id, content.album_id)
    first = next((one for one in members if one.relay not in _NOWHERE_YET), None)
    case = await goes_on_in(turn, first.case_id) if first else None
    if case is None or not case.status.is_active or case == standing.meant:
        return None
    if await muted.is_muted(turn):
        return await muted.keep_only(turn, case)
    return passed(await pass_on(turn, case))
