"""The chat model that the setting `CHAT_MODEL` names, through LangChain."""

from typing import Any

import httpx
from langchain_core.language_models import BaseChatModel

from domain.errors import OwnerlineError
from domain.text import Text


class ChatModelUnavailable(OwnerlineError):
    """The setting names a model that cannot be had: malformed, unknown, an extra, a key missing."""


def open_chat_model(setting: str, *, seconds: float, most_tokens: int) -> BaseChatModel:
    """Make the model (`provider:model`); nothing is asked yet. Raises `ChatModelUnavailable`.

    LangChain is told of both bounds, too, so that a call that is given up ends at the server. It
    does not try again by itself: an owner waits.
    """
    provider, _, model = setting.partition(":")
    if not provider or not model:
        raise ChatModelUnavailable(Text("knowledge.chat_model.malformed", setting=setting))
    from langchain.chat_models import init_chat_model  # noqa: PLC0415 - only who asks for it pays

    bounds: dict[str, Any] = {
        "temperature": 0,
        "timeout": seconds,
        "max_tokens": most_tokens,
        "max_retries": 0,
    }
    bounds |= _of_its_own(provider)
    try:
        found = init_chat_model(setting, **bounds)
    except ImportError as error:
        raise ChatModelUnavailable(
            Text("knowledge.chat_model.missing_extra", setting=setting, reason=str(error)[:200])
        ) from error
    except Exception as error:
        raise ChatModelUnavailable(
            Text("knowledge.chat_model.refused", setting=setting, reason=str(error)[:200])
        ) from error
    if not isinstance(found, BaseChatModel):
        raise ChatModelUnavailable(Text("knowledge.chat_model.malformed", setting=setting))
    return found


def _of_its_own(provider: str) -> dict[str, Any]:
    """Return what keeps connections apart: langchain-openai shares one client over event loops.

    Redirects are not followed: what is sent goes to the server that was named.
    """
    return {"http_async_client": httpx.AsyncClient()} if provider == "openai" else {}
