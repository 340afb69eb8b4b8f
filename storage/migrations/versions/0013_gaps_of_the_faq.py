"""Questions without an answer, grouped by what they mean."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNANSWERED = sa.text("(decision = 'abstain' OR feedback IN ('none_fits', 'not_helpful'))")


def upgrade() -> None:
    op.create_table(
        "faq_gaps",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_gaps")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_faq_gaps_frequent", "faq_gaps", ["status", "asked", "last_at"])
    op.create_index("ix_faq_gaps_newest", "faq_gaps", ["status", "last_at"])
    op.create_table(
        "faq_gap_questions",
        sa.Column("question_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("gap_id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["questions.id"],
            name=op.f("fk_faq_gap_questions_question_id_questions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["gap_id"],
            ["faq_gaps.id"],
            name=op.f("fk_faq_gap_questions_gap_id_faq_gaps"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_faq_gap_questions")),
    )
    op.create_index("ix_faq_gap_questions_of_gap", "faq_gap_questions", ["gap_id", "question_id"])
    op.create_index(
        "ix_questions_unanswered",
        "questions",
        ["id"],
        sqlite_where=UNANSWERED,
        postgresql_where=UNANSWERED,
    )
