"""The unit of work, what a conversation may use, and what it returns."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from domain.incoming import Incoming
from domain.outgoing import Call, Offer, Outgoing
from domain.policy import Policy
from domain.ports.attachments import AttachmentReads, AttachmentWrites, Downloads
from domain.ports.cases import CaseReads, CaseWrites, StaffReads, StaffWrites
from domain.ports.complaints import ComplaintReads, ComplaintWrites
from domain.ports.curation import CurationReads, CurationWrites
from domain.ports.faq_files import FaqFiles
from domain.ports.files import Files
from domain.ports.gaps import GapReads, GapWrites, Meanings
from domain.ports.reading import Clock, Knowledge, Reads
from domain.ports.reports import CaseFigureReads, Drawing, SurveyFigureReads
from domain.ports.surveys import (
    InvitationReads,
    InvitationWrites,
    SurveyReads,
    SurveyWrites,
    WaveReads,
    WaveWrites,
)
from domain.ports.trials import Trials
from domain.ports.wording import Wording
from domain.ports.writing import (
    Dialogs,
    FaqWrites,
    Housekeeping,
    Outbox,
    OwnerRecords,
    Questions,
    Timers,
)
from domain.surveys.definition import SurveyBook
from domain.text import Body, Text


class Renderer(Protocol):
    """Puts an action into words of a language: escapes, splits, turns into calls."""

    def render(self, outgoing: Outgoing) -> Sequence[Call]:
        """Return the calls for it, in order of sending; at least one."""
        ...


class Phrasing(Protocol):
    """Puts what is said into a language, where it is to be kept as words."""

    def plain(self, body: Body, locale: str) -> str:
        """Return a body as plain text."""
        ...


class Work(Protocol):
    """One unit of work: all of it is committed, or nothing is."""

    @property
    def owners(self) -> OwnerRecords: ...  # noqa: D102 - the property's name says it

    @property
    def dialogs(self) -> Dialogs: ...  # noqa: D102

    @property
    def questions(self) -> Questions: ...  # noqa: D102

    @property
    def outbox(self) -> Outbox: ...  # noqa: D102

    @property
    def faq(self) -> FaqWrites: ...  # noqa: D102

    @property
    def curation(self) -> CurationWrites: ...  # noqa: D102

    @property
    def gaps(self) -> GapWrites: ...  # noqa: D102

    @property
    def cases(self) -> CaseWrites: ...  # noqa: D102

    @property
    def complaints(self) -> ComplaintWrites: ...  # noqa: D102

    @property
    def staff(self) -> StaffWrites: ...  # noqa: D102

    @property
    def surveys(self) -> SurveyWrites: ...  # noqa: D102

    @property
    def attachments(self) -> AttachmentWrites: ...  # noqa: D102

    @property
    def invitations(self) -> InvitationWrites: ...  # noqa: D102

    @property
    def waves(self) -> WaveWrites: ...  # noqa: D102

    @property
    def timers(self) -> Timers: ...  # noqa: D102

    @property
    def housekeeping(self) -> Housekeeping: ...  # noqa: D102

    async def forget(self) -> None:
        """Wipe what the update brought; what remains of it is that it was handled."""
        ...

    @property
    def notices(self) -> Sequence[Text]:
        """What `notice` was told."""
        ...

    def notice(self, text: Text) -> None:
        """Say a short word over the chat to who tapped a button (200 characters at most)."""
        ...

    @property
    def offers(self) -> Sequence[Offer]:
        """What `offer` was told."""
        ...

    def offer(self, *offers: Offer) -> None:
        """Answer an inline query (with 50 at most); who is offered nothing gets an empty list."""
        ...


@dataclass(frozen=True, slots=True)
class Tools:
    """What a conversation may use while it reads and thinks.

    `admins` are the Telegram ids that the settings name (`ADMIN_IDS`);
    `wording` is a chat model, where one is configured; `survey_book` has the definitions.
    """

    reads: Reads
    knowledge: Knowledge
    clock: Clock
    policy: Policy
    cases: CaseReads
    staff: StaffReads
    case_figures: CaseFigureReads
    drawing: Drawing
    files: Files
    phrasing: Phrasing
    attachments: AttachmentReads
    downloads: Downloads
    curation: CurationReads
    complaints: ComplaintReads
    trials: Trials
    gaps: GapReads
    meanings: Meanings
    faq_files: FaqFiles
    surveys: SurveyReads
    invitations: InvitationReads
    waves: WaveReads
    survey_figures: SurveyFigureReads
    survey_book: SurveyBook = field(default_factory=SurveyBook)
    admins: frozenset[int] = frozenset()
    wording: Wording | None = None


Effect: TypeAlias = Callable[[Work], Awaitable[None]]
"""The second half of a conversation: writes, inside one unit of work. May run again after a lost
race, so it does nothing but write."""

Conversation: TypeAlias = Callable[[Incoming, Tools], Awaitable[Effect]]
"""A conversation reads and thinks with no transaction open, then returns its effect."""


async def nothing(work: Work) -> None:
    """Do nothing: the effect of an update that asks for nothing."""
    del work


def effects(parts: Iterable[Effect]) -> Effect:
    """Join several effects into one, in order."""
    steps = tuple(parts)

    async def all_of_them(work: Work) -> None:
        for step in steps:
            await step(work)

    return all_of_them
