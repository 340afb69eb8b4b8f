"""HTTP POSTs to one address over kept-open connections: what the webhook sender needs, fast."""

import asyncio
import ssl
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlsplit

from httptools import HttpParserError, HttpResponseParser


@dataclass(slots=True)
class Answer:
    """What the receiver answered; header names are lower case."""

    status: int = 0
    reason: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def accepted(self) -> bool:
        """Whether it was a 2xx."""
        return 200 <= self.status < 300


class PostError(Exception):
    """No answer came: nobody listens, the connection broke, or it took too long."""


class _Connection(asyncio.Protocol):
    """One request at a time. The on_… methods are called by the parser."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._parser = HttpResponseParser(self)
        self._answer = Answer()
        self._waiting: asyncio.Future[Answer] | None = None
        self.usable = True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is no subclass

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except HttpParserError as error:
            self._fail(f"no HTTP: {error}")
            self.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self.usable = False
        self._fail(f"connection closed: {exc or 'by the receiver'}")

    def on_status(self, status: bytes) -> None:
        self._answer.reason += status.decode("latin-1")

    def on_header(self, name: bytes, value: bytes) -> None:
        self._answer.headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_body(self, body: bytes) -> None:
        self._answer.body += body

    def on_message_complete(self) -> None:
        answer, self._answer = self._answer, Answer()
        answer.status = self._parser.get_status_code()
        self.usable = self.usable and self._parser.should_keep_alive()
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(answer)

    def _fail(self, reason: str) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(PostError(reason))

    async def send(self, request: bytes) -> Answer:
        """Send a request and wait for its answer."""
        if self._transport is None or not self.usable:
            raise PostError("connection closed")
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._waiting

    def close(self) -> None:
        self.usable = False
        if self._transport is not None:
            self._transport.abort()


class Poster:
    """Posts JSON to one address. How many at once is the caller's business."""

    def __init__(self, url: str, headers: dict[str, str], seconds: float) -> None:
        parts = urlsplit(url)
        self._host = parts.hostname or ""
        secure = parts.scheme == "https"
        self._port = parts.port or (443 if secure else 80)
        self._ssl = ssl.create_default_context() if secure else None
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        lines = [f"POST {path} HTTP/1.1", f"Host: {parts.netloc}", "Content-Type: application/json"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self._head = "\r\n".join([*lines, "Content-Length: "]).encode()
        self._seconds = seconds
        self._idle: list[_Connection] = []

    async def post(self, body: bytes) -> Answer:
        """Raises PostError where no answer came in time."""
        request = b"%s%d\r\n\r\n%s" % (self._head, len(body), body)
        connection: _Connection | None = None
        try:
            async with asyncio.timeout(self._seconds):
                connection = self._take() or await self._connect()
                answer = await connection.send(request)
        except TimeoutError:
            raise PostError("timed out") from None
        except OSError as error:
            raise PostError(str(error)) from error
        finally:
            if connection is not None and connection.usable:
                self._idle.append(connection)
        return answer

    def _take(self) -> _Connection | None:
        while self._idle:
            connection = self._idle.pop()
            if connection.usable:
                return connection
        return None

    async def _connect(self) -> _Connection:
        loop = asyncio.get_running_loop()
        _, made = await loop.create_connection(_Connection, self._host, self._port, ssl=self._ssl)
        return made

    def close(self) -> None:
        """Close the connections that are not in use."""
        while self._idle:
            self._idle.pop().close()
