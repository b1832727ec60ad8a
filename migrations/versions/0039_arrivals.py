"""How captures came in, from where they were handled, and the rounds that compute every digest anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.walls import append_only, frozen_columns, lift, never_deleted, set_once

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, add the columns, and put the walls up."""
    op.add_column("custody_lines", sa.Column("done_from", sa.String(), nullable=True))
    op.add_column("access_entries", sa.Column("opened_from", sa.String(), nullable=True))
    op.create_table(
        "capture_arrivals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("capture_id", sa.Uuid(), nullable=False),
        sa.Column("scan", sa.String(), nullable=False),
        sa.Column("scanner", sa.String(), nullable=False),
        sa.Column("scan_reason", sa.String(), nullable=False),
        sa.Column("own_sha256", sa.String(), nullable=True),
        sa.Column("own_matches", sa.Boolean(), nullable=True),
        sa.Column("own_sha256_note", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "scan IN ('clean', 'not-scanned')", name=op.f("ck_capture_arrivals_nothing_infected")
        ),
        sa.CheckConstraint(
            "scan = 'clean' OR scan_reason <> ''", name=op.f("ck_capture_arrivals_scanned_or_reason")
        ),
        sa.CheckConstraint(
            "own_sha256 IS NULL OR own_matches IS NOT NULL", name=op.f("ck_capture_arrivals_compared")
        ),
        sa.CheckConstraint(
            "own_matches IS NULL OR own_matches OR own_sha256_note IS NOT NULL",
            name=op.f("ck_capture_arrivals_differs_with_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["captures.id"], name=op.f("fk_capture_arrivals_capture_id_captures")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture_arrivals")),
        sa.UniqueConstraint("capture_id", name=op.f("uq_capture_arrivals_capture_id")),
    )
    op.create_table(
        "verify_runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("went_on_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("of_table", sa.String(), nullable=False),
        sa.Column("came_to", sa.Uuid(), nullable=True),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.CheckConstraint("failed <= checked", name=op.f("ck_verify_runs_failed_of_checked")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verify_runs")),
    )
    op.create_index(op.f("ix_verify_runs_started_at"), "verify_runs", ["started_at"], unique=False)
    append_only(op, "capture_arrivals")
    never_deleted(op, "verify_runs")
    frozen_columns(op, "verify_runs", ("started_at",))
    frozen_columns(op, "verify_runs", ("checked", "failed"), once="finished_at")
    set_once(op, "verify_runs", ("finished_at",))


def downgrade() -> None:
    """Take the walls down and drop what was made."""
    lift(op, "capture_arrivals")
    lift(op, "verify_runs")
    op.drop_index(op.f("ix_verify_runs_started_at"), table_name="verify_runs")
    op.drop_table("verify_runs")
    op.drop_table("capture_arrivals")
    op.drop_column("access_entries", "opened_from")
    op.drop_column("custody_lines", "done_from")
