"""What staff can do with a complaint: commands in its topic, and buttons."""

from collections.abc import Awaitable, Callable, Mapping

from domain.cases import Case
from domain.ports import Conversation, Effect
from domain.text import Text
from handlers.staff.complaints import actions, assessing, closing, deciding, remedies
from handlers.staff.complaints.changing import complaint_command
from handlers.staff.turn import StaffTurn

TAPS: Mapping[str, Callable[[StaffTurn, Case, list[str]], Awaitable[Effect]]] = {
    "assess": assessing.menu,
    "how": assessing.how,
    "topic": assessing.topic,
    "cause": assessing.cause,
    "resp": assessing.responsible,
    "decide": deciding.offer,
    "approve": remedies.approve,
    "refuse": remedies.refuse,
    "actdone": actions.done,
}
"""By what stands behind `case:`."""

COMMANDS: Mapping[str, tuple[Conversation, Text]] = {
    "remedy": (complaint_command(remedies.remedy), Text("command.remedy")),
    "reason": (complaint_command(deciding.reason), Text("command.reason")),
    "action": (complaint_command(actions.plan), Text("command.action")),
    "close": (complaint_command(closing.close), Text("command.close")),
    "link": (complaint_command(closing.link), Text("command.link")),
}
"""With what the group's command menu says about each."""
