"""An emergency that was none goes on as an ordinary question: the step, and the words.

The case keeps its number and its kind, so that nothing looks as if it had not happened.
"""

from domain import case_steps
from domain.case_steps import Step
from domain.cases import Case, CaseKind
from domain.ports import Tools
from domain.text import Body, Text
from handlers.cases.owner.receipt import promise_words


def step(tools: Tools, case: Case, by: int | None) -> Step:
    """Return the step of somebody of staff, or of the owner (None). Raises `NotPossible`."""
    ordinary = tools.policy.cases.priority_of(CaseKind.QUESTION)
    return case_steps.called_off(case, ordinary, by, tools.clock.now())


def owner_words(tools: Tools, case: Case, *, by_staff: bool) -> Body:
    """Return what the owner is told: by when somebody answers now, unless somebody has."""
    answered = case.first_response_at is not None or case.assignee is not None
    if answered or (case.first_response_due or case.opened_at) <= tools.clock.now():
        if by_staff:
            return Text("safety.called_off_by_staff", number=case.number)
        return Text("safety.called_off", number=case.number)
    promise = promise_words(tools, case, None)
    if by_staff:
        return Text("safety.called_off_by_staff_until", number=case.number, promise=promise)
    return Text("safety.called_off_until", number=case.number, promise=promise)
