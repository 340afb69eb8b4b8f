"""Log lines: for a person at a console, or JSON for a machine. Never a token, never who or what.

Tokens are part of every address of the Bot API, so libraries that log addresses are silenced
below warnings, and every line is searched for tokens as a last net.
"""

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

from bot.settings import LogFormat

_TOKEN = re.compile(r"\b\d{5,}:[A-Za-z0-9_-]{4,}")
_QUIET = (
    "httpx",
    "httpcore",
    "telegram",
    "chromadb",
    "uvicorn",
    "alembic",
    "asyncio",
    "sqlalchemy",
)


def set_up_logging(form: LogFormat, *, debug: bool = False, quiet: bool = False) -> None:
    """Send everything, our own and the libraries', to standard error in one form."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        without_tokens,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form is LogFormat.JSON
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.DEBUG if debug else logging.WARNING if quiet else logging.INFO)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def without_tokens(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Replace whatever looks like a bot's token in any field."""
    return {
        name: _TOKEN.sub("<token>", value) if isinstance(value, str) else value
        for name, value in event.items()
    }
