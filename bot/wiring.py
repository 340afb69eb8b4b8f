"""Joins the parts: the one place where handlers, knowledge, storage and Telegram meet."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import SystemClock
from bot.policy.file import load_policy
from bot.rendering.catalog import Catalog
from bot.rendering.renderer import HtmlRenderer
from bot.rendering.words import Words
from bot.reports.child import ChildDrawing
from bot.settings import Settings, make_data_dir
from bot.survey_files import load_surveys
from domain.policy import Policy
from domain.ports import Clock
from domain.ports.files import Files
from domain.surveys.definition import SurveyBook
from storage.files.opening import open_files
from storage.migrating import upgrade
from storage.opening import Storage, open_storage

if TYPE_CHECKING:
    from knowledge.files.bulk import BankFiles
    from knowledge.index.port import VectorIndex
    from knowledge.meanings import QuestionMeanings
    from knowledge.service import FaqKnowledge
    from knowledge.trial import FaqTrials
    from knowledge.wording.composer import ChatWording


@dataclass(frozen=True, slots=True)
class Parts:
    """What every command has: settings, policy, texts, an open and migrated database."""

    settings: Settings
    policy: Policy
    catalog: Catalog
    renderer: HtmlRenderer
    clock: Clock
    storage: Storage
    files: Files
    survey_book: SurveyBook


@asynccontextmanager
async def opened(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Parts]:
    """Read the policy, bring the database up to date and open it.

    Raises `OwnerlineError` for a wrong policy, database or data directory.
    """
    policy = load_policy(settings.policy, settings.staff_chat_id)
    survey_book = load_surveys(_survey_folder(settings, policy), policy.languages)
    catalog = Catalog.load()
    renderer = HtmlRenderer(catalog)
    clock = clock or SystemClock()
    make_data_dir(settings)
    files = open_files(settings.data_dir, settings.files_url)
    await upgrade(settings.database)
    desk_chats = {desk.key: desk.chat_id for desk in policy.desks if desk.chat_id is not None}
    async with open_storage(
        settings.database, renderer, clock, admins=settings.admin_ids, desk_chats=desk_chats
    ) as storage:
        yield Parts(settings, policy, catalog, renderer, clock, storage, files, survey_book)


def _survey_folder(settings: Settings, policy: Policy) -> Path | None:
    """Return where surveys of one's own are: as the policy says, beside its file."""
    if policy.surveys.folder is None:
        return None
    beside = settings.policy.parent if settings.policy else Path()
    return beside / policy.surveys.folder


def drawing(parts: Parts) -> ChildDrawing:
    """Return what draws reports; what it finds out about fonts it keeps below DATA_DIR."""
    return ChildDrawing(Words(parts.catalog), parts.settings.data_dir / "drawing")


def faq_knowledge(parts: Parts, may_write: Callable[[], bool]) -> "FaqKnowledge":
    """Return the FAQ as a running bot asks it: its vectors in Chroma, embedded or a server.

    An embedded index is this process's own; a server's is written by the process that leads
    (`may_write`), and the others follow it.
    """
    from knowledge.service import FaqKnowledge  # noqa: PLC0415 - heavy, and few commands need it

    settings = parts.settings
    return FaqKnowledge(
        parts.storage.faq_source,
        embeddings=settings.embeddings,
        open_index=partial(_open_index, settings),
        may_write=may_write if settings.chroma_url else lambda: True,
        judge_file=settings.data_dir / "judge.npz",
    )


def faq_trials(parts: Parts, knowledge: "FaqKnowledge") -> "FaqTrials":
    """Return what asks the FAQ with changes that are not published."""
    from knowledge.trial import FaqTrials  # noqa: PLC0415 - as heavy

    return FaqTrials(knowledge, parts.storage.faq_source)


def question_meanings(knowledge: "FaqKnowledge") -> "QuestionMeanings":
    """Return what groups questions by what they mean."""
    from knowledge.meanings import QuestionMeanings  # noqa: PLC0415 - as heavy

    return QuestionMeanings(knowledge)


def faq_files(parts: Parts, knowledge: "FaqKnowledge") -> "BankFiles":
    """Return what reads and writes files of entries."""
    from knowledge.files.bulk import BankFiles  # noqa: PLC0415 - as heavy

    return BankFiles(parts.policy.languages, knowledge, parts.storage.faq_source)


def chat_wording(settings: Settings, knowledge: "FaqKnowledge | None") -> "ChatWording | None":
    """Return the chat model that the settings name, if they name one.

    Without `knowledge` it can be asked, but not word an answer. Raises `OwnerlineError`.
    """
    if not settings.chat_model:
        return None
    from knowledge.wording.chat_model import open_chat_model  # noqa: PLC0415 - a second of work
    from knowledge.wording.composer import Bounds, ChatWording  # noqa: PLC0415

    bounds = Bounds(settings.chat_timeout, settings.chat_tokens, settings.chat_calls)
    model = open_chat_model(
        settings.chat_model, seconds=bounds.seconds, most_tokens=bounds.most_tokens
    )
    return ChatWording(model, knowledge.encode if knowledge else None, bounds)


def load_chroma() -> None:
    """Import what an index needs: a second of work, best done in a thread beside other loading."""
    import knowledge.index.chroma  # noqa: F401, PLC0415


def _open_index(settings: Settings, model: str) -> "VectorIndex":
    from knowledge.index.chroma import embedded_index, server_index  # noqa: PLC0415

    if settings.chroma_url:
        return server_index(settings.chroma_url, model)
    return embedded_index(settings.data_dir / "index", model)
