"""A report that staff asked for, drawn and sent as picture and workbook.

Drawing takes seconds, and a child process that may fail: it is a timer's job, so the lane goes on
meanwhile and a crash leaves the drawing to be done. The files are kept until both were sent.
"""

from dataclasses import dataclass, replace
from typing import Any, Self

from domain.errors import OwnerlineError
from domain.incoming import Place
from domain.outgoing import Outgoing, Priority, SendFile, SendText, Then
from domain.pipeline import DueTimer
from domain.ports import Effect, Tools, Work, nothing
from domain.report import Report
from handlers.timing import Due

SENT = "stats_sent"


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked for what, where, as a timer keeps it. What they may see is looked up.

    `what` is the month, or a survey's key and the month.
    """

    place: Place
    reply_to: int | None
    locale: str
    actor: int
    what: str

    def answer(self, action: SendText | SendFile) -> Outgoing:
        """Return something that is sent as the answer."""
        return Outgoing(self.place, action, self.locale, Priority.CARD)

    def as_data(self) -> dict[str, Any]:
        """Return it JSON-able."""
        return {
            "bot_id": self.place.bot_id,
            "chat_id": self.place.chat_id,
            "topic_id": self.place.topic_id,
            "reply_to": self.reply_to,
            "locale": self.locale,
            "actor": self.actor,
            "what": self.what,
        }

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        """Return it from a timer's data; `month` is how an earlier release called `what`."""
        place = Place(data["bot_id"], data["chat_id"], data["topic_id"])
        what = str(data.get("what", data.get("month", "")))
        return cls(place, data["reply_to"], data["locale"], data["actor"], what)


async def files_of(timer: DueTimer, tools: Tools, asked: Asked, report: Report, name: str) -> Due:
    """Draw what was asked for, keep it and queue it. Done again after a crash, it is the same."""
    try:
        picture = await tools.drawing.picture(report, asked.locale)
        workbook = await tools.drawing.workbook(report, asked.locale)
    except OwnerlineError as error:
        return Due(_puts(asked.answer(SendText(error.text, reply_to=asked.reply_to, silent=True))))
    files = []
    for content, ending in ((picture, "png"), (workbook, "xlsx")):
        key = f"stats/{timer.kind}-{timer.key}.{ending}"
        await tools.files.keep(key, content)
        file = SendFile(key, f"{name}.{ending}", as_photo=ending == "png", reply_to=asked.reply_to)
        files.append(replace(asked.answer(file), then=Then(SENT, {"key": key})))
    return Due(_puts(*files))


async def sent(timer: DueTimer, tools: Tools) -> Due:
    """Forget a file once it was sent, or could not be."""
    await tools.files.remove(str(timer.data["key"]))
    return Due(nothing)


def _puts(*outgoing: Outgoing) -> Effect:
    async def effect(work: Work) -> None:
        await work.outbox.put(*outgoing)

    return effect
