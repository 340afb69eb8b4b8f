"""getUpdates and the webhook."""

import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.entries import bot_info, webhook_info
from sandbox.errors import bad_request, conflict, too_many
from sandbox.json_types import Json
from sandbox.methods.registry import Request, method
from sandbox.webhook import WebhookSettings
from sandbox.webhooks import close_webhook, open_webhook

MAX_TIMEOUT = 50
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class Encoded(bytes):
    """An answer's result that is JSON already."""


@method("getUpdates")
async def _get_updates(request: Request) -> Encoded:
    params, queue = request.params, request.bot.queue
    if request.bot.webhook is not None:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    _set_allowed(request)
    offset = params.integer("offset")
    if offset < 0:
        queue.keep_tail(-offset)
    else:
        queue.confirm_below(offset)
    limit = min(max(params.integer("limit", 100), 1), 100)
    seconds = min(max(params.number("timeout") or 0.0, 0.0), MAX_TIMEOUT)
    found = await queue.poll(limit, seconds, request.world.clock.now)
    return Encoded(b"[" + b",".join(update.body for update in found) + b"]")


def _set_allowed(request: Request) -> None:
    """Leaving allowed_updates out keeps the old setting; an empty list is the default one."""
    allowed: list[Any] | None = request.params.array("allowed_updates")
    if allowed is not None:
        request.bot.queue.allowed = frozenset(map(str, allowed)) or None


@method("setWebhook")
async def _set_webhook(request: Request) -> bool:
    world, bot, params = request.world, request.bot, request.params
    url = params.text("url")
    if not url:
        await _delete_webhook(request)
        return True
    now = world.clock.now()
    if world.rates.enabled and now - bot.webhook_set_at < 1.0:
        raise too_many(1)
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = params.text("secret_token") or None
    if secret is not None and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    bot.webhook_set_at = now
    _set_allowed(request)
    if params.boolean("drop_pending_updates"):
        bot.queue.clear()
    connections = min(max(params.integer("max_connections", 40), 1), 100)
    settings = WebhookSettings(url, secret, connections, params.text("ip_address") or None)
    await open_webhook(world, bot, settings)
    world.hub.publish("bot", bot, lambda: bot_info(bot))
    return True


@method("deleteWebhook")
async def _delete_webhook(request: Request) -> bool:
    bot = request.bot
    if request.params.boolean("drop_pending_updates"):
        bot.queue.clear()
    if bot.webhook is not None:
        await close_webhook(bot)
        request.world.hub.publish("bot", bot, lambda: bot_info(bot))
    return True


@method("getWebhookInfo")
def _get_webhook_info(request: Request) -> Json:
    return webhook_info(request.bot)


@method("logOut")
@method("close")
def _log_out(request: Request) -> bool:
    request.bot.queue.interrupt("terminated by close")
    return True


@method("getMe")
def _get_me(request: Request) -> Json:
    return request.bot.me
