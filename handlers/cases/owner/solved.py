"""Staff say that a case is done: whether its owner finds so, too."""

from datetime import timedelta

from domain.case_steps import NotPossible
from domain.cases import Case, CaseEnd, CaseKind, CaseStatus
from domain.errors import Conflict
from domain.ports import Effect, Work
from domain.solved_words import SolvedAnswer, solved_answer
from domain.text import Text
from handlers.cases import events
from handlers.cases.owner import over, rating
from handlers.cases.owner.pass_on import CHANGED
from handlers.cases.room.card import view_of
from handlers.cases.states import close
from handlers.turn import Turn

_ASKED_LATELY = timedelta(days=3)


async def in_words(turn: Turn, words: str) -> Effect | None:
    """Take words that answer the question, for who has nothing open: taps are no duty."""
    answer, owner = solved_answer(words), turn.caller.owner
    if answer is None or owner is None:
        return None
    read = turn.tools.cases.of_owner
    found = await read(turn.place.bot_id, owner.id, (CaseStatus.RESOLVED,), limit=1)
    since = turn.tools.clock.now() - _ASKED_LATELY
    if not found or (found[0].resolved_at or since) <= since:
        return None
    match answer:
        case SolvedAnswer.YES:
            return await yes(turn, found[0])
        case SolvedAnswer.NO:
            return await no(turn, found[0])
        case SolvedAnswer.NOT_YET:
            return await over.ask_whether_again(turn, found[0])


async def yes(turn: Turn, case: Case) -> Effect:
    """It is solved: the case is closed, and the owner asked for a rating."""
    if case.status.is_active:
        return turn.notices(Text("notice.open_again_already"))
    if case.rating is not None:
        return turn.notices(Text("notice.rated_already"))
    view = await view_of(turn.tools, case)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        current = await work.cases.locked(case.id)
        if current is None or current.status.is_active:
            raise Conflict(CHANGED)
        if current.status is CaseStatus.RESOLVED:
            await work.cases.note(events.confirmed(current, turn.tools.clock.now()))
            try:
                current = await close(work, view, current, CaseEnd.SOLVED)
            except NotPossible:
                raise Conflict(CHANGED) from None
        if current.kind is CaseKind.COMPLAINT:  # asked some days later, when it is seen to hold
            await work.outbox.put(turn.show(Text("complaint.settled", number=current.number)))
        elif turn.tools.policy.cases.rating:
            await rating.ask(work, turn, current)
        else:
            await work.outbox.put(turn.show(Text("rating.thanks")))

    return effect


async def no(turn: Turn, case: Case) -> Effect:
    """It is not solved: the case is opened again."""
    return await over.again(turn, case)
