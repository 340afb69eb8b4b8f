"""Assessing a complaint by buttons: what it is about, its cause, who answers for it."""

from collections.abc import Sequence
from dataclasses import replace

from domain.cases import Case, CaseEventKind
from domain.complaints.categories import ComplaintCategory, path_to
from domain.complaints.handling import Responsible
from domain.outgoing import Button, Buttons
from domain.ports import Effect
from domain.text import Text
from handlers.cases.room.card import view_of
from handlers.complaints.assessing import assessed, earlier_of
from handlers.complaints.handled import RESPONSIBLE
from handlers.staff.complaints.changing import changing, refused
from handlers.staff.turn import StaffTurn
from handlers.staff.working.assigning import choosing

_OLD_BUTTON = Text("notice.old_button")


async def menu(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Show what can be done with a complaint, in place of the card's buttons."""
    del rest
    if (no := refused(turn, case)) is not None:
        return no
    actions = await turn.tools.complaints.actions(case.id)
    choices: Buttons = (
        (
            Button(Text("button.assess_topic"), f"case:topic:{case.id}"),
            Button(Text("button.assess_cause"), f"case:cause:{case.id}"),
        ),
        (
            Button(Text("button.assess_responsible"), f"case:resp:{case.id}"),
            Button(Text("button.assess_decision"), f"case:decide:{case.id}"),
        ),
        (Button(Text("button.assess_how"), f"case:how:{case.id}"),),
        *(
            (
                Button(
                    Text("button.action_done", words=one.words[:40]),
                    f"case:actdone:{case.id}:{one.id}",
                ),
            )
            for one in actions
            if one.done_at is None
        ),
    )
    return turn.says(choosing(turn, case, choices))


async def how(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Say which commands there are for a complaint."""
    del case, rest
    return turn.says(turn.reply(Text("staff.complaint_help")))


async def topic(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Choose what it is about; its severity follows from that by the table."""
    tree = turn.tools.policy.complaints.categories
    chosen = _chosen(turn, case, "topic", tree, rest)
    if not isinstance(chosen, str):
        return chosen
    view = await view_of(turn.tools, case)
    complaint = await turn.tools.complaints.of_case(case.id)
    if complaint is None:
        return turn.notices(_OLD_BUTTON)
    details = replace(complaint.details, category=chosen)
    earlier = [
        one
        for one in await earlier_of(turn.tools, case.bot_id, case.owner_id, case.opened_at)
        if one.case.id < case.id and not (case.is_anonymous or one.case.is_anonymous)
    ]
    new = assessed(turn.tools.policy, case.asked, details, earlier)
    changes = {
        "details": details,
        "severity": new.assessment.severity,
        "reasons": new.assessment.reasons,
    }
    data: dict[str, object] = {"category": chosen, "severity": new.assessment.severity.value}
    return changing(turn, case, view, CaseEventKind.ASSESSED, changes, data)


async def cause(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Choose the cause from the policy's tree."""
    chosen = _chosen(turn, case, "cause", turn.tools.policy.complaints.causes, rest)
    if not isinstance(chosen, str):
        return chosen
    view = await view_of(turn.tools, case)
    data: dict[str, object] = {"cause": chosen}
    return changing(turn, case, view, CaseEventKind.ASSESSED, {"cause": chosen}, data)


async def responsible(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Choose who answers for it."""
    if (no := refused(turn, case)) is not None:
        return no
    if not rest:
        buttons = [Button(RESPONSIBLE[one], f"case:resp:{case.id}:{one}") for one in Responsible]
        return turn.says(choosing(turn, case, _by_two(buttons)))
    if rest[0] not in set(Responsible):
        return turn.notices(_OLD_BUTTON)
    view = await view_of(turn.tools, case)
    changes = {"responsible": Responsible(rest[0])}
    return changing(turn, case, view, CaseEventKind.ASSESSED, changes, {"responsible": rest[0]})


def _chosen(
    turn: StaffTurn,
    case: Case,
    what: str,
    tree: Sequence[ComplaintCategory],
    rest: list[str],
) -> Effect | str:
    """Return the key that was chosen; else what is shown to choose from, or why not."""
    if (no := refused(turn, case)) is not None:
        return no
    key = rest[0] if rest else None
    path = path_to(tree, key)
    whole = rest[1:] == ["whole"]
    if key is not None and not path:
        return turn.notices(_OLD_BUTTON)
    if path and (whole or not path[-1].parts):
        return path[-1].key
    shown = path[-1].parts if path else tree
    if not shown:
        return turn.notices(Text("staff.no_tree"))
    buttons = [Button(one.name, f"case:{what}:{case.id}:{one.key}") for one in shown]
    rows = _by_two(buttons)
    if path:
        all_ = Button(Text("button.topic_whole"), f"case:{what}:{case.id}:{path[-1].key}:whole")
        rows = (*rows, (all_,))
    return turn.says(choosing(turn, case, rows))


def _by_two(buttons: Sequence[Button]) -> Buttons:
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
