"""What is kept of complaints beside their cases; complaints that are there already get a row."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "complaints",
        sa.Column("case_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("car", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=True),
        sa.Column("wish_words", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_complaints_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_complaints")),
    )
    op.create_index("ix_complaints_category", "complaints", ["category", "case_id"])
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    op.execute(_ROWS.replace("none", "CAST('[]' AS jsonb)" if is_postgresql else "'[]'"))


_ROWS = """
    INSERT INTO complaints (case_id, car, place, wish_words, severity, reasons)
    SELECT id, '', '', '', 'minor', none FROM cases WHERE kind = 'complaint'
"""
