"""The bare bot that Ownerline is measured against: it says what it hears, and keeps nothing.

`python -m tests.bench.echo` with ECHO_TOKEN and ECHO_API_URL in the environment. It is
python-telegram-bot as its own examples show it, with concurrent updates as they come (256 at a
time), or as many as ECHO_UPDATES says: with sixteen it is fastest against a server that answers at
once, since its pool of connections costs less then.
"""

import os

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say it again."""
    del context
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main() -> None:
    """Poll until interrupted."""
    application = (
        Application.builder()
        .token(os.environ["ECHO_TOKEN"])
        .base_url(os.environ["ECHO_API_URL"] + "/bot")
        .concurrent_updates(int(os.environ.get("ECHO_UPDATES", "0")) or True)
        .pool_timeout(30)
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main()
