"""Rows of the search log, the outcomes of protocol steps, and requests to differ from the protocol."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.walls import append_only, lift

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and put their walls up."""
    op.create_table(
        "requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("excuse_code", sa.String(), nullable=True),
        sa.Column("query", sa.LargeBinary(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("method", sa.String(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'extra-search') = (excuse_code IS NULL)",
            name=op.f("ck_requests_excuse_from_the_list"),
        ),
        sa.CheckConstraint(
            "(kind = 'extra-search') = (query IS NOT NULL AND place IS NOT NULL AND method IS NOT NULL)",
            name=op.f("ck_requests_extra_search_said_ahead"),
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_requests_asked_by_people")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_requests_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sa.UniqueConstraint("id", "asked_by", name=op.f("uq_requests_id_asked_by")),
        sa.UniqueConstraint("id", "case_id", name=op.f("uq_requests_id_case_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_requests_reference")),
    )
    op.create_index("ix_requests_asked_at", "requests", ["asked_at", "id"], unique=False)
    op.create_index("ix_requests_case_step", "requests", ["case_id", "step"], unique=False)
    op.create_table(
        "request_rulings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("ruled_by", sa.Uuid(), nullable=False),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ruled_by <> asked_by", name=op.f("ck_request_rulings_not_by_who_asked")),
        sa.ForeignKeyConstraint(
            ["request_id", "asked_by"],
            ["requests.id", "requests.asked_by"],
            name=op.f("fk_request_rulings_request_id_asked_by_requests"),
        ),
        sa.ForeignKeyConstraint(["ruled_by"], ["people.id"], name=op.f("fk_request_rulings_ruled_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_rulings")),
        sa.UniqueConstraint("request_id", name=op.f("uq_request_rulings_request_id")),
    )
    op.create_table(
        "step_outcomes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(outcome IN ('not-applicable', 'could-not-be-done')) = (request_id IS NOT NULL)",
            name=op.f("ck_step_outcomes_excused_by_request"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_step_outcomes_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["people.id"], name=op.f("fk_step_outcomes_recorded_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["request_id", "case_id"],
            ["requests.id", "requests.case_id"],
            name=op.f("fk_step_outcomes_request_id_case_id_requests"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_outcomes")),
        sa.UniqueConstraint("case_id", "step", "number", name=op.f("uq_step_outcomes_case_id_step_number")),
    )
    op.create_table(
        "search_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("query", sa.LargeBinary(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("signed_in", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("pages_seen", sa.Integer(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("department_device", sa.Boolean(), nullable=False),
        sa.Column("searched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("logged_by", sa.Uuid(), nullable=False),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declared_account_id", sa.Uuid(), nullable=True),
        sa.Column("grant_id", sa.Uuid(), nullable=True),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "method NOT IN ('candidate-export', 'together-session') OR grant_id IS NOT NULL",
            name=op.f("ck_search_entries_beyond_public_by_grant"),
        ),
        sa.CheckConstraint("department_device", name=op.f("ck_search_entries_on_a_department_device")),
        sa.CheckConstraint("pages_seen >= 0", name=op.f("ck_search_entries_pages_not_negative")),
        sa.CheckConstraint("searched_at <= logged_at", name=op.f("ck_search_entries_not_in_the_future")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_search_entries_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["declared_account_id"],
            ["declared_accounts.id"],
            name=op.f("fk_search_entries_declared_account_id_declared_accounts"),
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["access_grants.id"], name=op.f("fk_search_entries_grant_id_access_grants")
        ),
        sa.ForeignKeyConstraint(
            ["logged_by"], ["people.id"], name=op.f("fk_search_entries_logged_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["request_id", "case_id"],
            ["requests.id", "requests.case_id"],
            name=op.f("fk_search_entries_request_id_case_id_requests"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entries")),
        sa.UniqueConstraint("reference", name=op.f("uq_search_entries_reference")),
    )
    op.create_index(
        "ix_search_entries_case_logged", "search_entries", ["case_id", "logged_at", "id"], unique=False
    )
    op.create_index(
        "ix_search_entries_case_step", "search_entries", ["case_id", "step", "logged_at"], unique=False
    )
    op.create_table(
        "search_voids",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("search_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("voided_by", sa.Uuid(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["search_id"], ["search_entries.id"], name=op.f("fk_search_voids_search_id_search_entries")
        ),
        sa.ForeignKeyConstraint(["voided_by"], ["people.id"], name=op.f("fk_search_voids_voided_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_voids")),
        sa.UniqueConstraint("search_id", name=op.f("uq_search_voids_search_id")),
    )
    append_only(op, "requests")
    append_only(op, "request_rulings")
    append_only(op, "step_outcomes")
    append_only(op, "search_entries")
    append_only(op, "search_voids")


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    lift(op, "requests")
    lift(op, "request_rulings")
    lift(op, "step_outcomes")
    lift(op, "search_entries")
    lift(op, "search_voids")
    op.drop_table("search_voids")
    op.drop_table("search_entries")
    op.drop_table("step_outcomes")
    op.drop_table("request_rulings")
    op.drop_table("requests")
