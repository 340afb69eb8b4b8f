"""Many messages from many chats."""

import asyncio

from sandbox.accounts import Bot, User
from sandbox.chats import Chat
from sandbox.control.people import open_chat
from sandbox.control.requests import Order, route
from sandbox.delivery import announce
from sandbox.errors import ControlError
from sandbox.formatting import formatted
from sandbox.json_types import Json
from sandbox.load import Load
from sandbox.posting import Place, create
from sandbox.world import World

_AT_ONCE = 200


class Crowd:
    """The people of one load; each call of `say` sends the next text from one of them."""

    def __init__(self, world: World, bot: Bot, load: Load, texts: list[str]) -> None:
        self.world = world
        self.bot = bot
        self.load = load
        self.fields = [_fields(world, text) for text in texts]
        self.chats: dict[int, Chat] = {}

    def join(self, user_id: int, language: str | None) -> None:
        """A new person, who has started the bot."""
        user = self.world.users.get(user_id)
        if user is None:
            number = len(self.chats) + 1
            user = User(user_id, f"Owner {number}", language_code=language)
            self.world.users[user_id] = user
        chat = self.chats[user_id] = self.world.private_chat(user, self.bot)
        open_chat(self.world, chat)

    def say(self, chat_id: int) -> None:
        """The next message of this chat."""
        load, chat = self.load, self.chats[chat_id]
        if load.to_send[chat_id] <= 0 or chat.user is None:
            return
        load.to_send[chat_id] -= 1
        fields = self.fields[load.sent % len(self.fields)]
        message = create(self.world, Place(chat), chat.user, fields)
        now = self.world.clock.now()
        self.world.loads.made(load, self.bot.id, chat_id, self.bot.queue.next_id, now=now)
        announce(self.world, message)


def _fields(world: World, text: str) -> Json:
    """Return a message's text with what Telegram marks in it by itself, such as a command."""
    plain, entities = formatted(world, text)
    return {"text": plain, **({"entities": entities} if entities else {})}


async def _run(crowd: Crowd, rate: float, rounds: int) -> None:
    """Round after round over all chats, in real time at this rate; 0 is as fast as it goes."""
    loop = asyncio.get_running_loop()
    started, sent = loop.time(), 0
    for _ in range(rounds):
        for chat_id in crowd.chats:
            crowd.say(chat_id)
            sent += 1
            if rate > 0:
                await asyncio.sleep(max(started + sent / rate - loop.time(), 0))
            elif sent % _AT_ONCE == 0:
                await asyncio.sleep(0)


def _load(order: Order) -> Json:
    world = order.world
    chats, each = order.needed_integer("chats"), order.integer("each", 1)
    if chats < 1 or each < 1:
        raise ControlError("chats and each must be at least 1")
    texts = list(order.get("texts") or ["hello"])
    load = Load(world.unique(), world.clock.now(), chats * each)
    crowd = Crowd(world, order.bot, load, texts)
    first = order.integer("first_user", 10_000_000)
    for user_id in range(first, first + chats):
        crowd.join(user_id, order.get("language_code", "en"))
        load.to_send[user_id] = each
    one_by_one = order.flag("after_answer")
    if one_by_one:
        load.inject = crowd.say
    world.loads.add(load)
    rounds = 1 if one_by_one else each
    load.task = asyncio.get_running_loop().create_task(_run(crowd, order.number("rate"), rounds))
    return {"load": load.id, "messages": load.messages}


async def _progress(order: Order) -> Json:
    load = order.world.loads.loads.get(order.needed_integer("load"))
    if load is None:
        raise ControlError("no such load", 404)
    seconds = order.wait if order.get("wait") is not None else 0.0
    if seconds > 0 and not load.done.is_set():
        waiting = asyncio.ensure_future(load.done.wait())
        await asyncio.wait([waiting], timeout=seconds)
        waiting.cancel()
    return load.view()


ROUTES = [
    route("POST", "/load", _load),
    route("GET", "/load/{load:int}", _progress),
]
