"""Waves of surveys, and their invitations apart from the others."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INDEXES = {
    "due": (["next_at", "id"], "next_at IS NOT NULL AND wave_id IS NULL"),
    "of_waves_due": (["next_at", "id"], "next_at IS NOT NULL AND wave_id IS NOT NULL"),
    "of_wave": (["wave_id", "state", "reason"], "wave_id IS NOT NULL"),
}


def upgrade() -> None:
    op.create_table(
        "survey_waves",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("survey", sa.Text(), nullable=False),
        sa.Column("desk", sa.Text(), nullable=True),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_to", BIG_ID, nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_waves")),
        sqlite_autoincrement=True,
    )
    op.add_column("survey_invitations", sa.Column("wave_id", BIG_ID, nullable=True))
    op.drop_index("ix_survey_invitations_due", "survey_invitations")
    for name, (columns, where) in _INDEXES.items():
        op.create_index(
            f"ix_survey_invitations_{name}",
            "survey_invitations",
            columns,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )
