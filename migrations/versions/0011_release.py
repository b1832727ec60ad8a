"""Rows of submissions, returns, rulings on findings, approved previews, and releases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.release_walls import lift_release_walls, raise_release_walls
from migrations.walls import append_only, frozen_columns, lift, never_deleted, set_once

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and put their walls up."""
    op.create_table(
        "preview_approvals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_preview_approvals_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_preview_approvals_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preview_approvals")),
        sa.UniqueConstraint(
            "case_id", "person_id", "turn", name=op.f("uq_preview_approvals_case_id_person_id_turn")
        ),
    )
    op.create_table(
        "submissions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("submitted_by", sa.Uuid(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recalled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "opened_at IS NULL OR recalled_at IS NULL", name=op.f("ck_submissions_opened_or_recalled")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_submissions_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["people.id"], name=op.f("fk_submissions_submitted_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_submissions_case_id_number")),
        sa.UniqueConstraint(
            "id", "case_id", "submitted_by", name=op.f("uq_submissions_id_case_id_submitted_by")
        ),
    )
    op.create_table(
        "releases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("submitted_by", sa.Uuid(), nullable=False),
        sa.Column("packet_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("correction_reason", sa.LargeBinary(), nullable=True),
        sa.Column("released_by", sa.Uuid(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("released_by <> submitted_by", name=op.f("ck_releases_not_by_who_submitted")),
        sa.CheckConstraint(
            "(number = 1) = (correction_reason IS NULL)", name=op.f("ck_releases_corrected_with_reason")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_releases_case_id_cases")),
        sa.ForeignKeyConstraint(["packet_id"], ["packets.id"], name=op.f("fk_releases_packet_id_packets")),
        sa.ForeignKeyConstraint(["released_by"], ["people.id"], name=op.f("fk_releases_released_by_people")),
        sa.ForeignKeyConstraint(
            ["submission_id", "case_id", "submitted_by"],
            ["submissions.id", "submissions.case_id", "submissions.submitted_by"],
            name="fk_releases_submission",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_releases_case_id_number")),
        sa.UniqueConstraint("packet_id", name=op.f("uq_releases_packet_id")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_releases_submission_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_releases_reference")),
    )
    op.create_table(
        "returns",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("reasons", sa.LargeBinary(), nullable=False),
        sa.Column("returned_by", sa.Uuid(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["returned_by"], ["people.id"], name=op.f("fk_returns_returned_by_people")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_returns_submission_id_submissions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returns")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_returns_submission_id")),
    )
    op.create_table(
        "finding_rulings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("ruling", sa.String(), nullable=False),
        sa.Column("in_review", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("ruled_by", sa.Uuid(), nullable=False),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ruling IN ('cleared', 'withheld')", name=op.f("ck_finding_rulings_cleared_or_withheld")
        ),
        sa.CheckConstraint(
            "ruling <> 'withheld' OR reason IS NOT NULL", name=op.f("ck_finding_rulings_withheld_with_reason")
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["findings.id"], name=op.f("fk_finding_rulings_finding_id_findings")
        ),
        sa.ForeignKeyConstraint(["ruled_by"], ["people.id"], name=op.f("fk_finding_rulings_ruled_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_rulings")),
        sa.UniqueConstraint("finding_id", "turn", name=op.f("uq_finding_rulings_finding_id_turn")),
    )
    append_only(op, "preview_approvals")
    never_deleted(op, "submissions")
    frozen_columns(op, "submissions", ("case_id", "number", "fingerprint", "submitted_by", "submitted_at"))
    set_once(op, "submissions", ("recalled_at", "opened_at"))
    append_only(op, "releases")
    append_only(op, "returns")
    append_only(op, "finding_rulings")
    raise_release_walls(op)


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    lift(op, "preview_approvals")
    lift(op, "submissions")
    lift_release_walls(op)
    lift(op, "returns")
    lift(op, "finding_rulings")
    op.drop_table("finding_rulings")
    op.drop_table("returns")
    op.drop_table("releases")
    op.drop_table("submissions")
    op.drop_table("preview_approvals")
