"""Questions whose answers are known."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "faq_labels",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("expected", JSON, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("question_id", BIG_ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_labels")),
        sa.UniqueConstraint("folded", name=op.f("uq_faq_labels_folded")),
        sqlite_autoincrement=True,
    )
