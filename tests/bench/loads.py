"""One load: so many chats write, and how fast and at what cost they are answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sandbox.client_types import LoadResult
from tests.bench.child import Child, Failed
from tests.bench.server import Server

CHATS = 200
_PATIENCE = 120


class Watched(Protocol):
    """Whatever has processor time."""

    def cpu_seconds(self) -> float:
        """Return the processor time so far."""
        ...


@dataclass(frozen=True, slots=True)
class LoadFigures:
    """Latencies in milliseconds, from a message made to its reply accepted.

    `bot_ms` and `server_ms`: processor time a message; `others_ms`: the database's, where it is a
    process of its own.
    """

    messages: int
    rate: float
    p50: float
    p95: float
    p99: float
    bot_ms: float
    server_ms: float
    others_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Load:
    """What to send: `each` messages a chat; at `rate` a second, or (0) the next when answered."""

    bot: int
    texts: Sequence[str]
    chats: int = CHATS
    each: int = 1
    rate: float = 0.0
    first_user: int = 10_000_000


async def put(
    server: Server, bot: Child, load: Load, others: Sequence[Watched] = ()
) -> LoadFigures:
    """Put a load on a bot and wait until all is answered. Raises `Failed`."""
    watched: tuple[Watched, ...] = (bot, server.process, *others)
    before = [process.cpu_seconds() for process in watched]
    waits = load.rate <= 0
    number = await server.client.load(
        load.chats, each=load.each, rate=load.rate, texts=list(load.texts), bot=load.bot,
        first_user=load.first_user, after_answer=waits,
    )  # fmt: skip
    answered = -1
    while True:
        result = await server.client.load_result(number, _PATIENCE)
        if result.done:
            break
        bot.require_alive()
        if result.answered == answered:
            left = result.messages - answered
            raise Failed(f"{bot.name} left {left} of {result.messages} messages unanswered")
        answered = result.answered
    spent = [p.cpu_seconds() - b for p, b in zip(watched, before, strict=True)]
    return _figures(result, spent)


def _figures(result: LoadResult, spent: Sequence[float]) -> LoadFigures:
    latencies = sorted(
        (answered - made) * 1000
        for _, made, _, answered in result.timings
        if made is not None and answered is not None
    )
    per_message = [seconds * 1000 / result.messages for seconds in spent]
    return LoadFigures(
        messages=result.messages,
        rate=result.messages / result.seconds,
        p50=quantile(latencies, 0.50),
        p95=quantile(latencies, 0.95),
        p99=quantile(latencies, 0.99),
        bot_ms=per_message[0],
        server_ms=per_message[1],
        others_ms=sum(per_message[2:]),
    )


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return the value that `share` of the ordered values stay within."""
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
