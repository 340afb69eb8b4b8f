"""Cases, staff and rooms; what follows a call; messages that several calls went out in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "case_numbers",
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("letter", "year", name=op.f("pk_case_numbers")),
    )
    op.create_table(
        "group_members",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("language_code", sa.Text(), nullable=True),
        sa.Column("is_present", sa.Boolean(), nullable=True),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "chat_id", name=op.f("pk_group_members")),
    )
    op.create_table(
        "rooms",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("has_topics", sa.Boolean(), nullable=False),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("can_manage_topics", sa.Boolean(), nullable=False),
        sa.Column("can_pin", sa.Boolean(), nullable=False),
        sa.Column("can_delete", sa.Boolean(), nullable=False),
        sa.Column("moved_from", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "chat_id", name=op.f("pk_rooms")),
    )
    op.create_index(
        "ix_rooms_moved_from",
        "rooms",
        ["moved_from", "chat_id"],
        unique=False,
        postgresql_where=sa.text("moved_from IS NOT NULL"),
        sqlite_where=sa.text("moved_from IS NOT NULL"),
    )
    op.create_table(
        "staff",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("language_code", sa.Text(), nullable=True),
        sa.Column("on_duty", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_staff")),
    )
    op.create_table(
        "topics",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("topic_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lost_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("bot_id", "chat_id", "topic_id", name=op.f("pk_topics")),
    )
    op.create_index(
        "uq_topics_standing",
        "topics",
        ["bot_id", "chat_id", "name"],
        unique=True,
        postgresql_where=sa.text("lost_at IS NULL"),
        sqlite_where=sa.text("lost_at IS NULL"),
    )
    op.create_table(
        "cases",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("owner_id", BIG_ID, nullable=False),
        sa.Column("owner_chat_id", sa.BigInteger(), nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.BigInteger(), nullable=True),
        sa.Column("assignee", sa.BigInteger(), nullable=True),
        sa.Column("assignee_name", sa.Text(), nullable=False),
        sa.Column("is_claimed", sa.Boolean(), nullable=False),
        sa.Column("queued_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_response_due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_response_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolution_due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end", sa.Text(), nullable=True),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waited_s", sa.Double(), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("rating", sa.SmallInteger(), nullable=True),
        sa.Column("rating_words", sa.Text(), nullable=False),
        sa.Column("note_mode", sa.Boolean(), nullable=False),
        sa.Column("breach_told", sa.Boolean(), nullable=False),
        sa.Column("linked_to", BIG_ID, nullable=True),
        sa.Column("merged_into", BIG_ID, nullable=True),
        sa.Column("vehicle_id", BIG_ID, nullable=True),
        sa.Column("tier", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("pruned_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_cases_owner_id_owners")),
        sa.ForeignKeyConstraint(
            ["vehicle_id"],
            ["vehicles.id"],
            name=op.f("fk_cases_vehicle_id_vehicles"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("number", name=op.f("uq_cases_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_cases_of_assignee",
        "cases",
        ["assignee", "desk", "status", "queued_until", "id"],
        unique=False,
    )
    op.create_index(
        "ix_cases_of_owner", "cases", ["owner_id", "bot_id", "status", "id"], unique=False
    )
    op.create_index(
        "ix_cases_prunable",
        "cases",
        ["closed_at"],
        unique=False,
        postgresql_where=sa.text("closed_at IS NOT NULL AND pruned_at IS NULL"),
        sqlite_where=sa.text("closed_at IS NOT NULL AND pruned_at IS NULL"),
    )
    op.create_index(
        "ix_cases_queue",
        "cases",
        ["desk", "status", "is_claimed", "queued_until", "id"],
        unique=False,
    )
    op.create_index("ix_cases_opened", "cases", ["opened_at", "desk"], unique=False)
    op.create_index(
        "ix_cases_active",
        "cases",
        ["desk"],
        unique=False,
        postgresql_where=sa.text("status IN ('open', 'waiting')"),
        sqlite_where=sa.text("status IN ('open', 'waiting')"),
    )
    op.create_index("ix_cases_vehicle_id", "cases", ["vehicle_id"], unique=False)
    op.create_index(
        "uq_cases_active_question",
        "cases",
        ["bot_id", "owner_id", "desk"],
        unique=True,
        postgresql_where=sa.text("kind = 'question' AND status IN ('open', 'waiting')"),
        sqlite_where=sa.text("kind = 'question' AND status IN ('open', 'waiting')"),
    )
    op.create_table(
        "muted_owners",
        sa.Column("owner_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("muted_by", sa.BigInteger(), nullable=True),
        sa.Column("muted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["owners.id"],
            name=op.f("fk_muted_owners_owner_id_owners"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", name=op.f("pk_muted_owners")),
    )
    op.create_table(
        "staff_roles",
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("granted_by", sa.BigInteger(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["staff.user_id"],
            name=op.f("fk_staff_roles_user_id_staff"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("desk", "user_id", name=op.f("pk_staff_roles")),
    )
    op.create_index(op.f("ix_staff_roles_user_id"), "staff_roles", ["user_id"], unique=False)
    op.create_table(
        "case_events",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("case_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.BigInteger(), nullable=True),
        sa.Column("data", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_case_events_case_id_cases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_events")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_case_events_of_case", "case_events", ["case_id", "id"], unique=False)
    op.create_table(
        "case_messages",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("case_id", BIG_ID, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("album_id", sa.Text(), nullable=True),
        sa.Column("reply_to", BIG_ID, nullable=True),
        sa.Column("relay", sa.Text(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_case_messages_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_messages")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_case_messages_of_album",
        "case_messages",
        ["bot_id", "chat_id", "album_id"],
        unique=False,
        postgresql_where=sa.text("album_id IS NOT NULL"),
        sqlite_where=sa.text("album_id IS NOT NULL"),
    )
    op.create_index("ix_case_messages_of_case", "case_messages", ["case_id", "id"], unique=False)
    op.create_table(
        "case_message_edits",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("case_message_id", BIG_ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_message_id"],
            ["case_messages.id"],
            name=op.f("fk_case_message_edits_case_message_id_case_messages"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_message_edits")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_case_message_edits_case_message_id"),
        "case_message_edits",
        ["case_message_id"],
        unique=False,
    )
    op.create_table(
        "message_twins",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case_message_id", BIG_ID, nullable=False),
        sa.Column("is_source", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_message_id"],
            ["case_messages.id"],
            name=op.f("fk_message_twins_case_message_id_case_messages"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "bot_id", "chat_id", "message_id", "case_message_id", name=op.f("pk_message_twins")
        ),
    )
    op.create_index(
        op.f("ix_message_twins_case_message_id"), "message_twins", ["case_message_id"], unique=False
    )
    op.create_index(
        "uq_message_twins_source",
        "message_twins",
        ["bot_id", "chat_id", "message_id"],
        unique=True,
        postgresql_where=sa.text("is_source"),
        sqlite_where=sa.text("is_source"),
    )
    op.add_column("outbox", sa.Column("topic", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("bundle", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("then_kind", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("then_data", JSON, nullable=True))
    # wider, so what the release before writes fits in as well
    with op.batch_alter_table("sent_messages") as batch:
        batch.drop_constraint("pk_sent_messages", type_="primary")
        batch.create_primary_key(
            "pk_sent_messages", ["bot_id", "chat_id", "message_id", "outbox_id"]
        )
