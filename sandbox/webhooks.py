"""Opening and closing a bot's webhook."""

import asyncio

from sandbox.accounts import Bot
from sandbox.entries import bot_info
from sandbox.json_types import Json
from sandbox.webhook import Webhook, WebhookSettings
from sandbox.world import World


async def open_webhook(
    world: World,
    bot: Bot,
    settings: WebhookSettings,
) -> None:
    """Start to deliver; what is pending goes first. An unchanged webhook goes on as it is."""
    if bot.webhook is not None:
        if bot.webhook.settings == settings:
            return
        await close_webhook(bot)
    bot.queue.interrupt("terminated by setWebhook request")

    def reply(call: Json) -> None:
        world.on_webhook_reply(bot, call)

    def gone() -> None:
        task = asyncio.get_running_loop().create_task(_remove(world, bot))
        _removals.add(task)
        task.add_done_callback(_removals.discard)

    bot.webhook = Webhook(settings, bot.queue, now=world.clock.now, reply=reply, gone=gone)
    bot.webhook.push_all(bot.queue.pending.values())


_removals: set[asyncio.Task[None]] = set()


async def _remove(world: World, bot: Bot) -> None:
    await close_webhook(bot)
    world.hub.publish("bot", bot, lambda: bot_info(bot))


async def close_webhook(bot: Bot) -> None:
    """Stop delivering; what is pending stays for getUpdates."""
    webhook, bot.webhook = bot.webhook, None
    if webhook is not None:
        await webhook.close()
