"""A renderer that says message ids, one call a part."""

from collections.abc import Sequence

from domain.outgoing import Call, EditButtons, EditText, Outgoing, SendPhoto, SendText
from domain.text import Body, Joined, Plain, Text


class PlainRenderer:
    """Renders `Plain` words as they are; a `Joined` body becomes one call per part."""

    def render(self, outgoing: Outgoing) -> Sequence[Call]:
        action = outgoing.action
        if isinstance(action, EditText | EditButtons):
            target = "ref" if isinstance(action.target, str) else "message_id"
            return [Call("editMessage", {target: action.target})]
        if not isinstance(action, SendPhoto | SendText):
            return [Call(type(action).__name__, {})]
        body = action.caption if isinstance(action, SendPhoto) else action.body
        parts = body.parts if isinstance(body, Joined) else (body,)
        return [Call("sendMessage", {"text": words(part)}) for part in parts]


def words(body: Body) -> str:
    if isinstance(body, Plain):
        return body.words
    return body.id if isinstance(body, Text) else str(body)


def say(text: str, *more: str) -> SendText:
    """Return an action that renders to as many calls as texts are given."""
    if not more:
        return SendText(Plain(text))
    return SendText(Joined(tuple(Plain(part) for part in (text, *more))))
