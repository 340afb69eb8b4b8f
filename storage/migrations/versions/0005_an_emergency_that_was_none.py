"""An emergency that was none: when it was called off."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; older rows have nothing in it."""
    op.add_column("cases", sa.Column("called_off_at", sa.DateTime(timezone=True), nullable=True))
