"""Papers that candidates signed: their copies, their pages, who typed them, and how they were compared."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.paper_walls import lift_paper_walls, raise_paper_walls
from migrations.walls import append_only, frozen_columns, lift, never_deleted, set_once

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

KEPT = ("paper_typists", "paper_comparisons")
"""What is only ever added to: who typed, and what was said of the copy."""


def upgrade() -> None:
    """Make the tables and put their walls up."""
    _copies()
    op.create_table(
        "paper_typists",
        *_base(),
        sa.Column("copy_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        *_keys("paper_typists", copy_id="paper_copies", person_id="people"),
        sa.UniqueConstraint("copy_id", "person_id", name=op.f("uq_paper_typists_copy_id_person_id")),
    )
    op.create_table(
        "paper_pages",
        *_base(),
        sa.Column("copy_id", sa.Uuid(), nullable=False),
        sa.Column("scan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("taken_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_off_by", sa.Uuid(), nullable=True),
        *_keys("paper_pages", copy_id="paper_copies", scan_id="signed_scans", taken_off_by="people"),
        sa.UniqueConstraint("copy_id", "number", name=op.f("uq_paper_pages_copy_id_number")),
        sa.UniqueConstraint("scan_id", name=op.f("uq_paper_pages_scan_id")),
    )
    op.create_table(
        "paper_comparisons",
        *_base(),
        sa.Column("copy_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("compared_by", sa.Uuid(), nullable=False),
        sa.Column("compared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("same OR words IS NOT NULL", name=op.f("ck_paper_comparisons_says_what_differs")),
        *_keys("paper_comparisons", copy_id="paper_copies", compared_by="people"),
        sa.UniqueConstraint("copy_id", "number", name=op.f("uq_paper_comparisons_copy_id_number")),
    )
    for table in KEPT:
        append_only(op, table)
    never_deleted(op, "paper_pages")
    frozen_columns(op, "paper_pages", ("copy_id", "scan_id", "number"))
    set_once(op, "paper_pages", ("taken_off_at", "taken_off_by"))
    never_deleted(op, "paper_copies")
    frozen_columns(
        op, "paper_copies", ("reference", "case_id", "edition", "language", "begun_by", "begun_at")
    )
    raise_paper_walls(op)


def _copies() -> None:
    op.create_table(
        "paper_copies",
        *_base(),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("begun_by", sa.Uuid(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_on_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", sa.String(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("affidavit_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("ending IN ('filed', 'left')", name=op.f("ck_paper_copies_known_ending")),
        sa.CheckConstraint("(ending IS NULL) = (ended_at IS NULL)", name=op.f("ck_paper_copies_ended_when")),
        sa.CheckConstraint(
            "(affidavit_id IS NULL) = (ending IS NULL OR ending <> 'filed')",
            name=op.f("ck_paper_copies_filed_as_an_affidavit"),
        ),
        *_keys("paper_copies", case_id="cases", begun_by="people", affidavit_id="affidavits"),
        sa.UniqueConstraint("reference", name=op.f("uq_paper_copies_reference")),
    )
    op.create_index(op.f("ix_paper_copies_case_id"), "paper_copies", ["case_id"], unique=False)
    op.create_index(
        "uq_paper_copies_one_open",
        "paper_copies",
        ["case_id"],
        unique=True,
        sqlite_where=sa.text("ending IS NULL"),
        postgresql_where=sa.text("ending IS NULL"),
    )


def _base() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )


def _keys(table: str, **to: str) -> tuple[sa.Constraint, ...]:
    return (
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
            for column, other in to.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    lift_paper_walls(op)
    for table in ("paper_comparisons", "paper_pages", "paper_typists", "paper_copies"):
        lift(op, table)
        op.drop_table(table)
