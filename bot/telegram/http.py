"""The HTTP under python-telegram-bot: aiohttp in place of the library's own choice, httpx.

A message sent through httpx costs 1.4 to 2.3 ms of processor time, more the more are under way, and
0.7 ms through aiohttp: it was the greatest single cost of a reply.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, cast
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

_MEDIA_SECONDS = 60.0
"""How much longer a request may take that uploads a file."""


class NeverSent(NetworkError):
    """No connection was made, so that Telegram cannot have seen the call."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: to get a connection, be it a free one or a new one; to wait for the answer."""

    connect: float = 10.0
    read: float = 20.0


@dataclass(frozen=True, slots=True)
class Parameters:
    """Parameters that are JSON already, in place of the library's `RequestData`."""

    values: Mapping[str, Any]


class AiohttpRequest(BaseRequest):
    """Calls of the Bot API at `api_url`, at most `connections` at a time.

    A proxy is taken from the environment, as other programs take it (HTTPS_PROXY, NO_PROXY). Time
    limits given with a call go before `patience`.
    """

    def __init__(
        self, api_url: str, *, connections: int = 1, patience: Patience | None = None
    ) -> None:
        self._is_secure = api_url.startswith("https:")
        self._proxy = _proxy_for(api_url)
        self._connections = connections
        self._patience = patience or Patience()
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Return the seconds to wait for an answer where a call does not say."""
        return self._patience.read

    async def initialize(self) -> None:
        """Open the pool of connections, unless it is open."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=self._connections,
                    ssl=httpx.create_ssl_context() if self._is_secure else True,
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def call(self, url: str, parameters: Mapping[str, Any]) -> Any:
        """Call the method at `url`; returns its result as JSON.

        A third of what the library's `Bot` takes for the same, which makes objects of parameters
        and result. Raises the library's errors.
        """
        return await self.post(url, cast("RequestData", Parameters(parameters)))

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | Parameters | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request; returns status and body.

        Raises `NeverSent` where there was no connection, `TimedOut` and `NetworkError` where the
        request may have been carried out.
        """
        del write_timeout, pool_timeout  # a message fits into the socket's buffer
        if self._session is None:
            raise RuntimeError("initialize() comes before the first request")
        has_files = isinstance(request_data, RequestData) and request_data.contains_files
        patience = aiohttp.ClientTimeout(
            connect=_seconds(connect_timeout, self._patience.connect),
            sock_read=_seconds(read_timeout, self._patience.read)
            + (_MEDIA_SECONDS if has_files else 0),
        )
        body, headers = _body(request_data)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=patience, allow_redirects=False
            ) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NeverSent(f"{type(error).__name__}: {error}") from error
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(f"{type(error).__name__}: {error}") from error


_JSON = {"Content-Type": "application/json"}
_Body: TypeAlias = aiohttp.FormData | dict[str, str] | bytes | None


def _body(data: RequestData | Parameters | None) -> tuple[_Body, dict[str, str] | None]:
    if data is None:
        return None, None
    if isinstance(data, Parameters):
        return json.dumps(data.values, separators=(",", ":")).encode(), _JSON
    if not data.contains_files:
        return data.json_parameters, None
    form = aiohttp.FormData(quote_fields=False)  # names as they are, in UTF-8
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=kind)
    return form, None


def _seconds(given: object, usual: float) -> float:
    return float(given) if isinstance(given, int | float) else usual


def _proxy_for(url: str) -> str | None:
    address = urlsplit(url)
    if not address.hostname or proxy_bypass(address.hostname):
        return None
    known = getproxies()
    return known.get(address.scheme) or known.get("all")
