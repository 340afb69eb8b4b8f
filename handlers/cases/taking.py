"""Writing a step of a case: its fields and its entry in the timeline."""

from domain.case_steps import Step
from domain.cases import Case
from domain.ports import Work


async def take(work: Work, case: Case, step: Step) -> Case:
    """Write a step of a case that `locked` or `open` returned; returns the case as it is then."""
    changed = await work.cases.change(case, **step.changes)
    await work.cases.note(step.event)
    return changed
