"""All that was said in a case, however long it is: where a part would mean that words are lost."""

from domain.case_messages import CaseMessage
from domain.cases import Case
from domain.ports import Tools

_PAGE = 200


async def all_said(tools: Tools, case: Case) -> list[CaseMessage]:
    """Return every message of a case, oldest first."""
    said: list[CaseMessage] = []
    while True:
        before = said[0].id if said else None
        page = await tools.cases.messages(case.id, limit=_PAGE, before=before)
        said[:0] = page
        if len(page) < _PAGE:
            return said
