"""The renderer: each action has its calls, made in the module for its kind."""

from collections.abc import Sequence

from bot.rendering import changes, messages
from bot.rendering.catalog import Catalog
from bot.rendering.form import Form
from bot.rendering.words import Words
from domain.outgoing import Call, Outgoing
from domain.text import Body


class HtmlRenderer:
    """The `Renderer` for Telegram: method names are those of python-telegram-bot's `Bot`."""

    def __init__(self, catalog: Catalog) -> None:
        self._words = Words(catalog)

    def render(self, outgoing: Outgoing) -> Sequence[Call]:
        """Return the calls for an action, in order of sending."""
        action = outgoing.action
        form = Form(outgoing, self._words)
        if isinstance(action, messages.Sending):
            return messages.send(form, action)
        if isinstance(action, changes.Editing):
            return changes.edit(form, action)
        if isinstance(action, changes.Marking):
            return changes.mark(action)
        return changes.arrange(form, action)

    def words(self, body: Body, locale: str) -> str:
        """Return a body as Telegram HTML in a language."""
        return self._words.html(body, locale)

    def plain(self, body: Body, locale: str) -> str:
        """Return a body as plain text, for button labels, toasts and terminals."""
        return self._words.plain(body, locale)
