"""Sessions with the candidate: offered, answered, recorded, confirmed; and the looks made in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.together_walls import lift_together_walls, raise_together_walls
from migrations.walls import append_only, lift

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TABLES = (
    "together_sessions",
    "together_answers",
    "together_records",
    "together_accounts",
    "together_confirmations",
    "search_sessions",
)
"""What is only ever added to: what was agreed and recorded stays as it was said."""


def upgrade() -> None:
    """Make the tables and put their walls up."""
    op.create_table(
        "together_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("investigator_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("second_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("third_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "mode IN ('together', 'candidate-export')", name=op.f("ck_together_sessions_for_a_meeting")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_together_sessions_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["investigator_id"], ["people.id"], name=op.f("fk_together_sessions_investigator_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_together_sessions")),
        sa.UniqueConstraint("id", "case_id", "mode", name=op.f("uq_together_sessions_id_case_id_mode")),
        sa.UniqueConstraint("reference", name=op.f("uq_together_sessions_reference")),
    )
    op.create_index(
        "ix_together_sessions_case_offered", "together_sessions", ["case_id", "offered_at"], unique=False
    )
    op.create_table(
        "together_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("told_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(answer = 'agreed') = (chosen_at IS NOT NULL)", name=op.f("ck_together_answers_agreed_to_a_time")
        ),
        sa.CheckConstraint(
            "answer IN ('agreed', 'another-time', 'not-any-more')",
            name=op.f("ck_together_answers_known_answer"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_together_answers_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["together_sessions.id"],
            name=op.f("fk_together_answers_session_id_together_sessions"),
        ),
        sa.ForeignKeyConstraint(["told_by"], ["people.id"], name=op.f("fk_together_answers_told_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_together_answers")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_together_answers_session_id_number")),
    )
    op.create_table(
        "together_records",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_by", sa.String(), nullable=False),
        sa.Column("device_holder", sa.String(), nullable=False),
        sa.Column("medium", sa.String(), nullable=True),
        sa.Column("script_read", sa.Boolean(), nullable=False),
        sa.Column("script_language", sa.String(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("present", sa.LargeBinary(), nullable=True),
        sa.Column("shown", sa.LargeBinary(), nullable=False),
        sa.Column("password_seen", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(mode = 'candidate-export') = (medium IS NOT NULL)",
            name=op.f("ck_together_records_copy_has_a_medium"),
        ),
        sa.CheckConstraint(
            "mode <> 'together' OR device_holder = 'candidate'",
            name=op.f("ck_together_records_candidate_holds_the_device"),
        ),
        sa.CheckConstraint("script_read", name=op.f("ck_together_records_script_read_aloud")),
        sa.CheckConstraint(
            "started_at <= ended_at AND ended_at <= recorded_at",
            name=op.f("ck_together_records_recorded_once_over"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["people.id"], name=op.f("fk_together_records_recorded_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["session_id", "case_id", "mode"],
            ["together_sessions.id", "together_sessions.case_id", "together_sessions.mode"],
            name=op.f("fk_together_records_session_id_case_id_mode_together_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_together_records")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_together_records_session_id_number")),
    )
    op.create_index(op.f("ix_together_records_case_id"), "together_records", ["case_id"], unique=False)
    op.create_table(
        "together_accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("declared_account_id", sa.Uuid(), nullable=False),
        sa.Column("grant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["declared_account_id"],
            ["declared_accounts.id"],
            name=op.f("fk_together_accounts_declared_account_id_declared_accounts"),
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["access_grants.id"], name=op.f("fk_together_accounts_grant_id_access_grants")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["together_records.id"],
            name=op.f("fk_together_accounts_record_id_together_records"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_together_accounts")),
        sa.UniqueConstraint(
            "record_id",
            "declared_account_id",
            name=op.f("uq_together_accounts_record_id_declared_account_id"),
        ),
    )
    op.create_table(
        "together_confirmations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(answer = 'different') = (words IS NOT NULL)",
            name=op.f("ck_together_confirmations_different_in_words"),
        ),
        sa.CheckConstraint(
            "answer IN ('confirmed', 'different')", name=op.f("ck_together_confirmations_known_answer")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_together_confirmations_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["together_records.id"],
            name=op.f("fk_together_confirmations_record_id_together_records"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_together_confirmations")),
        sa.UniqueConstraint("record_id", name=op.f("uq_together_confirmations_record_id")),
    )
    op.create_table(
        "search_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("search_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["search_id"], ["search_entries.id"], name=op.f("fk_search_sessions_search_id_search_entries")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["together_sessions.id"],
            name=op.f("fk_search_sessions_session_id_together_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_sessions")),
        sa.UniqueConstraint("search_id", name=op.f("uq_search_sessions_search_id")),
    )
    op.create_index(op.f("ix_search_sessions_session_id"), "search_sessions", ["session_id"], unique=False)
    for table in TABLES:
        append_only(op, table)
    raise_together_walls(op)


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    lift_together_walls(op)
    for table in reversed(TABLES):
        lift(op, table)
        op.drop_table(table)
