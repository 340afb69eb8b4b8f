"""What becomes of complaints: cause, decision, remedies, corrective actions."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "complaint_actions",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("case_id", BIG_ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("owner_name", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("done_at", TIME, nullable=True),
        sa.Column("done_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_complaint_actions_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_actions")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_complaint_actions_of_case", "complaint_actions", ["case_id", "id"])
    op.create_table(
        "complaint_remedies",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("case_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("allowed_by", sa.BigInteger(), nullable=True),
        sa.Column("answered_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_complaint_remedies_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_remedies")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_complaint_remedies_of_case", "complaint_remedies", ["case_id", "id"])
    for name in ("cause", "responsible", "verdict"):
        op.add_column("complaints", sa.Column(name, sa.Text(), nullable=True))
    for name in ("reason", "closing"):
        op.add_column(
            "complaints", sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False)
        )
    op.add_column("complaints", sa.Column("decided_at", TIME, nullable=True))
    op.add_column("complaints", sa.Column("decided_by", sa.BigInteger(), nullable=True))
    op.add_column("complaints", sa.Column("same_as", BIG_ID, nullable=True))
