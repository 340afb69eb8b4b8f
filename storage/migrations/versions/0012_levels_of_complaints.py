"""Levels of complaints, and what owners say of them after closing."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column(
        "complaints",
        sa.Column("level", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )
    op.add_column("complaints", sa.Column("level_due", TIME, nullable=True))
    op.add_column("complaints", sa.Column("held", sa.Boolean(), nullable=True))
    op.add_column("complaints", sa.Column("handling", sa.SmallInteger(), nullable=True))
    op.add_column("complaints", sa.Column("followed_up_at", TIME, nullable=True))
