"""Answers inline queries, directly: the answer is worthless after seconds."""

from collections.abc import Sequence

import structlog
from telegram import Bot, InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.rendering.renderer import HtmlRenderer
from domain.outgoing import Offer

_PREVIEW = 100
"""Characters of what would be said, shown under the title."""

_log = structlog.get_logger(__name__)


def article(offer: Offer, renderer: HtmlRenderer, locale: str) -> InlineQueryResultArticle:
    """Return a result of the list; its title is in `locale`, its words in their own."""
    words = " ".join(renderer.plain(offer.says, offer.locale).split())
    return InlineQueryResultArticle(
        offer.id,
        renderer.plain(offer.title, locale),
        InputTextMessageContent(
            renderer.words(offer.says, offer.locale),
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        description=words if len(words) <= _PREVIEW else f"{words[:_PREVIEW].rstrip()}…",
    )


async def answer_search(
    bot: Bot, query_id: str, results: Sequence[InlineQueryResultArticle]
) -> None:
    """Answer an inline query. Telegram keeps nothing: who may see what changes at once."""
    try:
        await bot.answer_inline_query(query_id, results, cache_time=0, is_personal=True)
    except BadRequest:
        # too old: nobody looks at the list any more
        return
    except TelegramError as error:
        _log.info("an inline query could not be answered", reason=str(error))
