"""The chat model as conversations ask it (`domain.ports.Wording`): bounded, masked, checked."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from domain.knowledge import FaqEntry
from domain.wording import Completed, FollowUp, Outcome, Worded, WordingRequest
from knowledge.matrix import Matrix
from knowledge.wording import completion
from knowledge.wording.breaker import Breaker
from knowledge.wording.check import Claim, Encode, Refused, check
from knowledge.wording.instructions import Prompt, gives_orders, to_complete, to_compose
from knowledge.wording.masking import Masker
from knowledge.wording.replies import CompletedReply, ComposedReply, Malformed, Reply, read_reply

_log = logging.getLogger(__name__)

_LEAST = {"last question": "How long does it take?", "words that followed": "And in winter?"}
_LONGEST_QUESTION = 1000
_MOST_SOURCE = 9000
"""Characters of all entries of a call: at most about 9,000 tokens, in Chinese."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a call may cost: seconds of waiting in all, tokens of reply, calls at a time."""

    seconds: float = 8.0
    most_tokens: int = 800
    at_a_time: int = 4


class _NotAsked(Exception):
    """The server was not asked, or its reply is of no use: the outcome says why."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.value)
        self.outcome = outcome


class ChatWording:
    """Words answers and completes follow-ups with a LangChain chat model. Never raises."""

    def __init__(
        self,
        model: BaseChatModel,
        encode: Encode | None,
        bounds: Bounds | None = None,
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._model = model
        self._encode = encode or _no_vectors
        self._bounds = bounds or Bounds()
        self._slots = asyncio.Semaphore(self._bounds.at_a_time)
        self._breaker = Breaker(now)

    async def compose(self, request: WordingRequest) -> Worded:
        """Put an answer into words; whatever goes wrong is an outcome."""
        masker = Masker(request.private)
        data = _data(request, masker)
        if outcome := _hopeless(request):
            return Worded(outcome)
        prompt = to_compose(request.locale, data)
        try:
            reply = await self._reply(prompt, ComposedReply)
            if not reply.answered:
                return Worded(Outcome.DECLINED)
            claim = Claim(
                answer=masker.restored(reply.answer, public_only=True, markup=True),
                sources=reply.sources,
                locale=request.locale,
                own=masker.own,
                secret=prompt.secret,
                mark=prompt.mark,
            )
            found = await check(claim, request.entries, request.names, self._encode)
        except _NotAsked as refusal:
            return Worded(refusal.outcome)
        except Refused as refusal:
            return Worded(refusal.outcome, detail={"what": refusal.what})
        except Exception:  # noqa: BLE001 - a fault of ours must not cost the owner the answer
            _log.exception("an answer could not be checked")
            return Worded(Outcome.FAILED)
        shown = masker.restored(found.html, markup=True)
        return Worded(Outcome.USED, shown, found.keys, {"support": list(found.support)})

    async def complete(self, follow_up: FollowUp) -> Completed:
        """Make a whole question of a follow-up; whatever goes wrong is an outcome."""
        masker = Masker(follow_up.private)
        last = masker.masked(follow_up.last_question[:_LONGEST_QUESTION])
        words = masker.masked(follow_up.words[:_LONGEST_QUESTION])
        if gives_orders(last) or gives_orders(words):
            return Completed(Outcome.SUSPICIOUS)
        prompt = to_complete(
            follow_up.locale, {"last question": last, "words that followed": words}
        )
        try:
            reply = await self._reply(prompt, CompletedReply)
            if not reply.understood:
                return Completed(Outcome.DECLINED)
            completion.check(reply.question, last, words, prompt)
        except _NotAsked as refusal:
            return Completed(refusal.outcome)
        except Refused as refusal:
            return Completed(refusal.outcome, detail={"what": refusal.what})
        return Completed(Outcome.USED, masker.restored(reply.question.strip()))

    async def close(self) -> None:
        """Close the connections, where the provider's client lets itself be closed."""
        client = getattr(self._model, "root_async_client", None)
        if client is not None:
            await client.close()

    async def answers(self) -> Outcome:
        """Ask the model the least there is, for `ownerline check`: `USED` if it does its work."""
        prompt = to_complete("en", _LEAST)
        try:
            await self._reply(prompt, CompletedReply)
        except _NotAsked as refusal:
            return refusal.outcome
        return Outcome.USED

    async def _reply(self, prompt: Prompt, form: type[Reply]) -> Reply:
        """Ask, and read the reply. Raises `_NotAsked`."""
        if not self._breaker.lets_through():
            raise _NotAsked(Outcome.RESTING)
        try:
            message = await self._ask(prompt.messages)
            reply = read_reply(message, form)
        except (asyncio.CancelledError, _NotAsked):
            self._breaker.abandoned()
            raise
        except TimeoutError:
            self._breaker.went(well=False)
            raise _NotAsked(Outcome.TIME_OUT) from None
        except Malformed as error:
            self._breaker.went(well=False)
            _log.warning("the chat model replied in another form: %s", error)
            raise _NotAsked(Outcome.MALFORMED) from None
        except Exception as error:  # noqa: BLE001
            # every provider has errors of its own; their words may quote what was sent
            self._breaker.went(well=False)
            _log.warning("the chat model failed: %s", type(error).__name__)
            raise _NotAsked(Outcome.FAILED) from None
        self._breaker.went(well=True)
        return reply

    async def _ask(self, messages: Sequence[BaseMessage]) -> BaseMessage:
        """Ask within the time there is; who waits for others of us does not blame the server."""
        is_asked = False
        try:
            async with asyncio.timeout(self._bounds.seconds), self._slots:
                is_asked = True
                return await self._model.ainvoke(list(messages))
        except TimeoutError:
            if is_asked:
                raise
            raise _NotAsked(Outcome.BUSY) from None


async def _no_vectors(texts: Sequence[str]) -> Matrix:
    """Where there are none, what an entry says in another language supports nothing."""
    return np.zeros((len(texts), 1), dtype=np.float32)


def _hopeless(request: WordingRequest) -> Outcome | None:
    """Return why the model need not be asked at all."""
    texts = [text for entry in request.entries for text in entry.texts.values()]
    spoken = (request.question, *(part for text in texts for part in (text.question, text.answer)))
    if any(gives_orders(part) for part in spoken):
        return Outcome.SUSPICIOUS
    size = sum(len(_text(entry, request.locale)[1]) for entry in request.entries)
    return Outcome.TOO_MUCH if not request.entries or size > _MOST_SOURCE else None


def _data(request: WordingRequest, masker: Masker) -> dict[str, Any]:
    return {
        "question": masker.masked(request.question[:_LONGEST_QUESTION]),
        "entries": [
            {
                "key": entry.key,
                "question": masker.masked(_text(entry, request.locale)[0], is_public=True),
                "answer": masker.masked(_text(entry, request.locale)[1], is_public=True),
            }
            for entry in request.entries
        ],
    }


def _text(entry: FaqEntry, locale: str) -> tuple[str, str]:
    text = entry.text_for(locale)[1]
    return text.question, text.answer
