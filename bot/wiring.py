"""Joins the parts: the one place where handlers, knowledge, storage and Telegram meet."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.catalog import Catalog
from bot.clock import SystemClock
from bot.policy_file import load_policy
from bot.render import HtmlRenderer
from bot.settings import Settings, make_data_dir
from domain.policy import Policy
from domain.ports import Clock
from storage.migrating import upgrade
from storage.opening import Storage, open_storage

if TYPE_CHECKING:
    from knowledge.service import FaqKnowledge, OpenIndex


@dataclass(frozen=True, slots=True)
class Parts:
    """What every command has: settings, policy, texts, an open and migrated database."""

    settings: Settings
    policy: Policy
    catalog: Catalog
    renderer: HtmlRenderer
    clock: Clock
    storage: Storage


@asynccontextmanager
async def opened(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Parts]:
    """Read the policy, bring the database up to date and open it.

    Raises `OwnerlineError` for a wrong policy, database or data directory.
    """
    policy = load_policy(settings.policy, settings.staff_chat_id)
    catalog = Catalog.load()
    renderer = HtmlRenderer(catalog)
    clock = clock or SystemClock()
    make_data_dir(settings)
    await upgrade(settings.database)
    async with open_storage(settings.database, renderer, clock) as storage:
        yield Parts(settings, policy, catalog, renderer, clock, storage)


def faq_knowledge(parts: Parts, may_write: Callable[[], bool]) -> "FaqKnowledge":
    """Return the FAQ as a running bot asks it: its vectors in Chroma, embedded or a server.

    An embedded index is this process's own; a server's is written by the process that leads
    (`may_write`), and the others follow it.
    """
    # a second of imports that other commands do without
    from knowledge.index.chroma import embedded_index, server_index  # noqa: PLC0415
    from knowledge.service import FaqKnowledge  # noqa: PLC0415

    settings = parts.settings
    open_index: OpenIndex
    if settings.chroma_url:
        open_index = partial(server_index, settings.chroma_url)
    else:
        open_index = partial(embedded_index, settings.data_dir / "index")
    return FaqKnowledge(
        parts.storage.faq_source,
        embeddings=settings.embeddings,
        open_index=open_index,
        may_write=may_write if settings.chroma_url else lambda: True,
        judge_file=settings.data_dir / "judge.npz",
    )
