"""`/files`: what was sent in a case and is kept with us, and getting it again."""

from collections.abc import Sequence
from dataclasses import replace

from domain.attachments import Attachment, AttachmentState
from domain.cases import Case
from domain.outgoing import Button, Buttons, Outgoing, Priority, SendFile
from domain.ports import Effect, Tools, Work
from domain.text import Joined, Plain, Text
from handlers.cases.words import kind_of
from handlers.labels import cut
from handlers.staff.turn import StaffTurn
from handlers.turn import as_id

_MOST = 20

_STATES = {
    AttachmentState.WAITING: Text("files.waiting"),
    AttachmentState.KEPT: Text("files.kept"),
    AttachmentState.TOO_BIG: Text("files.too_big"),
    AttachmentState.LOST: Text("files.lost"),
    AttachmentState.EXPIRED: Text("files.lost"),
}


async def files(turn: StaffTurn, case: Case, words: str) -> Effect:
    """List a case's files, newest first, with a button for each that is kept."""
    del words
    every = await _passed_on(turn.tools, case)
    if not every:
        return turn.says(turn.reply(Text("files.none", number=case.number)))
    shown = every[::-1][:_MOST]
    title = Text("files.title", number=case.number, kept=_kept(every), total=len(every))
    lines = Joined(tuple(_line(at, one) for at, one in enumerate(shown, 1)), "\n")
    return turn.says(turn.reply(Joined((title, lines)), _buttons(case, shown)))


async def send(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Send one to the room, from what is kept."""
    number = as_id(rest[0]) if len(rest) == 1 else None
    shown = await _passed_on(turn.tools, case)
    one = next((each for each in shown if each.id == number), None)
    if one is None or one.key is None:
        return turn.notices(Text("notice.old_button"))
    action = SendFile(one.key, one.file_name, reply_to=turn.incoming.message_id)
    sent = Outgoing(turn.place, action, turn.locale, Priority.CARD)

    async def effect(work: Work) -> None:
        await turn.acting.audit(work, "file_shown", case.number, {"attachment": one.id})
        await work.outbox.put(sent)

    return effect


async def summary(tools: Tools, case: Case) -> Text | None:
    """Return in one line how many files a case has and how many of them are kept."""
    every = await _passed_on(tools, case)
    if not every:
        return None
    return Text("files.summary", kept=_kept(every), total=len(every))


async def _passed_on(tools: Tools, case: Case) -> Sequence[Attachment]:
    """Return a case's files; of an anonymous one, none that its owner keeps back, and no names."""
    every = await tools.attachments.of_case(case.id)
    if not case.is_anonymous:
        return every
    shown = []
    for one in every:
        message = await tools.cases.message(one.case_message_id)
        if message is not None and message.relay.is_shown:
            shown.append(replace(one, name=""))
    return shown


def _kept(every: Sequence[Attachment]) -> int:
    return sum(one.state is AttachmentState.KEPT for one in every)


def _line(at: int, one: Attachment) -> Text:
    return Text(
        "files.line", at=at, kind=kind_of(one.kind), name=one.file_name, state=_STATES[one.state]
    )


def _buttons(case: Case, shown: Sequence[Attachment]) -> Buttons:
    return tuple(
        (Button(Plain(cut(f"{at} {one.file_name}")), f"case:file:{case.id}:{one.id}"),)
        for at, one in enumerate(shown, 1)
        if one.state is AttachmentState.KEPT
    )
