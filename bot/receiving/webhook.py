"""The webhook: an update is answered with 200 only when it is committed."""

import asyncio
import hmac
import json
from collections.abc import Collection
from typing import Any, NoReturn

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.receiving.intake import Intake, Malformed, new_update
from domain.errors import Busy

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_MOST_BYTES = 1 << 20
_COMMIT_SECONDS = 20
_log = structlog.get_logger(__name__)


class Webhook:
    """Telegram's calls for all bots: `<path>/<bot id>`, with the secret in a header."""

    def __init__(self, path: str, secret: str, bot_ids: Collection[int], intake: Intake) -> None:
        self._path = path
        self._secret = secret.encode()
        self._bot_ids = {str(bot_id): bot_id for bot_id in bot_ids}
        self._intake = intake

    def routes(self) -> list[Route]:
        """Return the route to serve."""
        return [Route(f"{self._path}/{{bot_id}}", self._take, methods=["POST"])]

    async def _take(self, request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "").encode()
        # compared before anything else is said: a stranger learns nothing about the bots
        if not hmac.compare_digest(given, self._secret):
            return PlainTextResponse("The secret is missing or wrong.\n", 403)
        bot_id = self._bot_ids.get(request.path_params["bot_id"])
        if bot_id is None:
            return PlainTextResponse("There is no such bot here.\n", 404)
        try:
            update = new_update(bot_id, _parsed(await _body(request)))
        except (Malformed, ValueError, RecursionError) as error:
            reason = str(error) if isinstance(error, Malformed) else "not JSON"
            _log.warning("a webhook call was no update", bot=bot_id, reason=reason)
            return PlainTextResponse(f"This is no update: {reason}.\n", 400)
        except ClientDisconnect:
            return Response(status_code=400)
        try:
            async with asyncio.timeout(_COMMIT_SECONDS):
                await self._intake.receive(update)
        except (Busy, TimeoutError):
            # Telegram asks again until it hears a yes
            return PlainTextResponse(
                "The update cannot be kept now; please send it again.\n",
                503,
                headers={"Retry-After": "2"},
            )
        return Response(status_code=200)


def _parsed(body: bytes) -> Any:
    """Read JSON as Telegram writes it: no number that a database could not hold, no NaN."""
    return json.loads(body, parse_int=_integer, parse_constant=_not_json)


def _integer(digits: str) -> int:
    number = int(digits)
    if abs(number) >= 2**63:
        raise Malformed("a number is out of all bounds")
    return number


def _not_json(word: str) -> NoReturn:
    raise ValueError(word)


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise Malformed("longer than a megabyte")
    return body
