"""Anonymous surveys: answers of nobody's, and who took part."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "survey_ballots",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("survey", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", JSON, nullable=True),
        sa.Column("score", sa.SmallInteger(), nullable=True),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_ballots")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_survey_ballots_scores", "survey_ballots", ["survey", "month", "score", "desk"]
    )
    op.create_table(
        "survey_participants",
        sa.Column("owner_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("survey", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["owners.id"],
            name=op.f("fk_survey_participants_owner_id_owners"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", "survey", name=op.f("pk_survey_participants")),
    )
