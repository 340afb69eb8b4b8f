"""A bot that talks to the sandbox over the program's own HTTP."""

from telegram import Bot

from bot.telegram.http import AiohttpRequest, Patience

TOKEN = "123456:TEST"


def bot_at(url: str, patience: Patience | None = None) -> Bot:
    return Bot(
        TOKEN,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=AiohttpRequest(url, connections=4, patience=patience),
        get_updates_request=AiohttpRequest(url),
    )
