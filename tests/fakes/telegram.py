"""What Telegram and the sender make of what waits: messages, topics, failures on demand."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.rendering.catalog import Catalog
from bot.rendering.renderer import HtmlRenderer
from domain.incoming import MediaKind, Place
from domain.outgoing import (
    BETWEEN_BUNDLED,
    Button,
    Buttons,
    Call,
    Copy,
    Delete,
    EditButtons,
    EditCaption,
    EditMedia,
    EditText,
    EditTopic,
    Gone,
    MakeTopic,
    Outgoing,
    Pin,
    React,
    SendAlbum,
    SendFile,
    SendPhoto,
    SendText,
)
from domain.pipeline import TOPIC_TWIN, Outcome
from domain.text import Body, Plain
from tests.fakes.phone import Chat, Message, Refused, Topic, without_markup
from tests.fakes.staff import make_topic, standing

if TYPE_CHECKING:
    from tests.fakes.store import Store

RENDERER = HtmlRenderer(Catalog.load())


class FakeTelegram:
    """Sends what waits in the store's outbox: by priority, coalesced, bundled; records outcomes."""

    def __init__(self, store: "Store") -> None:
        self._store = store
        self.chats: dict[tuple[int, int], Chat] = defaultdict(Chat)

    def chat(self, place: Place) -> Chat:
        return self.chats[place.bot_id, place.chat_id]

    def fails_next(self, place: Place, reason: str, gone: Gone = Gone.NOTHING) -> None:
        """Let the next call to a chat fail for good."""
        self.chat(place).failures.append((reason, gone))

    def deliver(self, place: Place) -> bool:
        """Send what is due for a chat; False if nothing was."""
        state, now = self._store.state, self._store.clock.now()
        here = (place.bot_id, place.chat_id)
        due = [
            one
            for one in state.waiting
            if (one.to.bot_id, one.to.chat_id) == here
            and (one.not_before is None or one.not_before <= now)
        ]
        taken = {id(one) for one in due}
        state.waiting = [one for one in state.waiting if id(one) not in taken]
        due.sort(key=lambda one: one.priority)
        groups = _bundles(_without_superseded(due))
        while groups:
            if not self._send(groups.pop(0)):
                state.waiting += itertools.chain.from_iterable(groups)
                state.block(place, now, "the chat has blocked the bot")
                break
        return bool(due)

    def _send(self, group: Sequence[Outgoing]) -> bool:
        """Send what goes as one; False if the chat is gone."""
        state, now = self._store.state, self._store.clock.now()
        first = group[0]
        try:
            sent, topic_id = self._carry_out(group)
        except Refused as refused:
            if refused.gone is Gone.TOPIC and refused.topic_id is not None:
                self._lose(first.to, refused.topic_id)
            for one in group:
                state.follow(
                    one, Outcome.DEAD, now, topic_id=refused.topic_id, reason=refused.reason,
                    gone=refused.gone,
                )  # fmt: skip
            return refused.gone is not Gone.CHAT
        for one in group:
            state.follow(
                one, Outcome.SENT, now, message_ids=tuple(each.id for each in sent),
                topic_id=topic_id,
            )  # fmt: skip
        return True

    def _lose(self, place: Place, topic_id: int) -> None:
        topic = self._store.state.handoff.topics.get((place.bot_id, place.chat_id, topic_id))
        if topic:
            topic.lost = True

    def _carry_out(self, group: Sequence[Outgoing]) -> tuple[list[Message], int | None]:
        one = group[0]
        chat = self.chat(one.to)
        if chat.failures:
            reason, gone = chat.failures.pop(0)
            raise Refused(reason, gone, self._topic_of(one) if gone is Gone.TOPIC else None)
        if isinstance(one.action, MakeTopic):
            return [], self._make_topic(chat, one, one.action)
        topic_id = self._topic_of(one)
        if one.topic is not None and topic_id is None:
            raise Refused("no topic of that name", Gone.TOPIC)
        topic = chat.topics.get(topic_id) if topic_id is not None else None
        if topic_id is not None and (topic is None or topic.is_deleted):
            raise Refused("Bad Request: message thread not found", Gone.TOPIC, topic_id)
        if topic and isinstance(one.action, EditTopic):
            topic.is_closed = (
                topic.is_closed if one.action.is_closed is None else one.action.is_closed
            )
            topic.is_deleted = one.action.is_deleted
            topic.name = self._plain(one, one.action.name) if one.action.name else topic.name
            return [], None
        if topic and isinstance(one.action, SendText | SendPhoto | SendFile | Copy | SendAlbum):
            topic.is_closed = False  # as the sender opens a topic to say something in it
        sent = self._act(chat, group, topic_id)
        for each in group:
            if each.ref is not None and sent:
                chat.refs[each.ref] = sent[0 if isinstance(one.action, SendAlbum) else -1].id
        chat.unseen += sent
        return sent, None

    def _topic_of(self, one: Outgoing) -> int | None:
        if one.topic is None:
            return one.to.topic_id
        return standing(self._store.state, one.to.bot_id, one.to.chat_id, one.topic)

    def _make_topic(self, chat: Chat, one: Outgoing, action: MakeTopic) -> int:
        state, place = self._store.state, one.to
        stands = standing(state, place.bot_id, place.chat_id, action.topic)
        if stands is not None:
            return stands
        topic = Topic(next(chat.topic_ids), self._plain(one, action.name))
        chat.topics[topic.id] = topic
        if not make_topic(state, place.bot_id, place.chat_id, action.topic, topic.id):
            state.timers[TOPIC_TWIN, f"{place.chat_id}:{topic.id}"] = (
                self._store.clock.now(),
                {"bot_id": place.bot_id, "chat_id": place.chat_id, "topic_id": topic.id},
            )
        return topic.id

    def _act(self, chat: Chat, group: Sequence[Outgoing], topic_id: int | None) -> list[Message]:
        one = group[0]
        match one.action:
            case SendText() if len(group) > 1:
                bodies = [each.action.body for each in group if isinstance(each.action, SendText)]
                words = BETWEEN_BUNDLED.join(self._markup(one, body) for body in bodies)
                sent = [self._new(chat, one, words, topic_id)]
            case SendText() | SendPhoto():
                sent = [self._shown(chat, one, call, topic_id) for call in RENDERER.render(one)]
            case EditText() | EditButtons() | EditCaption() | EditMedia():
                sent = [self._edited(chat, one)]
            case Copy():
                sent = [self._copied(chat, one, one.action, topic_id)]
            case SendAlbum():
                sent = self._album(chat, one, one.action, topic_id)
            case SendFile():
                sent = [self._file(chat, one, one.action, topic_id)]
            case _:
                self._mark(chat, one)
                sent = []
        return sent

    def _mark(self, chat: Chat, one: Outgoing) -> None:
        match one.action:
            case Delete():
                for message_id in one.action.message_ids:
                    found = chat.find(message_id)
                    if found:
                        found.is_deleted = True
            case React():
                self._target(chat, one.action.message_id).reaction = one.action.emoji
            case Pin():
                self._target(chat, one.action.target).is_pinned = True
            case _:
                raise NotImplementedError(type(one.action).__name__)

    def _new(
        self, chat: Chat, one: Outgoing, markup: str, topic_id: int | None,
        reply_to: int | str | None = None, buttons: Buttons = (),
    ) -> Message:  # fmt: skip
        message = Message(
            next(chat.ids),
            without_markup(markup),
            self._buttons(buttons, one.locale),
            reply_to=chat.refs.get(reply_to) if isinstance(reply_to, str) else reply_to,
            html=markup,
            topic_id=topic_id,
        )
        chat.messages.append(message)
        return message

    def _shown(self, chat: Chat, one: Outgoing, call: Call, topic_id: int | None) -> Message:
        """Show a call as it was rendered: split and put into words."""
        markup = call.params.get("text", call.params.get("caption", ""))
        reply_to = call.params.get("reply_parameters", {}).get("message_id")
        message = self._new(chat, one, markup, topic_id, reply_to)
        message.buttons = {
            button["text"]: button.get("callback_data", "")
            for row in call.params.get("reply_markup", {}).get("inline_keyboard", ())
            for button in row
        }
        message.photo = call.params.get("photo")
        message.is_silent = bool(call.params.get("disable_notification"))
        return message

    def _edited(self, chat: Chat, one: Outgoing) -> Message:
        action = one.action
        assert isinstance(action, EditText | EditButtons | EditCaption | EditMedia)
        message = self._target(chat, action.target)
        message.buttons = self._buttons(action.buttons, one.locale)
        if isinstance(action, EditMedia):
            message.kind, message.file = action.media.kind, action.media.file_id
            message.html = self._markup(one, action.media.caption or Plain(""))
            message.text = without_markup(message.html)
        elif not isinstance(action, EditButtons):
            body = action.body if isinstance(action, EditText) else action.caption
            message.html = self._markup(one, body)
            message.text = without_markup(message.html)
        return message

    def _copied(self, chat: Chat, one: Outgoing, action: Copy, topic_id: int | None) -> Message:
        source = self.chats[one.to.bot_id, action.from_chat].find(action.message_id)
        if source is None:
            raise Refused("Bad Request: message to copy not found", Gone.MESSAGE)
        markup = self._markup(one, action.caption) if action.caption else source.html
        message = self._new(chat, one, markup, topic_id, action.reply_to, action.buttons)
        message.kind, message.file, message.photo = source.kind, source.file, source.photo
        message.copy_of = (action.from_chat, action.message_id)
        return message

    def _album(
        self, chat: Chat, one: Outgoing, action: SendAlbum, topic_id: int | None
    ) -> list[Message]:
        album, sent = next(chat.albums), []
        for part in action.parts:
            caption = self._markup(one, part.caption) if part.caption else ""
            message = self._new(chat, one, caption, topic_id, action.reply_to)
            message.kind, message.file, message.album = part.kind, part.file_id, album
            sent.append(message)
        return sent

    def _file(self, chat: Chat, one: Outgoing, action: SendFile, topic_id: int | None) -> Message:
        caption = self._markup(one, action.caption) if action.caption else ""
        message = self._new(chat, one, caption, topic_id, action.reply_to)
        message.kind = MediaKind.PHOTO if action.as_photo else MediaKind.DOCUMENT
        message.file = action.key
        return message

    def _target(self, chat: Chat, target: int | str) -> Message:
        message_id = chat.refs.get(target) if isinstance(target, str) else target
        message = chat.find(message_id) if message_id is not None else None
        if message is None:
            raise Refused("Bad Request: message not found", Gone.MESSAGE)
        return message

    def _buttons(self, buttons: Buttons, locale: str) -> dict[str, str]:
        return {
            RENDERER.plain(button.label, locale): button.data if isinstance(button, Button) else ""
            for row in buttons
            for button in row
        }

    def _markup(self, one: Outgoing, body: Body) -> str:
        return RENDERER.words(body, one.locale)

    def _plain(self, one: Outgoing, body: Body) -> str:
        return RENDERER.plain(body, one.locale)


