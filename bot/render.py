"""Puts what a conversation says into words: language, escaping, splitting, Telegram's calls."""

import html
from collections.abc import Callable, Sequence
from typing import Any

from bot.catalog import Catalog
from bot.dates import moment_words, span_words
from bot.splitting import CAPTION_LIMIT, split_html, visible_length
from domain.outgoing import (
    Button,
    Buttons,
    Call,
    EditButtons,
    EditText,
    Link,
    Outgoing,
    SendPhoto,
    SendText,
)
from domain.text import Body, Html, Joined, Localized, Moment, Param, Plain, Span, Text


class HtmlRenderer:
    """The `Renderer` for Telegram: method names are those of python-telegram-bot's `Bot`."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def render(self, outgoing: Outgoing) -> Sequence[Call]:
        """Return the calls for an action, in order of sending."""
        action = outgoing.action
        match action:
            case SendText():
                return self._send_text(outgoing, action)
            case SendPhoto():
                return self._send_photo(outgoing, action)
            case EditText():
                return self._edit_text(outgoing, action)
            case EditButtons():
                params = self._target(action.target) | self._markup(action.buttons, outgoing.locale)
                return [Call("edit_message_reply_markup", params)]
            case _:
                raise NotImplementedError(type(action).__name__)

    def words(self, body: Body, locale: str) -> str:
        """Return a body as Telegram HTML in a language."""
        return self._words(body, locale, html_escape)

    def plain(self, body: Body, locale: str) -> str:
        """Return a body as plain text, for button labels, toasts and terminals."""
        return self._words(body, locale, str)

    def _send_text(self, outgoing: Outgoing, action: SendText) -> list[Call]:
        pieces = split_html(self.words(action.body, outgoing.locale))
        where = self._place(outgoing, action.reply_to) | (
            {"disable_notification": True} if action.silent else {}
        )
        calls = [Call("send_message", _text(piece) | where) for piece in pieces]
        calls[-1].params.update(self._markup(action.buttons, outgoing.locale))
        for call in calls[1:]:
            call.params.pop("reply_parameters", None)
        return calls

    def _send_photo(self, outgoing: Outgoing, action: SendPhoto) -> list[Call]:
        caption = self.words(action.caption, outgoing.locale)
        where = self._place(outgoing, action.reply_to)
        photo = {"photo": action.file_id} | where
        if visible_length(caption) <= CAPTION_LIMIT:
            words = {"caption": caption, "parse_mode": "HTML"} if caption else {}
            markup = self._markup(action.buttons, outgoing.locale)
            return [Call("send_photo", photo | words | markup)]
        text = SendText(action.caption, action.buttons)
        return [Call("send_photo", photo), *self._send_text(outgoing, text)]

    def _edit_text(self, outgoing: Outgoing, action: EditText) -> list[Call]:
        first, *rest = split_html(self.words(action.body, outgoing.locale))
        markup = self._markup(action.buttons, outgoing.locale)
        calls = [Call("edit_message_text", self._target(action.target) | _text(first))]
        where = self._place(outgoing, None)
        calls += [Call("send_message", _text(piece) | where) for piece in rest]
        calls[-1].params.update(markup)
        return calls

    @staticmethod
    def _place(outgoing: Outgoing, reply_to: int | str | None) -> dict[str, Any]:
        params: dict[str, Any] = {}
        if outgoing.to.topic_id is not None:
            params["message_thread_id"] = outgoing.to.topic_id
        if reply_to is not None:
            params["reply_parameters"] = {
                "message_id": reply_to,
                "allow_sending_without_reply": True,
            }
        return params

    @staticmethod
    def _target(target: int | str) -> dict[str, Any]:
        return {"message_id": target} if isinstance(target, int) else {"ref": target}

    def _markup(self, buttons: Buttons, locale: str) -> dict[str, Any]:
        if not buttons:
            return {}
        rows = [[self._button(button, locale) for button in row] for row in buttons]
        return {"reply_markup": {"inline_keyboard": rows}}

    def _button(self, button: Button | Link, locale: str) -> dict[str, str]:
        label = self.plain(button.label, locale)
        if isinstance(button, Link):
            return {"text": label, "url": button.url}
        return {"text": label, "callback_data": button.data}

    def _words(self, body: Body, locale: str, escape: Callable[[str], str]) -> str:
        match body:
            case Html():
                return body.markup
            case Plain():
                return escape(body.words)
            case Localized():
                return escape(body.in_locale(locale))
            case Joined():
                parts = [self._words(part, locale, escape) for part in body.parts]
                return body.separator.join(part for part in parts if part)
            case Text():
                params = {
                    name: self._param(value, locale, escape) for name, value in body.params.items()
                }
                return self._catalog.message(locale, body.id, params, _count(body))

    def _param(self, value: Param, locale: str, escape: Callable[[str], str]) -> str | int:
        if isinstance(value, str):
            return escape(value)
        if isinstance(value, int):
            return value
        if isinstance(value, float):
            return f"{value:g}"
        if isinstance(value, Moment):
            return escape(moment_words(value, locale, self._catalog))
        if isinstance(value, Span):
            return escape(span_words(value, locale, self._catalog))
        return self._words(value, locale, escape)


def html_escape(words: str) -> str:
    """Escape for Telegram HTML. Quotes matter only inside attributes, where no words go."""
    return html.escape(words, quote=False)


def _text(markup: str) -> dict[str, Any]:
    return {
        "text": markup,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }


def _count(text: Text) -> int | None:
    n = text.params.get("n")
    return n if isinstance(n, int) else None
