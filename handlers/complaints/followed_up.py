"""Some days after closing: did it hold, and how was the handling? "No" takes it up a level."""

from domain.cases import CaseEvent, CaseEventKind, CaseKind, CaseStatus
from domain.outgoing import Button, Buttons
from domain.pipeline import DueTimer
from domain.ports import Effect, Tools, Work, effects, nothing
from domain.text import Plain, Text
from handlers.cases.room.card import view_of
from handlers.cases.to_owner import tell_owner
from handlers.complaints.levels import up
from handlers.complaints.own import own_complaint
from handlers.timing import Due
from handlers.turn import Turn

_MOST_STARS = 5


async def ask(timer: DueTimer, tools: Tools) -> Due:
    """Ask once, unless it was opened again meanwhile or nothing reaches the owner."""
    case = await tools.cases.case(int(timer.data["case"]))
    if case is None or case.status is not CaseStatus.CLOSED or case.kind is not CaseKind.COMPLAINT:
        return Due(nothing)
    complaint = await tools.complaints.of_case(case.id)
    reach = await tools.reads.reach(case.bot_id, case.owner_id)
    if complaint is None or reach is None or reach.blocked:
        return Due(nothing)
    now = tools.clock.now()
    buttons: Buttons = (
        (
            Button(Text("button.held_yes"), f"complain:held:{case.id}:yes"),
            Button(Text("button.held_no"), f"complain:held:{case.id}:no"),
        ),
    )

    async def effect(work: Work) -> None:
        await work.complaints.change(complaint, followed_up_at=now)
        await work.cases.note(CaseEvent(case.id, CaseEventKind.FOLLOWED_UP, now))
        asked = Text("complaint.follow_up", number=case.number)
        await tell_owner(work, case, asked, now, buttons=buttons)

    return Due(effect)


async def held(turn: Turn, number: str, *, is_held: bool) -> Effect:
    """Keep whether it held. If so, ask how the handling was; if not, the next level has it."""
    found = await own_complaint(turn, number)
    if found is None:
        return turn.notices(Text("notice.old_button"))
    case, complaint = found
    if case.status.is_active:
        return turn.notices(Text("notice.open_again_already"))
    now = turn.tools.clock.now()
    view = await view_of(turn.tools, case)
    stars: Buttons = (
        tuple(
            Button(Plain(f"{n} ⭐"), f"complain:handling:{case.id}:{n}")
            for n in range(1, _MOST_STARS + 1)
        ),
    )

    async def effect(work: Work) -> None:
        await turn.meet(work)
        if await work.cases.locked(case.id) is None:
            return
        changed = await work.complaints.change(complaint, held=is_held)
        data: dict[str, object] = {"held": is_held}
        await work.cases.note(CaseEvent(case.id, CaseEventKind.FOLLOWED_UP, now, data=data))
        await work.outbox.put(view.for_complaint(changed).changed(case))
        if is_held:
            await work.outbox.put(turn.show(Text("complaint.handling_question"), stars))

    if is_held:
        return effect
    return effects((effect, await up(turn, case, complaint)))


async def handling(turn: Turn, number: str, stars: int) -> Effect:
    """Keep how the handling was, 1 to 5; the last word counts."""
    found = await own_complaint(turn, number)
    if found is None or not 1 <= stars <= _MOST_STARS:
        return turn.notices(Text("notice.old_button"))
    case, complaint = found
    view = await view_of(turn.tools, case)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        locked = await work.cases.locked(case.id)
        if locked is None:
            return
        changed = await work.complaints.change(complaint, handling=stars)
        thanks = Text("complaint.handling_thanks", stars=str(stars))
        await work.outbox.put(turn.show(thanks), view.for_complaint(changed).changed(locked))

    return effect