def _without_superseded(due: Iterable[Outgoing]) -> list[Outgoing]:
    kept: list[Outgoing] = []
    for one in due:
        if one.coalesce is not None:
            kept = [
                old
                for old in kept
                if old.coalesce != one.coalesce or old.ref not in (None, one.ref)
            ]
        kept.append(one)
    return kept


def _bundles(due: Iterable[Outgoing]) -> list[list[Outgoing]]:
    """Put texts of one bundle together, as far as nothing else for their topic stands between."""
    groups: list[list[Outgoing]] = []
    for one in due:
        last = next((group for group in reversed(groups) if _topic(group[0]) == _topic(one)), None)
        if last and one.bundle is not None and _goes_with(last[0], one):
            last.append(one)
        else:
            groups.append([one if _plain_text(one) else replace(one, bundle=None)])
    return groups


def _goes_with(first: Outgoing, one: Outgoing) -> bool:
    """A message replies to one other at most."""
    if first.bundle != one.bundle or not (_plain_text(one) and isinstance(one.action, SendText)):
        return False
    assert isinstance(first.action, SendText)
    return one.action.reply_to in (None, first.action.reply_to)


def _topic(one: Outgoing) -> tuple[int | None, str | None]:
    return (one.to.topic_id, one.topic)


def _plain_text(one: Outgoing) -> bool:
    return isinstance(one.action, SendText) and not one.action.buttons
