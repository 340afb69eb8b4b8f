"""How an owner's message stands to their cases: which are active, and which it replies to."""

from dataclasses import dataclass

from domain.case_messages import CaseMessage
from domain.cases import ACTIVE, Case, CaseKind
from domain.incoming import Command, Said, Shared
from handlers.turn import Turn


@dataclass(frozen=True, slots=True)
class Standing:
    """The owner's active cases, newest first; the case message they reply to, and its case."""

    active: tuple[Case, ...] = ()
    replied: CaseMessage | None = None
    replied_case: Case | None = None

    @property
    def meant(self) -> Case | None:
        """The active case that the message is plainly for: that replied to, else the only one."""
        if self.replied_case is not None:
            return self.replied_case if self.replied_case.status.is_active else None
        return self.active[0] if len(self.active) == 1 else None

    @property
    def likely(self) -> Case | None:
        """Where a message is kept until the owner has said which case: emergencies first."""
        urgent = (case for case in self.active if case.is_emergency)
        return next(urgent, self.active[0] if self.active else None)

    @property
    def has_complaint(self) -> bool:
        """Whether a complaint of theirs is open: then it is not asked whether to make one."""
        return any(case.kind is CaseKind.COMPLAINT for case in self.active)

    def question_at(self, desk: str) -> Case | None:
        """Return the open question at a desk, which another wish for a person joins."""
        found = (
            case for case in self.active if case.kind is CaseKind.QUESTION and case.desk == desk
        )
        return next(found, None)


async def standing_of(turn: Turn) -> Standing:
    """Read how what came in stands to the owner's cases. One read at most for who has none."""
    owner = turn.caller.owner
    if owner is None:
        return Standing()
    cases, bot_id = turn.tools.cases, turn.place.bot_id
    active: tuple[Case, ...] = ()
    if turn.caller.active_cases:
        active = tuple(await cases.of_owner(bot_id, owner.id, ACTIVE))
    content = turn.incoming.content
    reply_to = content.reply_to if isinstance(content, Said | Shared | Command) else None
    if reply_to is None:
        return Standing(active)
    said = await cases.said_at(bot_id, turn.place.chat_id, reply_to)
    if not said:
        return Standing(active)
    case = await goes_on_in(turn, said[-1].case_id)
    return Standing(active, said[-1], case) if case else Standing(active)


async def goes_on_in(turn: Turn, case_id: int) -> Case | None:
    """Return a case of this owner, or the one that it was merged into."""
    owner = turn.caller.owner
    case = await turn.tools.cases.case(case_id)
    seen = set()
    while case and case.merged_into is not None and case.id not in seen:
        seen.add(case.id)
        case = await turn.tools.cases.case(case.merged_into)
    return case if case and owner and case.owner_id == owner.id else None
