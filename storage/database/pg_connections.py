"""PostgreSQL connections outside the pool: for locks that live with their connection."""

import asyncio
from typing import Any

import asyncpg  # type: ignore[import-untyped]

from storage.database.address import Address

CONNECT_S = 5.0
STATEMENT_S = 60.0
IDLE_TRANSACTION_MS = 15_000

SETTINGS = {
    "application_name": "ownerline",
    "timezone": "UTC",
    "jit": "off",
    "lock_timeout": "10000",
    "idle_in_transaction_session_timeout": str(IDLE_TRANSACTION_MS),
    # a server that lost its client (machine gone, cable pulled) frees its locks within 10 s
    "tcp_keepalives_idle": "4",
    "tcp_keepalives_interval": "1",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "8000",
}

CONNECTION_ERRORS = (
    OSError,
    TimeoutError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)
"""What asyncpg raises when the server is gone, restarting or refuses us. The last one: a statement
meets a connection whose end has arrived but was not looked at yet."""


async def connect(address: Address, *, statement_s: float = STATEMENT_S) -> Any:
    """Open a connection of asyncpg's own."""
    return await asyncpg.connect(
        address.dsn, timeout=CONNECT_S, command_timeout=statement_s, server_settings=SETTINGS
    )


async def close(connection: Any) -> None:
    """Close it, politely if the server still answers."""
    try:
        await asyncio.shield(connection.close(timeout=1))
    except CONNECTION_ERRORS:
        connection.terminate()
