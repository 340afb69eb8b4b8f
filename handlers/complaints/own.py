"""A complaint that a button names: it has to be the owner's who tapped it."""

from domain.cases import Case, CaseKind
from domain.complaints.record import Complaint
from handlers.turn import Turn, as_id


async def own_complaint(turn: Turn, number: str) -> tuple[Case, Complaint] | None:
    """Return the complaint with its case, of this owner and bot; None for anything else."""
    case_id, owner = as_id(number), turn.caller.owner
    if case_id is None or owner is None:
        return None
    case = await turn.tools.cases.case(case_id)
    if case is None or case.kind is not CaseKind.COMPLAINT or case.owner_id != owner.id:
        return None
    if case.bot_id != turn.place.bot_id:
        return None
    complaint = await turn.tools.complaints.of_case(case.id)
    return (case, complaint) if complaint is not None else None
