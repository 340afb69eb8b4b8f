"""Emptied updates are found by their age."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_updates_emptied",
        "updates",
        ["finished_at"],
        sqlite_where=sa.text("state = 'done' AND payload IS NULL"),
        postgresql_where=sa.text("state = 'done' AND payload IS NULL"),
    )
