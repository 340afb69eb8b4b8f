"""What the server answers, held against aiogram's types, which are written from the API's page."""

from functools import cache
from typing import Any

import httpx
from aiogram import methods, types
from aiogram.methods import TelegramMethod
from pydantic import BaseModel, TypeAdapter

from sandbox.json_types import Json

API_METHODS: dict[str, type[TelegramMethod[Any]]] = {
    found.__api_method__.lower(): found
    for found in vars(methods).values()
    if isinstance(found, type) and issubclass(found, TelegramMethod) and found is not TelegramMethod
}


@cache
def _result(method: str) -> TypeAdapter[Any]:
    return TypeAdapter(API_METHODS[method.lower()].__returning__)


def check_result(method: str, result: Any) -> None:
    """The result is what the method is said to return, and no field is unknown."""
    value = _result(method).validate_python(result)
    no_unknown_fields(value, method)


def check_update(body: Json) -> None:
    """An update has one known kind, and its contents are complete."""
    update = types.Update.model_validate(body)
    no_unknown_fields(update, "Update")
    kinds = [name for name in body if name != "update_id"]
    assert len(kinds) == 1
    assert update.event_type == kinds[0]


def no_unknown_fields(value: Any, where: str) -> None:
    """Aiogram lets unknown fields pass; a misspelt one would go unseen."""
    if isinstance(value, BaseModel):
        assert not value.model_extra, f"{where}: {sorted(value.model_extra or ())}"
        for name in type(value).model_fields:
            no_unknown_fields(getattr(value, name), f"{where}.{name}")
    elif isinstance(value, (list, tuple)):
        for one in value:
            no_unknown_fields(one, where)


class RawBot:
    """Calls methods by name, and checks every result."""

    def __init__(self, url: str, token: str) -> None:
        self.base = f"{url}/bot{token}"
        self.http = httpx.AsyncClient(trust_env=False, timeout=30)
        self.offset = 0

    async def answer(self, method: str, /, **params: Any) -> tuple[int, Json]:
        """Status and body, of a JSON request."""
        found = await self.http.post(f"{self.base}/{method}", json=params)
        body: Json = found.json()
        assert body["ok"] is (found.status_code == 200)
        return found.status_code, body

    async def call(self, method: str, /, **params: Any) -> Any:
        """The result, checked."""
        status, body = await self.answer(method, **params)
        assert status == 200, body
        check_result(method, body["result"])
        return body["result"]

    async def refused(self, method: str, /, **params: Any) -> str:
        """The description of a refusal."""
        status, body = await self.answer(method, **params)
        assert status != 200, body
        assert body["error_code"] == status
        return str(body["description"])

    async def updates(self, **params: Any) -> list[Json]:
        """New updates, checked, and confirmed by the next call."""
        found: list[Json] = await self.call(
            "getUpdates", offset=self.offset, **{"timeout": 0, **params}
        )
        for update in found:
            check_update(update)
            self.offset = update["update_id"] + 1
        return found

    async def events(self, kind: str) -> list[Json]:
        """The contents of new updates of one kind."""
        return [update[kind] for update in await self.updates() if kind in update]


__all__ = ["API_METHODS", "RawBot", "check_result", "check_update"]
