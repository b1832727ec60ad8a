"""Rows of findings in all their versions, drafts, evidence notes, captures and custody."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.walls import append_only, frozen_columns, lift, never_deleted, set_once

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and put their walls up."""
    op.create_table(
        "captures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("sealed_sha256", sa.String(), nullable=False),
        sa.Column("source_link", sa.LargeBinary(), nullable=True),
        sa.Column("no_source_reason", sa.LargeBinary(), nullable=True),
        sa.Column("shows", sa.LargeBinary(), nullable=False),
        sa.Column("tool", sa.LargeBinary(), nullable=False),
        sa.Column("signed_in", sa.String(), nullable=False),
        sa.Column("department_device", sa.Boolean(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("captured_zone", sa.String(), nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_captures_not_empty")),
        sa.CheckConstraint("department_device", name=op.f("ck_captures_on_a_department_device")),
        sa.CheckConstraint("captured_at <= uploaded_at", name=op.f("ck_captures_not_in_the_future")),
        sa.CheckConstraint(
            "source_link IS NOT NULL OR no_source_reason IS NOT NULL",
            name=op.f("ck_captures_source_or_reason"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_captures_case_id_cases")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["people.id"], name=op.f("fk_captures_uploaded_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_captures")),
        sa.UniqueConstraint("case_id", "sha256", name=op.f("uq_captures_case_id_sha256")),
        sa.UniqueConstraint("file_id", name=op.f("uq_captures_file_id")),
        sa.UniqueConstraint("id", "case_id", name=op.f("uq_captures_id_case_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_captures_reference")),
    )
    op.create_table(
        "custody_lines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("capture_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("done_by", sa.Uuid(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["captures.id"], name=op.f("fk_custody_lines_capture_id_captures")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custody_lines")),
    )
    op.create_index(op.f("ix_custody_lines_capture_id"), "custody_lines", ["capture_id"], unique=False)
    op.create_table(
        "findings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("search_id", sa.Uuid(), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_findings_case_id_cases")),
        sa.ForeignKeyConstraint(["opened_by"], ["people.id"], name=op.f("fk_findings_opened_by_people")),
        sa.ForeignKeyConstraint(
            ["search_id"], ["search_entries.id"], name=op.f("fk_findings_search_id_search_entries")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sa.UniqueConstraint("id", "case_id", name=op.f("uq_findings_id_case_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_findings_reference")),
    )
    op.create_index(op.f("ix_findings_case_id"), "findings", ["case_id"], unique=False)
    op.create_index(op.f("ix_findings_search_id"), "findings", ["search_id"], unique=False)
    op.create_table(
        "capture_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("capture_id", sa.Uuid(), nullable=False),
        sa.Column("linked_by", sa.Uuid(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_id", "case_id"],
            ["captures.id", "captures.case_id"],
            name=op.f("fk_capture_links_capture_id_case_id_captures"),
        ),
        sa.ForeignKeyConstraint(
            ["finding_id", "case_id"],
            ["findings.id", "findings.case_id"],
            name=op.f("fk_capture_links_finding_id_case_id_findings"),
        ),
        sa.ForeignKeyConstraint(["linked_by"], ["people.id"], name=op.f("fk_capture_links_linked_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture_links")),
        sa.UniqueConstraint("finding_id", "capture_id", name=op.f("uq_capture_links_finding_id_capture_id")),
    )
    op.create_index(op.f("ix_capture_links_capture_id"), "capture_links", ["capture_id"], unique=False)
    op.create_index(op.f("ix_capture_links_case_id"), "capture_links", ["case_id"], unique=False)
    op.create_table(
        "evidence_notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["findings.id"], name=op.f("fk_evidence_notes_finding_id_findings")
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["people.id"], name=op.f("fk_evidence_notes_written_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_notes")),
    )
    op.create_index(op.f("ix_evidence_notes_finding_id"), "evidence_notes", ["finding_id"], unique=False)
    op.create_table(
        "finding_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("observed", sa.LargeBinary(), nullable=False),
        sa.Column("statement", sa.LargeBinary(), nullable=False),
        sa.Column("relevance", sa.LargeBinary(), nullable=False),
        sa.Column("source_link", sa.LargeBinary(), nullable=True),
        sa.Column("no_source_reason", sa.LargeBinary(), nullable=True),
        sa.Column("identifiers", sa.LargeBinary(), nullable=False),
        sa.Column("identifiers_matched", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("attribution", sa.String(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "source_link IS NOT NULL OR no_source_reason IS NOT NULL",
            name=op.f("ck_finding_versions_source_or_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["findings.id"], name=op.f("fk_finding_versions_finding_id_findings")
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["people.id"], name=op.f("fk_finding_versions_written_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_versions")),
        sa.UniqueConstraint("finding_id", "number", name=op.f("uq_finding_versions_finding_id_number")),
    )
    op.create_table(
        "finding_drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_by", sa.Uuid(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_finding_drafts_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["findings.id"], name=op.f("fk_finding_drafts_finding_id_findings")
        ),
        sa.ForeignKeyConstraint(["kept_by"], ["people.id"], name=op.f("fk_finding_drafts_kept_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_drafts")),
        sa.UniqueConstraint("reference", name=op.f("uq_finding_drafts_reference")),
    )
    op.create_index(op.f("ix_finding_drafts_case_id"), "finding_drafts", ["case_id"], unique=False)
    append_only(op, "captures")
    append_only(op, "custody_lines")
    append_only(op, "findings")
    append_only(op, "capture_links")
    append_only(op, "evidence_notes")
    append_only(op, "finding_versions")
    never_deleted(op, "finding_drafts")
    frozen_columns(op, "finding_drafts", ("reference", "case_id", "finding_id", "kept_by"))
    set_once(op, "finding_drafts", ("settled_at",))


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    lift(op, "captures")
    lift(op, "custody_lines")
    lift(op, "findings")
    lift(op, "capture_links")
    lift(op, "evidence_notes")
    lift(op, "finding_versions")
    lift(op, "finding_drafts")
    op.drop_table("finding_drafts")
    op.drop_table("finding_versions")
    op.drop_table("evidence_notes")
    op.drop_table("capture_links")
    op.drop_table("findings")
    op.drop_table("custody_lines")
    op.drop_table("captures")
