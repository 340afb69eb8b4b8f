"""How Alembic runs here: inside a transaction that storage.migrating opened and commits."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, TypeDecorator
from sqlalchemy.types import JSON, DateTime

from storage.tables import Base


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write plain types into migrations: ours may change, a migration may not."""
    del autogen
    if kind != "type":
        return False
    plain = item.impl_instance if isinstance(item, TypeDecorator) else item
    if isinstance(plain, JSON):
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    if isinstance(plain, DateTime):
        return "sa.DateTime(timezone=True)"
    return f"sa.{plain!r}" if isinstance(item, TypeDecorator) else False


def run(connection: Connection) -> None:
    """Run the migrations that are asked for; the caller commits."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        compare_server_default=True,
        render_item=render_item,
        transactional_ddl=True,
    )
    context.run_migrations()


run(context.config.attributes["connection"])
