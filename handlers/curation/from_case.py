"""A case that a person answered becomes a draft: the owner's words, staff's answer, no names."""

import html
from collections.abc import Sequence

from domain.case_messages import Author, CaseMessage
from domain.cases import Case, CaseKind
from domain.curation import NewDraft
from domain.faq_limits import LONGEST_ANSWER, LONGEST_QUESTION
from domain.faq_words import one_line
from domain.incoming import Place
from domain.knowledge import EntryStatus, FaqEntry, FaqText
from domain.outgoing import Button, Buttons, Outgoing, SendText
from domain.ports import Effect, Tools, Work
from domain.staff import Right
from domain.text import Text
from handlers.curation.written import GENERAL
from handlers.staff.turn import StaffTurn

_MOST_MESSAGES = 200


def can_be_entry(case: Case) -> bool:
    """Whether a case is one that the FAQ might answer: a question that a person has answered."""
    return case.kind is CaseKind.QUESTION and case.first_response_at is not None


async def draft(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Make a draft of what was asked and answered; who tapped finds it among their drafts."""
    del rest
    if turn.member is None or not turn.member.may_anywhere(Right.CURATE_FAQ):
        return turn.notices(Text("staff.not_allowed"))
    if not can_be_entry(case):
        return turn.notices(Text("notice.old_button"))
    entry = await _entry(turn.tools, case)
    if entry is None:
        return turn.notices(Text("notice.faq_no_words"))
    own = await turn.tools.curation.drafts(by=turn.actor, limit=500)
    if any(one.is_new and one.entry.texts == entry.texts for one in own):
        return turn.notices(Text("notice.faq_drafted"))

    async def effect(work: Work) -> None:
        await turn.meet(work)
        kept = await work.curation.keep_draft(NewDraft(entry, turn.actor))
        await turn.acting.audit(work, "faq.draft_from_case", case.number, {"draft": kept.id})
        buttons: Buttons = ((Button(Text("button.faq_open_draft"), f"faq:draft:{kept.id}"),),)
        body = Text("curation.from_case", number=case.number)
        private = Place(turn.place.bot_id, turn.actor)
        await work.outbox.put(Outgoing(private, SendText(body, buttons), turn.locale))
        work.notice(Text("notice.faq_drafted"))

    return effect


async def _entry(tools: Tools, case: Case) -> FaqEntry | None:
    messages = await tools.cases.messages(case.id, limit=_MOST_MESSAGES)
    names = _names(case, messages)
    asked = case.asked or next((one.text for one in messages if one.author is Author.OWNER), "")
    wording = one_line(tools.meanings.masked(asked, names))[:LONGEST_QUESTION]
    answers = [
        html.escape(tools.meanings.masked(line, names), quote=False)
        for one in messages
        if one.author is Author.STAFF and one.text
        for line in (*one.text.splitlines(), "")
    ]
    answer = "\n".join(answers).strip()[:LONGEST_ANSWER]
    if not wording or not answer:
        return None
    locale = case.locale if case.locale in tools.policy.languages else tools.policy.languages[0]
    text = FaqText(wording, answer, (wording,))
    return FaqEntry("", GENERAL, {locale: text}, EntryStatus.DRAFT)


def _names(case: Case, messages: Sequence[CaseMessage]) -> tuple[str, ...]:
    """Return the names of everybody in a case, whole and by their parts."""
    whole = {case.owner_name, case.assignee_name, *(one.author_name for one in messages)}
    parts = {part for name in whole for part in name.split()}
    return tuple(sorted((name for name in whole | parts if len(name) > 1), key=len, reverse=True))
