"""Words of responses to surveys whose time of keeping is over are found by their age."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_survey_responses_prunable",
        "survey_responses",
        ["begun_at"],
        sqlite_where=sa.text("words <> ''"),
        postgresql_where=sa.text("words <> ''"),
    )
