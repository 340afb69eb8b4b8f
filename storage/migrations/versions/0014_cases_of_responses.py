"""What was done about a response to a survey: its case, and asking once more."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INDEXES = {
    "again": (["again_of"], "again_of IS NOT NULL"),
    "of_case": (["case_id"], "case_id IS NOT NULL"),
    "words": (["desk", "id"], "words <> ''"),
}


def upgrade() -> None:
    op.add_column("survey_responses", sa.Column("again_of", BIG_ID, nullable=True))
    op.add_column("survey_responses", sa.Column("case_id", BIG_ID, nullable=True))
    for name, (columns, where) in _INDEXES.items():
        op.create_index(
            f"ix_survey_responses_{name}",
            "survey_responses",
            columns,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )
    scored = sa.text("score IS NOT NULL AND again_of IS NULL")
    op.drop_index("ix_survey_responses_scores", "survey_responses")
    op.create_index(
        "ix_survey_responses_scores",
        "survey_responses",
        ["survey", "month", "score", "desk", "model", "trigger", "tier"],
        sqlite_where=scored,
        postgresql_where=scored,
    )
