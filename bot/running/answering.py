"""Answers that go straight back to who waits for them: a tapped button, an inline query."""

from collections.abc import Mapping, Sequence

from telegram import Bot

from bot.rendering.renderer import HtmlRenderer
from bot.telegram.bots import answer_tap
from bot.telegram.searches import answer_search, article
from domain.outgoing import Offer
from domain.text import Text


class Answering:
    """Gives the answers that no outbox keeps, in the words of who asked."""

    def __init__(self, bots: Mapping[int, Bot], renderer: HtmlRenderer) -> None:
        self._bots = bots
        self._renderer = renderer

    async def tap(self, bot_id: int, tap_id: str, notice: Text | None, locale: str) -> None:
        """Take the waiting sign off a button, with a short word if there is one."""
        words = self._renderer.plain(notice, locale) if notice else ""
        await answer_tap(self._bots[bot_id], tap_id, words)

    async def search(
        self, bot_id: int, query_id: str, offers: Sequence[Offer], locale: str
    ) -> None:
        """Show what an inline query found; the titles are in `locale`."""
        results = [article(one, self._renderer, locale) for one in offers]
        await answer_search(self._bots[bot_id], query_id, results)
