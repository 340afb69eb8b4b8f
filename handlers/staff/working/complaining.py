"""`/complaint`: a question turns out to be a complaint, and gets a case of its own beside it."""

from domain.cases import Case, CaseKind, CaseOrigin
from domain.incoming import Place
from domain.ports import Effect, Work
from domain.text import Text
from handlers.cases import events
from handlers.cases.desks import desk_of
from handlers.cases.opening import Wanted, open_case, prepare
from handlers.cases.owner.receipt import receipt
from handlers.staff.turn import StaffTurn


async def complaint(turn: StaffTurn, case: Case, words: str) -> Effect:
    """Open a linked case of the kind complaint, with the question's words and those given."""
    reach = await turn.tools.reads.reach(case.bot_id, case.owner_id)
    if reach is None or case.kind is CaseKind.COMPLAINT or case.is_anonymous:
        return turn.says(turn.reply(Text("staff.already_so")))
    wanted = Wanted(
        kind=CaseKind.COMPLAINT,
        origin=CaseOrigin.COMPLAINT,
        desk=desk_of(turn.tools.policy, case.desk),
        place=Place(case.bot_id, case.owner_chat_id),
        locale=case.locale,
        asked=words or case.asked or case.subject,
        said=case.said,
        priority=case.priority,
        opened_by=turn.actor,
        linked_to=case.id,
        vehicle_id=case.vehicle_id,
        tier=case.tier,
    )
    opening = await prepare(turn.tools, wanted)
    now = turn.tools.clock.now()

    async def effect(work: Work) -> None:
        locked = await work.cases.locked(case.id)
        if locked is None:
            return
        opened = await open_case(work, opening, reach)
        await work.cases.note(events.linked(locked, now, opened.case, turn.actor))
        data = {"from": case.number}
        await turn.acting.audit(work, "complaint_opened", opened.case.number, data)
        done = Text("staff.complaint_opened", number=opened.case.number)
        await work.outbox.put(turn.reply(done))
        await receipt(turn.tools, work, opened.case)

    return effect
