"""What the calls of one action share: place, reply, target, words, buttons."""

from dataclasses import dataclass
from typing import Any

from bot.rendering.words import Words
from domain.outgoing import Button, Buttons, Link, Outgoing
from domain.text import Body

Params = dict[str, Any]

NO_LABEL = "–"
"""What a button says that would say nothing: better an odd button than a message that is lost."""


@dataclass(frozen=True, slots=True)
class Form:
    """Makes the parameters of calls for one outgoing message."""

    outgoing: Outgoing
    words: Words

    def html(self, body: Body) -> str:
        """Return a body as Telegram HTML in the reader's language."""
        return self.words.html(body, self.outgoing.locale)

    def place(self, reply_to: int | str | None = None) -> Params:
        """Return the topic, where its id is known, and the message that is replied to.

        The sender puts in the id of a topic that goes by its name, and of a reply by its ref.
        """
        params: Params = {}
        if self.outgoing.to.topic_id is not None:
            params["message_thread_id"] = self.outgoing.to.topic_id
        if reply_to is not None:
            params["reply_parameters"] = {
                "message_id": reply_to,
                "allow_sending_without_reply": True,
            }
        return params

    def markup(self, buttons: Buttons) -> Params:
        """Return the inline keyboard; nothing where there are no buttons."""
        if not buttons:
            return {}
        rows = [[self._button(button) for button in row] for row in buttons]
        return {"reply_markup": {"inline_keyboard": rows}}

    def _button(self, button: Button | Link) -> dict[str, str]:
        # Telegram refuses the whole message where one button says nothing
        label = self.words.plain(button.label, self.outgoing.locale).strip() or NO_LABEL
        if isinstance(button, Link):
            return {"text": label, "url": button.url}
        return {"text": label, "callback_data": button.data}


def target_of(target: int | str) -> Params:
    """Return the message a call changes: by its id, or by its ref, which the sender resolves."""
    return {"message_id": target} if isinstance(target, int) else {"ref": target}


def text_of(markup: str) -> Params:
    """Return the words of a message."""
    return {
        "text": markup,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }


def caption_of(markup: str) -> Params:
    """Return the words of a caption; empty ones take away what a copied message had."""
    return {"caption": markup, "parse_mode": "HTML"} if markup else {"caption": ""}
