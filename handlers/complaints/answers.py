"""An owner's answer to what they are offered."""

from dataclasses import replace

from domain.cases import Case, CaseEvent, CaseEventKind
from domain.complaints.handling import Remedy, RemedyState
from domain.ports import Effect, Work
from domain.text import Text
from handlers.cases.owner.pass_on import goes_on
from handlers.cases.room.card import view_of
from handlers.complaints.handled import remedy_of
from handlers.turn import Turn, as_id


async def answered(turn: Turn, what: str, remedy: str, case: str) -> Effect:
    """Accept or decline an offer; it has to be theirs, and open."""
    found = await _theirs(turn, remedy, case)
    if found is None:
        return turn.notices(Text("notice.old_button"))
    of_case, offered = found
    if offered.state is not RemedyState.OFFERED:
        return turn.notices(Text("notice.remedy_answered"))
    accepts = what == "accept"
    state = RemedyState.ACCEPTED if accepts else RemedyState.DECLINED
    view = await view_of(turn.tools, of_case)
    now = turn.tools.clock.now()
    named = remedy_of(turn.tools.policy.complaints, offered)
    line = Text("complaint.owner_accepts", remedy=named)
    done = Text("complaint.accepted_remedy", number=of_case.number, remedy=named)
    if not accepts:
        line = Text("complaint.owner_declines", remedy=named)
        done = Text("complaint.declined_remedy", number=of_case.number, remedy=named)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        locked = await work.cases.locked(of_case.id)
        settled = await work.complaints.settle(
            offered.id, state, was=RemedyState.OFFERED, answered_at=now
        )
        if locked is None or settled is None:
            work.notice(Text("notice.remedy_answered"))
            return
        data: dict[str, object] = {"remedy": offered.id, "state": state.value}
        await work.cases.note(CaseEvent(of_case.id, CaseEventKind.REMEDY, now, data=data))
        shown = replace(view, about=view.about.having(settled)) if view.about else view
        locked = await goes_on(work, turn.tools, locked, shown)
        await work.outbox.put(shown.room.say(line), shown.changed(locked), turn.show(done))

    return effect


async def _theirs(turn: Turn, remedy: str, case: str) -> tuple[Case, Remedy] | None:
    """Return an offer with its case, both the owner's."""
    remedy_id, case_id, owner = as_id(remedy), as_id(case), turn.caller.owner
    found = await turn.tools.cases.case(case_id) if case_id is not None else None
    if found is None or owner is None or found.owner_id != owner.id:
        return None
    if found.bot_id != turn.place.bot_id:
        return None
    offers = await turn.tools.complaints.remedies(found.id)
    offered = next((one for one in offers if one.id == remedy_id), None)
    if offered is None or offered.state in (RemedyState.PROPOSED, RemedyState.REFUSED):
        return None
    return found, offered
